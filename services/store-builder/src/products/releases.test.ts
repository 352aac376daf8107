import t from 'tap';
import { releaseChanged } from '@windsurf/contracts/delivery-preorders';
import { newId } from '@windsurf/db/ids';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
await s.db.look(
  "insert into messages.subscriptions values ('product.published', 'queue_store', '{}') on conflict on constraint subscriptions_pkey do update set versions = '{}'",
);
const day = 86_400_000;
const inDays = (days: number): string => new Date(s.clock.now().getTime() + days * day).toISOString();
const text = (html: string): string => html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');
async function seller(): Promise<TestCreator> {
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  return creator;
}
type Made = { id: string; slug: string; version: number };
const make = async (of: TestCreator, releaseAt: string | undefined, more: object = {}) =>
  await s.call(of, 'POST', '/v1/products', {
    title: 'Album',
    priceSantim: 20_000,
    details: { type: 'digital-download', ...(releaseAt === undefined ? {} : { releaseAt }) },
    ...more,
  });
const publish = async (of: TestCreator, id: string) => await s.call(of, 'POST', `/v1/products/${id}/publish`);
async function sold(of: TestCreator, releaseAt = inDays(10)): Promise<Made> {
  const made = (await make(of, releaseAt)).json<Made>();
  t.equal((await publish(of, made.id)).statusCode, 200);
  return made;
}
async function change(of: TestCreator, id: string, releaseAt: string | undefined) {
  const { version } = (await s.call(of, 'GET', `/v1/products/${id}`)).json();
  const details = { type: 'digital-download', ...(releaseAt === undefined ? {} : { releaseAt }) };
  return await s.call(of, 'PATCH', `/v1/products/${id}`, { baseVersion: version, details });
}
const hear = async (of: TestCreator, productId: string, state: 'released' | 'late' | 'given-up') => {
  const at = s.clock.now().toISOString();
  await s.db.look('select queue_store.accept($1, $2, 1, $3, $4, true)', [
    of.creatorId,
    releaseChanged.name,
    newId(),
    JSON.stringify({ productId, state, releaseAt: at, at }),
  ]);
  await s.work();
};
const problem = (answer: { statusCode: number; json(): unknown }): [number, string] => {
  const body = answer.json() as { title: string };
  return [answer.statusCode, body.title];
};

t.test(
  'a pre-order needs a day to come within half a year and no file, and its page says the day in both calendars',
  async (t) => {
    const creator = await seller();
    for (const [releaseAt, title] of [
      [inDays(-1), 'release-past'],
      [s.clock.now().toISOString(), 'release-past'],
      [inDays(300), 'release-far'],
      [new Date(Date.parse(inDays(180)) + 1).toISOString(), 'release-far'],
      ['2026-13-40T00:00:00Z', 'detail-refused'],
      ['next week', 'detail-refused'],
    ] as const) {
      const refused = await make(creator, releaseAt);
      t.same(problem(refused), [422, title], releaseAt);
      t.match(refused.json(), { fields: [{ pointer: '/details/releaseAt' }] });
    }
    const details = { type: 'tip', amounts: [100, 200, 300], minSantim: 100, showNames: false, releaseAt: inDays(1) };
    t.equal((await make(creator, undefined, { details })).statusCode, 422, 'a tip comes at once');
    const far = await make(creator, inDays(180));
    t.equal(far.statusCode, 201);
    const { id, slug } = await sold(creator);
    const [said] = await s.db.look<{ version: number; payload: { details: object; fileId: null } }>(
      `select version, payload from queue_store.parked where event = 'product.published' and payload ->> 'productId' = $1`,
      [id],
    );
    t.match(
      said,
      { version: 3, payload: { details: { releaseAt: inDays(10) }, fileId: null } },
      'who knows no such day is not told',
    );
    for (const [lang, says] of [
      ['en', /Comes out on [^<]*\d{4}[^<]*\([^)]*\d{4}.*You pay now/s],
      ['am', /የሚወጣው [^<]*\d{4}[^<]*\(/],
    ] as const) {
      const page = (await s.get(`/@${creator.handle}/${slug}?lang=${lang}`)).body;
      t.match(text(page), says);
      t.match(page, /schema\.org\/PreOrder/);
      t.notMatch(text(page), /Arrives at once|ወዲያውኑ/);
    }
    t.equal(
      (await s.call(await seller(), 'PATCH', `/v1/products/${id}`, { baseVersion: 1, title: 'x' })).statusCode,
      404,
    );
    const nobody = await s.app.inject({ method: 'PATCH', url: `/v1/products/${id}`, payload: { baseVersion: 1 } });
    t.equal(nobody.statusCode, 401);
  },
);

t.test('once people pay for a day it goes earlier freely, and later by a month once', async (t) => {
  const creator = await seller();
  const { id } = await sold(creator, inDays(20));
  t.same(problem(await change(creator, id, inDays(51))), [422, 'release-move-far']);
  t.equal((await change(creator, id, inDays(15))).statusCode, 200);
  t.equal((await publish(creator, id)).statusCode, 200);
  t.equal((await change(creator, id, inDays(45))).statusCode, 200, 'a month from the day that holds');
  t.equal((await change(creator, id, inDays(44))).statusCode, 200, 'what nobody was told may change');
  t.equal((await publish(creator, id)).statusCode, 200);
  t.same(problem(await change(creator, id, inDays(46))), [422, 'release-moved-before']);
  t.equal((await change(creator, id, inDays(30))).statusCode, 200);
  t.equal((await publish(creator, id)).statusCode, 200);
  t.same(problem(await change(creator, id, inDays(31))), [422, 'release-moved-before'], 'earlier is no way to later');
  t.same(problem(await change(creator, id, inDays(-1))), [422, 'release-past']);
  // Without a day it is out: that needs its file.
  t.equal((await change(creator, id, undefined)).statusCode, 200);
  t.match((await publish(creator, id)).json(), { blockers: [{ code: 'no-file' }] });
  t.equal((await s.call(creator, 'POST', `/v1/products/${id}/withdraw`)).statusCode, 200);
  t.equal((await change(creator, id, inDays(170))).statusCode, 200, 'everybody was paid back: a first promise again');
  t.equal((await publish(creator, id)).statusCode, 200);
  t.equal((await change(creator, id, inDays(179))).statusCode, 200);
});

t.test('what was sold without a day gets none', async (t) => {
  const creator = await seller();
  const fileId = await s.readyFile(creator);
  const { id } = (await make(creator, undefined, { fileId })).json<Made>();
  t.equal((await publish(creator, id)).statusCode, 200);
  t.same(problem(await change(creator, id, inDays(5))), [422, 'release-after-sale']);
});

t.test(
  'its day is over before anybody was told: it is not put on sale; late, it takes its file and its page offers nothing',
  async (t) => {
    const creator = await seller();
    const draft = (await make(creator, inDays(2))).json<Made>();
    const { id, slug } = await sold(creator, inDays(2));
    const bundle = { type: 'bundle', productIds: [id, draft.id] };
    const made = (await make(creator, undefined, { details: bundle })).json<Made>();
    t.match(
      (await publish(creator, made.id)).json(),
      { blockers: [{ code: 'part-not-sold' }] },
      'no part of what is there',
    );
    s.clock.advance((3 * day) / 1000);
    t.match((await publish(creator, draft.id)).json(), { blockers: [{ code: 'release-past' }, { code: 'no-file' }] });
    const page = await s.get(`/@${creator.handle}/${slug}?lang=en`);
    t.match(text(page.body), /It was to come out on.*is late|is late.*It was to come out on/s);
    t.notMatch(page.body, /\/checkout\//);
    const fileId = await s.readyFile(creator);
    const { version } = (await s.call(creator, 'GET', `/v1/products/${id}`)).json<Made>();
    t.equal((await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: version, fileId })).statusCode, 200);
    t.equal((await publish(creator, id)).statusCode, 200, 'the day that stands is no obstacle');
    await hear(creator, id, 'released');
    const out = await s.get(`/@${creator.handle}/${slug}?lang=en`);
    t.notMatch(text(out.body), /Comes out|to come out/);
    t.match(out.body, /\/checkout\//);
    const product = (await s.call(creator, 'GET', `/v1/products/${id}`)).json<{ details: object }>();
    t.same(product.details, { type: 'digital-download' });
    t.equal((await change(creator, id, inDays(-1))).statusCode, 200, 'a form of before does no harm');
    t.equal((await publish(creator, id)).statusCode, 200);
  },
);

t.test('given up, it is taken from sale', async (t) => {
  const creator = await seller();
  const { id } = await sold(creator, inDays(2));
  await hear(creator, id, 'late');
  t.match((await s.call(creator, 'GET', `/v1/products/${id}`)).json(), { state: 'published' });
  await hear(creator, id, 'given-up');
  t.match((await s.call(creator, 'GET', `/v1/products/${id}`)).json(), { state: 'withdrawn' });
});
