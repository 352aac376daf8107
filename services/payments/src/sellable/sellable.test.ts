import t from 'tap';
import type { CodeView, OfferView, TermsView } from '@windsurf/contracts/payments-sellable';
import { fourFacts } from '@windsurf/testbed/people';
import { keepPublished } from '../products/products.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

const plain = { payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [] };
const codeBody = { code: 'Meskel20', gives: { percent: 20 }, toAt: null, maxUses: null, perBuyer: 1, productIds: null };
const termsUrl = (product: TestProduct): string => `/v1/payments/products/${product.id}/terms`;
const inDays = (lab: TestPayments, days: number): string =>
  new Date(lab.clock.now().getTime() + days * 86_400_000).toISOString();

async function change(lab: TestPayments, product: TestProduct, over: object, baseVersion = 0) {
  const { headers } = lab.seller;
  return await lab.app.inject({
    method: 'PUT',
    url: termsUrl(product),
    headers,
    body: { ...plain, baseVersion, ...over },
  });
}
async function makeCode(lab: TestPayments, over: object = {}) {
  const { headers } = lab.seller;
  return await lab.app.inject({ method: 'POST', url: '/v1/payments/codes', headers, body: { ...codeBody, ...over } });
}
async function patch(lab: TestPayments, id: string, body: object) {
  const { headers } = lab.seller;
  return await lab.app.inject({ method: 'PATCH', url: `/v1/payments/codes/${id}`, headers, body });
}
async function offer(lab: TestPayments, product: TestProduct, query = ''): Promise<OfferView> {
  const answer = await lab.app.inject({ url: `/v1/payments/products/${product.id}/offer?lang=en&${query}` });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<OfferView>();
}
let keys = 0;
async function buy(lab: TestPayments, product: TestProduct, over: object = {}, phone = '0911234567') {
  keys += 1;
  return await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': `sellable-${String(keys)}` },
    body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', ...over },
  });
}
const titleOf = (answer: { json(): unknown }): unknown => (answer.json() as { title: string }).title;
async function settleAll(lab: TestPayments): Promise<void> {
  for (const order of lab.outside.telebirr.orders())
    if (order.state === 'WAIT_PAY') await lab.outside.telebirr.approve(order.merchOrderId);
  await lab.work();
}

t.test('how a product is sold: set by its creator, read by its creator, and by nobody else', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const other = lab.people.person({ creator: true });
  const { headers } = lab.seller;
  const put = (body: unknown, who: object = headers) => ({
    method: 'PUT' as const,
    url: termsUrl(product),
    headers: { ...who },
    body: body as object,
  });
  const wanted = { ...plain, baseVersion: 0, stock: 20 };
  const facts = await fourFacts(lab.app, {
    works: put(wanted),
    badShape: put({ ...wanted, stock: -1 }),
    stranger: put(wanted, other.headers),
    nobody: put(wanted, {}),
  });
  t.strictSame([facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody], [200, 422, 404, 401]);
  t.match(facts.works.json(), { version: 1, stock: { quantity: 20, taken: 0, held: 0, left: 20 } });
  const again = await lab.app.inject(put(wanted));
  t.match([again.statusCode, again.json<TermsView>().version], [200, 1], 'twice is once');
  const late = await change(lab, product, { stock: 30 }, 0);
  t.match([late.statusCode, titleOf(late)], [409, 'changed-elsewhere'], 'two tabs');
  t.equal((await change(lab, product, { stock: 30 }, 1)).json<TermsView>().version, 2);

  const reads: readonly [string, number][] = [
    ['terms', 404],
    ['prices', 422],
  ];
  for (const [path, shape] of reads) {
    const url = `/v1/payments/products/${product.id}/${path}`;
    const read = await fourFacts(lab.app, {
      works: { url, headers },
      badShape: { url: shape === 422 ? `${url}?limit=0` : `/v1/payments/products/nonsense/${path}`, headers },
      stranger: { url, headers: other.headers },
      nobody: { url },
    });
    t.strictSame([read.works.statusCode, read.badShape, read.stranger, read.nobody], [200, shape, 404, 401], path);
  }

  await t.test('what is wrong is said at its field', async (t) => {
    const extra = await lab.product(5000);
    const foreign = await lab.product(5000, other);
    const cases: readonly [object, string, string][] = [
      [
        { payWhatYouWant: { minSantim: 500, suggestedSantim: [600, 400] } },
        'suggestion-below-minimum',
        '/payWhatYouWant/suggestedSantim/1',
      ],
      [{ bump: { productId: product.id, priceSantim: 500 } }, 'bump-refused', '/bump/productId'],
      [{ bump: { productId: foreign.id, priceSantim: 500 } }, 'bump-refused', '/bump/productId'],
      [
        { scheduledPrices: [{ fromAt: inDays(lab, 2), toAt: inDays(lab, 1), priceSantim: 500 }] },
        'ends-before-begin',
        '/scheduledPrices/0/toAt',
      ],
      [
        { scheduledPrices: [{ fromAt: inDays(lab, -2), toAt: inDays(lab, -1), priceSantim: 500 }] },
        'ends-before-begin',
        '/scheduledPrices/0/toAt',
      ],
      [
        {
          scheduledPrices: [
            { fromAt: inDays(lab, 3), toAt: inDays(lab, 5), priceSantim: 500 },
            { fromAt: inDays(lab, 1), toAt: inDays(lab, 4), priceSantim: 700 },
          ],
        },
        'prices-overlap',
        '/scheduledPrices/0/fromAt',
      ],
    ];
    for (const [over, title, pointer] of cases) {
      const answer = await change(lab, product, over, 2);
      t.match([answer.statusCode, answer.json()], [422, { title, fields: [{ pointer }] }], title);
    }
    t.equal((await change(lab, product, { bump: { productId: extra.id, priceSantim: 500 } }, 2)).statusCode, 200);
  });
});

t.test('a price for a time begins and ends by itself, and every price is kept', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  const sale = { fromAt: inDays(lab, 1), toAt: inDays(lab, 2), priceSantim: 15_000 };
  const later = { fromAt: inDays(lab, 5), toAt: null, priceSantim: 30_000 };
  await change(lab, product, { scheduledPrices: [later, sale] });
  t.match(await offer(lab, product), {
    totalSantim: 20_000,
    beforeSantim: null,
    nextChange: { at: sale.fromAt, priceSantim: 15_000 },
  });
  lab.clock.advance(86_400);
  t.match(await offer(lab, product), {
    totalSantim: 15_000,
    beforeSantim: 20_000,
    nextChange: { at: sale.toAt, priceSantim: 20_000 },
  });
  t.match((await buy(lab, product)).json(), { amountSantim: 15_000 });
  t.match(titleOf(await buy(lab, product, { seenPriceSantim: 20_000 }, '0911000002')), 'price-changed');
  // Taken out in the middle: it ends now, and stands in the list for ever.
  const ended = await change(lab, product, { scheduledPrices: [later] }, 1);
  t.match(ended.json(), { priceSantim: 20_000, scheduledPrices: [later] });
  lab.clock.advance(5 * 86_400);
  t.match(await offer(lab, product), { totalSantim: 30_000, beforeSantim: null, nextChange: null });
  await lab.deps.tenancy.inCreator(product.creatorId, async (tx) => {
    const rest = { slug: 'tea', handle: 'selam-books', storeName: 'Selam Books', coverUrl: null, fileId: null };
    const published = {
      id: product.id,
      version: 2,
      title: 'Tea',
      priceSantim: 22_000,
      currency: 'ETB' as const,
      ...rest,
    };
    await keepPublished(tx, published, lab.clock.now());
    await keepPublished(tx, published, lab.clock.now());
  });
  const { headers } = lab.seller;
  const url = `/v1/payments/products/${product.id}/prices`;
  const { items } = (await lab.app.inject({ url, headers })).json<{ items: { kind: string; priceSantim: number }[] }>();
  t.match(items[0], { kind: 'published', priceSantim: 22_000 });
  t.strictSame(
    items.map(({ kind, priceSantim }) => `${kind} ${String(priceSantim)}`).toSorted((a, b) => a.localeCompare(b)),
    ['ended 15000', 'published 20000', 'published 22000', 'scheduled 15000', 'scheduled 30000'],
  );
  const first = (await lab.app.inject({ url: `${url}?limit=2`, headers })).json<{ nextCursor: string }>();
  const rest = await lab.app.inject({ url: `${url}?cursor=${first.nextCursor}`, headers });
  t.equal(rest.json<{ items: unknown[] }>().items.length, 3, 'the pages together are the list');
  t.equal((await lab.app.inject({ url: `${url}?cursor=x`, headers })).statusCode, 422);
});

t.test('a code is made once, works for its products and its time, and what it gives never changes', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  const second = await lab.product(10_000);
  const other = lab.people.person({ creator: true });
  const foreign = await lab.product(10_000, other);
  const { headers } = lab.seller;
  const post = (body: object, who: object = headers) => ({
    method: 'POST' as const,
    url: '/v1/payments/codes',
    headers: { ...who },
    body,
  });
  const facts = await fourFacts(lab.app, {
    works: post(codeBody),
    badShape: post({ ...codeBody, gives: { percent: 101 } }),
    nobody: post(codeBody, {}),
  });
  t.strictSame([facts.works.statusCode, facts.badShape, facts.nobody], [201, 422, 401]);
  const made = facts.works.json<CodeView>();
  t.match(made, { code: 'MESKEL20', percent: 20, santim: null, state: 'active', taken: 0, held: 0 });
  t.equal((await makeCode(lab)).json<CodeView>().id, made.id, 'twice is once');
  t.match(titleOf(await makeCode(lab, { gives: { percent: 30 } })), 'code-taken');
  t.equal((await makeCode(lab, { productIds: [foreign.id] })).statusCode, 422);
  t.match(titleOf(await makeCode(lab, { code: 'LATE', toAt: inDays(lab, -1) })), 'ends-before-begin');
  for (const gives of [{ percent: 0 }, { percent: 12.5 }, { santim: 99 }, { percent: 5, santim: 500 }, {}])
    t.equal((await makeCode(lab, { code: 'SHAPE', gives })).statusCode, 422, JSON.stringify(gives));
  t.equal((await makeCode(lab, { code: 'ab' })).statusCode, 422);

  const mine = { method: 'PATCH' as const, url: `/v1/payments/codes/${made.id}`, body: { maxUses: 9 } };
  const changed = await fourFacts(lab.app, {
    works: { ...mine, headers },
    badShape: { ...mine, headers, body: { gives: { percent: 50 } } },
    stranger: { ...mine, headers: other.headers },
    nobody: mine,
  });
  t.strictSame(
    [changed.works.statusCode, changed.badShape, changed.stranger, changed.nobody],
    [200, 422, 404, 401],
    'and its gift is no field',
  );
  const list = await lab.app.inject({ url: '/v1/payments/codes', headers });
  t.equal(list.json<{ items: unknown[] }>().items.length, 1);
  t.equal(
    (await lab.app.inject({ url: '/v1/payments/codes', headers: other.headers })).json<{ items: [] }>().items.length,
    0,
  );
  t.equal((await lab.app.inject({ url: '/v1/payments/codes' })).statusCode, 401);
  t.equal((await lab.app.inject({ url: '/v1/payments/codes?limit=0', headers })).statusCode, 422);

  t.match(await offer(lab, product, 'code=meskel20'), {
    totalSantim: 16_000,
    discountSantim: 4000,
    code: { code: 'MESKEL20', applied: true, problem: null },
  });
  t.match(await offer(lab, product, 'code=NOPE'), {
    totalSantim: 20_000,
    code: { applied: false, problem: 'code-unknown', says: /Check the letters, or pay without it/ },
  });
  t.match(await offer(lab, foreign, 'code=MESKEL20'), { code: { problem: 'code-unknown' } }, 'of another store');
  await makeCode(lab, { code: 'ONLY', productIds: [second.id] });
  t.match(await offer(lab, product, 'code=ONLY'), { code: { problem: 'code-not-for-this' } });
  t.match(await offer(lab, second, 'code=ONLY'), { totalSantim: 8000 });
  await makeCode(lab, { code: 'TODAY', fromAt: inDays(lab, 1), toAt: inDays(lab, 2) });
  t.match(await offer(lab, product, 'code=TODAY'), { code: { problem: 'code-not-yet' } });
  await makeCode(lab, { code: 'ALL', gives: { percent: 100 } });
  t.match(await offer(lab, product, 'code=ALL'), { totalSantim: 20_000, code: { problem: 'code-leaves-nothing' } });
  t.match(
    titleOf(await buy(lab, product, { code: 'ALL' })),
    'code-leaves-nothing',
    'nothing is given away by a wallet',
  );
  await makeCode(lab, { code: 'FIVE', gives: { santim: 500 } });
  t.match(await offer(lab, product, 'code=five'), { totalSantim: 19_500 });
  lab.clock.advance(86_400);
  t.match(await offer(lab, product, 'code=TODAY'), { totalSantim: 16_000 });
  lab.clock.advance(86_400);
  t.match(await offer(lab, product, 'code=TODAY'), { code: { problem: 'code-expired' } });

  await t.test('an ended code is over, and its name is free for a new one', async (t) => {
    t.match((await patch(lab, made.id, { end: true })).json(), { state: 'ended' });
    t.match((await patch(lab, made.id, { end: true })).json(), { state: 'ended' }, 'twice is once');
    t.match(titleOf(await patch(lab, made.id, { maxUses: 5 })), 'code-is-over');
    t.match(await offer(lab, product, 'code=MESKEL20'), { code: { problem: 'code-expired' } });
    t.match((await makeCode(lab, { gives: { percent: 30 } })).json(), { percent: 30, state: 'active' });
    t.match(await offer(lab, product, 'code=MESKEL20'), { totalSantim: 14_000 });
  });
});

t.test('a purchase with code, extra and a named amount is paid, booked and owned to the santim', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(19_950);
  const cup = await lab.product(9000, lab.seller, 'Cup');
  const open = { minSantim: 10_000, suggestedSantim: [20_000, 30_000] };
  await change(lab, product, { payWhatYouWant: open, bump: { productId: cup.id, priceSantim: 5000 } });
  await makeCode(lab);
  t.match(titleOf(await buy(lab, product, { amountSantim: 9999 })), 'amount-too-small');
  t.match(titleOf(await buy(lab, product)), 'amount-missing');
  t.match(titleOf(await buy(lab, cup, { amountSantim: 9000 })), 'amount-not-open', 'a price is never believed');
  t.match(titleOf(await buy(lab, cup, { bump: true })), 'bump-gone', 'nothing is offered beside it');
  const query = 'code=MESKEL20&amountSantim=30000&bump=true';
  t.match(await offer(lab, product, query), {
    listSantim: 30_000,
    discountSantim: 6000,
    bumpSantim: 5000,
    totalSantim: 29_000,
    bump: { title: 'Cup' },
  });
  const wanted = { code: 'MESKEL20', amountSantim: 30_000, bump: true };
  t.match(titleOf(await buy(lab, product, { ...wanted, seenPriceSantim: 28_000 })), 'price-changed');
  const started = await buy(lab, product, { ...wanted, seenPriceSantim: 29_000 });
  t.match([started.statusCode, started.json()], [201, { amountSantim: 29_000 }]);
  t.equal(lab.outside.telebirr.orders()[0]?.totalAmount, '290.00');
  await settleAll(lab);
  const lines = await lab.db.look(
    'select product_id, list_santim::int as list, discount_santim::int as off, amount_santim::int as paid from payments.order_lines order by line',
  );
  t.strictSame(lines, [
    { product_id: product.id, list: 30_000, off: 6000, paid: 24_000 },
    { product_id: cup.id, list: 5000, off: 0, paid: 5000 },
  ]);
  const { headers } = lab.seller;
  const { items } = (await lab.app.inject({ url: '/v1/payments/codes', headers })).json<{ items: CodeView[] }>();
  t.match(items, [{ taken: 1, held: 0 }]);
  t.match(titleOf(await buy(lab, cup)), 'already-owned', 'the extra is owned too');

  await t.test('an extra that is owned already is said, and nothing is begun', async (t) => {
    const before = await lab.count('payments.intents');
    const third = await lab.product(7000);
    await change(lab, third, { bump: { productId: cup.id, priceSantim: 5000 } });
    const refused = await buy(lab, third, { bump: true });
    t.match([refused.statusCode, titleOf(refused)], [409, 'bump-owned']);
    t.equal(await lab.count('payments.intents'), before);
    t.equal((await buy(lab, third)).statusCode, 201);
  });
  await t.test('the code works once for each buyer, also for other things', async (t) => {
    const third = await lab.product(7000);
    t.match(titleOf(await buy(lab, third, { code: 'MESKEL20' })), 'code-used-by-you');
    t.equal((await buy(lab, third, { code: 'MESKEL20' }, '0911000009')).statusCode, 201);
  });
});

t.test('a rail that does not take the sum is said before anything is begun', async (t) => {
  const lab = await startTestPayments(t);
  const rail = lab.deps.rails.get('telebirr');
  if (!rail) throw new Error('no rail');
  const { limits } = rail.capabilities;
  Object.assign(rail.capabilities, { limits: { ...limits, max: 1_000_000 } });
  const product = await lab.product(1_000_001);
  const refused = await buy(lab, product);
  t.match([refused.statusCode, refused.json()], [422, { title: 'rail-limit', fields: [{ pointer: '/rail' }] }]);
  t.match((await offer(lab, product)).rails[0], { rail: 'telebirr', takesIt: false });
  t.equal(await lab.count('payments.intents'), 0);
  t.equal((await buy(lab, await lab.product(1_000_000))).statusCode, 201, 'its most is not too much');
  Object.assign(rail.capabilities, { limits });
});

t.test('what is under way is given back as it is, whatever is asked for now', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  await makeCode(lab, { maxUses: 1 });
  const first = await buy(lab, product, { code: 'MESKEL20' });
  t.match(first.json(), { amountSantim: 16_000 });
  for (const over of [{}, { code: 'MESKEL20' }, { seenPriceSantim: 1 }]) {
    const again = await buy(lab, product, over);
    t.match([again.statusCode, again.json()], [201, { amountSantim: 16_000 }], JSON.stringify(over));
  }
  t.equal(await lab.count('payments.intents'), 1);
  t.equal(lab.outside.telebirr.orders().length, 1);
});
