import t from 'tap';
import { Type as T } from 'typebox';
import { endpoint } from '@windsurf/contracts/endpoint';
import type { Access } from '@windsurf/contracts/endpoint';
import { nullable } from '@windsurf/contracts/shapes';
import { endpointsOf, page, route } from './route.ts';
import { testApp } from './testing.ts';

type Refusal = { type: string; fields: { pointer: string; detail: string }[] };
const asRefusal = (text: string): Refusal => JSON.parse(text) as Refusal;
const Done = T.Object({ done: T.Boolean() });
const accesses: Access[] = ['public', 'person', 'creator', 'operator', 'service'];
const whoMay: Readonly<Record<Access, readonly string[]>> = {
  public: ['nobody', 'person', 'creator', 'operator', 'service'],
  person: ['person', 'creator', 'operator'],
  creator: ['creator'],
  operator: ['operator'],
  service: ['service'],
};

t.test('a route that declares no access, or an unknown one, refuses to boot', async (t) => {
  const { app } = await testApp();
  const handler = async (): Promise<object> => ({});
  t.throws(() => app.get('/a', handler), /GET \/a declares no access/);
  t.throws(() => app.post('/b', { config: {} } as object, handler), /declares no access/);
  t.throws(() => app.options('/c', handler), /declares no access/);
  t.throws(() => app.get('/d', { config: { access: 'everybody' } } as object, handler), /declares no access/);
  t.throws(() => app.get('/e', { config: { access: 'creator' } } as object, handler), /is not public/);
  t.doesNotThrow(() => app.get('/f', { config: { access: 'public' } } as object, handler));
});

t.test(
  'each access admits exactly whom it names: nobody is 401, the wrong kind 403, for calls and pages',
  async (t) => {
    const { app } = await testApp();
    for (const access of accesses) {
      const shape = endpoint({ method: 'GET', url: `/v1/${access}`, access, summary: 's', response: Done });
      route(app, shape, async () => ({ done: true }));
      page(app, { method: 'GET', url: `/page/${access}`, access }, async () => ({ html: '<p>' }));
    }
    let seen = 0;
    for (const access of accesses)
      for (const who of whoMay.public)
        for (const path of ['v1', 'page']) {
          const { statusCode } = await app.inject({ url: `/${path}/${access}`, headers: { 'x-who': who } });
          t.equal(statusCode, whoMay[access].includes(who) ? 200 : who === 'nobody' ? 401 : 403, `${who} at ${access}`);
          seen += 1;
        }
    t.equal(seen, 50);
    t.equal(endpointsOf(app).length, 5);
  },
);

t.test('who is refused is refused before her body is read', async (t) => {
  const { app } = await testApp();
  const body = T.Object({ n: T.Integer() }, { additionalProperties: false });
  const shape = endpoint({ method: 'POST', url: '/v1/x', access: 'creator', summary: 's', body, response: Done });
  route(app, shape, async () => ({ done: true }));
  page(app, { method: 'POST', url: '/x', access: 'creator', body }, async () => ({ html: '' }));
  for (const url of ['/v1/x', '/x']) {
    const answer = await app.inject({
      method: 'POST',
      url,
      payload: '{broken',
      headers: { 'content-type': 'application/json' },
    });
    t.equal(answer.statusCode, 401, url);
  }
});

t.test(
  'a change needs its CSRF token in the header or, on a page, in the form, before its shape is judged',
  async (t) => {
    const { app } = await testApp();
    const shape = endpoint({ method: 'DELETE', url: '/v1/x', access: 'person', summary: 's', response: Done });
    route(app, shape, async () => ({ done: true }));
    const body = T.Object({ _csrf: T.Optional(T.String()), n: T.String() }, { additionalProperties: false });
    page(app, { method: 'POST', url: '/x', access: 'person', body }, async () => ({ redirect: '/done' }));
    const headers = { 'x-who': 'person' };
    t.equal((await app.inject({ method: 'DELETE', url: '/v1/x', headers })).statusCode, 403);
    t.equal(
      (await app.inject({ method: 'DELETE', url: '/v1/x', headers: { ...headers, 'x-csrf-token': 'good' } }))
        .statusCode,
      200,
    );
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
    const post = async (payload: string): Promise<number> =>
      (await app.inject({ method: 'POST', url: '/x', headers: form, payload })).statusCode;
    t.equal(await post('n=1'), 403);
    t.equal(await post('n=1&_csrf=bad'), 403);
    t.equal(await post('wrong=1'), 403, 'the token comes first');
    t.equal(await post('_csrf=good'), 422);
    t.equal(await post('n=1&_csrf=good'), 303);
  },
);

t.test('params and query become numbers and lists where the contract says so, a body never does', async (t) => {
  const { app } = await testApp();
  const shape = endpoint({
    method: 'POST',
    url: '/v1/x/:n',
    access: 'public',
    summary: 's',
    params: T.Object({ n: T.Integer() }),
    query: T.Object({
      limit: T.Optional(T.Integer({ default: 25 })),
      kinds: T.Optional(T.Array(T.String())),
      on: T.Optional(T.Boolean()),
    }),
    body: T.Object({ amount: T.Integer() }, { additionalProperties: false }),
    response: T.Object({ saw: T.String() }),
  });
  route(app, shape, async ({ params, query, body }) => ({ saw: JSON.stringify([params, query, body]) }));
  const ask = async (url: string, payload: object) => await app.inject({ method: 'POST', url, payload });
  const good = await ask('/v1/x/7?limit=3&kinds=a&on=true', { amount: 5 });
  t.same(JSON.parse(good.json<{ saw: string }>().saw), [{ n: 7 }, { limit: 3, kinds: ['a'], on: true }, { amount: 5 }]);
  const defaulted = await ask('/v1/x/7', { amount: 5 });
  t.match(JSON.parse(defaulted.json<{ saw: string }>().saw), [{ n: 7 }, { limit: 25 }]);
  for (const amount of ['5', 5.5, null, [5], true]) t.equal((await ask('/v1/x/7', { amount })).statusCode, 422);
  t.equal((await ask('/v1/x/seven', { amount: 5 })).statusCode, 404, 'an address of the wrong shape leads to nothing');
});

t.test(
  'everything that is wrong in a body is told at once, with pointers, in the reader\u2019s language',
  async (t) => {
    const { app } = await testApp();
    const body = T.Object(
      {
        title: T.String({ minLength: 1, maxLength: 5 }),
        price: T.Integer({ minimum: 1, maximum: 9 }),
        kind: nullable(T.Union([T.Literal('a'), T.Literal('b')])),
        inner: T.Object({ x: T.String() }, { additionalProperties: false }),
      },
      { additionalProperties: false },
    );
    const shape = endpoint({ method: 'POST', url: '/v1/x', access: 'public', summary: 's', body, response: Done });
    route(app, shape, async () => ({ done: true }));
    const payload = { title: 'too long', price: 10, kind: 'c', inner: { 'a/b': 1 }, 'who~': 1 };
    const inLanguage = async (lang: string): Promise<Refusal> => {
      const answer = await app.inject({ method: 'POST', url: '/v1/x', payload, headers: { 'accept-language': lang } });
      t.equal(answer.statusCode, 422);
      return asRefusal(answer.body);
    };
    const english = await inLanguage('en');
    t.same(english.fields.map((f) => f.pointer).toSorted(), [
      '/inner/a~1b',
      '/inner/x',
      '/kind',
      '/price',
      '/title',
      '/who~0',
    ]);
    const saysOf = (refusal: Refusal, pointer: string) => refusal.fields.find((f) => f.pointer === pointer)?.detail;
    t.equal(saysOf(english, '/title'), 'This is too long: at most 5 characters.');
    t.equal(saysOf(english, '/price'), 'This is too large: at most 9.');
    t.equal(saysOf(english, '/inner/x'), 'This is needed.');
    t.equal(saysOf(english, '/who~0'), 'This field is not known here.');
    const amharic = await inLanguage('am');
    for (const { detail, pointer } of amharic.fields) t.match(detail, /[\u1200-\u137f]/, pointer);
    const flood = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, 1]));
    t.equal(asRefusal((await app.inject({ method: 'POST', url: '/v1/x', payload: flood })).body).fields.length, 30);
    for (const nothing of [undefined, '']) {
      const headers = { 'content-type': 'application/json' };
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/x',
        headers,
        ...(nothing === undefined ? {} : { payload: nothing }),
      });
      t.equal(answer.statusCode, 422, 'no body at all');
    }
  },
);

t.test('a field that the contract does not name never leaves, however deep it lies', async (t) => {
  const { app } = await testApp();
  const Inner = T.Object({ id: T.String() });
  const response = T.Object({ id: T.String(), list: T.Array(Inner), maybe: nullable(Inner), other: T.Optional(Inner) });
  const shape = endpoint({ method: 'GET', url: '/v1/x', access: 'person', summary: 's', response });
  const row: { id: string } = Object.assign({ id: '1' }, { phone: '+251911234567' });
  route(app, shape, async () => ({ ...row, list: [row], maybe: row, other: row }));
  const answer = await app.inject({ url: '/v1/x', headers: { 'x-who': 'person' } });
  t.same(answer.json(), { id: '1', list: [{ id: '1' }], maybe: { id: '1' }, other: { id: '1' } });
  t.equal(answer.headers['cache-control'], 'no-store', 'what is hers lies in no cache');
});

t.test('an answer that lacks what the contract promises is our fault: 500', async (t) => {
  const { app } = await testApp();
  const shape = endpoint({ method: 'GET', url: '/v1/x', access: 'public', summary: 's', response: Done });
  route(app, shape, async () => ({}) as { done: boolean });
  t.equal((await app.inject('/v1/x')).statusCode, 500);
});
