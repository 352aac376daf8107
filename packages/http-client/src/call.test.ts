import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { phoneOfPerson as read, findOrCreatePerson as write } from '@windsurf/contracts/auth';
import { CallFailed, createCaller } from './call.ts';
import type { Caller } from './call.ts';

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
type Tap = { teardown(work: () => Promise<void>): void };
/** Another service: answers as it is told and remembers what it was asked. */
const otherService = async (t: Tap, answer: (response: ServerResponse, asked: number) => void) => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(response, seen.length);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const call: Caller = createCaller({ baseUrl: `http://127.0.0.1:${port}`, token: () => 's1.test' });
  t.teardown(async () => {
    server.closeAllConnections();
    server.close();
    await call.close();
  });
  return { seen, call };
};
const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const failureOf = async (work: Promise<unknown>): Promise<CallFailed> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallFailed)) throw new Error('it did not fail as a call');
  return error;
};

t.test('a call carries its token, request id, encoded path, query and body, and brings the answer', async (t) => {
  const { seen, call } = await otherService(t, (response) => json(response, 200, { personId: 'one' }));
  t.same(await call(read, { params: { id: 'a/b' } }, { requestId: 'request-1' }), {
    personId: 'one',
  });
  t.same(await call(write, { body: { phone: 'ስም' } }), { personId: 'one' });
  t.equal(seen[0]?.url, '/v1/auth/people/a%2Fb/phone');
  t.match(seen[0]?.headers, { authorization: 'Bearer s1.test', 'x-request-id': 'request-1' });
  t.match(seen[1], { method: 'POST', body: '{"phone":"ስም"}', headers: { 'content-type': 'application/json' } });
  t.equal(seen[1]?.headers['x-request-id'], undefined);
});

t.test('a problem comes back with its status and type, is asked once, and is certain below 500', async (t) => {
  const { seen, call } = await otherService(t, (response) =>
    json(response, 404, { type: '/problems/not-found', title: 'x', detail: 'y' }),
  );
  const failure = await failureOf(call(read, { params: { id: '1' } }));
  t.match(failure, { status: 404, problem: 'not-found', unknown: false });
  t.equal(seen.length, 1);
});

t.test('a read is tried once more when nobody answered, a change never', async (t) => {
  const flaky = await otherService(t, (response, asked) =>
    json(response, asked === 1 ? 503 : 200, { personId: 'one' }),
  );
  t.same(await flaky.call(read, { params: { id: '1' } }), { personId: 'one' });
  t.equal(flaky.seen.length, 2);
  const down = await otherService(t, (response) => json(response, 502, {}));
  t.match(await failureOf(down.call(read, { params: { id: '1' } })), { status: 502, problem: undefined });
  t.equal(down.seen.length, 2, 'and not a third time');
  t.match(await failureOf(down.call(write, { body: { phone: 'x' } })), { status: 502, unknown: true });
  t.equal(down.seen.length, 3);
  const broken = await otherService(t, (response) => json(response, 500, {}));
  await failureOf(broken.call(read, { params: { id: '1' } }));
  t.equal(broken.seen.length, 1, 'a bug is not tried again');
});

t.test('a cut connection leaves a change unknown and is tried again for a read only', async (t) => {
  const { seen, call } = await otherService(t, (response) => response.destroy());
  t.match(await failureOf(call(write, { body: { phone: 'x' } })), { status: 0, unknown: true });
  t.equal(seen.length, 1);
  t.match(await failureOf(call(read, { params: { id: '1' } })), { status: 0 });
  t.equal(seen.length, 3);
});

t.test('a service that is not there did nothing, and that is known', async (t) => {
  const call = createCaller({ baseUrl: 'http://127.0.0.1:1', token: () => 'x' });
  t.teardown(async () => await call.close());
  t.match(await failureOf(call(write, { body: { phone: 'x' } })), { status: 0, unknown: false });
});

t.test('a silent service costs two seconds, retry included, and leaves the outcome unknown', async (t) => {
  const { seen, call } = await otherService(t, () => undefined);
  const since = performance.now();
  const failures = await Promise.all([
    failureOf(call(write, { body: { phone: 'x' } })),
    failureOf(call(read, { params: { id: '1' } })),
  ]);
  const took = performance.now() - since;
  t.ok(took > 1900 && took < 3900, `${Math.round(took)} ms`);
  for (const failure of failures) t.match(failure, { status: 0, unknown: true });
  t.equal(seen.length, 2, 'no time was left to try again');
});

t.test('an answer that cannot be read fails without quoting it', async (t) => {
  const { call } = await otherService(t, (response) => json(response, 200, '{"phone":"+251911234567"'));
  const failure = await failureOf(call(write, { body: { phone: 'x' } }));
  t.match(failure, { status: 200, unknown: true });
  t.notMatch(`${failure.message} ${String(failure.cause)}`, /2519/);
});

t.test('a path that lacks a parameter is a mistake of ours and is never sent', async (t) => {
  const { seen, call } = await otherService(t, (response) => json(response, 200, {}));
  await t.rejects(call(read, { params: { id: '' } }), RangeError);
  t.equal(seen.length, 0);
});
