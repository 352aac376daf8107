import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type StockRow = Pick<Selectable<DB['payments.terms']>, 'productId' | 'quantity' | 'taken' | 'held'>;
export type UseRow = Selectable<DB['payments.codeUses']>;
export type HoldState = UseRow['state'];

/** One more is held, if there is one. The row is locked until the transaction ends; false when nothing is left. */
export async function holdOne(tx: Tx, creatorId: string, productId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.terms')
    .set({ held: sql<number>`held + 1` })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('quantity', 'is not', null)
    .where(sql<boolean>`taken + held < quantity`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function insertHold(tx: Tx, intentId: string, productId: string): Promise<void> {
  await tx.insertInto('payments.stockHolds').values({ intentId, productId, state: 'held' }).execute();
}

/** Rows of products that are sold by number, locked in one order for everybody. */
export async function lockStock(tx: Tx, creatorId: string, productIds: readonly string[]): Promise<StockRow[]> {
  return await tx
    .selectFrom('payments.terms')
    .select(['productId', 'quantity', 'taken', 'held'])
    .where('creatorId', '=', creatorId)
    .where('productId', 'in', productIds)
    .orderBy('productId')
    .forUpdate()
    .execute();
}

export async function holdsOf(
  tx: Tx,
  creatorId: string,
  intentId: string,
): Promise<{ productId: string; state: HoldState }[]> {
  return await tx
    .selectFrom('payments.stockHolds')
    .select(['productId', 'state'])
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .execute();
}

/** Moves the counters of a product by so many. */
export async function countStock(
  tx: Tx,
  creatorId: string,
  productId: string,
  by: { readonly held: number; readonly taken: number },
): Promise<void> {
  await tx
    .updateTable('payments.terms')
    .set({ held: sql<number>`held + ${by.held}`, taken: sql<number>`taken + ${by.taken}` })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .executeTakeFirstOrThrow();
}

/** One more than was said: two people have it, and both keep it. */
export async function addPiece(tx: Tx, creatorId: string, productId: string): Promise<void> {
  await tx
    .updateTable('payments.terms')
    .set({ quantity: sql<number>`quantity + 1` })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .executeTakeFirstOrThrow();
}

export async function writeHold(tx: Tx, intentId: string, productId: string, state: HoldState): Promise<void> {
  await tx
    .insertInto('payments.stockHolds')
    .values({ intentId, productId, state })
    .onConflict((c) => c.columns(['creatorId', 'intentId', 'productId']).doUpdateSet({ state }))
    .execute();
}

/** One more use is held, if there is one; locks the code. False when its uses are all taken or held. */
export async function holdUse(tx: Tx, creatorId: string, codeId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.codes')
    .set({ held: sql<number>`held + 1` })
    .where('creatorId', '=', creatorId)
    .where('id', '=', codeId)
    .where('endedAt', 'is', null)
    .where('maxUses', 'is not', null)
    .where(sql<boolean>`taken + held < max_uses`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Whether the code works without a count; it stays so until the transaction ends, and others may use it meanwhile. */
export async function isUnlimited(tx: Tx, creatorId: string, codeId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.codes')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', codeId)
    .where('endedAt', 'is', null)
    .where('maxUses', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Throws a duplicate of `code_use_once` when this buyer has used a code that works once for each. */
export async function insertUse(tx: Tx, use: Omit<UseRow, 'creatorId'>): Promise<void> {
  await tx.insertInto('payments.codeUses').values(use).execute();
}

export async function useOf(tx: Tx, creatorId: string, intentId: string): Promise<UseRow | undefined> {
  return await tx
    .selectFrom('payments.codeUses')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .executeTakeFirst();
}

export async function lockCode(
  tx: Tx,
  creatorId: string,
  codeId: string,
): Promise<{ maxUses: number | null; taken: number; held: number } | undefined> {
  return await tx
    .selectFrom('payments.codes')
    .select(['maxUses', 'taken', 'held'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', codeId)
    .forUpdate()
    .executeTakeFirst();
}

export async function countUses(
  tx: Tx,
  creatorId: string,
  codeId: string,
  by: { readonly held: number; readonly taken: number },
): Promise<void> {
  await tx
    .updateTable('payments.codes')
    .set({ held: sql<number>`held + ${by.held}`, taken: sql<number>`taken + ${by.taken}` })
    .where('creatorId', '=', creatorId)
    .where('id', '=', codeId)
    .executeTakeFirstOrThrow();
}

export async function writeUse(tx: Tx, creatorId: string, intentId: string, state: HoldState): Promise<void> {
  await tx
    .updateTable('payments.codeUses')
    .set({ state })
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .executeTakeFirstOrThrow();
}

/** Whether this buyer's use of the code stands in another payment that is under way or paid. */
export async function usedElsewhere(tx: Tx, use: UseRow): Promise<boolean> {
  const row = await tx
    .selectFrom('payments.codeUses')
    .select('intentId')
    .where('creatorId', '=', use.creatorId)
    .where('codeId', '=', use.codeId)
    .where('buyerId', '=', use.buyerId)
    .where('intentId', '!=', use.intentId)
    .where('state', '!=', 'released')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
