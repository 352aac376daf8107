// A real service as a process: what service-kit's boot promises, seen from outside.
import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import t from 'tap';
import { findOrCreatePerson } from '@windsurf/contracts/auth';
import { createCaller } from '@windsurf/http-client/call';
import { signServiceToken } from '@windsurf/access/service-token';
import { startSecrets } from '@windsurf/sandbox/secrets';
import { testDatabase } from './database.ts';
import { freePort } from './ports.ts';

const main = fileURLToPath(new URL('../../../services/auth/src/main.ts', import.meta.url));
const key = (): string => randomBytes(32).toString('base64url');
const serviceTokenKey = key();
const signingKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const shared = { serviceTokenKey, pageTokenKey: key(), fieldKey: key() };
const secrets = await startSecrets({
  file: join(mkdtempSync(join(tmpdir(), 'boot-test-')), 'secrets.json'),
  seed: {
    'windsurf/shared': JSON.stringify(shared),
    'windsurf/auth': JSON.stringify({ signingKey, signingKid: 'k1', phonePepper: key() }),
  },
});
t.teardown(async () => await secrets.stop());

type Tap = { teardown(work: () => void): void };
/** auth with this environment, its lines, and how it ended. */
const startAuth = (t: Tap, env: Record<string, string>) => {
  const child = spawn(process.execPath, [main, '--role=web'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (l) => lines.push(l));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const listening = new Promise<void>((done) =>
    createInterface({ input: child.stdout }).on('line', (l) => {
      if (l.includes('Server listening')) done();
    }),
  );
  return { child, closed, text: () => lines.join('\n'), up: Promise.race([listening, closed]) };
};
const environmentFor = async (databaseUrl: string): Promise<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  PORT: String(await freePort()),
  SERVICE_DATABASE_URL: databaseUrl,
  REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:1',
  APP_ORIGIN: 'http://app.localhost:8080',
  STORE_ORIGIN: 'http://localhost:8080',
  AUTH_URL: 'http://127.0.0.1:1',
  NOTIFICATIONS_URL: 'http://127.0.0.1:1',
  DELIVERY_URL: 'http://127.0.0.1:1',
  PAYMENTS_URL: 'http://127.0.0.1:1',
  STORE_BUILDER_URL: 'http://127.0.0.1:1',
  SECRETS_ENDPOINT: secrets.url,
});

t.test(
  'a service boots against its database and secrets, is healthy, knows its callers, and leaves with 0',
  async (t) => {
    const db = await testDatabase(t, ['auth']);
    const env = await environmentFor(db.url('svc_auth'));
    const auth = startAuth(t, env);
    await auth.up;
    const url = `http://127.0.0.1:${env.PORT ?? ''}`;
    const health = await fetch(`${url}/v1/auth/health`);
    t.same([health.status, await health.text()], [200, '{"status":"healthy"}'], auth.text());
    t.equal((await fetch(`${url}/readyz`)).status, 200);
    const callWith = async (secret: string): Promise<unknown> => {
      const call = createCaller({
        baseUrl: url,
        token: () => signServiceToken(secret, 'payments', 'auth', new Date()),
      });
      try {
        return await call(findOrCreatePerson, { body: { phone: '0911234567' } });
      } catch (error) {
        return (error as { problem?: string }).problem;
      } finally {
        await call.close();
      }
    };
    t.match(await callWith(serviceTokenKey), { personId: String });
    t.equal(await callWith(key()), 'not-signed-in');
    auth.child.kill('SIGTERM');
    t.same((await auth.closed)[0], 0);
    for (const secret of ['911234567', serviceTokenKey, 'PRIVATE KEY']) t.notOk(auth.text().includes(secret));
  },
);

t.test('a service that is not set up says everything that is wrong at once and does not start', async (t) => {
  const auth = startAuth(t, { PATH: process.env.PATH ?? '', PORT: 'hunter2' });
  t.not((await auth.closed)[0], 0);
  for (const name of ['PORT must', 'SERVICE_DATABASE_URL is missing', 'NOTIFICATIONS_URL is missing'])
    t.match(auth.text(), name);
  t.notMatch(auth.text(), /hunter2/);
});

t.test('production does not start on what is of development', async (t) => {
  const env = await environmentFor('postgres://svc_auth:hunter2@localhost/x');
  const auth = startAuth(t, { ...env, ENVIRONMENT: 'production' });
  t.not((await auth.closed)[0], 0);
  for (const name of ['SECRETS_ENDPOINT', 'APP_ORIGIN', 'SERVICE_DATABASE_URL']) t.match(auth.text(), name);
  t.notMatch(auth.text(), /hunter2/);
});
