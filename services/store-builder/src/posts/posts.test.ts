import t from 'tap';
import { newId } from '@windsurf/db/ids';
import type { Post } from '@windsurf/contracts/store-posts';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
const url = '/v1/content/posts';
const write = async (of: TestCreator, title: string, body = 'One **two**.'): Promise<Post> =>
  (await s.call(of, 'POST', url, { title, body })).json<Post>();
const publish = async (of: TestCreator, id: string) => await s.call(of, 'POST', `${url}/${id}/publish`);
const open = async (): Promise<TestCreator> => {
  const of = await s.creator();
  await s.save(of, { blocks: [{ id: 'p', visible: true, kind: 'posts', heading: 'News', show: 2 }] });
  await s.publish(of);
  return of;
};

t.test(
  'a post is hers alone until it is published, then it stands on the store and on a page of its own',
  async (t) => {
    const of = await open();
    const post = await write(of, 'የመጀመሪያው ጽሑፍ', 'ሰላም **ለሁሉም**።\n\n### ቀጥሎ\n\n- አንድ\n- ሁለት');
    t.match(post, { publishedAt: null, url: null, version: 1 });
    t.equal((await s.get(`/@${of.handle}/posts/${post.slug}`)).statusCode, 404);
    const shown = (await publish(of, post.id)).json<Post>();
    t.match(shown.url, `/@${of.handle}/posts/${post.slug}`);
    t.same((await publish(of, post.id)).json(), shown, 'twice is once');
    const page = await s.get(`/@${of.handle}/posts/${post.slug}?lang=am`);
    t.equal(page.statusCode, 200);
    t.match(page.body, /<h1[^>]*>የመጀመሪያው ጽሑፍ<\/h1>.*<strong>ለሁሉም<\/strong>.*<h2[^>]*>ቀጥሎ<\/h2>.*<li>አንድ<\/li>/s);
    t.match((await s.get(`/@${of.handle}?lang=am`)).body, `/@${of.handle}/posts/${post.slug}?lang=am`);
    await s.call(of, 'POST', `${url}/${post.id}/unpublish`);
    t.equal((await s.get(`/@${of.handle}/posts/${post.slug}`)).statusCode, 404);
  },
);

t.test('a block shows the newest, and the list of all shows each of them', async (t) => {
  const of = await open();
  for (const title of ['first', 'second', 'third']) {
    s.clock.advance(60);
    await publish(of, (await write(of, title)).id);
  }
  const { body } = await s.get(`/@${of.handle}?lang=en`);
  t.match(body, />third<.*>second</s);
  t.notMatch(body, />first</);
  t.match(body, `/@${of.handle}/posts/all?lang=en`);
  t.match((await s.get(`/@${of.handle}/posts/all?lang=en`)).body, />third<.*>second<.*>first</s);
  const called = await write(of, 'all');
  t.not(called.slug, 'all', 'the list keeps its address');
  t.not((await write(of, 'first')).slug, 'first');
});

t.test('two who edit a post at once lose nothing, and the same change again is no change', async (t) => {
  const of = await open();
  const post = await write(of, 'a');
  const path = `${url}/${post.id}`;
  t.match((await s.call(of, 'PATCH', path, { baseVersion: 1, title: 'b' })).json(), { version: 2, title: 'b' });
  t.match((await s.call(of, 'PATCH', path, { baseVersion: 1, title: 'b' })).json(), { version: 2 });
  const late = await s.call(of, 'PATCH', path, { baseVersion: 1, title: 'c' });
  t.equal(late.statusCode, 409);
  t.match(late.json(), { current: { title: 'b', version: 2 } });
  t.match((await s.call(of, 'GET', url)).json(), { items: [{ title: 'b' }] });
  t.equal((await s.call(of, 'DELETE', path)).statusCode, 200);
  t.equal((await s.call(of, 'DELETE', path)).statusCode, 404);
});

t.test('a wrong shape is 422, a stranger sees the same 404 as for nothing, and nobody is 401', async (t) => {
  const [of, other] = [await open(), await open()];
  const post = await write(of, 'a');
  const missing = newId();
  t.equal((await s.call(of, 'POST', url, { title: '', body: '' })).statusCode, 422);
  t.equal((await s.call(of, 'POST', url, { title: 'x'.repeat(121), body: '' })).statusCode, 422);
  t.equal((await s.call(of, 'POST', url, { title: 'x', body: 'x'.repeat(8001) })).statusCode, 422);
  t.equal((await s.call(of, 'POST', url, { title: 'x' })).statusCode, 422);
  const paths = [
    ['PATCH', '', { baseVersion: 1, title: 'x' }],
    ['POST', '/publish', undefined],
    ['POST', '/unpublish', undefined],
    ['DELETE', '', undefined],
  ] as const;
  for (const [method, end, body] of paths) {
    const strange = await s.call(other, method, `${url}/${post.id}${end}`, body);
    const none = await s.call(other, method, `${url}/${missing}${end}`, body);
    t.equal(strange.statusCode, 404);
    t.same({ ...strange.json<object>(), requestId: '' }, { ...none.json<object>(), requestId: '' });
    t.equal((await s.call(undefined, method, `${url}/${post.id}${end}`, body)).statusCode, 401);
  }
  t.equal((await s.call(undefined, 'GET', url)).statusCode, 401);
  t.equal((await s.call(undefined, 'POST', url, { title: 'x', body: '' })).statusCode, 401);
});
