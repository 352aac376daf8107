import t from 'tap';
import type { UpsellView } from '@windsurf/contracts/payments-after';
import { fourFacts } from '@windsurf/testbed/people';
import { allow, join, personWith } from '../affiliates/testing.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

const url = ({ id }: TestProduct): string => `/v1/payments/products/${id}/upsell`;
const offer = (product: TestProduct, priceSantim = 4_995): object => ({ productId: product.id, priceSantim });
async function put(lab: TestPayments, after: TestProduct, body: object) {
  return await lab.app.inject({ method: 'PUT', url: url(after), headers: lab.seller.headers, body });
}
/** Bought by the form, as its browser sees it afterwards; gives the address of the page that says so. */
async function bought(lab: TestPayments, product: TestProduct, attempt: string, query = ''): Promise<string> {
  const begun = await lab.app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=en`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `phone=0911000001&rail=telebirr&attempt=${attempt}${query}`,
  });
  if (begun.statusCode !== 303) throw new Error(begun.body);
  const [order] = lab.outside.telebirr.orders().filter((one) => one.state === 'WAIT_PAY');
  await lab.outside.telebirr.approve(order?.merchOrderId ?? '');
  await lab.work();
  const [row] = await lab.db.look<{ id: string }>(
    'select id from payments.intents order by started_at desc, id desc limit 1',
  );
  const token = lab.deps.tokens.sign({ creatorId: product.creatorId, intentId: row?.id ?? '', opener: true });
  return `/pay/${token}`;
}
async function press(lab: TestPayments, path: string, sum = '4995') {
  return await lab.app.inject({
    method: 'POST',
    url: `${path}/more?lang=en`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `attempt=second&sum=${sum}`,
  });
}

t.test('what is offered after a payment: said by the creator, of her own published things', async (t) => {
  const lab = await startTestPayments(t);
  const tea = await lab.product(20_000);
  const fonts = await lab.product(9_900, undefined, 'Font pack');
  const foreign = await lab.product(9_900, lab.people.person({ creator: true }));
  const at = (headers: Record<string, string>, body: object = { baseVersion: 0, offer: offer(fonts) }) => ({
    method: 'PUT' as const,
    url: url(tea),
    headers,
    body,
  });
  const facts = await fourFacts(lab.app, {
    works: at(lab.seller.headers),
    badShape: at(lab.seller.headers, { baseVersion: 0, offer: offer(fonts, 99) }),
    stranger: at(lab.people.person({ creator: true }).headers),
    nobody: at({}),
  });
  t.same([facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody], [200, 422, 404, 401]);
  t.match(facts.works.json(), { version: 1, offer: { title: 'Font pack', priceSantim: 4_995, forSale: true } });
  t.equal(
    (await put(lab, tea, { baseVersion: 0, offer: offer(fonts) })).json<UpsellView>().version,
    1,
    'the same again',
  );
  t.equal((await put(lab, tea, { baseVersion: 0, offer: null })).statusCode, 409);
  t.equal((await put(lab, tea, { baseVersion: 1, offer: offer(tea) })).statusCode, 422, 'not itself');
  t.equal((await put(lab, tea, { baseVersion: 1, offer: offer(foreign) })).statusCode, 422, 'not another’s');
  const read = (headers: Record<string, string>) => ({ url: url(tea), headers });
  const seen = await fourFacts(lab.app, {
    works: read(lab.seller.headers),
    stranger: read(lab.people.person({ creator: true }).headers),
    nobody: read({}),
  });
  t.same([seen.works.statusCode, seen.stranger, seen.nobody], [200, 404, 401]);
});

t.test(
  'one press is one payment at the offered price; pressed twice it is the same one; declining is nothing',
  async (t) => {
    const lab = await startTestPayments(t);
    const tea = await lab.product(20_000);
    const fonts = await lab.product(9_900, undefined, 'Font pack');
    await put(lab, tea, { baseVersion: 0, offer: offer(fonts) });
    const page = await bought(lab, tea, 'first');
    const offered = await lab.app.inject({ url: `${page}?lang=en` });
    t.match(offered.body, /Just now: Font pack for 49\.95/);
    const wallet = lab.deps.rails.get('telebirr')?.payOrigin ?? 'none';
    t.ok(
      String(offered.headers['content-security-policy']).includes(`form-action 'self' ${wallet}`),
      'the browser lets it go on',
    );
    t.match((await lab.app.inject({ url: `${page}?lang=am` })).body, /አሁን ብቻ/);
    const stranger = lab.deps.tokens.sign({
      ...(lab.deps.tokens.read(page.slice(5)) ?? { creatorId: tea.creatorId, intentId: '' }),
      opener: false,
    });
    t.notMatch(
      (await lab.app.inject({ url: `/pay/${stranger}?lang=en` })).body,
      /Font pack/,
      'only for whoever bought',
    );
    t.equal((await press(lab, `/pay/${stranger}`)).statusCode, 409);
    t.equal((await press(lab, page, '100')).statusCode, 409, 'another price than the offer is never taken');
    t.equal(await lab.count('payments.intents'), 1, 'until it is pressed, nothing has begun');
    const both = await Promise.all([press(lab, page), press(lab, page)]);
    t.same(
      both.map((one) => one.statusCode),
      [303, 303],
    );
    t.equal(await lab.count('payments.intents'), 2);
    const [order] = lab.outside.telebirr.orders().filter((one) => one.state === 'WAIT_PAY');
    await lab.outside.telebirr.approve(order?.merchOrderId ?? '');
    await lab.work();
    const sums = await lab.db.look<{ n: string }>('select amount_santim as n from payments.orders order by number');
    t.same(
      sums.map(({ n }) => Number(n)),
      [20_000, 4_995],
    );
    t.equal((await press(lab, page)).statusCode, 409, 'she has it');
    t.notMatch((await lab.app.inject({ url: `${page}?lang=en` })).body, /Just now/);
  },
);

t.test('the offer is over after an hour, and is never the price of the checkout', async (t) => {
  const lab = await startTestPayments(t);
  const tea = await lab.product(20_000);
  const fonts = await lab.product(9_900, undefined, 'Font pack');
  await put(lab, tea, { baseVersion: 0, offer: offer(fonts) });
  const page = await bought(lab, tea, 'first');
  lab.clock.advance(61 * 60);
  t.notMatch((await lab.app.inject({ url: `${page}?lang=en` })).body, /Just now/);
  t.equal((await press(lab, page)).statusCode, 409);
  const cheap = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': 'upsell-cheap' },
    body: { productId: fonts.id, phone: '0911000001', rail: 'telebirr', seenPriceSantim: 4_995 },
  });
  t.equal(cheap.statusCode, 409);
});

t.test('who brought the buyer has her part of what is added, too', async (t) => {
  const lab = await startTestPayments(t);
  const tea = await lab.product(20_000);
  const fonts = await lab.product(9_900, undefined, 'Font pack');
  await put(lab, tea, { baseVersion: 0, offer: offer(fonts) });
  await allow(lab, tea);
  const abebe = await personWith(lab, '+251911777001');
  const { code } = (await join(lab, tea, abebe)).json<{ code: string }>();
  const page = await bought(lab, tea, 'first', `&ref=${code}`);
  await press(lab, page);
  const [order] = lab.outside.telebirr.orders().filter((one) => one.state === 'WAIT_PAY');
  await lab.outside.telebirr.approve(order?.merchOrderId ?? '');
  await lab.work();
  const rows = await lab.db.look<Record<string, string>>(
    'select amount_santim - fee_santim - provider_fee_santim as base, shares_santim as part from payments.orders order by number',
  );
  t.equal(rows.length, 2);
  for (const row of rows) t.equal(Number(row.part), Math.floor((Number(row.base) * 30) / 100));
});

t.test('nothing is offered after what was given away: there is no wallet that could pay by one press', async (t) => {
  const lab = await startTestPayments(t);
  const gift = await lab.product(0);
  const fonts = await lab.product(9_900, undefined, 'Font pack');
  await put(lab, gift, { baseVersion: 0, offer: offer(fonts) });
  const begun = await lab.app.inject({
    method: 'POST',
    url: `/checkout/${gift.id}?lang=en`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'phone=0911000001&attempt=gift',
  });
  t.equal(begun.statusCode, 303, begun.body);
  const [row] = await lab.db.look<{ id: string; state: string }>('select id, state from payments.intents');
  t.equal(row?.state, 'succeeded');
  const token = lab.deps.tokens.sign({ creatorId: gift.creatorId, intentId: row?.id ?? '', opener: true });
  const page = await lab.app.inject({ url: `/pay/${token}?lang=en` });
  t.equal(page.statusCode, 200);
  t.notMatch(page.body, /Just now/);
  t.equal((await press(lab, `/pay/${token}`)).statusCode, 409);
});
