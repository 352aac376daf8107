import t from 'tap';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { changedCart, readCart } from './checkout-cart.ts';

let keys = 0;
async function start(lab: TestPayments, product: TestProduct, over: object = {}, phone = '0911000001') {
  keys += 1;
  return await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': `cart-${String(keys)}` },
    body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', ...over },
  });
}
async function form(lab: TestPayments, product: TestProduct, body: Record<string, string>) {
  return await lab.app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=en`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ rail: 'telebirr', attempt: `cart${String((keys += 1))}`, ...body }).toString(),
  });
}
async function settleAll(lab: TestPayments): Promise<void> {
  for (const order of lab.outside.telebirr.orders())
    if (order.state === 'WAIT_PAY') await lab.outside.telebirr.approve(order.merchOrderId);
  await lab.work();
}
const three = async (lab: TestPayments): Promise<[TestProduct, TestProduct, TestProduct]> => [
  await lab.product(20_000, undefined, 'Tea for two'),
  await lab.product(9_999, undefined, 'Font pack'),
  await lab.product(5_001, undefined, 'Notes'),
];
const code = async (lab: TestPayments, over: object): Promise<void> =>
  void (await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/codes',
    headers: lab.seller.headers,
    body: {
      code: 'CART',
      gives: { percent: 10 },
      toAt: null,
      maxUses: null,
      perBuyer: null,
      productIds: null,
      ...over,
    },
  }));
const lines = async (lab: TestPayments): Promise<number[]> =>
  (
    await lab.db.look<{ n: string }>(
      'select l.amount_santim as n from payments.order_lines l join payments.orders o on o.creator_id = l.creator_id and o.id = l.order_id order by o.number desc, l.line limit 3',
    )
  ).map(({ n }) => Number(n));

t.test('several things of one store are one payment with a line for each, and all of them are owned', async (t) => {
  const lab = await startTestPayments(t);
  const [tea, fonts, notes] = await three(lab);
  const begun = await start(lab, tea, { with: [fonts.id, notes.id, fonts.id], seenPriceSantim: 35_000 });
  t.equal(begun.statusCode, 201, begun.body);
  await settleAll(lab);
  t.same(await lines(lab), [20_000, 9_999, 5_001]);
  t.equal(await lab.count('payments.intents'), 1);
  t.equal(await lab.count('payments.order_lines where owned'), 3);
  const [sum] = await lab.db.look<{ n: string }>('select sum(amount_santim) as n from payments.postings');
  t.equal(Number(sum?.n), 0);
  const again = await start(lab, await lab.product(1_000), { with: [fonts.id] });
  t.equal(again.statusCode, 409);
  t.match(again.json(), { type: /cart-item-owned/ });
});

t.test('a code takes off what it is for: a percentage of each, a sum once', async (t) => {
  const lab = await startTestPayments(t);
  const [tea, fonts, notes] = await three(lab);
  await code(lab, { productIds: [tea.id, notes.id] });
  await code(lab, { code: 'ONCE', gives: { santim: 21_000 } });
  await start(lab, tea, { with: [fonts.id, notes.id], code: 'CART' }, '0911000002');
  await settleAll(lab);
  t.same(await lines(lab), [18_000, 9_999, 4_501], 'cut to whole santim in favour of the seller');
  await start(lab, tea, { with: [fonts.id, notes.id], code: 'ONCE' }, '0911000003');
  await settleAll(lab);
  t.same(await lines(lab), [0, 8_999, 5_001]);
  await code(lab, { code: 'NOTES', productIds: [notes.id] });
  t.equal((await start(lab, tea, { code: 'NOTES' }, '0911000004')).statusCode, 409, 'not for what is bought');
  t.equal((await start(lab, tea, { code: 'NOTES', with: [notes.id] }, '0911000004')).statusCode, 201);
});

t.test('what is another store’s, withdrawn, sold out or open in price cannot lie in a cart', async (t) => {
  const lab = await startTestPayments(t);
  const [tea, fonts, notes] = await three(lab);
  const foreign = await lab.product(1_000, lab.people.person({ creator: true }));
  const refused = async (body: object): Promise<string> => (await start(lab, tea, body)).json<{ type: string }>().type;
  t.match(await refused({ with: [foreign.id] }), /cart-item-gone/);
  t.match(await refused({ with: [tea.id] }), /cart-item-gone/, 'not twice the same');
  const terms = async (id: string, over: object): Promise<void> =>
    void (await lab.app.inject({
      method: 'PUT',
      url: `/v1/payments/products/${id}/terms`,
      headers: lab.seller.headers,
      body: { baseVersion: 0, payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [], ...over },
    }));
  await terms(fonts.id, { payWhatYouWant: { minSantim: 500, suggestedSantim: [] } });
  t.match(await refused({ with: [fonts.id] }), /cart-item-gone/);
  await terms(notes.id, { stock: 1 });
  const two = await Promise.all(
    ['0911000011', '0911000012'].map(async (phone) => (await start(lab, tea, { with: [notes.id] }, phone)).statusCode),
  );
  t.same(
    two.toSorted((a, b) => a - b),
    [201, 409],
    'the last one in two carts at once: one has it',
  );
  t.equal((await start(lab, tea, { with: 'x' })).statusCode, 422);
  t.equal((await start(lab, tea, { with: Array.from({ length: 10 }, () => notes.id) })).statusCode, 422);
});

t.test('the cart lives in the form and in the address: put in, taken out, kept through a mistake', async (t) => {
  const lab = await startTestPayments(t);
  const [tea, fonts] = await three(lab);
  const bare = await lab.app.inject({ url: `/checkout/${tea.id}?lang=en` });
  t.match(bare.body, /Add something else/);
  t.equal(bare.headers['set-cookie'], undefined);
  const listed = await form(lab, tea, { more: '1', phone: '0911 23' });
  t.match(listed.body, /Add Font pack, 99\.99/);
  t.match(listed.body, /value="0911 23"/, 'what was typed stays');
  const put = await form(lab, tea, { add: fonts.id });
  t.match(put.body, new RegExp(`name="with" value="${fonts.id}"`));
  t.match(put.body, /299\.99/);
  const wrong = await form(lab, tea, { with: fonts.id, phone: '12' });
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, new RegExp(`name="with" value="${fonts.id}"`));
  t.notMatch((await form(lab, tea, { with: fonts.id, remove: fonts.id })).body, /name="with"/);
  const linked = await lab.app.inject({ url: `/checkout/${tea.id}?lang=en&with=${fonts.id},nonsense` });
  t.match(linked.body, /299\.99/);
  const gone = await lab.app.inject({ url: `/checkout/${tea.id}?lang=en&with=00000000-0000-7000-8000-000000000000` });
  t.match(gone.body, /It was taken out/);
  const paid = await form(lab, tea, { with: fonts.id, phone: '0911000021', sum: '29999' });
  t.equal(paid.statusCode, 303, paid.body);
  t.equal(await lab.count('payments.intents where amount_santim = 29999'), 1);
  const cheat = await form(lab, tea, { with: fonts.id, phone: '0911000022', sum: '100' });
  t.equal(cheat.statusCode, 409, 'another sum than it costs is never charged');
});

t.test('ids of a cart are read strictly, at most nine', async (t) => {
  const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  t.same(readCart(`${id(1)},x,${id(1)},${id(2)}`), [id(1), id(2)]);
  t.same(readCart(undefined), []);
  const nine = Array.from({ length: 9 }, (_, n) => id(n));
  t.same(changedCart(nine, { add: id(10) }), nine);
  t.same(changedCart(nine, { remove: id(0), add: 'x' }), nine.slice(1));
});
