import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { Type as T } from 'typebox';
import { KeysUnavailable } from '@windsurf/access/keys';
import { endpoint } from '@windsurf/contracts/endpoint';
import { notFound, tooManyTries } from '@windsurf/contracts/problem';
import { DatabaseFault } from '@windsurf/db/errors';
import { CallFailed } from '@windsurf/http-client/call';
import { frameOf } from './app.ts';
import { problemPages } from './pages.ts';
import { sizeWords } from './problems.ts';
import { page, route } from './route.ts';
import { testApp } from './testing.ts';

const Done = T.Object({ done: T.Boolean() });
const thrower = endpoint({ method: 'GET', url: '/v1/throw', access: 'public', summary: 's', response: Done });
/** An app with one route that throws this, in English. */
const throwing = async (error: unknown) => {
  const made = await testApp();
  route(made.app, thrower, async () => {
    throw error;
  });
  const answer = await made.app.inject({ url: '/v1/throw?t=secret-token', headers: { 'accept-language': 'en' } });
  return { ...made, answer };
};
const failed = (lines: Record<string, unknown>[]) => lines.find((line) => line.msg === 'failed');

t.test('a problem leaves as problem+json with a stable type, its sentence, request id and Retry-After', async (t) => {
  const { answer } = await throwing(tooManyTries({ minutes: 3 }, { retryAfter: 170, extra: { left: 0 } }));
  t.equal(answer.statusCode, 429);
  t.match(answer.headers['content-type'], /^application\/problem\+json/);
  t.equal(answer.headers['retry-after'], '170');
  t.equal(answer.headers['cache-control'], 'no-store');
  t.same(answer.json(), {
    type: '/problems/too-many-tries',
    title: 'too-many-tries',
    status: 429,
    detail: 'Too many tries. Try again in 3 min.',
    requestId: answer.headers['x-request-id'],
    fields: [],
    left: 0,
  });
});

t.test(
  'what nobody expected is a 500 without its words, logged with its stack and without what it quotes',
  async (t) => {
    const bug = new Error(
      'no row for +251911234567 / 0911 234 567 with eyJhbGciOi.eyJzdWIi.c2ln at /k?t=abc and s1.a.b.99.mac',
      {
        cause: Object.assign(new Error('below'), { body: 'whole request', detail: 'Key (phone)=(0911)' }),
      },
    );
    const { answer, lines, text } = await throwing(bug);
    t.equal(answer.statusCode, 500);
    t.match(answer.json(), { type: '/problems/broken-here', status: 500 });
    t.notMatch(answer.body, /row|stack|below/);
    const line = failed(lines());
    t.match(line, {
      level: 50,
      alarm: false,
      err: { name: 'Error', stack: /app\.test\.ts/, cause: { message: 'below' } },
    });
    t.equal(line?.reqId, answer.headers['x-request-id']);
    for (const secret of [
      '911234567',
      '234 567',
      'eyJ',
      't=abc',
      '99.mac',
      'whole request',
      'Key (phone)',
      'secret-token',
    ])
      t.notOk(text().includes(secret), `${secret} is not in the log`);
    for (const odd of ['text', null, undefined, 7]) t.equal((await throwing(odd)).answer.statusCode, 500);
  },
);

t.test('what is away for a moment is a 503, and the tenant wall is a 500 and an alarm', async (t) => {
  const busy = [
    new DatabaseFault('unavailable', 'gone'),
    new DatabaseFault('timeout', 'slow'),
    new KeysUnavailable('auth does not answer'),
    new CallFailed('GET /x: no answer', { status: 0, unknown: true }),
    new CallFailed('GET /x: 503', { status: 503, unknown: true }),
  ];
  for (const error of busy) {
    const { answer } = await throwing(error);
    t.equal(answer.statusCode, 503, error.message);
    t.equal(answer.headers['retry-after'], '5');
  }
  const wall = new DatabaseFault('wall', 'permission denied', { sqlState: '42501' });
  for (const error of [wall, new Error('wrapped', { cause: wall })]) {
    const { answer, lines } = await throwing(error);
    t.equal(answer.statusCode, 500);
    t.match(failed(lines()), { alarm: true });
  }
  t.equal((await throwing(new CallFailed('GET /x: 409', { status: 409, unknown: false }))).answer.statusCode, 500);
  t.equal((await throwing(notFound())).answer.statusCode, 404);
});

t.test('a text with a zero in it, which no database takes, is a wrong shape and no fault of ours', async (t) => {
  for (const sqlState of ['22021', '22P05']) {
    const { answer, lines } = await throwing(new DatabaseFault('other', 'invalid byte sequence', { sqlState }));
    t.equal(answer.statusCode, 422);
    t.match(answer.json(), { type: '/problems/wrong-shape' });
    t.equal(failed(lines()), undefined);
  }
});

t.test('bytes that are no JSON, of another kind or too many are refused each in its own words', async (t) => {
  const { app } = await testApp();
  const body = T.Object({ n: T.Optional(T.Integer()) }, { additionalProperties: true });
  const shape = endpoint({ method: 'POST', url: '/v1/x', access: 'public', summary: 's', body, response: Done });
  route(app, shape, async () => ({ done: true }));
  route(app, { ...shape, url: '/v1/small' }, async () => ({ done: true }), { bodyLimitBytes: 65_536 });
  const post = async (url: string, type: string, payload: string) =>
    await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, 'accept-language': 'en' } });
  for (const broken of ['{', 'nope', '{"n":1}}', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}']) {
    const answer = await post('/v1/x', 'application/json', broken);
    t.equal(answer.statusCode, 422, broken);
    t.match(answer.json(), { type: '/problems/wrong-shape' });
  }
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])
    t.equal((await post('/v1/x', type, 'x')).statusCode, 415, type);
  const large = await post('/v1/x', 'application/json', `"${'x'.repeat(1_048_576)}"`);
  t.match(large.json(), { status: 413, detail: 'That is too large to send. The limit is 1 MB.' });
  const small = await post('/v1/small', 'application/json', `"${'x'.repeat(70_000)}"`);
  t.match(small.json(), { status: 413, detail: 'That is too large to send. The limit is 64 KB.' });
  t.same([100, 1024, 1_572_864, 26_214_400].map(sizeWords), ['100 B', '1 KB', '1.5 MB', '25 MB']);
});

t.test(
  'an address that does not exist, or that is none, is a 404: as a page for a browser, as JSON for programs',
  async (t) => {
    const { app } = await testApp({ problemPage: problemPages(() => []) });
    page(app, { method: 'GET', url: '/page/:id', access: 'public' }, async () => ({ html: '' }));
    const html = { accept: 'text/html,*/*' };
    for (const url of ['/nowhere', '/%zz', `/page/${'x'.repeat(400)}`]) {
      const asPage = await app.inject({ url, headers: html });
      const asJson = await app.inject({ url });
      t.same([asPage.statusCode, asJson.statusCode], [404, 404], url.slice(0, 20));
      t.match(asPage.headers['content-type'], /text\/html/);
      t.match(asJson.json(), { type: '/problems/not-found', requestId: asJson.headers['x-request-id'] });
    }
    const api = await app.inject({ url: '/v1/nowhere', headers: html });
    t.match(api.headers['content-type'], /problem\+json/);
  },
);

t.test('health says exactly that it lives, and readiness follows the database and the draining', async (t) => {
  let broken = false;
  const { app, text } = await testApp({
    ready: async () => {
      if (broken) throw new Error('no database at postgres://svc_auth:hunter2@db/auth');
    },
  });
  for (const url of ['/v1/test/health', '/livez']) t.equal((await app.inject(url)).body, '{"status":"healthy"}');
  t.equal((await app.inject('/readyz')).statusCode, 200);
  broken = true;
  t.equal((await app.inject('/readyz')).statusCode, 503);
  t.match(text(), /not ready/);
  t.notMatch(text(), /hunter2/);
  t.equal((await app.inject('/v1/test/health')).body, '{"status":"healthy"}', 'no database is no death');
  broken = false;
  frameOf(app).draining = true;
  t.equal((await app.inject('/readyz')).statusCode, 503);
  t.equal((await app.inject('/livez')).statusCode, 200);
});

t.test('a well-formed request id is kept, any other is replaced', async (t) => {
  const { app } = await testApp();
  const idFor = async (given: string) =>
    String((await app.inject({ url: '/livez', headers: { 'x-request-id': given } })).headers['x-request-id']);
  t.equal(await idFor('0193-abc_DEF'), '0193-abc_DEF');
  for (const bad of ['short', 'x'.repeat(65), 'a b c d e f', '<script>alert', 'line\tbreak-12'])
    t.match(await idFor(bad), /^[0-9a-f]{8}-[0-9a-f-]{27}$/, bad);
});

t.test('no line of the log holds an address, a cookie or a body; answers are logged by their route', async (t) => {
  const { app, lines, text } = await testApp();
  route(app, { ...thrower, url: '/k/:key' }, async () => ({ done: true }));
  const headers = { cookie: 'ws_access=cookie-secret', authorization: 'Bearer bearer-secret' };
  for (const url of ['/k/path-secret?t=query-secret', '/nowhere/path-secret', '/%zz-path-secret'])
    await app.inject({ url, headers });
  t.notMatch(text(), /secret/);
  t.match(
    lines().find((line) => line.msg === 'answered'),
    { route: '/k/:key', method: 'GET', status: 200 },
  );
});

t.test('only our own machines may say for whom they ask', async (t) => {
  const { app } = await testApp();
  app.get('/ip', { config: { access: 'public' } } as object, async (request) => ({ ip: request.ip }));
  const ipFor = async (remoteAddress: string, forwarded: string): Promise<string> =>
    (await app.inject({ url: '/ip', remoteAddress, headers: { 'x-forwarded-for': forwarded } })).json<{ ip: string }>()
      .ip;
  t.equal(await ipFor('10.0.3.4', '196.188.1.2'), '196.188.1.2', 'the load balancer is believed');
  t.equal(await ipFor('10.0.3.4', '1.1.1.1, 196.188.1.2'), '196.188.1.2', 'what a client wrote before it is not');
  t.equal(await ipFor('196.188.1.2', '1.1.1.1'), '196.188.1.2');
});

t.test('every timeout of the server is set, and what is not HTTP is answered 400', async (t) => {
  const { app } = await testApp();
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(async () => await app.close());
  const { server } = app;
  t.equal(server.requestTimeout, 30_000);
  t.ok(server.headersTimeout > 0 && server.headersTimeout <= 60_000);
  t.equal(server.keepAliveTimeout, 65_000, 'longer than the 60 s of the load balancer');
  t.equal(server.timeout, 60_000);
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const answer = new Promise<string>((done) => socket.once('data', (data) => done(data.toString())));
  socket.write('NOT HTTP\r\n\r\n');
  t.match(await answer, /^HTTP\/1\.1 400/);
  socket.destroy();
});
