import t from 'tap';
import { fileReady, fileRefused } from '@windsurf/contracts/delivery';
import type { Product } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { drain } from '@windsurf/messages/drain';
import { fourFacts } from '@windsurf/testbed/people';
import { startTestStores, tinyPng } from '../testing.ts';
import { productConsumers } from './products.consumers.ts';

const s = await startTestStores(t);

t.test(
  'making a product: it works, bad shape 422, a buyer 403, nobody 401, before the store is open 404',
  async (t) => {
    const creator = await s.creator();
    const at = { method: 'POST', url: '/v1/products' } as const;
    const body = { title: '  የሒሳብ   ማጠቃለያ ', priceSantim: 19_950 };
    const facts = await fourFacts(s.app, {
      works: { ...at, headers: creator.headers, body },
      badShape: { ...at, headers: creator.headers, body: { title: 'x' } },
      stranger: { ...at, headers: s.people.person().headers, body },
      nobody: { ...at, body },
    });
    t.same([facts.badShape, facts.stranger, facts.nobody], [422, 403, 401]);
    t.match(facts.works.json(), {
      title: 'የሒሳብ ማጠቃለያ',
      priceSantim: 19_950,
      currency: 'ETB',
      state: 'draft',
      version: 1,
      changed: false,
      url: null,
      fileReady: false,
    });
    t.match(facts.works.json().slug, /^[a-z0-9-]{3,60}$/);
    const early = await s.call(s.people.person({ creator: true }), at.method, at.url, body);
    t.match(early.json(), { type: '/problems/no-store-yet' });
  },
);

t.test('a foreign product is the same 404 as none, whatever is asked of it', async (t) => {
  const owner = await s.creator();
  const stranger = await s.creator();
  const { id } = await s.product(owner);
  const ask = async (of: typeof owner | undefined, product: string) => {
    const at = `/v1/products/${product}`;
    const answers = [
      await s.call(of, 'GET', at),
      await s.call(of, 'PATCH', at, { baseVersion: 1, title: 'stolen' }),
      await s.call(of, 'POST', `${at}/publish`),
      await s.call(of, 'POST', `${at}/withdraw`),
    ];
    return answers.map((answer) => [answer.statusCode, answer.statusCode === 404 ? answer.json().detail : '']);
  };
  t.same(await ask(stranger, id), await ask(stranger, newId()));
  t.same(
    (await ask(stranger, id)).map(([status]) => status),
    [404, 404, 404, 404],
  );
  t.same(
    (await ask(undefined, id)).map(([status]) => status),
    [401, 401, 401, 401],
  );
  t.same(
    (await ask(owner, 'not-an-id')).map(([status]) => status),
    [404, 404, 404, 404],
  );
  t.same((await s.call(stranger, 'GET', '/v1/products')).json().items, []);
  t.equal((await s.call(undefined, 'GET', '/v1/products')).statusCode, 401);
  t.match((await s.call(owner, 'GET', '/v1/products')).json().items, [{ id, title: 'የሒሳብ ማጠቃለያ' }]);
});

t.test('absurd prices and long names get a sentence that says what to write', async (t) => {
  const creator = await s.creator();
  const make = async (fields: object) =>
    await s.call(creator, 'POST', '/v1/products', { title: 'x', priceSantim: 100, ...fields });
  for (const priceSantim of [99, 100_000_001]) {
    const answer = await make({ priceSantim });
    t.match(answer.json(), {
      type: '/problems/price-or-free-refused',
      fields: [{ pointer: '/priceSantim', detail: /1,000,000/ }],
    });
  }
  for (const priceSantim of [-1, 199.5, '19950', null]) t.equal((await make({ priceSantim })).statusCode, 422);
  t.equal((await make({ priceSantim: 100_000_000 })).statusCode, 201);
  const long = await make({ title: 'ሀ'.repeat(300), description: 'ሀ'.repeat(8001) });
  t.same(
    long.json().fields.map((field: { pointer: string; detail: string }) => field.pointer),
    ['/title', '/description'],
  );
  t.match(long.json().fields[0].detail, /120.*300/);
});

t.test('two tabs on one product: the second gets 409 with the first one’s, the same change twice is one', async (t) => {
  const creator = await s.creator();
  const { id } = await s.product(creator);
  const change = async (title: string) =>
    await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, title });
  t.match((await change('first')).json(), { version: 2, title: 'first' });
  const second = await change('second');
  t.equal(second.statusCode, 409);
  t.match(second.json(), { type: '/problems/changed-elsewhere', current: { version: 2, title: 'first' } });
  t.match((await change('first')).json(), { version: 2 });
});

t.test('publishing names each thing that is missing, in the reader’s language', async (t) => {
  const creator = await s.creator();
  const { id } = await s.product(creator, { title: '' });
  const publish = async (lang = 'en') =>
    await s.app.inject({
      method: 'POST',
      url: `/v1/products/${id}/publish`,
      headers: { ...creator.headers, 'accept-language': lang },
    });
  const blockers = async () =>
    (await publish()).json().blockers.map((b: { code: string; field: string }) => [b.code, b.field]);
  t.equal((await publish()).statusCode, 409);
  t.match((await publish()).json(), { type: '/problems/not-ready' });
  t.same(await blockers(), [
    ['title', 'title'],
    ['no-file', 'fileId'],
  ]);
  t.match((await publish('am')).json().blockers[0].detail, /\p{Script=Ethiopic}/u);
  const foreign = await s.readyFile(await s.creator());
  await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, title: 'Notes', fileId: foreign });
  t.same(await blockers(), [['file-not-ready', 'fileId']], 'somebody else’s file is no file');
  await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 2, fileId: await s.readyFile(creator) });
  t.match((await publish()).json(), { state: 'published', changed: false });
});

t.test('buyers see a change only when it is published; publishing twice says it once', async (t) => {
  await s.db.look(
    "insert into messages.subscriptions values ('product.published', 'queue_store', '{}') on conflict on constraint subscriptions_pkey do update set versions = '{}'",
  );
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  const product = await s.published(creator, { title: 'Old title', description: 'Old words' });
  const page = async () => (await s.get(`/@${creator.handle}/${product.slug}?lang=en`)).body;
  const changed = await s.call(creator, 'PATCH', `/v1/products/${product.id}`, {
    baseVersion: 1,
    description: 'New words',
    priceSantim: 5_000,
  });
  t.match(changed.json(), { state: 'published', changed: true, version: 2 });
  t.match(await page(), /Old words/);
  t.match(await page(), /199\.50/);
  const publish = async () => await s.call(creator, 'POST', `/v1/products/${product.id}/publish`);
  t.match((await publish()).json(), { changed: false, priceSantim: 5_000 });
  await publish();
  t.match(await page(), /New words/);
  const heard = await s.db.look<{ version: number }>(
    `select payload ->> 'version' as version from queue_store.parked where event = 'product.published' and creator_id = $1 order by parked_at`,
    [creator.creatorId],
  );
  t.same(
    heard.map((row) => row.version),
    ['1', '2'],
  );
});

t.test('a withdrawn product is a 410 page that leads to the store, is said once, and can come back', async (t) => {
  await s.db.look(
    "insert into messages.subscriptions values ('product.withdrawn', 'queue_store', '{}') on conflict on constraint subscriptions_pkey do update set versions = '{}'",
  );
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  const product = await s.published(creator, { title: 'Gone soon' });
  const at = `/@${creator.handle}/${product.slug}?lang=en`;
  t.equal((await s.get(at)).statusCode, 200);
  const withdraw = async () => await s.call(creator, 'POST', `/v1/products/${product.id}/withdraw`);
  t.match((await withdraw()).json(), { state: 'withdrawn', url: null });
  t.equal((await withdraw()).statusCode, 200);
  const gone = await s.get(at);
  t.equal(gone.statusCode, 410);
  t.match(gone.body, 'This product is no longer sold.');
  t.match(gone.body, `/@${creator.handle}?lang=en`);
  t.notMatch(gone.body, 'Gone soon');
  const heard = await s.db.look('select from queue_store.parked where event = $1 and creator_id = $2', [
    'product.withdrawn',
    creator.creatorId,
  ]);
  t.equal(heard.length, 1);
  const back = await s.call(creator, 'POST', `/v1/products/${product.id}/publish`);
  t.equal(back.statusCode, 200);
  t.equal((await s.get(at)).statusCode, 200);
  t.match(back.json(), { state: 'published', version: product.version + 1, changed: false });
  const [told] = await s.db.look<{ version: number }>(
    "select (payload ->> 'version')::int as version from queue_store.parked where event = $1 and creator_id = $2 order by key desc limit 1",
    ['product.published', creator.creatorId],
  );
  t.match(told, { version: product.version + 1 }, 'whoever heard that it was withdrawn believes that it is back');
});

t.test('addresses of products are unique for each creator, and an old one leads to the new one for ever', async (t) => {
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  const first = await s.published(creator, { title: 'Physics notes' });
  const second = await s.published(creator, { title: 'Physics notes' });
  t.same([first.slug, second.slug], ['physics-notes', 'physics-notes-2']);
  await s.call(creator, 'PATCH', `/v1/products/${first.id}`, { baseVersion: 1, title: 'Chemistry notes' });
  const renamed = (await s.call(creator, 'POST', `/v1/products/${first.id}/publish`)).json<Product>();
  t.equal(renamed.slug, 'chemistry-notes');
  const old = await s.get(`/@${creator.handle}/physics-notes`);
  t.same([old.statusCode, old.headers.location], [301, `/@${creator.handle}/chemistry-notes`]);
  const third = await s.published(creator, { title: 'Physics notes' });
  t.equal(third.slug, 'physics-notes-3', 'an address that led somewhere is not given away');
  t.equal((await s.published(await s.creator(), { title: '🎉' })).slug, 'product');
});

t.test('a cover is one of the creator’s own pictures', async (t) => {
  const owner = await s.creator();
  const upload = await s.app.inject({
    method: 'POST',
    url: '/v1/stores/mine/images',
    headers: { ...owner.headers, 'content-type': 'image/png' },
    payload: tinyPng(),
  });
  t.equal(upload.statusCode, 201, upload.body);
  const coverImageId: string = upload.json().imageId;
  t.match(await s.product(owner, { coverImageId }), { coverImageId, coverUrl: `/media/${coverImageId}` });
  const stolen = await s.call(await s.creator(), 'POST', '/v1/products', {
    title: 'x',
    priceSantim: 100,
    coverImageId,
  });
  t.equal(stolen.statusCode, 422);
  t.match(stolen.json(), { fields: [{ pointer: '/coverImageId' }] });
});

t.test('what delivery says about a file is heard once and for its own creator, and offers say it too', async (t) => {
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  const fileId = newId();
  const { id, slug } = await s.product(creator, { title: 'Heard', fileId });
  const say = async (type: typeof fileReady | typeof fileRefused, payload: object) =>
    await s.db.look('select queue_store.accept($1, $2, 1, $3, $4, true)', [
      creator.creatorId,
      type.name,
      newId(),
      JSON.stringify(payload),
    ]);
  const hear = async () =>
    await drain({
      connectionString: s.db.url('svc_store'),
      schema: 'store',
      consumers: productConsumers(s.deps),
      jobs: [],
      log: s.deps.log,
    });
  await say(fileReady, { fileId, kind: 'pdf', sizeBytes: 1_234_567, sha256: 'a'.repeat(64) });
  t.equal(await hear(), 1);
  t.match((await s.call(creator, 'GET', `/v1/products/${id}`)).json(), { fileReady: true });
  t.equal((await s.call(creator, 'POST', `/v1/products/${id}/publish`)).statusCode, 200);
  t.match((await s.get(`/@${creator.handle}/${slug}?lang=en`)).body, /PDF, 1\.2\u00a0MB/);
  await say(fileReady, { fileId, kind: 'epub', sizeBytes: 900_000, sha256: 'b'.repeat(64) });
  await say(fileRefused, { fileId: newId(), reason: 'kind' });
  t.equal(await hear(), 2);
  s.clock.advance(61);
  t.match((await s.get(`/@${creator.handle}/${slug}?lang=en`)).body, /EPUB, 900\u00a0KB/);
});
