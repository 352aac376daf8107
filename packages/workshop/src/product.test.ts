import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { identityOf } from '../identity.mjs';
import { root } from './place.ts';
import { environmentOf, HEAP_LIMITS, type ProductOptions, startProduct } from './product.ts';
import type { Service } from './registry.ts';
import { claimRun } from './run-record.ts';
import type { Stack } from './stack.ts';

/** A service in miniature: ready at once, and it ends with the code that a request names. */
const LIVING = `
import { createServer } from 'node:http';
createServer((request, response) => {
  const code = /^\\/exit\\/(\\d+)/.exec(request.url ?? '')?.[1];
  response.end('{"pid":' + process.pid + ',"login":"' + process.env.SERVICE_DATABASE_URL + '"}');
  if (code) { console.error('leaving with ' + code); setImmediate(() => process.exit(Number(code))); }
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;
const DYING = `console.error('no such database'); process.exit(3);`;

const stack: Stack = {
  adminUrl: 'postgres://postgres:secret@127.0.0.1:1/postgres',
  redisUrl: '',
  s3Url: '',
  secretsUrl: '',
  sandboxUrl: '',
  env: { ENVIRONMENT: 'development' },
  how: '',
  stop: async () => {},
};

const options = async (t: Test, sources: Record<string, string>): Promise<ProductOptions & { said: string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'product-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const services: Service[] = Object.entries(sources).map(([name, source], i) => {
    mkdirSync(join(folder, name, 'src'), { recursive: true });
    writeFileSync(join(folder, name, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, name, 'src/main.ts'), source);
    return {
      name,
      folder: join(folder, name),
      schema: name.replaceAll('-', '_'),
      port: i + 1,
      paths: [],
      domains: [],
      connections: { web: 5, worker: 12 },
      cpu: 256,
      memory: 512,
      buckets: {},
      outside: false,
    };
  });
  const said: string[] = [];
  return {
    stack,
    run: await claimRun(join(folder, 'run'), 'test'),
    services,
    known: services,
    logs: join(folder, 'logs'),
    declaredPorts: false,
    say: (line) => said.push(line),
    said,
  };
};

const ask = async (port: number | undefined, path: string): Promise<{ pid: number; login: string }> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return JSON.parse(await response.text());
};

t.test('a service gets its own login, its port, and the addresses of all', async (t) => {
  const { services, said: _, ...rest } = await options(t, { auth: '', 'store-builder': '' });
  const [auth] = services;
  if (auth === undefined) throw new Error('no service');
  const env = environmentOf(
    auth,
    rest.stack,
    new Map([
      ['auth', 4010],
      ['store-builder', 4020],
    ]),
  );
  t.match(env, {
    SERVICE_DATABASE_URL: 'postgres://svc_auth:secret@127.0.0.1:1/postgres',
    PORT: '4010',
    AUTH_URL: 'http://127.0.0.1:4010',
    STORE_BUILDER_URL: 'http://127.0.0.1:4020',
    ENVIRONMENT: 'development',
  });
  t.equal(env.DATABASE_URL, undefined, 'and never the administrator’s address');
});

t.test('a service has the same heap in development and in its image', async (t) => {
  const image = readFileSync(join(root, 'docker/service.Dockerfile'), 'utf8');
  t.match(/NODE_OPTIONS="([^"]*)"/.exec(image)?.[1], HEAP_LIMITS);
  const { services, said: _, ...rest } = await options(t, { auth: '' });
  for (const service of services) t.equal(environmentOf(service, rest.stack, new Map()).NODE_OPTIONS, HEAP_LIMITS);
});

t.test('a service that asks for it is started again once, and its end is told with its last words', async (t) => {
  const plan = await options(t, { auth: LIVING });
  const product = await startProduct(plan);
  const port = product.portOf('auth');
  const first = await ask(port, '/');
  t.match(first.login, /svc_auth/);
  await ask(port, '/exit/57');
  let second = first.pid;
  while (second === first.pid) second = (await ask(port, '/').catch(() => first)).pid;
  t.match(plan.said, ['auth asked to be started again']);
  await ask(port, '/exit/57');
  t.match(await product.broken, /auth has ended \(exit code 57\)[^]*leaving with 57/);
  await product.stop();
});

t.test('a service that cannot start is named with its last words, and the others are stopped', async (t) => {
  const plan = await options(t, { auth: LIVING, payments: DYING });
  await t.rejects(startProduct(plan), { message: /payments has ended \(exit code 3\)[^]*no such database/ });
  const pids = plan.services.map(({ name }) => readFileSync(join(plan.logs, `${name}.log`), 'utf8'));
  t.equal(pids.length, 2);
  const record: { children: { pid: number; identity: string }[] } = JSON.parse(
    readFileSync(join(plan.logs, '../run/run.json'), 'utf8'),
  );
  for (const { pid, identity } of record.children) t.not(identityOf(pid), identity);
});

t.test('stopping ends every service', async (t) => {
  const plan = await options(t, { auth: LIVING, payments: LIVING });
  const product = await startProduct(plan);
  const { pid } = await ask(product.portOf('payments'), '/');
  await product.stop();
  t.equal(identityOf(pid), undefined);
});
