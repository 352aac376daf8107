import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type RefundRow = Selectable<DB['payments.refunds']>;
export type NewRefund = Omit<Insertable<DB['payments.refunds']>, 'creatorId'>;
export type RefundChange = Updateable<DB['payments.refunds']>;
export type RefundEvent = Omit<Insertable<DB['payments.refundEvents']>, 'creatorId' | 'id'>;
export type DisputeRow = Selectable<DB['payments.disputes']>;
type From = { selectFrom: Tx['selectFrom'] };

export async function insertRefund(tx: Tx, refund: NewRefund): Promise<void> {
  await tx.insertInto('payments.refunds').values(refund).execute();
}

export const refundById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.refunds').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export async function lockRefund(tx: Tx, creatorId: string, id: string): Promise<RefundRow | undefined> {
  return await refundById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

/** The refund that a request made before, by its Idempotency-Key. */
export async function refundOfKey(
  tx: Tx,
  creatorId: string,
  orderId: string,
  requestKey: string,
): Promise<RefundRow | undefined> {
  return await tx
    .selectFrom('payments.refunds')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .where('requestKey', '=', requestKey)
    .executeTakeFirst();
}

export async function changeRefund(tx: Tx, creatorId: string, id: string, change: RefundChange): Promise<void> {
  await tx
    .updateTable('payments.refunds')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export async function writeRefundEvent(tx: Tx, event: RefundEvent): Promise<void> {
  await tx.insertInto('payments.refundEvents').values(event).execute();
}

export const eventsOfRefund = (from: From, creatorId: string, refundId: string) =>
  from
    .selectFrom('payments.refundEvents')
    .select(['at', 'what', 'who', 'note'])
    .where('creatorId', '=', creatorId)
    .where('refundId', '=', refundId)
    .orderBy('id');

/** A refund with the number of its order. */
const withNumber = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.refunds as r')
    .leftJoin('payments.orders as o', (join) =>
      join.onRef('o.creatorId', '=', 'r.creatorId').onRef('o.id', '=', 'r.orderId'),
    )
    .selectAll('r')
    .select(['o.number as orderNumber', 'o.state as orderState'])
    .where('r.creatorId', '=', creatorId);
export type NumberedRefund = RefundRow & {
  readonly orderNumber: number | null;
  readonly orderState: Selectable<DB['payments.orders']>['state'] | null;
};

export const refundWithNumber = (from: From, creatorId: string, id: string) =>
  withNumber(from, creatorId).where('r.id', '=', id);
export const refundsOfOrder = (from: From, creatorId: string, orderId: string) =>
  withNumber(from, creatorId).where('r.orderId', '=', orderId).orderBy('r.id', 'desc').limit(200);
export const refundsBefore = (
  from: From,
  creatorId: string,
  page: { readonly state: RefundRow['state'] | undefined; readonly before: string | undefined; readonly limit: number },
) => {
  const all = withNumber(from, creatorId).orderBy('r.id', 'desc').limit(page.limit);
  const ofState = page.state === undefined ? all : all.where('r.state', '=', page.state);
  return page.before === undefined ? ofState : ofState.where('r.id', '<', page.before);
};

/** Everything of one payment that went or goes back, oldest first: refunds of its order, and what bought nothing. */
export const refundsOfIntent = (from: From, creatorId: string, intentId: string) =>
  from
    .selectFrom('payments.refunds')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .orderBy('id')
    .limit(200);

/** What refunds of an order gave back of the platform's fee, and whether the rail has refused one of them for good. */
export const refundedParts = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.refunds')
    .select([
      sql<number>`coalesce(sum(fee_santim) filter (where state <> 'failed'), 0)::bigint`.as('feeBack'),
      sql<boolean>`coalesce(bool_or(state = 'failed' and how = 'rail' and why is distinct from 'reversed'), false)`.as(
        'refused',
      ),
      sql<boolean>`coalesce(bool_or(access = 'revoke' and state <> 'failed'), false)`.as('revoked'),
    ])
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId);

/** Above this sum an automatic refund needs two people; santim. */
export async function limitAt(tx: Tx, at: Date): Promise<number> {
  const { rows } = await sql<{ max: number | null }>`
    select payments_doors.refund_limit_at(${at}::timestamptz) as max`.execute(tx);
  return rows[0]?.max ?? 0;
}

/** One that a rail's own reversal has overtaken stays open until somebody ends it: then there is nothing to add. */
export async function insertDispute(
  tx: Tx,
  dispute: Pick<DisputeRow, 'id' | 'intentId' | 'orderId' | 'openedAt' | 'openedBy' | 'note'>,
): Promise<void> {
  await tx
    .insertInto('payments.disputes')
    .values(dispute)
    .onConflict((c) => c.columns(['creatorId', 'intentId']).where('outcome', 'is', null).doNothing())
    .execute();
}

export async function endOpenDispute(
  tx: Tx,
  creatorId: string,
  intentId: string,
  end: { readonly outcome: 'won' | 'lost'; readonly endedAt: Date; readonly endedBy: string; readonly endNote: string },
): Promise<void> {
  await tx
    .updateTable('payments.disputes')
    .set(end)
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .where('outcome', 'is', null)
    .execute();
}
