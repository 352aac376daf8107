// A store with paid orders, for tests of what goes back.
import { randomBytes } from 'node:crypto';
import type { Test } from 'tap';
import type { LightMyRequestResponse } from 'fastify';
import type { TestPerson } from '@windsurf/testbed/people';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import { lockIntent, newAttempt } from '../intents/intents.ts';
import { placeOrder } from '../orders/orders.ts';
import { feesAt } from '../plans/fees.ts';
import { issueReceipt } from '../receipts/receipts.ts';
import type { Rail, Refund, Sent } from '../rails/rails.ts';
import type { Promised } from '../shares/shares.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { railIdOf } from './send.ts';

export type PaidOrder = { readonly id: string; readonly intentId: string; readonly railOrderId: string };
export type RefundLab = TestPayments & {
  readonly operator: TestPerson;
  readonly second: TestPerson;
  /** A paid order of the seller; santim. */
  paid(price?: number, options?: { of?: TestPerson; phone?: string; product?: TestProduct }): Promise<PaidOrder>;
  ask(orderId: string, body?: object, options?: { key?: string; as?: TestPerson }): Promise<LightMyRequestResponse>;
  decide(refundId: string, deed: string, body?: object, as?: TestPerson, key?: string): Promise<LightMyRequestResponse>;
  /** Balances past the wall, by account; debits are positive. */
  balances(of?: TestPerson): Promise<Record<string, number>>;
  refund(id: string): Promise<Record<string, unknown>>;
  /** Lets the janitor's pause go by, and works. */
  push(seconds?: number): Promise<void>;
  /** What the rail answers from now on, and what it was asked. */
  rail(answers: { refund?: () => Sent; query?: () => Sent; can?: 'api' | 'manual' }): Asked;
};
export type Asked = { readonly refunds: Refund[]; readonly queries: Refund[] };

/** A paid order without a buyer's way through the checkout: intent, order, books and receipt, as settling makes them. */
export async function sold(
  lab: TestPayments,
  product: TestProduct,
  price: number,
  promised: readonly Promised[] = [],
): Promise<{ orderId: string; intentId: string }> {
  const { creatorId } = product;
  const id = newId();
  const at = lab.clock.now();
  return await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
    const attempt = newAttempt({
      id,
      productId: product.id,
      productVersion: 1,
      buyerId: newId(),
      buyerHint: '567',
      title: 'Tea for two',
      handle: 'selam-books',
      slug: 'tea',
      storeName: 'Selam Books',
      amountSantim: price,
      shares: JSON.stringify(promised),
      currency: 'ETB',
      rail: 'telebirr',
      lang: 'am',
      state: 'succeeded',
      providerOrderId: railIdOf(id),
      providerTxnId: railIdOf(newId()).toUpperCase(),
      openedWith: '',
      startedAt: at,
      endedAt: at,
    });
    await tx.executeQuery(attempt);
    const intent = await lockIntent(tx, creatorId, id);
    if (!intent) throw new Error('what was just written is there');
    const order = await placeOrder(tx, intent, await feesAt(tx, creatorId, 'telebirr', santim(price), at), at);
    await issueReceipt(tx, creatorId, order, at);
    return { orderId: order.id, intentId: id };
  });
}

const sum = 'select coalesce(sum(amount_santim), 0)::bigint as n from payments.postings';
/** Zero, or the books are broken. */
export const trialBalance = async (lab: TestPayments): Promise<number> =>
  Number((await lab.db.look<{ n: string }>(sum))[0]?.n);
export const wrongBalances = async (lab: TestPayments): Promise<number> =>
  await lab.count(`payments.accounts a where balance_santim <> coalesce((select sum(p.amount_santim)
    from payments.postings p where p.creator_id = a.creator_id and p.account = a.kind), 0)`);
export const newKey = (): string => randomBytes(16).toString('base64url');

export async function startRefundLab(t: Test): Promise<RefundLab> {
  const lab = await startTestPayments(t);
  const operator = lab.people.person({ operator: true });
  const second = lab.people.person({ operator: true });
  let phones = 0;
  return {
    ...lab,
    operator,
    second,
    async paid(price = 100_000, { of = lab.seller, phone, product } = {}) {
      phones += 1;
      const what = product ?? (await lab.product(price, of));
      const { orderId, intentId } = await lab.begin(what, phone ?? `0911${String(phones).padStart(6, '0')}`);
      await lab.outside.telebirr.approve(orderId);
      await lab.work();
      const [row] = await lab.db.look<{ id: string }>('select id from payments.orders where intent_id = $1', [
        intentId,
      ]);
      return { id: row?.id ?? '', intentId, railOrderId: orderId };
    },
    ask: async (orderId, body = {}, { key = newKey(), as = lab.seller } = {}) =>
      await lab.app.inject({
        method: 'POST',
        url: `/v1/payments/orders/${orderId}/refunds`,
        headers: { ...as.headers, 'idempotency-key': key, 'accept-language': 'en' },
        body: { reason: 'buyer-asked', access: 'keep', whole: true, ...body },
      }),
    decide: async (refundId, deed, body = {}, as = operator, key = newKey()) =>
      await lab.app.inject({
        method: 'POST',
        url: `/v1/payments/operator/refunds/${refundId}/${deed}`,
        headers: { ...as.headers, 'idempotency-key': key, 'accept-language': 'en' },
        body: { note: 'seen at the desk of the rail', ...body },
      }),
    async balances(of = lab.seller) {
      const rows = await lab.db.look<{ kind: string; n: string }>(
        'select kind, balance_santim as n from payments.accounts where creator_id = $1 and balance_santim <> 0',
        [of.creatorId],
      );
      return Object.fromEntries(rows.map(({ kind, n }) => [kind, Number(n)]));
    },
    async push(seconds = 2) {
      lab.clock.advance(seconds);
      await lab.work();
    },
    async refund(id) {
      return (await lab.db.look('select * from payments.refunds where id = $1', [id]))[0] ?? {};
    },
    rail({ refund, query, can = 'api' }) {
      const asked: Asked = { refunds: [], queries: [] };
      const { rails } = lab.deps;
      const telebirr = rails.get('telebirr');
      if (!telebirr) throw new Error('telebirr is configured in tests');
      const made: Rail = { ...telebirr, capabilities: { ...telebirr.capabilities, refund: can } };
      if (refund)
        made.refund = async (wish) => {
          asked.refunds.push(wish);
          return refund();
        };
      if (query)
        made.queryRefund = async (wish) => {
          asked.queries.push(wish);
          return query();
        };
      (rails as Map<string, Rail>).set('telebirr', made);
      return asked;
    },
  };
}
