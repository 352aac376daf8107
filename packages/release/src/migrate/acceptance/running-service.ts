// One process of a service as its image runs it, from the tree of any build.
import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { generateSandboxKeys } from '@windsurf/sandbox/keys';
import { startSecrets } from '@windsurf/sandbox/secrets';
import { freePort } from '@windsurf/testbed/ports';
import type { Managed, ServiceEntry } from './ground.ts';
import type { Build } from './builds.ts';

export type Surroundings = {
  readonly server: Pick<Managed, 'url'>;
  readonly secretsUrl: string;
  stop(): Promise<void>;
};

const key = (): string => randomBytes(32).toString('base64url');

/** The secrets of all services, of the run's own. Nothing else is there: neighbours and rails do not answer. */
export async function surroundings(
  server: Pick<Managed, 'url'>,
  services: readonly ServiceEntry[],
): Promise<Surroundings> {
  const { payments, notifications } = generateSandboxKeys('http://127.0.0.1:1');
  const signingKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const values: Record<string, unknown> = {
    shared: { serviceTokenKey: key(), pageTokenKey: key(), fieldKey: key() },
    auth: { signingKey, signingKid: 'k1', phonePepper: key() },
    payments,
    notifications,
    delivery: { linkKey: key() },
  };
  const names = ['shared', ...services.map(({ name }) => name)];
  const seed = Object.fromEntries(names.map((name) => [`windsurf/${name}`, JSON.stringify(values[name] ?? {})]));
  const secrets = await startSecrets({ seed });
  return { server, secretsUrl: secrets.url, stop: async () => await secrets.stop() };
}

export type Running = {
  readonly url: string;
  readonly pid: number;
  /** What it has printed so far. */
  text(): string;
  stop(): Promise<number>;
};
export type Started = { readonly running: Running } | { readonly refused: string };

const PATIENCE_MS = 40_000;
/** Requests that reach the database without anybody being signed in, by service; the answers differ, none may be 5xx. */
const PUBLIC: Readonly<Record<string, readonly (readonly [method: string, path: string, body?: object])[]>> = {
  auth: [['POST', '/v1/auth/sessions', { phone: '0911234567', code: '123456', as: 'buyer' }]],
  'store-builder': [['GET', '/@nobody-at-all']],
  payments: [
    ['GET', `/v1/payments/products/${randomUUID()}/offer?creatorId=${randomUUID()}`],
    ['GET', '/v1/billing/plans'],
    ['GET', `/pay/${key()}`],
  ],
  delivery: [
    ['GET', `/r/${key()}`],
    ['GET', `/k/${key()}`],
  ],
  analytics: [['GET', `/v1/analytics/view.gif?creatorId=${randomUUID()}&path=/`]],
  community: [['GET', '/c/nobody-at-all']],
  notifications: [['GET', `/v1/notifications/reports/afromessage/${key()}?id=1&status=DELIVERED`]],
};

/** Starts a service and waits until it is ready, or until it has ended by itself, which is a refusal. */
export async function startService(
  around: Surroundings,
  build: Build,
  service: ServiceEntry,
  role: 'web' | 'worker' | 'both' = 'web',
): Promise<Started> {
  const port = await freePort();
  const nobody = 'http://127.0.0.1:1';
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    SERVICE_DATABASE_URL: around.server.url(`svc_${service.schema}`),
    REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:1',
    APP_ORIGIN: 'http://app.localhost:8080',
    STORE_ORIGIN: 'http://localhost:8080',
    SECRETS_ENDPOINT: around.secretsUrl,
    S3_ENDPOINT: nobody,
    LOG_LEVEL: 'info',
  };
  for (const name of ['AUTH', 'STORE_BUILDER', 'PAYMENTS', 'DELIVERY', 'ANALYTICS', 'COMMUNITY', 'NOTIFICATIONS'])
    env[`${name}_URL`] = nobody;
  const cwd = join(build.folder, 'services', service.name);
  const child = spawn(process.execPath, ['src/main.ts', `--role=${role}`], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lastResort = (): void => void child.kill('SIGKILL');
  process.on('exit', lastResort);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += String(data)));
  const closed = once(child, 'close') as Promise<[number | null]>;
  void closed.then(() => process.removeListener('exit', lastResort));
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + PATIENCE_MS;
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) break;
    if (Date.now() > until) {
      child.kill('SIGKILL');
      await closed;
      throw new Error(
        `${service.name} of the ${build.name} build was not ready after ${PATIENCE_MS / 1000} s:\n${text.slice(-2000)}`,
      );
    }
    await new Promise((done) => setTimeout(done, 60));
  }
  if (child.exitCode !== null) {
    await closed;
    return { refused: text };
  }
  return {
    running: {
      url,
      pid: child.pid ?? 0,
      text: () => text,
      stop: async () => {
        child.kill('SIGTERM');
        return (await closed)[0] ?? 1;
      },
    },
  };
}

/** Health of each domain, readiness and the public questions: each address with its status. */
export async function askAround(running: Running, service: ServiceEntry): Promise<string[]> {
  const requests = [
    ['GET', '/readyz'],
    ...service.domains.map((domain) => ['GET', `/v1/${domain}/health`] as const),
    ...(PUBLIC[service.name] ?? []),
  ] as readonly (readonly [string, string, object?])[];
  const answers: string[] = [];
  for (const [method, path, body] of requests) {
    const answer = await fetch(`${running.url}${path}`, {
      method,
      redirect: 'manual',
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    await answer.body?.cancel();
    answers.push(`${method} ${path.split('?')[0] ?? ''} ${answer.status}`);
  }
  return answers;
}
