import type { ProductDetails } from '@windsurf/contracts/product-types';
import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import type { Fact, GiveBack } from './periods.ts';

export type MembershipRow = Selectable<DB['payments.memberships']>;
export type FactRow = Selectable<DB['payments.membershipFacts']>;
type From = { selectFrom: Tx['selectFrom'] };

export const membershipById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.memberships').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export async function lockMembership(tx: Tx, creatorId: string, id: string): Promise<MembershipRow | undefined> {
  return await membershipById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

/** The membership of a person, locked; undefined when she never had it. */
export async function lockMembershipOf(
  tx: Tx,
  creatorId: string,
  buyerId: string,
  productId: string,
): Promise<MembershipRow | undefined> {
  return await tx
    .selectFrom('payments.memberships')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where('productId', '=', productId)
    .forUpdate()
    .executeTakeFirst();
}

/** Changes nothing where she has it already: whoever joins at the same moment waits for the other. */
export async function insertMembership(tx: Tx, row: Insertable<DB['payments.memberships']>): Promise<void> {
  await tx
    .insertInto('payments.memberships')
    .values(row)
    .onConflict((c) => c.columns(['creatorId', 'buyerId', 'productId']).doNothing())
    .execute();
}

export async function changeMembership(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Updateable<DB['payments.memberships']>,
): Promise<void> {
  await tx
    .updateTable('payments.memberships')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export const factsOf = (from: From, creatorId: string, membershipId: string) =>
  from
    .selectFrom('payments.membershipFacts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('membershipId', '=', membershipId)
    .orderBy('number');

export async function insertFact(tx: Tx, fact: Insertable<DB['payments.membershipFacts']>): Promise<void> {
  await tx.insertInto('payments.membershipFacts').values(fact).execute();
}

/** Which membership an order paid for; undefined when it was another thing. */
export async function membershipOfOrder(tx: Tx, creatorId: string, orderId: string): Promise<string | undefined> {
  const row = await paidForMembership(tx, creatorId, orderId).executeTakeFirst();
  return row?.membershipId;
}

/** Whether an order paid for more of a membership that was there: what it bought is open already. */
export async function isMoreTime(tx: Tx, creatorId: string, orderId: string): Promise<boolean> {
  const paid = await paidForMembership(tx, creatorId, orderId).select('number').executeTakeFirst();
  return paid !== undefined && paid.number > 1;
}

/** A row where an order paid for a membership. */
export const paidForMembership = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.membershipFacts')
    .select('membershipId')
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .where(sql<boolean>`kind = 'paid'`);

/** As the rules read it. An end that was noticed is no fact about time. */
export function asFacts(rows: readonly FactRow[]): Fact[] {
  return rows.flatMap(({ kind, at, orderId, months, graceDays, how }): Fact[] => {
    if (kind === 'ended') return [];
    if (kind === 'paused' || kind === 'resumed' || kind === 'left') return [{ kind, at }];
    if (orderId === null) throw new Error('money is about an order');
    if (kind === 'restored') return [{ kind, at, orderId }];
    if (kind === 'given-back') return [{ kind, at, orderId, how: how as GiveBack }];
    return [{ kind: 'paid', at, orderId, months: months ?? 0, graceDays: graceDays ?? 0 }];
  });
}

/** False when this end has its bill already. */
export async function insertBill(
  tx: Tx,
  bill: { creatorId: string; membershipId: string; endsAt: Date; monthSantim: number; madeAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments.membershipBills')
    .values(bill)
    .onConflict((c) => c.columns(['creatorId', 'membershipId', 'endsAt']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The price that was announced last and holds by then, in santim a month; undefined when none was. */
export async function announcedPrice(
  tx: Tx,
  creatorId: string,
  productId: string,
  since: Date,
  at: Date,
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('payments.membershipPrices')
    .select('monthSantim')
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('fromAt', '<=', at)
    // Who joined after it was announced has agreed to what she paid.
    .where('announcedAt', '>', since)
    .orderBy('fromAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.monthSantim;
}

/** The product of a membership, for sale or not. */
export const productOf = (from: From, creatorId: string, membershipId: string) =>
  from
    .selectFrom('payments.memberships as m')
    .innerJoin('payments.products as p', (join) =>
      join.onRef('p.creatorId', '=', 'm.creatorId').onRef('p.id', '=', 'm.productId'),
    )
    .selectAll('p')
    // Checked when it was published.
    .select(sql<ProductDetails>`p.details`.as('details'))
    .where('m.creatorId', '=', creatorId)
    .where('m.id', '=', membershipId);

/** The price that was announced to a member last and does not hold yet. */
export const noticeAhead = (from: From, creatorId: string, membershipId: string, at: Date) =>
  from
    .selectFrom('payments.memberships as m')
    .innerJoin('payments.membershipPrices as p', (join) =>
      join.onRef('p.creatorId', '=', 'm.creatorId').onRef('p.productId', '=', 'm.productId'),
    )
    .select(['p.monthSantim', 'p.fromAt'])
    .where('m.creatorId', '=', creatorId)
    .where('m.id', '=', membershipId)
    .where('p.fromAt', '>', at)
    .whereRef('p.announcedAt', '>', 'm.agreedAt')
    .orderBy('p.fromAt', 'desc')
    .limit(1);

export const priceById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.membershipPrices').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export const soldProduct = (from: From, creatorId: string, productId: string) =>
  from
    .selectFrom('payments.products')
    .select(['priceSantim', sql<ProductDetails>`details`.as('details')])
    .where('creatorId', '=', creatorId)
    .where('id', '=', productId);
