// The end: what the rails know was paid, against what we know. The rails' books are the truth; ours must be the same.
import type pg from 'pg';
import type { World } from './payments-world.ts';

/** One payment that a rail has carried out, in santim. */
export type RailPayment = {
  readonly rail: string;
  readonly orderId: string;
  readonly txnId: string;
  readonly santim: number;
};
export type Truth = {
  readonly payments: readonly RailPayment[];
  /** Callbacks that were tried, by their outcome. */
  readonly callbacks: number;
  /** Santim that went back, by rail. */
  readonly refunded: ReadonlyMap<string, number>;
};
export type Verdict = {
  /** Paid at the rail, and nowhere with us. */
  readonly lost: number;
  /** Two orders for one payment, an order without one, two entitlements for one line. */
  readonly double: number;
  /** Attempts, refunds or payouts without an end that no person was given, with reason. */
  readonly unresolved: number;
  readonly parked: number;
  readonly parked_without_reason: number;
  /** Santim by which all books together are off. */
  readonly trial_balance: number;
  /** Accounts whose balance is not the sum of their postings. */
  readonly unprovable: number;
  /** Santim by which a rail's books differ from ours, all rails together. */
  readonly clearing_difference: number;
  /** Paid orders without their entitlement, or entitlements without a paid order. */
  readonly entitlements_wrong: number;
  readonly orders: number;
  readonly entitlements: number;
  readonly surplus: number;
};

type Fields = Record<string, unknown>;
const listOf = async (url: string): Promise<Fields[]> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as Fields[];
};
const santimOf = (text: unknown): number => Math.round(Number(text) * 100);

/** Asks each stand-in for its books. */
export async function truthOf(world: World): Promise<Truth> {
  const api = `${world.sandboxUrl}/sandbox/api`;
  const payments: RailPayment[] = [];
  const refunded = new Map<string, number>();
  let callbacks = 0;
  const count = (attempts: unknown): number => (Array.isArray(attempts) ? attempts.length : 0);
  for (const order of await listOf(`${api}/orders`)) {
    callbacks += count(order['attempts']);
    if (typeof order['transId'] !== 'string') continue;
    const orderId = String(order['merchOrderId']);
    payments.push({ rail: 'telebirr', orderId, txnId: order['transId'], santim: santimOf(order['totalAmount']) });
    for (const refund of (order['refunds'] as Fields[] | undefined) ?? []) {
      if (refund['status'] !== 'REFUND_SUCCESS') continue;
      refunded.set('telebirr', (refunded.get('telebirr') ?? 0) + Number(refund['amount']));
    }
  }
  for (const bill of await listOf(`${api}/webirr`)) {
    callbacks += count(bill['attempts']);
    for (const payment of bill['payments'] as Fields[]) {
      if (payment['status'] !== 2) continue;
      const txnId = String(payment['paymentReference']);
      payments.push({
        rail: 'webirr',
        orderId: String(bill['billReference']),
        txnId,
        santim: santimOf(payment['amount']),
      });
    }
  }
  for (const order of await listOf(`${api}/cps/orders`)) {
    callbacks += count(order['attempts']);
    if (order['state'] !== 'success' || order['kind'] !== 'push') continue;
    const txnId = String(order['transactionId']);
    payments.push({ rail: 'cbebirr', orderId: String(order['id']), txnId, santim: santimOf(order['amount']) });
  }
  return { payments, callbacks, refunded };
}

/** Compares; the database is read past its walls. */
export async function judge(db: pg.Pool, truth: Truth): Promise<Verdict> {
  const all = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => (await db.query<R>(sql)).rows;
  const one = async (sql: string): Promise<number> =>
    Number((await all<{ n: string }>(`select (${sql}) as n`))[0]?.n ?? Number.NaN);
  const intents = new Map(
    (
      await all<{ order_id: string; state: string; txn: string | null; orders: number }>(
        `select i.provider_order_id as order_id, i.state, i.provider_txn_id as txn,
           (select count(*)::int from payments.orders o where o.creator_id = i.creator_id and o.intent_id = i.id) as orders
         from payments.intents i`,
      )
    ).map((row) => [row.order_id, row]),
  );
  const known = new Set(['succeeded', 'overpaid', 'surplus', 'parked', 'reversed', 'disputed']);
  const paid = new Set(truth.payments.map(({ orderId }) => orderId));
  let lost = 0;
  let double = 0;
  for (const { orderId } of truth.payments) {
    const intent = intents.get(orderId);
    if (!intent || !known.has(intent.state)) lost += 1;
  }
  for (const [orderId, intent] of intents) {
    if (intent.orders > 1) double += intent.orders - 1;
    if (intent.orders > 0 && !paid.has(orderId)) double += 1;
  }
  double += await one(
    'select count(*) - count(distinct (rail, provider_txn_id)) from payments.intents where provider_txn_id is not null',
  );
  double += await one(
    'select count(*) - count(distinct (creator_id, order_id, product_id)) from delivery.entitlements',
  );
  double += await one(
    `select count(*) - count(distinct (creator_id, about_id)) from payments.entries where kind = 'sale'`,
  );
  const clearing = await all<{ rail: string; santim: string }>(
    `select substr(account, 10) as rail, sum(amount_santim) as santim from payments.postings where account like 'clearing:%' group by 1`,
  );
  // What is parked came, or may have come, and is in no book yet.
  const parked = new Set([...intents].filter(([, { state }]) => state === 'parked').map(([orderId]) => orderId));
  let difference = 0;
  for (const rail of new Set([...truth.payments.map((p) => p.rail), ...clearing.map((row) => row.rail)])) {
    const theirs = truth.payments
      .filter((payment) => payment.rail === rail && !parked.has(payment.orderId))
      .reduce((sum, payment) => sum + payment.santim, 0);
    const ours = Number(clearing.find((row) => row.rail === rail)?.santim ?? 0);
    difference += Math.abs(theirs - (truth.refunded.get(rail) ?? 0) - ours);
  }
  return {
    lost,
    double,
    unresolved:
      (await one(`select count(*) from payments.intents where state in ('created', 'pending', 'unknown')`)) +
      (await one(`select count(*) from payments.refunds where state in ('asked', 'sending', 'unknown')`)),
    parked: parked.size,
    parked_without_reason: await one(`select count(*) from payments.intents where state = 'parked' and reason is null`),
    trial_balance: await one('select coalesce(sum(amount_santim), 0) from payments.postings'),
    unprovable: await one(
      `select count(*) from (select creator_id, account, sum(amount_santim) as s from payments.postings group by 1, 2) p
       full join payments.accounts a on a.creator_id = p.creator_id and a.kind = p.account
       where coalesce(p.s, 0) <> coalesce(a.balance_santim, 0)`,
    ),
    clearing_difference: difference,
    entitlements_wrong: await one(
      `select count(*) from (select l.creator_id, l.order_id, l.product_id from payments.order_lines l where l.owned) o
       full join (select creator_id, order_id, product_id from delivery.entitlements where state = 'active') e
         using (creator_id, order_id, product_id)
       where (o.order_id is null) <> (e.order_id is null) or o.* is null or e.* is null`,
    ),
    orders: await one('select count(*) from payments.orders'),
    entitlements: await one('select count(*) from delivery.entitlements'),
    surplus: await one(`select count(*) from payments.intents where state in ('surplus', 'overpaid')`),
  };
}

/** Whether nothing is wrong; what waits for a person has its reason. */
export const isClean = (verdict: Verdict): boolean =>
  verdict.lost === 0 &&
  verdict.double === 0 &&
  verdict.unresolved === 0 &&
  verdict.parked_without_reason === 0 &&
  verdict.trial_balance === 0 &&
  verdict.unprovable === 0 &&
  verdict.clearing_difference === 0 &&
  verdict.entitlements_wrong === 0;
