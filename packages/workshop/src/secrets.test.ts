import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSandboxKeys } from '@windsurf/sandbox/keys';
import t from 'tap';
import { developmentSecrets } from './secrets.ts';

type Parties = Record<string, Record<string, unknown>>;
const folder = await mkdtemp(join(tmpdir(), 'workshop-secrets-'));
const read = (secrets: Record<string, string>, id: string) =>
  JSON.parse(secrets[id] ?? '{}') as Record<string, unknown>;

t.test('both sides of every agreement are made once, and only the addresses follow the ports', async (t) => {
  const file = join(folder, 'new.json');
  const first = developmentSecrets(file, 'http://localhost:8090', []);
  const second = developmentSecrets(file, 'http://localhost:9999', []);
  const [payments, moved] = [read(first, 'windsurf/payments') as Parties, read(second, 'windsurf/payments') as Parties];
  let seen = 0;
  for (const party of Object.keys(generateSandboxKeys(undefined, () => ({ publicKey: '', privateKey: '' })).sandbox)) {
    t.ok(first[`sandbox/${party}`], `the stand-in of ${party} has its keys`);
    t.equal(first[`sandbox/${party}`], second[`sandbox/${party}`]);
    seen += 1;
  }
  t.ok(seen >= 6);
  t.match(payments, { webirr: { apiKey: read(first, 'sandbox/webirr')['apiKey'], baseUrl: /:8090\/webirr$/ } });
  t.match(payments, { chapa: { webhookSecret: read(first, 'sandbox/chapa')['webhookSecret'] } });
  t.match(moved, {
    telebirr: { baseUrl: /:9999\//, cps: { url: /:9999\// } },
    webirr: { baseUrl: 'http://localhost:9999/webirr', apiKey: payments['webirr']?.['apiKey'] },
    chapa: { checkoutOrigin: 'http://localhost:9999' },
    cbebirr: { baseUrl: /:9999\//, push: { url: /:9999\// } },
  });
  t.match(read(second, 'windsurf/notifications'), { afromessage: { baseUrl: /:9999\// } });
  t.equal((await stat(file)).mode & 0o077, 0, 'nobody else reads them');
});

t.test('secrets of an earlier version get what is new, and keep what is theirs', async (t) => {
  const file = join(folder, 'old.json');
  developmentSecrets(file, 'http://localhost:8090', []);
  const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, Parties>;
  for (const party of ['webirr', 'chapa']) {
    delete kept[`sandbox/${party}`];
    delete kept['windsurf/payments']?.[party];
  }
  // a party that gained a piece which it shares with another
  delete kept['windsurf/payments']?.['telebirr']?.['cps'];
  delete kept['windsurf/delivery'];
  const shared = kept['windsurf/shared'];
  const { checkoutKey } = kept['windsurf/payments'] ?? {};
  await writeFile(file, JSON.stringify({ ...kept, 'windsurf/own': { made: 'by hand' } }));

  const secrets = developmentSecrets(file, 'http://localhost:8090', []);
  const payments = read(secrets, 'windsurf/payments') as Parties;
  t.same(read(secrets, 'windsurf/shared'), shared);
  t.equal(payments['checkoutKey'], checkoutKey);
  t.same(read(secrets, 'windsurf/own'), { made: 'by hand' });
  t.ok(read(secrets, 'windsurf/delivery')['linkKey']);
  t.equal(payments['webirr']?.['authKey'], read(secrets, 'sandbox/webirr')['authKey']);
  t.equal(payments['chapa']?.['secretKey'], read(secrets, 'sandbox/chapa')['secretKey']);
  const cores = read(secrets, 'sandbox/cps') as Parties;
  t.match(payments['telebirr'], { cps: { password: cores['telebirr']?.['password'] } });
  t.match(payments['cbebirr'], { push: { password: cores['cbebirr']?.['password'] } });
  const { appSecret } = read(secrets, 'sandbox/telebirr');
  t.equal(payments['telebirr']?.['appSecret'], appSecret);
  const afterwards = developmentSecrets(file, 'http://localhost:8090', []);
  t.same(afterwards, secrets, 'and the next start changes nothing');
});
