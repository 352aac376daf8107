import t from 'tap';
import { urlOf } from './endpoint.ts';
import { Problem, declaredProblems, fieldProblems, problem, tooLarge } from './problem.ts';

t.test('an address has each parameter percent-encoded, and the query without what is not given', async (t) => {
  const shape = { url: '/v1/stores/:handle/products/:id' };
  const params = { handle: 'a/b?c#d', id: 'ሀ &' };
  t.equal(urlOf(shape, { params }), '/v1/stores/a%2Fb%3Fc%23d/products/%E1%88%80%20%26');
  const query = { a: undefined, b: null, c: '&=', d: 0, e: false, f: ['x', 'y'] };
  t.equal(urlOf({ url: '/v1/x' }, { query }), '/v1/x?c=%26%3D&d=0&e=false&f=x&f=y');
  t.equal(urlOf({ url: '/v1/x' }, { query: {} }), '/v1/x');
});

t.test('a parameter that is missing, or that would make it another address, throws', async (t) => {
  for (const id of [undefined, '', '.', '..'])
    t.throws(() => urlOf({ url: '/v1/x/:id' }, { params: { id } }), RangeError, String(id));
  t.throws(() => urlOf({ url: '/v1/x/:id' }, {}), /needs id/);
  t.equal(urlOf({ url: '/v1/x/:id' }, { params: { id: '...' } }), '/v1/x/...');
});

t.test('a problem is declared once and carries its sentence, pointer, facts and time to wait', async (t) => {
  const before = declaredProblems.size;
  t.throws(() => problem('too-large', 413, { en: 'x', am: 'ሀ' }), /declared twice/);
  t.equal(declaredProblems.size, before);
  const cause = new Error('below');
  const made = tooLarge({ limit: '1 MB' }, { pointer: '/file', retryAfter: 5, extra: { a: 1 }, cause });
  t.ok(made instanceof Problem);
  t.match(made, { type: 'too-large', status: 413, params: { limit: '1 MB' }, retryAfter: 5, extra: { a: 1 } });
  t.equal(made.cause, cause);
  t.equal(made.fields[0]?.pointer, '/file');
  t.same(tooLarge().fields, []);
  const both = fieldProblems(['/a', '/b'].map((pointer) => ({ pointer, says: { en: 'x', am: 'ሀ' } })));
  t.match(both, { status: 422, type: 'wrong-fields', fields: [{ pointer: '/a' }, { pointer: '/b' }] });
});
