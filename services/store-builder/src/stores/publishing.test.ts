import t from 'tap';
import type { Block } from '@windsurf/contracts/store';
import { fourFacts } from '@windsurf/testbed/people';
import { startTestStores } from '../testing.ts';
import { prose } from '../storefront/bench-page.ts';

const s = await startTestStores(t);
const text = (id: string, words: string, more: Partial<Block> = {}): Block =>
  ({ id, kind: 'text', visible: true, text: words, ...more }) as Block;
const bodyOf = async (handle: string): Promise<string> => (await s.get(`/@${handle}?lang=en`)).body;

t.test('publishing: it works, bad shape 422, a buyer 403, nobody 401', async (t) => {
  const creator = await s.creator('Selam', 'en');
  const at = { method: 'POST', url: '/v1/stores/mine/publish' } as const;
  const body = { draftVersion: 1 };
  const facts = await fourFacts(s.app, {
    works: { ...at, headers: creator.headers, body },
    badShape: { ...at, headers: creator.headers, body: { draftVersion: 'one' } },
    stranger: { ...at, headers: s.people.person().headers, body },
    nobody: { ...at, body },
  });
  t.same([facts.badShape, facts.stranger, facts.nobody], [422, 403, 401]);
  t.match(facts.works.json(), { number: 1, url: `http://localhost:8080/@${creator.handle}`, hiddenBlocks: 0 });
  t.match(await s.store(creator), { onboarding: 'published', published: { number: 1, draftVersion: 1 } });
  const again = await s.call(creator, at.method, at.url, body);
  t.equal(again.json().number, 1, 'back and publish again is the same publication');
  t.equal((await s.call(creator, at.method, at.url, { draftVersion: 7 })).statusCode, 409);
  t.equal((await s.call(s.people.person({ creator: true }), at.method, at.url, body)).statusCode, 404);
});

t.test(
  'hidden blocks, samples, unfinished ones and products that are not sold stay out of the public page',
  async (t) => {
    const creator = await s.creator('Selam', 'en');
    const draftProduct = await s.product(creator, { title: 'Not yet sold' });
    await s.save(creator, {
      blocks: [
        text('a', 'for everybody'),
        text('b', 'hidden words', { visible: false }),
        text('c', 'sample words', { example: true }),
        { id: 'd', kind: 'link', visible: true, title: 'no address', url: '' },
        { id: 'e', kind: 'product', visible: true, productId: draftProduct.id, look: 'card' },
        { id: 'f', kind: 'product', visible: true, productId: '01890000-0000-7000-8000-00000000dead', look: 'card' },
      ],
    });
    const published = await s.publish(creator);
    t.equal(published.json().hiddenBlocks, 5);
    const page = await bodyOf(creator.handle);
    t.match(page, 'for everybody');
    for (const words of ['hidden words', 'sample words', 'no address', 'Not yet sold']) t.notMatch(page, words);
    const rows = await s.db.look<{ content: unknown }>('select content from store.public_pages where creator_id = $1', [
      creator.creatorId,
    ]);
    t.notMatch(JSON.stringify(rows), 'hidden words', 'not even the public row has them');
    const fileId = await s.readyFile(creator);
    await s.call(creator, 'PATCH', `/v1/products/${draftProduct.id}`, { baseVersion: 1, fileId });
    t.equal((await s.call(creator, 'POST', `/v1/products/${draftProduct.id}/publish`)).statusCode, 200);
    t.match(await bodyOf(creator.handle), 'Not yet sold', 'its block appears when the product does');
  },
);

t.test(
  'editing never touches the public page; publishing does at once; a version comes back only as a draft',
  async (t) => {
    const creator = await s.creator('Selam', 'en');
    await s.save(creator, { blocks: [text('a', 'first words')] });
    await s.publish(creator);
    t.match(await bodyOf(creator.handle), 'first words');
    await s.save(creator, { blocks: [text('a', 'second words')] });
    t.match(await bodyOf(creator.handle), 'first words');
    await s.publish(creator);
    t.match(await bodyOf(creator.handle), 'second words');
    const versions = await s.call(creator, 'GET', '/v1/stores/mine/versions');
    t.match(versions.json().items, [
      { number: 2, current: true, blocks: 1 },
      { number: 1, current: false },
    ]);
    const restored = await s.call(creator, 'POST', '/v1/stores/mine/versions/1/restore');
    t.match(restored.json(), { content: { blocks: [{ text: 'first words' }] } });
    t.match(await bodyOf(creator.handle), 'second words');
    await s.publish(creator);
    t.match(await bodyOf(creator.handle), 'first words');
    t.equal((await s.call(creator, 'POST', '/v1/stores/mine/versions/99/restore')).statusCode, 404);
    t.equal(
      (await s.call(await s.creator(), 'POST', '/v1/stores/mine/versions/2/restore')).statusCode,
      404,
      'a stranger',
    );
    t.equal((await s.call(creator, 'POST', '/v1/stores/mine/versions/x/restore')).statusCode, 404);
    for (const url of ['/v1/stores/mine/versions', '/v1/stores/mine/preview']) {
      t.equal((await s.call(undefined, 'GET', url)).statusCode, 401, url);
      t.equal((await s.call(s.people.person(), 'GET', url)).statusCode, 403, url);
    }
    t.equal((await s.call(undefined, 'POST', '/v1/stores/mine/versions/1/restore')).statusCode, 401);
  },
);

t.test('a version can be read by its creator, and what was deleted is in no version and on no page', async (t) => {
  const creator = await s.creator();
  const gone = { id: 'gone', kind: 'text', visible: true, text: 'thrown away' } as const;
  const bin = [{ block: gone, removedAt: s.clock.now().toISOString() }];
  const kept = { id: 'kept', kind: 'text', visible: true, text: 'still here' } as const;
  t.match((await s.save(creator, { blocks: [kept], bin })).json(), { content: { bin: [{ block: { id: 'gone' } }] } });
  t.equal((await s.publish(creator)).statusCode, 200);
  const url = '/v1/stores/mine/versions/1';
  const facts = await fourFacts(s.app, {
    works: { method: 'GET', url, headers: creator.headers },
    stranger: { method: 'GET', url, headers: (await s.creator()).headers },
    nobody: { method: 'GET', url },
  });
  t.equal(facts.works.statusCode, 200);
  t.match(facts.works.json(), { number: 1, content: { blocks: [{ id: 'kept' }] } });
  t.notMatch(facts.works.body, /thrown away/);
  t.same([facts.stranger, facts.nobody], [404, 401]);
  t.equal((await s.call(creator, 'GET', '/v1/stores/mine/versions/x')).statusCode, 404, 'no number, no version');
  t.notMatch((await s.get(`/@${creator.handle}`)).body, /thrown away/);
  t.match((await s.call(creator, 'POST', `${url}/restore`)).json(), { content: { bin: [{ block: { id: 'gone' } }] } });
});

t.test('the last twenty versions are kept', async (t) => {
  const creator = await s.creator('Selam', 'en');
  for (let at = 1; at <= 22; at += 1) {
    await s.save(creator, { line: `line ${at}` });
    await s.publish(creator);
  }
  const { items } = (await s.call(creator, 'GET', '/v1/stores/mine/versions')).json();
  t.same([items.length, items[0].number, items.at(-1).number], [20, 22, 3]);
});

t.test('taking the page off hides it and all products; the draft stays', async (t) => {
  const creator = await s.creator('Selam', 'en');
  const product = await s.published(creator);
  await s.publish(creator);
  t.equal((await s.get(`/@${creator.handle}/${product.slug}`)).statusCode, 200);
  t.equal((await s.call(undefined, 'POST', '/v1/stores/mine/unpublish')).statusCode, 401);
  t.equal((await s.call(creator, 'POST', '/v1/stores/mine/unpublish')).statusCode, 200);
  for (const path of [`/@${creator.handle}`, `/@${creator.handle}/${product.slug}`]) {
    const page = await s.get(`${path}?lang=en`);
    t.equal(page.statusCode, 404);
    t.match(page.body, 'coming soon');
    t.notMatch(page.body, 'Selam', 'not even the name');
  }
  t.match(await s.store(creator), { published: null, draft: { version: 1 } });
  await s.publish(creator);
  t.equal((await s.get(`/@${creator.handle}`)).statusCode, 200);
});

t.test('a renamed store: every address she ever had leads to the new one, and nobody else may have it', async (t) => {
  const creator = await s.creator('Selam', 'en');
  const product = await s.published(creator, { title: 'Physics notes' });
  await s.publish(creator);
  t.equal((await s.get(`/@${creator.handle}`)).statusCode, 200);
  const rename = async (handle: string) => await s.call(creator, 'PUT', '/v1/stores/mine/handle', { handle });
  const tail = creator.handle.slice(-6);
  t.match((await rename(`Second-${tail}`)).json(), {
    handle: `second-${tail}`,
    url: `http://localhost:8080/@second-${tail}`,
  });
  t.equal((await rename(`third-${tail}`)).statusCode, 200);
  for (const old of [creator.handle, `second-${tail}`]) {
    const moved = await s.get(`/@${old}?lang=en`);
    t.equal(moved.statusCode, 301);
    t.equal(moved.headers.location, `/@third-${tail}?lang=en`);
    const movedProduct = await s.get(`/@${old}/${product.slug}`);
    t.same([movedProduct.statusCode, movedProduct.headers.location], [301, `/@third-${tail}/${product.slug}`]);
    const other = await s.call(s.people.person({ creator: true }), 'POST', '/v1/stores', {
      displayName: 'Other',
      handle: old,
    });
    t.match(other.json(), { type: '/problems/handle-taken' });
  }
  t.equal((await s.get(`/@third-${tail}/${product.slug}`)).statusCode, 200);
  t.equal((await s.get(`/@THIRD-${tail}`)).headers.location, `/@third-${tail}`, 'capitals lead to the real address');
  t.equal((await rename(creator.handle)).statusCode, 200, 'an old one of her own may come back');
  t.equal((await s.get(`/@${creator.handle}`)).statusCode, 200);
  t.equal((await rename('admin')).statusCode, 422);
  t.equal((await s.call(undefined, 'PUT', '/v1/stores/mine/handle', { handle: 'abc' })).statusCode, 401);
  t.equal((await s.call(creator, 'PUT', '/v1/stores/mine/handle', {})).statusCode, 422);
  t.equal((await s.call(s.people.person(), 'PUT', '/v1/stores/mine/handle', { handle: 'abcd' })).statusCode, 403);
});

t.test(
  'a full page of 40 Amharic blocks and 8,000 letters fits into 14,000 bytes; one that does not is refused with its heaviest parts',
  async (t) => {
    const creator = await s.creator('መምህርት ሰላም', 'am');
    const links = Array.from({ length: 20 }, (_, at): Block => {
      return {
        id: `l${at}`,
        kind: 'link',
        visible: true,
        title: prose(30, at),
        url: `https://t.me/channel_${at}`,
        note: prose(50, at + 50),
      };
    });
    const texts = Array.from({ length: 20 }, (_, at) => text(`t${at}`, prose(300, at + 100)));
    t.equal((await s.save(creator, { bio: prose(290, 7), blocks: [...links, ...texts] })).statusCode, 200);
    const fits = await s.publish(creator);
    t.equal(fits.statusCode, 200, fits.body);
    t.ok(fits.json().bytes > 6000 && fits.json().bytes <= 14_000, `${fits.json().bytes} bytes`);
    const heavy = texts.map((block, at) => text(block.id, prose(1900, at + 100)));
    t.equal((await s.save(creator, { blocks: [...links, ...heavy] })).statusCode, 200, 'a draft may be heavy');
    const refused = await s.publish(creator);
    t.equal(refused.statusCode, 409);
    t.match(refused.json(), { type: '/problems/page-too-heavy', limit: 14_000 });
    t.equal(refused.json().heaviest.length, 3);
    t.match(refused.json().detail, String(refused.json().bytes));
    t.ok(refused.json().heaviest.every((part: { blockId: string }) => part.blockId.startsWith('t')));
    t.equal((await s.store(creator)).published?.number, 1, 'the old page stays public');
  },
);

t.test(
  'the preview draws the draft for its owner alone, in both languages, framed by our own origin only',
  async (t) => {
    const creator = await s.creator('Selam', 'en');
    await s.save(creator, { line: 'only a draft', blocks: [text('a', 'sample', { example: true })] });
    const preview = await s.call(creator, 'GET', '/v1/stores/mine/preview?lang=en');
    t.equal(preview.statusCode, 200);
    t.match(preview.headers['content-type'], 'text/html');
    t.match(preview.headers['content-security-policy'], "frame-ancestors 'self'");
    t.equal(preview.headers['cache-control'], 'no-store');
    t.match(preview.body, 'only a draft');
    t.notMatch(preview.body, 'view.gif', 'nobody is counted');
    t.match(preview.body, 'noindex');
    const amharic = await s.call(creator, 'GET', '/v1/stores/mine/preview?lang=am');
    t.match(amharic.body, '<html lang="am">');
    const other = await s.call(await s.creator('Other', 'en'), 'GET', '/v1/stores/mine/preview?lang=en');
    t.notMatch(other.body, 'only a draft');
  },
);

t.test(
  'publishing says so to the other services, and a new name or address is said again with each product',
  async (t) => {
    await s.db.look(
      `insert into messages.subscriptions values ('store.published', 'queue_store', '{}'), ('product.published', 'queue_store', '{}') on conflict on constraint subscriptions_pkey do update set versions = '{}'`,
    );
    const creator = await s.creator('Selam', 'en');
    const product = await s.published(creator);
    await s.publish(creator);
    const tail = creator.handle.slice(-6);
    await s.call(creator, 'PUT', '/v1/stores/mine/handle', { handle: `events-${tail}` });
    await s.save(creator, { displayName: 'New name' });
    await s.publish(creator);
    const heard = await s.db.look<{ event: string; payload: object }>(
      'select event, payload from queue_store.parked where creator_id = $1 order by parked_at, key',
      [creator.creatorId],
    );
    const of = (event: string) => heard.filter((row) => row.event === event).map((row) => row.payload);
    t.match(of('store.published'), [
      { handle: creator.handle, displayName: 'Selam', number: 1 },
      { handle: `events-${tail}`, number: 1 },
      { handle: `events-${tail}`, displayName: 'New name', number: 2 },
    ]);
    t.match(of('product.published'), [
      { productId: product.id, handle: creator.handle, storeName: 'Selam', priceSantim: 19_950, currency: 'ETB' },
      { productId: product.id, handle: `events-${tail}`, storeName: 'Selam' },
      { productId: product.id, handle: `events-${tail}`, storeName: 'New name' },
    ]);
  },
);
