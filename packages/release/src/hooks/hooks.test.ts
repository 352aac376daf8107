import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createApp } from '@windsurf/service-kit/app';
import { createLog } from '@windsurf/service-kit/log';
import { createMetrics } from '@windsurf/service-kit/metrics';
import { unzipSync } from 'fflate';
import t, { type Test } from 'tap';
import type { Observation } from '../deploy/judge.ts';
import { judgeAdmission, type Scan } from './admission.ts';
import { buildZip, HOOKS } from './build-zip.ts';
import { type BusinessMetrics, judgeBusiness } from './business-metrics.ts';
import { checkDomains } from './domains.ts';
import { readEvent } from './event.ts';
import { judgeDomains } from './feature-domains.ts';
import { SYNTHETICS } from './synthetics.ts';

const account = 'arn:aws:ecs:af-south-1:111122223333';
const revision = `${account}:service-revision/creator-staging/payments/42`;
/** As it arrives. */
const event = (details: object, weights: object = {}) => ({
  executionDetails: {
    testTrafficWeights: {},
    productionTrafficWeights: weights,
    serviceArn: `${account}:service/creator-staging/payments`,
    targetServiceRevisionArn: revision,
  },
  executionId: 'a635edb5-a66b-4f44-bf3f-fcee4b3641a5',
  lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT',
  resourceArn: `${account}:service-deployment/creator-staging/payments/1`,
  hookDetails: details,
});

t.test('the event is read in the shape of the guide and in the one that arrives; details as text or object', (t) => {
  const details = { service: 'payments', domains: ['payments'] };
  const arrived = readEvent(event(details, { [revision]: 10 }));
  t.match(arrived, { targetRevisionArn: revision, details, productionWeights: { [revision]: 10 } });
  t.match(readEvent(event(JSON.stringify(details) as unknown as object)), { details });
  const { executionDetails, ...outer } = event(details);
  t.match(readEvent({ ...outer, ...executionDetails }), { targetRevisionArn: revision, details });
  for (const bad of [undefined, {}, [], 'x', { executionDetails: {} }])
    t.throws(() => readEvent(bad), /names no service/);
  t.end();
});

/** A real service frame, with the faults that a release may have. */
const service = async (t: Test, fault = '') => {
  let drafts = 0;
  const app = await createApp({
    service: 'payments',
    log: createLog({ service: 'test', level: 'error', destination: { write: () => true } }),
    metrics: createMetrics('payments'),
    trustedProxies: 0,
    healthPaths: fault === 'no-health' ? [] : ['/v1/payments/health', '/v1/billing/health'],
    ready: async () => (fault === 'not-ready' ? Promise.reject(new Error('no database')) : undefined),
    authenticate: async () => ({ kind: 'nobody' }),
    guardChange: () => undefined,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (fault === 'half-broken' && request.url.startsWith('/v1/billing/plans')) await reply.code(500).send('no');
    if (fault === 'hangs' && request.url.startsWith('/v1/billing/plans')) await new Promise(() => undefined);
  });
  if (fault === 'other-body')
    app.addHook('onSend', async (request, _reply, payload) =>
      request.url.endsWith('/health') ? JSON.stringify({ status: 'healthy', at: ++drafts }) : payload,
    );
  app.get(
    '/v1/billing/plan',
    { config: { access: 'public' } },
    async (_request, reply) => await reply.code(401).send({ type: 'not-signed-in' }),
  );
  app.get('/v1/billing/plans', { config: { access: 'public' } }, async () => []);
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
};
const asks = {
  payments: [{ path: '/v1/payments/nobody', status: 404, holds: '"type"' }],
  billing: [{ path: '/v1/billing/plans', status: 200 }],
};

t.test('each domain is judged by itself, on a real service, and each fault is found', async (t) => {
  const check = async (fault: string) =>
    await checkDomains({
      baseUrl: await service(t, fault),
      service: 'payments',
      domains: ['payments', 'billing'],
      ready: true,
      timeoutMs: 300,
      synthetics: asks,
    });
  t.same(await check(''), [
    { domain: 'payments', ok: true, requests: 3 },
    { domain: 'billing', ok: true, requests: 3 },
  ]);
  t.match(await check('half-broken'), [{ ok: true }, { ok: false, problem: /plans answered 500 instead of 200/ }]);
  t.match(await check('hangs'), [{ ok: true }, { ok: false, problem: /did not answer within 0.3 s/ }]);
  t.match(await check('other-body'), [
    { ok: false, problem: /exactly/ },
    { ok: false, problem: /exactly/ },
  ]);
  t.match(await check('no-health'), [{ ok: false, problem: /health answered 404/ }, { ok: false }]);
  t.match(await check('not-ready'), [{ ok: false, problem: /readyz answered 503/ }, { ok: false }]);
  const nobody = { baseUrl: 'http://127.0.0.1:1', service: 'x', ready: false, timeoutMs: 300 };
  t.match(await checkDomains({ ...nobody, domains: ['payments'] }), [{ ok: false, problem: /was not answered/ }]);
  t.match(await checkDomains({ ...nobody, domains: ['new'] }), [{ ok: false, problem: /nobody has said what to ask/ }]);
});

t.test('every declared domain has questions of its own', (t) => {
  const file = new URL('../../../../infra/terraform/services.json', import.meta.url);
  const services = JSON.parse(readFileSync(file, 'utf8')) as { domains: string[] }[];
  const domains = services.flatMap((one) => one.domains);
  t.ok(domains.length >= 12);
  t.same(
    domains.filter((domain) => (SYNTHETICS[domain] ?? []).length === 0),
    [],
  );
  t.end();
});

t.test('the hook of feature domains fails with one bad domain, and says the same when it is asked again', async (t) => {
  const details = { service: 'payments', domains: ['payments', 'billing'] };
  const asked = { appHost: 'app.test', storeHost: 'store.test', timeoutMs: 1_000 };
  const testListenerUrl = await service(t);
  // The real questions go further than this small service answers: payments has rails, which it has not.
  t.same(await judgeDomains(event(details), { ...asked, testListenerUrl }), { hookStatus: 'FAILED' });
  const twice = [
    await judgeDomains(event(details), { ...asked, testListenerUrl }),
    await judgeDomains(event(details), { ...asked, testListenerUrl }),
  ];
  t.same(twice[0], twice[1]);
  // Of billing it has everything.
  const billing = { service: 'payments', domains: ['billing'], ready: true };
  t.same(await judgeDomains(event(billing), { ...asked, testListenerUrl }), { hookStatus: 'SUCCEEDED' });
  await t.rejects(judgeDomains(event({ service: 'payments' }), { ...asked, testListenerUrl }), /no list domains/);
  await t.rejects(judgeDomains(event({ domains: ['payments'] }), { ...asked, testListenerUrl }), /no service/);
});

t.test('business metrics are watched for a while, at every weight anew, and let a way back through', async (t) => {
  const figures = { requests: 100, failed: 0, p95Ms: 100, payments: 0, paymentsGood: 0 };
  let seen: Observation = { green: figures, blue: figures };
  let now = Date.parse('2026-11-20T10:00:00Z');
  let back = false;
  const sinces: string[] = [];
  const parts: BusinessMetrics = {
    now: () => new Date(now),
    watchMs: 180_000,
    isGoingBack: async () => back,
    observe: async (_event, _service, since) => {
      sinces.push(since.toISOString().slice(11, 19));
      return seen;
    },
  };
  const ask = async (details: object, weight: number) =>
    await judgeBusiness(event({ service: 'payments', ...details }, { [revision]: weight }), parts);
  const first = await ask({}, 10);
  t.match(first, { hookStatus: 'IN_PROGRESS', callBackDelay: 30, hookDetails: { service: 'payments', weight: 10 } });
  now += 120_000;
  const second = await ask(first.hookDetails ?? {}, 10);
  t.match(second, { hookStatus: 'IN_PROGRESS', hookDetails: { since: '2026-11-20T10:00:00.000Z' } });
  now += 120_000;
  t.same(await ask(second.hookDetails ?? {}, 10), { hookStatus: 'SUCCEEDED' });
  t.match(await ask(second.hookDetails ?? {}, 100), { hookStatus: 'IN_PROGRESS', hookDetails: { weight: 100 } });
  t.same(sinces, ['10:00:00', '10:00:00', '10:00:00', '10:04:00']);
  seen = { green: { ...figures, failed: 20 }, blue: figures };
  t.same(await ask({}, 10), { hookStatus: 'FAILED' });
  back = true;
  t.same(await ask({}, 10), { hookStatus: 'SUCCEEDED' }, 'a roll-back is never held up');
});

t.test('admission lets in our own image by digest, scanned, on a schema that it fits', async (t) => {
  const digest = `sha256:${'b'.repeat(64)}`;
  const home = '111122223333.dkr.ecr.af-south-1.amazonaws.com';
  const ask = async (
    change: { image?: string | undefined; scan?: Scan; needed?: number; level?: number | undefined } = {},
    details: object = {},
  ) => {
    const good = {
      image: `${home}/stan-store-windsurf/payments@${digest}`,
      scan: { state: 'done', severe: [] },
      needed: 21,
      level: 21,
    };
    const facts = { ...good, ...change } as Required<typeof change>;
    return await judgeAdmission(event({ service: 'payments', ...details }), {
      repositoryPrefix: 'stan-store-windsurf',
      image: async () => facts.image,
      scan: async () => facts.scan,
      neededLevel: async () => facts.needed,
      level: async () => facts.level,
    });
  };
  t.same(await ask(), { hookStatus: 'SUCCEEDED' });
  t.same(await ask({ level: undefined }), { hookStatus: 'SUCCEEDED' }, 'where it may not look');
  t.same(await ask({ scan: { state: 'running', severe: [] } }), { hookStatus: 'IN_PROGRESS', callBackDelay: 30 });
  t.same(await ask({ scan: { state: 'done', severe: ['CVE-1'] } }, { accepted: ['CVE-1'] }), {
    hookStatus: 'SUCCEEDED',
  });
  const refused: Parameters<typeof ask>[0][] = [
    { image: undefined },
    { image: `${home}/stan-store-windsurf/payments:latest` },
    { image: `${home}/stan-store-windsurf/auth@${digest}` },
    { image: `docker.io/stan-store-windsurf/payments@${digest}` },
    { scan: { state: 'missing', severe: [] } },
    { scan: { state: 'done', severe: ['CVE-2'] } },
    { level: 20 },
  ];
  for (const change of refused) t.same(await ask(change), { hookStatus: 'FAILED' }, JSON.stringify(change));
});

t.test('the archive holds what Lambda needs, always the same bytes, and its functions answer', async (t) => {
  const root = resolve(import.meta.dirname, '..');
  const { bytes, sha256, names } = buildZip(root);
  t.equal(buildZip(root).sha256, sha256);
  t.ok(bytes.length < 1_000_000, `${bytes.length} bytes`);
  t.same(
    names.filter((name) => name.endsWith('.ts') || name.includes('.test.')),
    [],
  );
  t.ok(names.includes('node_modules/pg/package.json'));
  const folder = t.testdir();
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  // What the runtime brings along.
  symlinkSync(join(root, '../node_modules/@aws-sdk'), join(folder, 'node_modules/@aws-sdk'));
  for (const hook of HOOKS) {
    const script = `const { handler } = await import(${JSON.stringify(join(folder, `${hook}.mjs`))});
      console.log(await handler({}).catch((error) => error.message));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    t.match(said, /(is not set|must be set)/, hook);
  }
});
