import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { Type as T } from 'typebox';
import { endpoint } from '@windsurf/contracts/endpoint';
import { currentTrace } from '@windsurf/trace/trace';
import { createLog } from './log.ts';
import { page, route } from './route.ts';
import { testApp } from './testing.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${id}-00f067aa0ba902b7-01`;
const Done = T.Object({ trace: T.String() });
const change = endpoint({
  method: 'POST',
  url: '/v1/change',
  access: 'public',
  summary: 's',
  body: T.Object({ fail: T.Boolean() }),
  response: Done,
});

t.test('every line that a request causes has the caller’s trace, a body’s and a failure’s too', async (t) => {
  const written: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void written.push(JSON.parse(line) as Record<string, unknown>) };
  const log = createLog({ service: 'test', level: 'debug', destination });
  const { app } = await testApp({ log });
  route(app, change, async ({ body, request }) => {
    log.info('of the service');
    await new Promise((done) => setImmediate(done));
    request.log.info('of the request');
    if (body.fail) throw new Error('x');
    return { trace: currentTrace()?.traceId ?? '' };
  });
  page(app, { method: 'GET', url: '/page', access: 'public' }, async () => {
    log.info('of a page');
    return { html: '' };
  });
  const headers = { traceparent };
  const send = async (body: object) => await app.inject({ method: 'POST', url: '/v1/change', headers, body });
  t.same((await send({ fail: false })).json(), { trace: id });
  t.equal((await send({ fail: true })).statusCode, 500);
  t.equal((await send({ fail: 5 })).statusCode, 422);
  t.equal((await app.inject({ url: '/page', headers })).statusCode, 200);
  t.equal((await app.inject({ url: '/nowhere', headers })).statusCode, 404);
  t.ok(written.length >= 11, `${written.length} lines`);
  for (const line of written) t.equal(line.traceId, id, JSON.stringify(line));
});

t.test('without a caller’s trace each request begins its own; outside of requests there is none', async (t) => {
  const { app, lines } = await testApp();
  app.get('/x', { config: { access: 'public' } } as object, async () => 'x');
  await Promise.all([app.inject({ url: '/x' }), app.inject({ url: '/x', headers: { traceparent: 'nonsense' } })]);
  const ids = lines().map((line) => line.traceId);
  t.equal(new Set(ids).size, 2);
  for (const one of ids) t.match(one, /^[0-9a-f]{32}$/);
  t.equal(currentTrace(), undefined);
});

t.test('a body that comes in pieces over the network does not lose the trace', async (t) => {
  const { app } = await testApp();
  route(app, change, async () => ({ trace: currentTrace()?.traceId ?? '' }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(async () => await app.close());
  const { port } = app.server.address() as AddressInfo;
  const other = 'b'.repeat(32);
  const ask = async (of: string): Promise<string> => {
    const headers = { traceparent: `00-${of}-00f067aa0ba902b7-00`, 'content-type': 'application/json' };
    const sent = request({ port, method: 'POST', path: '/v1/change', headers });
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.write('{"fail":');
    await pause(30);
    sent.end('false}');
    const [answer] = await answered;
    return ((await json(answer)) as { trace: string }).trace;
  };
  t.same(await Promise.all([ask(id), ask(other), ask(id)]), [id, other, id]);
});
