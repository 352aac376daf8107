import { createProduct, listProducts, readProduct } from '@windsurf/contracts/store';
import { requestCode } from '@windsurf/contracts/auth';
import t from 'tap';
import { createClient } from './api-client.ts';
import { type ApiProblem, asProblem } from './api-problem.ts';

type Sent = { url: string; init: RequestInit; headers: Record<string, string> };
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const problem = (status: number, title: string, more: object = {}): Response =>
  json(status, {
    type: `/problems/${title}`,
    title,
    status,
    detail: `About ${title}.`,
    requestId: 'r-1',
    fields: [],
    ...more,
  });

function bench(answers: ((sent: Sent) => Response | Promise<Response>)[], session = { alive: true, csrf: 'token-1' }) {
  const sent: Sent[] = [];
  const seen = { refreshed: 0, ended: 0, renewed: 0 };
  const call = createClient({
    fetch: async (url, init) => {
      const one = { url, init, headers: init.headers as Record<string, string> };
      sent.push(one);
      const answer = answers[sent.length - 1];
      if (answer === undefined) throw new Error(`no answer for call ${sent.length}`);
      return await answer(one);
    },
    lang: () => 'am',
    csrf: () => session.csrf,
    refresh: async () => {
      seen.refreshed += 1;
      return session.alive;
    },
    renewCsrf: async () => {
      seen.renewed += 1;
      session.csrf = 'token-2';
      return true;
    },
    ended: () => {
      seen.ended += 1;
    },
    now: () => 0,
  });
  return { call, sent, seen };
}
const refused = async (work: Promise<unknown>): Promise<ApiProblem> => {
  try {
    await work;
  } catch (error) {
    return asProblem(error);
  }
  throw new Error('it was not refused');
};
const body = { title: 'T', priceSantim: 19_950 };

t.test('a call is its contract: method, address, body, language and CSRF token', async (t) => {
  const { call, sent } = bench([() => json(201, { id: '1' }), () => json(200, { items: [] })]);
  await call(createProduct, { body });
  t.match(sent[0], {
    url: '/v1/products',
    init: { method: 'POST', credentials: 'same-origin', body: JSON.stringify(body) },
    headers: { 'x-csrf-token': 'token-1', 'accept-language': 'am', 'content-type': 'application/json' },
  });
  await call(listProducts, {});
  t.notOk(sent[1]?.headers['x-csrf-token'], 'reading needs no token');
});

t.test('the key of a change goes with it, and with its repetition after a refresh', async (t) => {
  const { call, sent } = bench([() => problem(401, 'not-signed-in'), () => json(201, { id: '1' })]);
  await call(createProduct, { body }, { key: 'once' });
  t.strictSame(
    sent.map(({ headers }) => headers['idempotency-key']),
    ['once', 'once'],
  );
});

t.test('an expired token is refreshed once and the call is repeated', async (t) => {
  const old = problem(401, 'not-signed-in');
  const { call, sent, seen } = bench([() => old, () => json(200, { items: [] })]);
  t.same(await call(listProducts, {}), { items: [] });
  t.match(seen, { refreshed: 1, ended: 0 });
  t.equal(sent.length, 2);
  t.ok(old.bodyUsed, 'an answer that nobody reads would keep its connection');
});

t.test('a session that is over ends the session, and a public call never asks for a refresh', async (t) => {
  const over = bench([() => problem(401, 'session-ended')], { alive: false, csrf: 'x' });
  t.match(await refused(over.call(listProducts, {})), { status: 401, title: 'session-ended' });
  t.match(over.seen, { refreshed: 1, ended: 1 });
  const open = bench([() => problem(401, 'not-signed-in')]);
  await refused(open.call(requestCode, { body: { phone: '0911234567' } }));
  t.equal(open.seen.refreshed, 0);
});

t.test('a token of another tab is renewed once', async (t) => {
  const { call, sent, seen } = bench([() => problem(403, 'wrong-origin'), () => json(201, { id: '1' })]);
  await call(createProduct, { body });
  t.equal(seen.renewed, 1);
  t.equal(sent[1]?.headers['x-csrf-token'], 'token-2');
  const other = bench([() => problem(403, 'not-allowed')]);
  t.match(await refused(other.call(createProduct, { body })), { title: 'not-allowed' });
});

t.test('a problem keeps its words, fields and facts', async (t) => {
  const fields = [{ pointer: '/priceSantim', detail: 'Write a price.' }, { wrong: true }];
  const { call } = bench([() => problem(422, 'price-refused', { fields, current: { version: 3 } })]);
  const found = await refused(call(createProduct, { body }));
  t.match(found, { status: 422, title: 'price-refused', detail: 'About price-refused.', requestId: 'r-1' });
  t.equal(found.fields.length, 1, 'what is no field is left out');
  t.equal(found.field('priceSantim'), 'Write a price.');
  t.same(found.extra, { current: { version: 3 } });
});

t.test('no answer, a late one and a page of a proxy are told apart', async (t) => {
  const cut = bench([() => Promise.reject(new TypeError('fetch failed'))]);
  const gone = await refused(cut.call(listProducts, {}));
  t.match(gone, { status: 0, title: 'no-network' });
  t.equal(gone.offline, true);
  const waits = (sent: Sent): Promise<Response> =>
    new Promise((_, reject) =>
      sent.init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
    );
  const slow = bench([waits]);
  t.match(await refused(slow.call(listProducts, {}, { deadline: 1 })), { status: 0, title: 'too-slow' });
  const stop = new AbortController();
  const given = bench([waits]);
  const going = refused(given.call(listProducts, {}, { signal: stop.signal }));
  stop.abort();
  const givenUp = await going;
  t.equal(givenUp.title, 'given-up');
  t.equal(givenUp.offline, false);
  const proxy = bench([() => new Response('<h1>Bad gateway</h1>', { status: 502 })]);
  t.match(await refused(proxy.call(listProducts, {})), { status: 502, title: 'broken', detail: '' });
});

t.test('parts of a path are encoded', async (t) => {
  const { call, sent } = bench([() => json(200, {})]);
  await call(readProduct, { params: { id: 'a/b' } });
  t.equal(sent[0]?.url, '/v1/products/a%2Fb');
});
