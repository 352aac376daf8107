import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTls } from 'node:https';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Test } from 'tap';
import { startOutside } from '@windsurf/sandbox/outside';
import type { Outside } from '@windsurf/sandbox/outside';
import { startSecrets } from '@windsurf/sandbox/secrets';
import type { RailCheck, RailOptions } from './rails.ts';
import { createRails, railEntries } from './registry.ts';
import type { RailSecrets } from './registry.ts';
import { selfTest } from './self-test.ts';

type Part = RailCheck['part'];
const asked = railEntries.map(({ name }) => name).filter((name) => name !== 'manual');

async function start(t: Test): Promise<Outside> {
  const outside = await startOutside({ callbackRetries: [0] });
  t.teardown(async () => await outside.stop());
  return outside;
}
async function listen(t: Test, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
type Seen = { readonly wrong: readonly Part[]; readonly right: readonly Part[]; readonly says: string };
async function look(secrets: RailSecrets, name: string, options: RailOptions = {}): Promise<Seen> {
  const rails = createRails(secrets, { timeoutMs: 5000, ...options });
  const checks = (await rails.get(name)?.selfTest()) ?? [];
  await Promise.all([...rails.values()].map(async (rail) => await rail.close()));
  const parts = (ok: boolean): Part[] => [...new Set(checks.filter((one) => one.ok === ok).map(({ part }) => part))];
  return { wrong: parts(false), right: parts(true), says: checks.map(({ says }) => says).join('\n') };
}
/** A rail's part of the secret with its addresses, or single values, changed. */
const changed = (outside: Outside, name: string, change: (text: string) => string): RailSecrets => {
  const all: RailSecrets = outside.keys.payments;
  return { [name]: JSON.parse(change(JSON.stringify(all[name]))) as unknown };
};
const movedTo = (outside: Outside, name: string, origin: string): RailSecrets =>
  changed(outside, name, (text) => text.replace(/http:\/\/[^/"]+/g, origin));

t.test('where all is right, every part says so', async (t) => {
  const outside = await start(t);
  t.ok(asked.length >= 4);
  for (const name of asked) {
    const { wrong, right, says } = await look(outside.keys.payments, name);
    t.same(wrong, [], `${name}: ${says}`);
    const key = name === 'cbebirr' ? [] : ['key'];
    t.same(right, ['address', 'allow-list', ...key, 'clock'], name);
  }
});

t.test('a wrong address is said to be the address', async (t) => {
  const outside = await start(t);
  const plain = await listen(
    t,
    createTcp((socket) => socket.end('SSH-2.0-x\r\n')),
  );
  for (const name of asked) {
    const unknown = await look(movedTo(outside, name, 'http://no-such-host.invalid'), name);
    t.same([unknown.wrong, unknown.right], [['address'], []], `${name}: an unknown name`);
    t.match(unknown.says, /no-such-host\.invalid is not known/);
    const closed = await look(movedTo(outside, name, 'http://127.0.0.1:9'), name);
    t.same([closed.wrong, closed.right], [['address'], []], `${name}: a closed port`);
    const noTls = await look(movedTo(outside, name, `https://${plain}`), name);
    t.same([noTls.wrong, noTls.right], [['address'], []], `${name}: no TLS there`);
  }
});

const skip = spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl to make a certificate with';
t.test('a chain that is sent incomplete is said to be so, and what mends it', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  const made = spawnSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  t.equal(made.status, 0);
  const outside = await start(t);
  const server = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
    response.end(),
  );
  const { wrong, right, says } = await look(movedTo(outside, 'webirr', `https://${await listen(t, server)}`), 'webirr');
  t.same([wrong, right], [['address'], []]);
  t.match(says, /NODE_EXTRA_CA_CERTS/);
});

t.test('who connects and is not talked to is told of the allow-list', async (t) => {
  const outside = await start(t);
  const faults: Readonly<Record<string, Server>> = {
    'a reset': createTcp((socket) => socket.once('data', () => socket.resetAndDestroy())),
    silence: createTcp((socket) => socket.on('error', () => undefined)),
    'HTTP 403': createServer((_request, response) => response.writeHead(403).end()),
  };
  for (const [what, server] of Object.entries(faults)) {
    const at = await listen(t, server);
    for (const name of asked) {
      const { wrong, right } = await look(movedTo(outside, name, `http://${at}`), name, { timeoutMs: 1000 });
      t.same([wrong, right], [['allow-list'], ['address']], `${name}: ${what}`);
    }
  }
});

t.test('a wrong key is said to be the key', async (t) => {
  const outside = await start(t);
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const { telebirr } = outside.keys.payments;
  const signature = await look({ telebirr: { ...telebirr, privateKey: other.toString() } }, 'telebirr');
  t.same(signature.wrong, ['key']);
  t.match(signature.says, /60200099/);
  t.same((await look({ telebirr: { ...telebirr, appSecret: 'f'.repeat(32) } }, 'telebirr')).wrong, ['key']);
  t.same((await look({ telebirr: { ...telebirr, fabricAppId: 'other' } }, 'telebirr')).wrong, ['key']);
  let seen = 0;
  for (const name of asked) {
    const wrongKey = changed(outside, name, (text) =>
      text.replace(/("(?:apiKey|secretKey)":")[^"]+/, '$1WRONGWRONGWRONG'),
    );
    const all: RailSecrets = outside.keys.payments;
    if (JSON.stringify(wrongKey[name]) === JSON.stringify(all[name])) continue;
    seen += 1;
    const { wrong, right, says } = await look(wrongKey, name);
    t.same(wrong, ['key'], name);
    t.same(right, ['address', 'allow-list', 'clock'], name);
    t.notMatch(says, /WRONGWRONG/);
  }
  t.equal(seen, 2, 'WeBirr, and the last of the list');
});

t.test('a clock more than a minute beside is said to be the clock, a little is not', async (t) => {
  const outside = await start(t);
  for (const name of asked) {
    for (const ms of [-90_000, 90_000]) {
      const { wrong, says } = await look(outside.keys.payments, name, { now: () => Date.now() + ms });
      t.same(wrong, ['clock'], name);
      t.match(says, ms > 0 ? /behind ours/ : /ahead of ours/);
    }
    t.same((await look(outside.keys.payments, name, { now: () => Date.now() + 50_000 })).wrong, [], name);
  }
});

t.test('the command prints a line for each check, no secret, and ends with 1 when one fails', async (t) => {
  const outside = await start(t);
  const good = { ...outside.keys.payments };
  const bad = { ...good, webirr: { ...good.webirr, apiKey: 'WRONGWRONGWRONG' } };
  const run = async (value: object, ...args: string[]): Promise<{ code: number | null; out: string }> => {
    const secrets = await startSecrets({ seed: { 'windsurf/payments': JSON.stringify(value) } });
    const file = fileURLToPath(new URL('self-test.ts', import.meta.url));
    const child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env.PATH, SECRETS_ENDPOINT: secrets.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    await secrets.stop();
    return { code, out };
  };
  const whole = await run(good);
  t.equal(whole.code, 0, whole.out);
  for (const name of asked) t.match(whole.out, new RegExp(`^${name}: right {2}address`, 'm'));
  const broken = await run(bad);
  t.equal(broken.code, 1);
  t.match(broken.out, /^webirr: WRONG {2}key/m);
  t.match(broken.out, /\d+ checks, 1 wrong/);
  const one = await run(bad, 'telebirr');
  t.equal(one.code, 0, 'one rail alone');
  t.notMatch(one.out, /webirr/);
  t.equal((await run(good, 'nobody')).code, 1, 'who looks at nothing has not passed');
  const secret = /WRONGWRONG|BEGIN PRIVATE/;
  for (const { out } of [whole, broken, one]) t.notMatch(out, secret);
});

t.test('a rail that nobody can be asked about says that', async (t) => {
  const accounts = [{ bank: 'CBE', number: '1000123456789', holder: 'Stan' }];
  t.match(await selfTest(createRails({ manual: { accounts } })), { ok: true, lines: [/nobody outside/, /0 checks/] });
  t.match(await selfTest(new Map()), { ok: false });
});
