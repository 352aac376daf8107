import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { type CheckResult, runChecks, summary } from '../verify/checks.ts';
import { databaseChecks } from '../verify/database-checks.ts';
import { httpChecks } from '../verify/http-checks.ts';
import { smokeChecks, type SmokeWorld } from './smoke-checks.ts';
import { smokeWorld } from './smoke-command.ts';

type Answer = { readonly status: number; readonly body: unknown };
const quiet = () => undefined;

/** A small product and its stand-ins, which can be told to do one thing wrong. */
const product = async (t: Test, wrong: Readonly<Record<string, Answer>> = {}) => {
  const sent: string[] = [];
  let codes = 0;
  let paid = false;
  let handle: string | undefined;
  let listed = false;
  const token = Buffer.concat([Buffer.alloc(17), Buffer.from('0123456789abcdef'), Buffer.alloc(8)]).toString(
    'base64url',
  );
  const good = (name: string, url: string): Answer => {
    const is = (text: string) => name === text;
    if (is('POST /v1/auth/codes')) codes += 1;
    if (name.endsWith('/approve')) paid = true;
    if (is('POST /v1/stores')) handle = 'smoke-11700001';
    if (is('POST /v1/stores/mine/publish')) listed = true;
    if (is('POST /v1/stores/mine/unpublish')) listed = false;
    if (is('GET /v1/stores/mine') && handle !== undefined)
      return { status: 200, body: { handle, draft: { version: 1 } } };
    if (name.endsWith('/health')) return { status: 200, body: { status: 'healthy' } };
    if (url.startsWith('/sandbox/api/sms'))
      return { status: 200, body: Array.from({ length: codes }, () => ({ text: 'Your code is 123456.' })) };
    const answers: Record<string, Answer> = {
      'GET /': { status: 200, body: '<html></html>' },
      'GET /@selam': { status: 200, body: '<html></html>' },
      'GET /.well-known/jwks.json': { status: 200, body: { keys: [{}] } },
      'GET /v1/payments/rails': { status: 200, body: [] },
      'POST /v1/auth/codes': { status: 202, body: {} },
      'POST /v1/auth/sessions': { status: 201, body: { accessToken: 'token' } },
      'GET /v1/auth/sessions': { status: 200, body: [] },
      'GET /discover': { status: 200, body: '<html></html>' },
      'GET /v1/creators': { status: 200, body: { items: listed ? [{ handle }] : [] } },
      'POST /v1/stores': { status: 201, body: {} },
      'POST /v1/stores/mine/publish': { status: 200, body: {} },
      'POST /v1/stores/mine/unpublish': { status: 200, body: {} },
      'POST /v1/delivery/files': { status: 201, body: { file: { id: 'file' }, parts: [{ url: `${origin()}/put` }] } },
      'PUT /put': { status: 200, body: '' },
      'POST /v1/delivery/files/file/complete': { status: 200, body: {} },
      'GET /v1/delivery/files/file': { status: 200, body: { sizeBytes: 1024 } },
      'DELETE /v1/delivery/files/file': { status: 200, body: {} },
      'PUT /v1/offers/brand': { status: 200, body: {} },
      'POST /v1/campaigns': { status: 201, body: {} },
      'GET /v1/campaigns/00000000-0000-7000-8000-251911700001': { status: 200, body: { state: 'draft' } },
      'POST /v1/products': { status: 201, body: { id: 'product' } },
      'POST /v1/products/product/publish': { status: 200, body: {} },
      'GET /v1/payments/products/product/offer': { status: 200, body: {} },
      'POST /v1/payments/checkouts': { status: 201, body: { token } },
    };
    if (name.startsWith('GET /v1/payments/checkouts/'))
      return { status: 200, body: { state: paid ? 'succeeded' : 'pending' } };
    if (name.endsWith('/approve')) return { status: 200, body: {} };
    return answers[name] ?? { status: 404, body: { type: 'not-found' } };
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then(() => {
      const url = request.url ?? '';
      const name = `${request.method} ${url.split('?')[0]}`;
      sent.push(name);
      const { status, body } = wrong[name] ?? good(name, url);
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const site = { base: origin(), host: undefined };
  const world: SmokeWorld = {
    app: site,
    store: site,
    sandboxUrl: origin(),
    phone: '+251911700001',
    storeHandle: 'selam',
    readOnly: false,
  };
  return { world, sent, origin: origin() };
};
const states = (results: readonly CheckResult[]) => Object.fromEntries(results.map(({ name, state }) => [name, state]));
const run = async (world: SmokeWorld) => await runChecks(smokeChecks(world), quiet);

t.test('the five flows are gone through, each to its end', async (t) => {
  const { world } = await product(t);
  const results = await run(world);
  t.same(states(results), {
    app: 'ok',
    'store page': 'ok',
    login: 'ok',
    'test tenant': 'ok',
    'campaign draft': 'ok',
    'upload of a 1-KB file': 'ok',
    'discovery search': 'ok',
    'payment in test mode': 'ok',
  });
  t.match(summary(results), { line: '{"checks":8,"ok":8,"failed":0,"skipped":0}', code: 0 });
});

t.test('each flow that is broken is named, and the run fails', async (t) => {
  const planted: [string, Record<string, Answer>][] = [
    ['login', { 'POST /v1/auth/codes': { status: 500, body: {} } }],
    ['test tenant', { 'GET /v1/stores/mine': { status: 503, body: {} } }],
    ['upload of a 1-KB file', { 'PUT /put': { status: 403, body: '' } }],
    ['upload of a 1-KB file', { 'GET /v1/delivery/files/file': { status: 200, body: { sizeBytes: 1023 } } }],
    ['payment in test mode', { 'POST /v1/payments/checkouts': { status: 409, body: {} } }],
    ['campaign draft', { 'POST /v1/campaigns': { status: 409, body: {} } }],
    [
      'campaign draft',
      { 'GET /v1/campaigns/00000000-0000-7000-8000-251911700001': { status: 200, body: { state: 'open' } } },
    ],
    ['discovery search', { 'GET /v1/creators': { status: 200, body: { found: [] } } }],
    ['discovery search', { 'GET /discover': { status: 500, body: '' } }],
    ['discovery search', { 'POST /v1/stores/mine/publish': { status: 409, body: {} } }],
    ['store page', { 'GET /@selam': { status: 200, body: 'no page' } }],
  ];
  for (const [name, wrong] of planted) {
    const results = await run((await product(t, wrong)).world);
    t.equal(states(results)[name], 'failed', name);
    t.equal(summary(results).code, 1, name);
  }
});

t.test('production is looked at and never written to, and never has a stand-in', async (t) => {
  const { world, sent } = await product(t);
  const results = await run({ ...world, readOnly: true });
  t.same(
    sent.filter((name) => !name.startsWith('GET ')),
    [],
  );
  t.equal(states(results)['payment in test mode'], 'skipped');
  t.equal(states(results)['discovery search'], 'ok');
  t.equal(summary(results).code, 0);
  const given = {
    app: 'https://app.example',
    store: 'https://example',
    sandbox: undefined,
    phone: undefined,
    storeHandle: undefined,
  };
  t.match(smokeWorld('production', given), { readOnly: true, sandboxUrl: undefined });
  t.throws(() => smokeWorld('production', { ...given, sandbox: 'http://x' }), /production has no stand-ins/);
  t.throws(() => smokeWorld('staging', { ...given, sandbox: 'http://x' }), /SMOKE_PHONE/);
  t.throws(() => smokeWorld('staging', { ...given, app: undefined, store: undefined }), /give the addresses/);
  t.match(smokeWorld('local', { ...given, app: undefined, store: undefined }).phone, /^\+2519\d{8}$/);
});

const services = [{ name: 'auth', domains: ['auth', 'users'], schema: 'auth', hasWorker: true }];

t.test('verify asks every health path for its exact body, and a run that saw nothing fails', async (t) => {
  const good = await product(t);
  const results = await runChecks(httpChecks(good.origin, services), quiet);
  t.equal(summary(results).code, 0);
  t.same(states(results), {
    'health auth': 'ok',
    'health users': 'ok',
    'answer times': 'ok',
    'sign-in keys': 'ok',
    'ways to pay': 'ok',
  });
  const planted: [string, Record<string, Answer>][] = [
    ['health users', { 'GET /v1/users/health': { status: 200, body: { status: 'healthy', more: 1 } } }],
    ['health auth', { 'GET /v1/auth/health': { status: 503, body: {} } }],
    ['sign-in keys', { 'GET /.well-known/jwks.json': { status: 200, body: { keys: [] } } }],
    ['ways to pay', { 'GET /v1/payments/rails': { status: 500, body: {} } }],
  ];
  for (const [name, wrong] of planted) {
    const bad = await runChecks(httpChecks((await product(t, wrong)).origin, services), quiet);
    t.equal(states(bad)[name], 'failed', name);
    t.equal(summary(bad).code, 1, name);
  }
  t.equal(summary([]).code, 1);
  t.match(await runChecks([{ name: 'empty', run: async () => [] }], quiet), [
    { state: 'failed', says: 'looked at nothing' },
  ]);
  t.match(await runChecks(databaseChecks('postgres://nobody@127.0.0.1:1/x', services), quiet), [
    { state: 'failed' },
    { state: 'failed' },
  ]);
});
