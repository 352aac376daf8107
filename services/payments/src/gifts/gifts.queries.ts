import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { later } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

type From = { selectFrom: Tx['selectFrom'] };
export type GiftRow = Selectable<DB['payments.gifts']>;
export type NewGift = Omit<Insertable<DB['payments.gifts']>, 'creatorId'>;
export type GiftChange = Updateable<DB['payments.gifts']>;

export async function insertGift(tx: Tx, gift: NewGift): Promise<void> {
  await later(tx, tx.insertInto('payments.gifts').values(gift));
}

export const giftById = (from: From, creatorId: string, intentId: string) =>
  from.selectFrom('payments.gifts').selectAll().where('creatorId', '=', creatorId).where('intentId', '=', intentId);

export async function lockGift(tx: Tx, creatorId: string, intentId: string): Promise<GiftRow | undefined> {
  return await giftById(tx, creatorId, intentId).forUpdate().executeTakeFirst();
}

export async function changeGift(tx: Tx, creatorId: string, intentId: string, change: GiftChange): Promise<void> {
  await tx
    .updateTable('payments.gifts')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .executeTakeFirstOrThrow();
}

/** A gift with what was bought and how its money stands. */
export const giftWithOrder = (from: From, creatorId: string, intentId: string) =>
  from
    .selectFrom('payments.gifts as g')
    .innerJoin('payments.intents as i', (join) =>
      join.onRef('i.creatorId', '=', 'g.creatorId').onRef('i.id', '=', 'g.intentId'),
    )
    .leftJoin('payments.orders as o', (join) =>
      join.onRef('o.creatorId', '=', 'g.creatorId').onRef('o.id', '=', 'g.orderId'),
    )
    .selectAll('g')
    .select([
      'i.title',
      'i.storeName',
      'i.handle',
      'i.amountSantim',
      'o.state as orderState',
      'o.number as orderNumber',
      revoked.as('revoked'),
    ])
    .where('g.creatorId', '=', creatorId)
    .where('g.intentId', '=', intentId);
/** What it opens was closed with a refund that went, or goes, through. */
const revoked = sql<boolean>`exists (select from payments.refunds r where r.creator_id = g.creator_id
  and r.order_id = g.order_id and r.access = 'revoke' and r.state <> 'failed')`;
export type GiftOfOrder = Awaited<ReturnType<ReturnType<typeof giftWithOrder>['executeTakeFirstOrThrow']>>;

/** The things of an order become somebody's. */
export async function ownLines(tx: Tx, creatorId: string, orderId: string, ownerId: string): Promise<string[]> {
  const lines = await tx
    .updateTable('payments.orderLines')
    .set({ buyerId: ownerId, owned: true })
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .returning(['productId', 'line'])
    .execute();
  return lines.toSorted((a, b) => a.line - b.line).map((line) => line.productId);
}

/** What was taken back is there again: a gift that stood still goes on, and what did not arrive at its giver is sent anew. */
export async function wakeGift(tx: Tx, creatorId: string, orderId: string, at: Date): Promise<void> {
  await tx
    .updateTable('payments.gifts')
    .set({ nextAt: at })
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .where('state', 'in', ['waiting', 'sent', 'returned'])
    .execute();
}
