import t from 'tap';
import type { TestPerson } from '@windsurf/testbed/people';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { newId } from '@windsurf/db/ids';
import { insertCase } from '../risk/risk.queries.ts';
import { balanceOf, join, lastOrder, personWith, settleAll, shop, start } from './testing.ts';

t.test(
  'a link, a word, both, and a discount beside them: price, fees, part and rest add up to the santim',
  async (t) => {
    const lab = await startTestPayments(t);
    const { product, code } = await shop(lab, 29_999);
    const almaz = await personWith(lab, '+251911777002');
    const other = (await join(lab, product, almaz, { name: 'Almaz' })).json<{ code: string }>().code;
    await lab.app.inject({
      method: 'POST',
      url: '/v1/payments/codes',
      headers: lab.seller.headers,
      body: { code: 'MESKEL20', gives: { percent: 20 }, toAt: null, maxUses: null, perBuyer: null, productIds: null },
    });
    const ways = [
      { over: { ref: code.toLowerCase() }, pays: 29_999, to: code },
      { over: { code: code.toLowerCase() }, pays: 29_999, to: code },
      { over: { code: other, ref: code }, pays: 29_999, to: other },
      { over: { code: `meskel20 ${code}` }, pays: 24_000, to: code },
      { over: { code: 'MESKEL20', ref: code }, pays: 24_000, to: code },
      { over: { ref: 'NOBODY9' }, pays: 29_999, to: undefined },
      { over: { ref: '<script>' }, pays: 29_999, to: undefined },
      { over: {}, pays: 29_999, to: undefined },
    ];
    for (const [at, { over, pays, to }] of ways.entries()) {
      const begun = await start(lab, product, over, `0912${String(at).padStart(6, '0')}`);
      t.equal(begun.statusCode, 201, begun.body);
      await settleAll(lab);
      const order = await lastOrder(lab);
      t.equal(order.amount, pays, JSON.stringify(over));
      t.equal(order.fee + order.provider + order.shares + order.net, pays, 'nothing is lost');
      const due = to === undefined ? 0 : Math.floor(((pays - order.fee - order.provider) * 30) / 100);
      t.equal(order.shares, due, 'of the price less the fees, and of nothing else');
      const [share] = await lab.db.look<{ code: string }>(
        'select a.code from payments.shares s join payments.affiliates a on a.id = s.party_id where s.order_id = $1',
        [order.id],
      );
      t.equal(share?.code, to);
    }
    const [sum] = await lab.db.look<{ n: string }>('select sum(amount_santim) as n from payments.postings');
    t.equal(Number(sum?.n), 0, 'the trial balance');
  },
);

t.test('the tax inside the price is nobody’s commission', async (t) => {
  const lab = await startTestPayments(t);
  const { product, code } = await shop(lab, 115_000);
  await lab.deps.tenancy.inCreator(product.creatorId, async (tx) => {
    const profile = { legalName: 'Selam', address: 'Addis Abeba', vatNumber: '1234567890', vatSince: '2020-01-01' };
    await tx
      .insertInto('payments.taxProfiles')
      .values({ ...profile, updatedAt: lab.clock.now() })
      .execute();
  });
  await start(lab, product, { ref: code });
  await settleAll(lab);
  const order = await lastOrder(lab);
  t.equal(order.shares, Math.floor(((115_000 - 15_000 - order.fee - order.provider) * 30) / 100));
});

t.test('nobody earns on what she buys herself: her number, her sign-in, her wallet', async (t) => {
  const lab = await startTestPayments(t);
  const { product, abebe, code } = await shop(lab);
  const typed = await start(lab, product, { code }, '0911777001');
  t.equal(typed.statusCode, 409);
  t.match(typed.json(), { type: /own-referral/ });
  t.equal((await start(lab, product, { ref: code }, '0911777001')).statusCode, 201, 'her own link is an ordinary link');
  const signedIn = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { ...abebe.headers, 'idempotency-key': 'affiliates-signed-in' },
    body: { productId: product.id, phone: '0911000009', rail: 'telebirr', lang: 'en', ref: code },
  });
  t.equal(signedIn.statusCode, 201);
  const wallet = await start(lab, product, { ref: code, payerPhone: '0911777001' }, '0911000010');
  t.equal(wallet.statusCode, 201, wallet.body);
  await settleAll(lab);
  t.equal(await lab.count('payments.orders'), 3);
  t.equal(await lab.count('payments.shares'), 0);
});

t.test('planted: an affiliate who is not known to be the buyer is paid, and the count finds it', async (t) => {
  const lab = await startTestPayments(t);
  const { product, code } = await shop(lab);
  await lab.db.look('update payments.affiliates set person_id = gen_random_uuid(), payee_id = gen_random_uuid()');
  await start(lab, product, { ref: code }, '0911777001');
  await settleAll(lab);
  t.equal(await lab.count('payments.shares'), 1);
});

/** Begins by a link and leaves it; who is signed in has proven the number. */
async function leave(lab: TestPayments, product: TestProduct, over: object, phone: string, as?: TestPerson) {
  const begun = await start(lab, product, over, phone, as);
  const { intentId = '' } = lab.deps.tokens.read(begun.json<{ token: string }>().token) ?? {};
  await lab.outside.telebirr.decline(intentId.replaceAll('-', ''));
  await lab.work();
}

t.test('a proven phone within a month is still hers, later not', async (t) => {
  const lab = await startTestPayments(t);
  const { product, code } = await shop(lab);
  await leave(lab, product, { ref: code }, '0911000001', await personWith(lab, '+251911000001'));
  lab.clock.advance(20 * 86_400);
  await start(lab, product, {});
  await settleAll(lab);
  t.ok((await lastOrder(lab)).shares > 0, 'without link or word');
  await leave(lab, product, { ref: code }, '0911000003', await personWith(lab, '+251911000003'));
  lab.clock.advance(31 * 86_400);
  await start(lab, product, {}, '0911000003');
  await settleAll(lab);
  t.equal((await lastOrder(lab)).shares, 0, 'a month later');
});

t.test('a month counts from the link or the word: what is bought in it does not begin another month', async (t) => {
  const lab = await startTestPayments(t);
  const { product, code } = await shop(lab);
  const buyer = await personWith(lab, '+251911000001');
  for (const over of [{ ref: code }, {}]) {
    await leave(lab, product, over, '0911000001', buyer);
    lab.clock.advance(20 * 86_400);
  }
  await start(lab, product, {});
  await settleAll(lab);
  t.equal((await lastOrder(lab)).shares, 0, 'forty days after the link');
});

t.test('an affiliate who types strangers’ numbers and leaves has brought nobody', async (t) => {
  const lab = await startTestPayments(t);
  const { product, abebe, code } = await shop(lab);
  await personWith(lab, '+251911000005');
  await leave(lab, product, { ref: code }, '0911000005');
  await leave(lab, product, { code }, '0911000006');
  await leave(lab, product, { ref: code }, '0911000007', await personWith(lab, '+251911777009'));
  t.equal((await start(lab, product, { ref: code }, '0911000008', abebe)).statusCode, 201, 'signed in as herself');
  for (const phone of ['0911000005', '0911000006', '0911000007']) {
    await start(lab, product, {}, phone);
    await settleAll(lab);
    t.equal((await lastOrder(lab)).shares, 0, phone);
  }
});

t.test('while the payouts of a seller are held nothing of her sales moves on to others; later it does', async (t) => {
  const lab = await startTestPayments(t);
  const { product, abebe, code } = await shop(lab);
  await start(lab, product, { ref: code });
  await settleAll(lab);
  const { shares } = await lastOrder(lab);
  const { creatorId } = product;
  const [one, two] = [lab.people.person({ operator: true }), lab.people.person({ operator: true })];
  await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
    const at = lab.clock.now();
    const by = { proposedBy: one.personId, proposedAt: at, decidedBy: two.personId, decidedAt: at };
    const why = { reason: 'stolen-payments' as const, note: 'three banks called' };
    await insertCase(tx, { id: newId(), kind: 'pause', state: 'approved', ...why, ...by });
  });
  const due = async (): Promise<void> => {
    lab.clock.advance(14 * 86_400 + 60);
    await lab.work();
    await lab.work();
  };
  await due();
  t.equal(await balanceOf(lab, abebe.personId, 'creator-payable'), 0, 'it waits with the rest');
  await lab.db.look("update payments.risk_cases set state = 'released', released_by = $1, released_at = now()", [
    one.personId,
  ]);
  await due();
  t.equal(await balanceOf(lab, abebe.personId, 'creator-payable'), -shares);
});
