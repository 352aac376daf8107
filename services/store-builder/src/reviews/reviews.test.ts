import t from 'tap';
import type { EntitlementAccess } from '@windsurf/contracts/delivery';
import type { ReviewView } from '@windsurf/contracts/store-reviews';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { reviewConsumers } from './reviews.consumers.ts';
import { hearOfPurchase, listReviews } from './reviews.ts';

const lab = await startTestStores(t);
const { deps } = lab;
type Person = ReturnType<typeof lab.people.person>;
const creator = await lab.creator('Selam Books', 'en');
await lab.publish(creator);
const product = await lab.published(creator, { title: 'Maths notes' });

type Purchase = { entitlementId: string; buyerId: string; productId: string };
/** What delivery said of a purchase, in the order of the times that it names. */
async function bought(
  of: TestCreator,
  purchase: Purchase,
  access: EntitlementAccess = 'active',
  at: Date | null = null,
) {
  const creatorId = asCreatorId(of.creatorId);
  await deps.tenancy.inCreator(
    creatorId,
    async (tx) => await hearOfPurchase(tx, creatorId, { ...purchase, access, changedAt: at }),
  );
}
async function buyer(): Promise<{ person: Person; purchase: Purchase }> {
  const person = lab.people.person();
  const purchase = { entitlementId: newId(), buyerId: person.personId, productId: product.id };
  await bought(creator, purchase);
  return { person, purchase };
}
const mine = `/v1/products/${product.id}/reviews/mine`;
const say = async (person: Person | undefined, body: object, url = mine) =>
  await lab.app.inject({ method: 'PUT', url, headers: person?.headers ?? {}, body });
const read = async () => await listReviews(deps, product.id, {});

t.test('who bought can say what she thinks, once; saying it again changes it and counts no second time', async (t) => {
  const { person } = await buyer();
  t.same((await lab.call(person, 'GET', mine)).json(), { review: null });
  const first = await say(person, { stars: 4, text: '  Very clear.\n\n\n\nThank you ', name: 'Dawit' });
  t.equal(first.statusCode, 200, first.body);
  t.match(first.json(), { stars: 4, text: 'Very clear.\n\nThank you', name: 'Dawit', answer: null });
  const again = await say(person, { stars: 5, text: 'Even better', name: 'Dawit' });
  t.equal(again.json<ReviewView>().id, first.json<ReviewView>().id);
  t.match(await read(), { count: 1, tenths: 50, items: [{ stars: 5 }] });
  const { writtenAt } = again.json<ReviewView>();
  lab.clock.advance(60_000);
  t.equal(
    (await say(person, { stars: 5, text: 'Even better', name: 'Dawit' })).json<ReviewView>().writtenAt,
    writtenAt,
  );
});

t.test('nobody else can: a stranger, the creator, who is not signed in, and who got the money back', async (t) => {
  const opinion = { stars: 5, text: 'best' };
  const stranger = lab.people.person();
  const refused = await say(stranger, opinion);
  t.equal(refused.statusCode, 404);
  t.match(refused.json(), { type: /not-bought/ });
  t.same(
    (await say(stranger, opinion, `/v1/products/${newId()}/reviews/mine`)).json<{ detail: string }>().detail,
    refused.json<{ detail: string }>().detail,
    'a product that is not there is answered alike',
  );
  t.equal((await say(creator, opinion)).statusCode, 404, 'her own product');
  await bought(creator, { entitlementId: newId(), buyerId: creator.personId, productId: product.id });
  t.equal((await say(creator, opinion)).statusCode, 404, 'also when she bought it herself');
  t.equal((await say(undefined, opinion)).statusCode, 401);
  const { person, purchase } = await buyer();
  await bought(creator, purchase, 'revoked', lab.clock.now());
  t.equal((await say(person, opinion)).statusCode, 404);
});

t.test('what is typed wrong is said at its field, and nothing is written', async (t) => {
  const { person } = await buyer();
  for (const wrong of [
    { stars: 0, text: '' },
    { stars: 6, text: '' },
    { stars: 4.5, text: '' },
    { text: 'x' },
    { stars: 5, text: 'x'.repeat(601) },
    { stars: 5, text: 'x', name: 'ሀ'.repeat(61) },
    { stars: 5, text: 'x', counted: true },
  ])
    t.equal((await say(person, wrong)).statusCode, 422, JSON.stringify(wrong).slice(0, 60));
  t.same((await lab.call(person, 'GET', mine)).json(), { review: null });
});

t.test(
  'who gets everything back is not counted; a dispute that was won counts again, and an older word changes nothing',
  async (t) => {
    const { person, purchase } = await buyer();
    await say(person, { stars: 1, text: 'Bad' });
    const before = await read();
    const at = (seconds: number) => new Date(lab.clock.now().getTime() + seconds * 1000);
    await bought(creator, purchase, 'revoked', at(10));
    t.equal((await read()).count, before.count - 1);
    t.notOk((await read()).items.some(({ text }) => text === 'Bad'));
    await bought(creator, purchase, 'active', at(5));
    t.equal((await read()).count, before.count - 1, 'an older word');
    await bought(creator, purchase, 'active', at(20));
    t.equal((await read()).count, before.count);
    const second = { ...purchase, entitlementId: newId() };
    await bought(creator, second);
    await bought(creator, purchase, 'revoked', at(30));
    t.equal((await read()).count, before.count, 'she bought it twice and has one of them');
  },
);

t.test('the average is that of what readers see, to a tenth', async (t) => {
  const own = await lab.published(creator, { title: 'Averages' });
  for (const stars of [5, 4, 4]) {
    const person = lab.people.person();
    await bought(creator, { entitlementId: newId(), buyerId: person.personId, productId: own.id });
    await say(person, { stars, text: '' }, `/v1/products/${own.id}/reviews/mine`);
  }
  t.match(await listReviews(deps, own.id, {}), { count: 3, tenths: 43 });
  const [row] = await lab.db.look(
    `select o.review_count = c.n and o.review_stars = c.s as same from store.published_products o,
     lateral (select count(*) n, coalesce(sum(stars), 0) s from store.reviews r where r.product_id = o.id and r.counted) c
     where o.id = '${own.id}'`,
  );
  t.same(row, { same: true });
});

t.test('two who write at the same moment are both counted', async (t) => {
  const own = await lab.published(creator, { title: 'At once' });
  const people = Array.from({ length: 6 }, () => lab.people.person());
  for (const { personId } of people) {
    await bought(creator, { entitlementId: newId(), buyerId: personId, productId: own.id });
  }
  const url = `/v1/products/${own.id}/reviews/mine`;
  const answers = await Promise.all(people.map(async (person) => await say(person, { stars: 3, text: 'ok' }, url)));
  t.ok(answers.every(({ statusCode }) => statusCode === 200));
  t.match(await listReviews(deps, own.id, {}), { count: 6, tenths: 30 });
});

t.test(
  'the creator reads all of it and answers; she cannot take anything away, and another creator sees nothing',
  async (t) => {
    const { person } = await buyer();
    const { id } = (await say(person, { stars: 2, text: 'Page 7 is missing' })).json<ReviewView>();
    const list = await lab.call(creator, 'GET', '/v1/products/reviews?limit=1');
    t.match(list.json(), { items: [{ id, title: 'Maths notes' }], nextCursor: /_/ });
    const { nextCursor } = list.json<{ nextCursor: string }>();
    const next = await lab.call(creator, 'GET', `/v1/products/reviews?limit=1&cursor=${nextCursor}`);
    t.not(next.json<{ items: ReviewView[] }>().items[0]?.id, id);
    const url = `/v1/products/${product.id}/reviews/${id}/answer`;
    const answered = await lab.call(creator, 'PUT', url, { text: 'It is there now.' });
    t.match(answered.json(), { answer: 'It is there now.' });
    t.match((await lab.call(creator, 'PUT', url, { text: '  ' })).json(), { answer: null });
    t.equal((await lab.call(creator, 'PUT', url, { text: 'x'.repeat(601) })).statusCode, 422);
    const other = await lab.creator('Other');
    t.equal((await lab.call(other, 'PUT', url, { text: 'mine' })).statusCode, 404);
    t.same((await lab.call(other, 'GET', '/v1/products/reviews')).json(), { items: [], nextCursor: null });
    t.equal((await lab.call(person, 'PUT', url, { text: 'me' })).statusCode, 403);
    t.equal((await lab.call(undefined, 'GET', '/v1/products/reviews')).statusCode, 401);
    t.equal((await lab.call(creator, 'GET', '/v1/products/reviews?cursor=x')).statusCode, 422);
  },
);

t.test('taking it back twice is once, and it is gone from what readers see', async (t) => {
  const { person } = await buyer();
  await say(person, { stars: 5, text: 'Soon gone' });
  const before = (await read()).count;
  for (let twice = 0; twice < 2; twice += 1) {
    const answer = await lab.app.inject({ method: 'DELETE', url: mine, headers: person.headers });
    t.equal(answer.statusCode, 200);
  }
  t.equal((await read()).count, before - 1);
});

t.test('readers learn what somebody calls herself and nothing else of her', async (t) => {
  const { person } = await buyer();
  await say(person, { stars: 5, text: '<script>alert(1)</script> Nice', name: '' });
  const api = await lab.get(`/v1/products/${product.id}/reviews`);
  t.equal(api.statusCode, 200);
  t.notMatch(api.body, person.personId);
  t.equal((await lab.get(`/v1/products/${newId()}/reviews`)).statusCode, 404);
  t.equal((await lab.get('/v1/products/x/reviews')).statusCode, 404);
  for (const lang of ['am', 'en']) {
    const page = await lab.get(`/reviews/${product.id}/all?lang=${lang}`);
    t.equal(page.statusCode, 200);
    t.notMatch(page.body, '<script');
    t.match(page.body, '★★★★★');
    t.notMatch(page.body, person.personId);
  }
  t.equal((await lab.get(`/reviews/${newId()}/all`)).statusCode, 404);
});

t.test('the form works without scripts, keeps what was typed, and says what to mend', async (t) => {
  const { person } = await buyer();
  const browser = (of: Person) => ({
    get: async (path: string) => await lab.get(path, lab.people.browser(of)),
    post: async (path: string, fields: Record<string, string>) => {
      const { 'x-csrf-token': csrf = '', ...headers } = lab.people.browser(of);
      return await lab.app.inject({
        method: 'POST',
        url: path,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...fields, _csrf: csrf }).toString(),
      });
    },
  });
  const { get, post } = browser(person);
  const url = `/reviews/${product.id}?lang=en`;
  t.match((await lab.get(`/reviews/${product.id}`)).headers.location, /\/v1\/auth\/refresh/);
  const page = await get(url);
  t.equal(page.statusCode, 200, page.body.slice(0, 300));
  const wrong = await post(url, { text: 'I typed this', name: 'Sara' });
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, 'I typed this');
  t.match(wrong.body, '<title>Error:');
  const sent = await post(url, { stars: '5', text: 'I typed this', name: 'Sara' });
  t.equal(sent.statusCode, 303);
  t.match((await get(sent.headers.location ?? '')).body, 'role="status"');
  t.ok((await read()).items.some(({ name }) => name === 'Sara'));
  t.equal((await post(url, { remove: '1' })).statusCode, 303);
  t.notOk((await read()).items.some(({ name }) => name === 'Sara'));
  t.equal((await browser(lab.people.person()).get(url)).statusCode, 404);
});

t.test('delivery’s words are heard under their names', (t) => {
  t.same(
    reviewConsumers(deps).map(({ event }) => event.name),
    ['entitlement.granted', 'preorder.changed', 'entitlement.changed'],
  );
  t.end();
});

t.test('the page of a product says what buyers think, the newest first, and its data says the same', async (t) => {
  const own = await lab.published(creator, { title: 'Read about' });
  const page = async (lang: string) => await lab.get(`/@${creator.handle}/${own.slug}?lang=${lang}`);
  t.notMatch((await page('en')).body, /aggregateRating|★/, 'nothing is said of what nobody has said');
  for (const [stars, text] of [
    [5, 'First words'],
    [4, 'Second words'],
    [2, 'Third words'],
    [5, 'Fourth <b>words</b>'],
  ] as const) {
    const person = lab.people.person();
    await bought(creator, { entitlementId: newId(), buyerId: person.personId, productId: own.id });
    lab.clock.advance(1000);
    await say(person, { stars, text, name: 'Hana' }, `/v1/products/${own.id}/reviews/mine`);
  }
  for (const lang of ['am', 'en']) {
    const { body } = await page(lang);
    t.match(body, '"aggregateRating":{"@type":"AggregateRating","ratingValue":"4","bestRating":5,"ratingCount":4}');
    t.ok(body.indexOf('Fourth') > 0 && body.indexOf('Fourth') < body.indexOf('Second'), 'the newest first');
    t.notMatch(body, 'First words', 'the others stand on their own page');
    t.notMatch(body, '<b>words');
    t.match(body, `/reviews/${own.id}/all`);
  }
});
