import t from 'tap';
import type { CollaborationView } from '@windsurf/contracts/payments-affiliates';
import { fourFacts } from '@windsurf/testbed/people';
import type { TestPerson } from '@windsurf/testbed/people';
import { allow, balanceOf, join, lastOrder, personWith, settleAll, start } from '../affiliates/testing.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

/** Another creator who sells under a name of her own. */
async function partnerNamed(lab: TestPayments, handle: string): Promise<TestPerson> {
  const partner = lab.people.person({ creator: true });
  const { id } = await lab.product(5_000, partner);
  await lab.db.look('update payments.products set handle = $1 where id = $2', [handle, id]);
  return partner;
}
const url = '/v1/payments/collaborations';
async function post(lab: TestPayments, who: TestPerson, path: string, body?: object) {
  return await lab.app.inject({
    method: 'POST',
    url: `${url}${path}`,
    headers: who.headers,
    ...(body ? { body } : {}),
  });
}
const wish = (product: TestProduct, over: object = {}): object => ({
  productId: product.id,
  handle: '@sara-art',
  percent: 25,
  ...over,
});

t.test('a part is offered by the owner and agreed to by the partner, and by nobody else', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const sara = await partnerNamed(lab, 'sara-art');
  const other = lab.people.person({ creator: true });
  const at = (headers: Record<string, string>, body = wish(product)) => ({
    method: 'POST' as const,
    url,
    headers,
    body,
  });
  const made = await fourFacts(lab.app, {
    works: at(lab.seller.headers),
    badShape: at(lab.seller.headers, wish(product, { percent: 0 })),
    stranger: at(other.headers),
    nobody: at({}),
  });
  t.same([made.works.statusCode, made.badShape, made.stranger, made.nobody], [200, 422, 404, 401]);
  const { id } = made.works.json<CollaborationView>();
  t.equal((await post(lab, lab.seller, '', wish(product))).json<CollaborationView>().id, id, 'twice is once');
  t.equal((await post(lab, lab.seller, '', wish(product, { percent: 26 }))).statusCode, 409);
  t.equal(
    (await post(lab, lab.seller, '', wish(product, { handle: 'selam-books' }))).statusCode,
    422,
    'not with herself',
  );
  t.equal((await post(lab, lab.seller, '', wish(product, { handle: 'nobody-here' }))).statusCode, 422);
  await partnerNamed(lab, 'third-one');
  t.equal(
    (await post(lab, lab.seller, '', wish(product, { handle: 'third-one', percent: 66 }))).statusCode,
    409,
    'never more than 90 %',
  );
  const answer = (headers: Record<string, string>, body: object = { agree: true }) => ({
    method: 'POST' as const,
    url: `${url}/${id}/answer`,
    headers,
    body,
  });
  const agreed = await fourFacts(lab.app, {
    works: answer(sara.headers),
    badShape: answer(sara.headers, {}),
    stranger: answer(other.headers),
    nobody: answer({}),
  });
  t.same([agreed.works.statusCode, agreed.badShape, agreed.stranger, agreed.nobody], [200, 422, 404, 401]);
  t.equal(
    (await post(lab, lab.seller, `/${id}/answer`, { agree: true })).statusCode,
    404,
    'the owner does not answer herself',
  );
  t.equal((await post(lab, sara, `/${id}/answer`, { agree: true })).statusCode, 200, 'the same answer again');
  t.equal((await post(lab, sara, `/${id}/answer`, { agree: false })).statusCode, 409);
  const list = async (who: TestPerson) =>
    (await lab.app.inject({ url, headers: who.headers })).json<{ items: CollaborationView[] }>().items;
  t.match(await list(lab.seller), [{ side: 'mine', state: 'active' }]);
  t.match(await list(sara), [{ side: 'theirs', state: 'active', storeName: 'Selam Books' }]);
  t.same(await list(other), []);
  t.equal((await lab.app.inject({ url })).statusCode, 401);
});

t.test(
  'a sale is split between affiliate, partner and owner in one entry; ended, it is not split any more',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product(30_001);
    await allow(lab, product);
    const abebe = await personWith(lab, '+251911777001');
    const { code } = (await join(lab, product, abebe)).json<{ code: string }>();
    const sara = await partnerNamed(lab, 'sara-art');
    const { id } = (await post(lab, lab.seller, '', wish(product))).json<CollaborationView>();
    await start(lab, product, { ref: code }, '0911000001');
    await settleAll(lab);
    const before = await lastOrder(lab);
    t.equal(await balanceOf(lab, product.creatorId, `share:${id}`), 0, 'nothing is shared before she agrees');
    await post(lab, sara, `/${id}/answer`, { agree: true });
    await start(lab, product, { ref: code }, '0911000002');
    await settleAll(lab);
    const order = await lastOrder(lab);
    const hers = Math.floor(((order.amount - order.fee - order.provider) * 30) / 100);
    const saras = Math.floor(((order.amount - order.fee - order.provider - hers) * 25) / 100);
    t.equal(before.shares, hers);
    t.equal(order.shares, hers + saras);
    t.equal(-(await balanceOf(lab, product.creatorId, `share:${id}`)), saras);
    const entries = await lab.count(`payments.entries where order_id = '${order.id}' and kind = 'sale'`);
    t.equal(entries, 1, 'in the entry of the sale itself');
    const ended = await fourFacts(lab.app, {
      works: { method: 'POST', url: `${url}/${id}/end`, headers: sara.headers },
      stranger: { method: 'POST', url: `${url}/${id}/end`, headers: lab.people.person({ creator: true }).headers },
      nobody: { method: 'POST', url: `${url}/${id}/end` },
    });
    t.same([ended.works.statusCode, ended.stranger, ended.nobody], [200, 404, 401]);
    t.equal((await post(lab, lab.seller, `/${id}/end`)).json<CollaborationView>().state, 'ended');
    await start(lab, product, {}, '0911000003');
    await settleAll(lab);
    t.equal((await lastOrder(lab)).shares, 0);
    lab.clock.advance(14 * 86_400 + 60);
    await lab.work();
    await lab.work();
    t.equal(-(await balanceOf(lab, sara.creatorId ?? '', 'creator-payable')), saras, 'and arrives in her books');
  },
);

t.test(
  'a partner of something that is an extra of one thing and lies in the cart beside it has one part of it',
  async (t) => {
    const lab = await startTestPayments(t);
    const tea = await lab.product(20_000);
    const notes = await lab.product(10_000, undefined, 'Notes');
    await lab.app.inject({
      method: 'PUT',
      url: `/v1/payments/products/${tea.id}/terms`,
      headers: lab.seller.headers,
      body: {
        baseVersion: 0,
        payWhatYouWant: null,
        stock: null,
        bump: { productId: notes.id, priceSantim: 9_000 },
        scheduledPrices: [],
      },
    });
    const sara = await partnerNamed(lab, 'sara-art');
    const { id } = (await post(lab, lab.seller, '', wish(notes, { percent: 60 }))).json<CollaborationView>();
    await post(lab, sara, `/${id}/answer`, { agree: true });
    t.equal((await start(lab, tea, { with: [notes.id] })).statusCode, 201);
    await settleAll(lab);
    const order = await lastOrder(lab);
    t.equal(order.amount, 30_000, 'it is sold');
    const base = Math.floor((order.amount - order.fee - order.provider) / 3);
    t.ok(order.shares >= Math.floor((base * 60) / 100) && order.shares <= Math.floor(((base + 1) * 60) / 100));
    t.equal(await lab.count('payments.shares'), 1);
  },
);
