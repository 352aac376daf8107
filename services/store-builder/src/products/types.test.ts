import t from 'tap';
import type { DetailsOf, ProductDetails } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
await s.db.look(
  "insert into messages.subscriptions values ('product.published', 'queue_store', '{}') on conflict on constraint subscriptions_pkey do update set versions = '{}'",
);
const words = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u00a0\s]+/g, ' ');
const hours = (count: number): string => new Date(s.clock.now().getTime() + count * 3_600_000).toISOString();
const make = async (of: TestCreator, details: object, more: object = {}) =>
  await s.call(of, 'POST', '/v1/products', { title: 'A thing', priceSantim: 20_000, details, ...more });
async function seller(): Promise<TestCreator> {
  const creator = await s.creator('Selam', 'en');
  await s.publish(creator);
  return creator;
}
/** Made and published; its page in English. */
async function sold(of: TestCreator, details: ProductDetails, more: object = {}) {
  const made = await make(of, details, more);
  t.equal(made.statusCode, 201, made.body);
  const { id, slug } = made.json();
  const published = await s.call(of, 'POST', `/v1/products/${id}/publish`);
  t.equal(published.statusCode, 200, published.body);
  const page = async (lang = 'en') => await s.get(`/@${of.handle}/${slug}?lang=${lang}`);
  return { id: String(id), slug: String(slug), page };
}
const saidOf = async (productId: string) =>
  (
    await s.db.look<{ version: number; payload: Record<string, unknown> }>(
      `select version, payload from queue_store.parked where event = 'product.published' and payload ->> 'productId' = $1 order by parked_at desc`,
      [productId],
    )
  )[0];

const event = (more: object = {}): DetailsOf<'event-ticket'> => ({
  type: 'event-ticket',
  startsAt: hours(24),
  endsAt: hours(26),
  place: 'in-person',
  placeText: 'Hager Fikir Theatre',
  seats: 12,
  ...more,
});
const tip: DetailsOf<'tip'> = { type: 'tip', amounts: [5_000, 10_000, 50_000], minSantim: 1_000, showNames: false };
const request: DetailsOf<'custom-request'> = {
  type: 'custom-request',
  questions: [{ text: 'For whom?', required: true, kind: 'text' }],
  daysToDeliver: 5,
};

t.test('each detail that is wrong is named at its place, and nothing is kept of it', async (t) => {
  const creator = await seller();
  const wrong: [object, string][] = [
    [{ type: 'unheard-of' }, '/details/type'],
    [{ type: 'digital-download', colour: 'red' }, '/details'],
    [{ ...event(), startsAt: 'tomorrow' }, '/details/startsAt'],
    [event({ startsAt: hours(-5), endsAt: hours(-3) }), '/details/startsAt'],
    [event({ endsAt: hours(23) }), '/details/endsAt'],
    [event({ seats: 0 }), '/details/seats'],
    [event({ placeText: 'ሀ'.repeat(201) }), '/details/placeText'],
    [{ ...tip, amounts: [5_000, 10_000] }, '/details/amounts'],
    [{ ...tip, amounts: [500, 10_000, 50_000] }, '/details/amounts/0'],
    [{ ...tip, amounts: [5_000, 5_000, 50_000] }, '/details/amounts/1'],
    [{ ...tip, minSantim: 99 }, '/details/minSantim'],
    [{ ...request, questions: [] }, '/details/questions'],
    [{ ...request, questions: [{ text: ' ', required: true, kind: 'text' }] }, '/details/questions/0/text'],
    [
      { ...request, questions: [{ text: 'Which?', required: true, kind: 'choice', choices: ['a', ' a'] }] },
      '/details/questions/0/choices',
    ],
    [{ ...request, daysToDeliver: 0 }, '/details/daysToDeliver'],
    [{ type: 'custom-request', daysToDeliver: 5 }, '/details/questions'],
    [{ type: 'affiliate-link', url: 'javascript:alert(1)', shop: 'x' }, '/details/url'],
    [{ type: 'affiliate-link', url: 'shop', shop: 'x' }, '/details/url'],
    [{ type: 'bundle', productIds: [newId()] }, '/details/productIds'],
    [{ type: 'bundle', productIds: [newId(), newId()] }, '/details/productIds/0'],
  ];
  for (const [details, pointer] of wrong) {
    const answer = await make(creator, details);
    t.equal(answer.statusCode, 422, JSON.stringify(details));
    const pointers = answer.json().fields.map((field: { pointer: string }) => field.pointer);
    t.ok(
      pointers.some((found: string) => found.startsWith(pointer)),
      `${JSON.stringify(details)}: ${pointers.join(' ')}`,
    );
  }
  t.same((await s.call(creator, 'GET', '/v1/products')).json().items, []);
});

t.test('the type never changes, and a price of nothing only where something is given away', async (t) => {
  const creator = await seller();
  const { id } = (await make(creator, request)).json();
  const other = await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, details: tip });
  t.match(other.json(), { status: 422, type: '/problems/type-fixed' });
  const longer = { ...request, daysToDeliver: 9 };
  const changed = await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, details: longer });
  t.match(changed.json(), { version: 2, details: longer });
  const again = await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, details: longer });
  t.match(again.json(), { version: 2 }, 'the same change again is no conflict');
  for (const [details, status] of [
    [request, 422],
    [{ type: 'digital-download' }, 201],
    [event(), 201],
  ] as const)
    t.equal((await make(creator, details, { priceSantim: 0 })).statusCode, status, details.type);
  t.equal((await make(creator, tip, { priceSantim: 99_999 })).json().priceSantim, 1_000, 'of a tip the least');
});

t.test('what needs no file is offered without one, and what hands one out is not', async (t) => {
  const creator = await seller();
  for (const type of ['digital-download', 'course', 'template-pack', 'licence-key'] as const) {
    const { id } = (await make(creator, { type })).json();
    const answer = await s.call(creator, 'POST', `/v1/products/${id}/publish`);
    t.match(answer.json().blockers, [{ code: 'no-file', field: 'fileId' }], type);
    const fileId = await s.readyFile(creator);
    await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, fileId });
    t.equal((await s.call(creator, 'POST', `/v1/products/${id}/publish`)).statusCode, 200, type);
    t.equal((await saidOf(id))?.version, type === 'digital-download' ? 1 : 2, 'older listeners know downloads alone');
  }
  const made = await sold(creator, tip, { title: 'Support me' });
  t.match(await saidOf(made.id), {
    version: 2,
    payload: { type: 'tip', details: tip, fileId: null, priceSantim: 1_000 },
  });
  const asking = { type: 'digital-download', questions: request.questions } as const;
  const asks = await sold(creator, asking, { fileId: await s.readyFile(creator) });
  t.match(await saidOf(asks.id), { version: 2, payload: { details: asking } });
});

t.test('a tip’s page: from how much on, a word of its own on the button, nothing about files', async (t) => {
  const { page, id } = await sold(await seller(), tip, { title: 'Support me' });
  const { body } = await page();
  t.match(words(body), /From 10 birr.*Support .*You choose the amount, from 10 birr/);
  t.notMatch(words(body), /Opens on any phone/);
  t.match(body, `/checkout/${id}?lang=en`);
  t.match(words((await page('am')).body), /ይደግፉ .*መጠኑን እርስዎ ይመርጣሉ/);
});

t.test('an event’s page: both calendars, place and seats; when it is over it is not sold', async (t) => {
  const creator = await seller();
  const { page, id } = await sold(creator, event(), { title: 'A concert' });
  const { body } = await page();
  t.match(
    words(body),
    /Get a ticket .*Begins .*Ends .*In person: Hager Fikir Theatre .*12 places in all .*ticket comes right away/,
  );
  t.match(body, /"@type":"Event"/);
  t.match(body, /"startDate":"/);
  s.clock.advance(27 * 3600);
  const over = (await page()).body;
  t.match(words(over), /This event is over\./);
  t.notMatch(over, `/checkout/${id}`);
  t.match(words((await page('am')).body), /ይህ ዝግጅት አልፏል።/);
  await s.call(creator, 'PATCH', `/v1/products/${id}`, { baseVersion: 1, title: 'The same concert' });
  const answer = await s.call(creator, 'POST', `/v1/products/${id}/publish`);
  t.match(answer.json().blockers, [{ code: 'event-over', field: 'details.startsAt' }]);
});

t.test('a request’s page says when it comes, what is asked, and that the money goes back', async (t) => {
  const { page } = await sold(await seller(), request, { title: 'A portrait' });
  t.match(
    words((await page()).body),
    /Order .*Made for you within 5 days .*all your money goes back .*What you will be asked For whom\?/,
  );
  t.match(words((await page('am')).body), /ይዘዙ .*በ5 ቀናት ውስጥ/);
});

t.test('what is free says so and asks for a number alone', async (t) => {
  const creator = await seller();
  const { page } = await sold(
    creator,
    { type: 'digital-download' },
    { priceSantim: 0, fileId: await s.readyFile(creator) },
  );
  const text = words((await page()).body);
  t.match(text, /Free Get it for free .*Arrives at once.*It costs nothing\. A phone number is enough/);
  t.notMatch(text, /Pay with telebirr/);
});

t.test('what another shop sells leads out through our counter and is no offer of ours', async (t) => {
  const { page, id } = await sold(
    await seller(),
    { type: 'affiliate-link', url: 'https://shop.example.com/pan?ref=1', shop: 'Pan shop' },
    { title: 'My pan' },
  );
  const { body } = await page();
  t.match(body, `href="/go/${id}"`);
  t.match(body, 'rel="noopener nofollow sponsored"');
  t.match(words(body), /To the shop .*Sold by Pan shop .*may earn/);
  t.notMatch(body, /application\/ld\+json|\/checkout\//);
  const way = await s.get(`/go/${id}`);
  t.same([way.statusCode, way.headers.location], [302, 'https://shop.example.com/pan?ref=1']);
});

t.test('a price that is not said is asked for by phone or mail, and nothing is sold', async (t) => {
  const creator = await seller();
  for (const url of ['tel:+251911000001', 'mailto:hiwot@example.com']) {
    const { page } = await sold(creator, { type: 'affiliate-link', url, shop: '' }, { title: 'A wedding' });
    const { body } = await page();
    t.match(body, `href="${url}"`);
    t.match(words(body), /Ask for the price .*The price is agreed with you/);
    t.notMatch(body, /\/checkout\/|\/go\//);
  }
  for (const url of [
    'tel:',
    'tel:1;x',
    'mailto:x',
    'mailto:a@b.et?cc=c@d.et',
    'http://shop.et',
    'https://me:you@shop.et',
  ])
    t.equal((await make(creator, { type: 'affiliate-link', url, shop: '' })).statusCode, 422, url);
});

t.test('a bundle holds two to ten own files that are for sale, and keeps them for sale', async (t) => {
  const [creator, stranger] = [await seller(), await seller()];
  const parts = await Promise.all(
    ['One', 'Two'].map(
      async (title) => await sold(creator, { type: 'digital-download' }, { title, fileId: await s.readyFile(creator) }),
    ),
  );
  const ids = parts.map((part) => part.id);
  const foreign = await sold(stranger, { type: 'digital-download' }, { fileId: await s.readyFile(stranger) });
  const support = await sold(creator, tip);
  for (const productIds of [
    [...ids, foreign.id],
    [...ids, support.id],
    [...ids, ...ids],
  ]) {
    const answer = await make(creator, { type: 'bundle', productIds });
    t.equal(answer.statusCode, 422);
  }
  const bundle = await sold(creator, { type: 'bundle', productIds: ids }, { title: 'Both' });
  const itself = await s.call(creator, 'PATCH', `/v1/products/${bundle.id}`, {
    baseVersion: 1,
    details: { type: 'bundle', productIds: [...ids, bundle.id] },
  });
  t.match(itself.json(), { type: '/problems/bundle-part-refused', fields: [{ pointer: '/details/productIds/2' }] });
  const { body } = await bundle.page();
  t.match(words(body), /2 products for one price .*What you get One Two/);
  t.match(body, `/@${creator.handle}/${parts[0]?.slug ?? ''}?lang=en`);
  const withdraw = async (id: string) => await s.call(creator, 'POST', `/v1/products/${id}/withdraw`);
  t.match((await withdraw(ids[0] ?? '')).json(), { status: 409, type: '/problems/part-of-bundle' });
  t.equal((await withdraw(bundle.id)).statusCode, 200);
  t.equal((await withdraw(ids[0] ?? '')).statusCode, 200);
  const blocked = await s.call(creator, 'POST', `/v1/products/${bundle.id}/publish`);
  t.match(blocked.json().blockers, [{ code: 'part-not-sold', detail: /One/, field: 'details.productIds' }]);
});
