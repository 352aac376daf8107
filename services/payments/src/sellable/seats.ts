// The seats of an event are said in the store and counted here, as every limited quantity is.
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import * as holds from './holds.queries.ts';
import type { StockRow } from './holds.queries.ts';
import { countsFrom } from './terms.ts';
import * as rows from './terms.queries.ts';

/**
 * From now on so many tickets are sold in all; null: as many as are asked for. Never fewer than are sold and held: whoever
 * has one keeps it.
 */
export async function noteSeats(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  seats: number | null,
  now: Date,
): Promise<void> {
  if (!(await rows.stopStarts(tx, creatorId, productId))) return;
  const known = await rows.termsOf(tx, creatorId, productId).executeTakeFirstOrThrow();
  if (known.quantity === seats) return;
  const counts = await countsFrom(tx, creatorId, productId, seats);
  await rows.putTerms(tx, {
    productId,
    version: (counts.version ?? 0) + 1,
    minSantim: known.minSantim,
    suggestedSantim: known.suggestedSantim ?? [],
    quantity: seats === null ? null : Math.max(seats, counts.taken + counts.held, 1),
    taken: counts.taken,
    held: counts.held,
    bumpId: known.bumpId,
    bumpSantim: known.bumpSantim,
    noGift: known.noGift ?? false,
    changedAt: now,
  });
}

/** Seats that an order gave back, locked; before the books, as everywhere. */
export async function lockSeatsBack(tx: Tx, creatorId: CreatorId, intentId: string): Promise<readonly StockRow[]> {
  const given = (await holds.holdsOf(tx, creatorId, intentId)).filter((hold) => hold.state === 'released');
  if (given.length === 0) return [];
  const ids = given.map((hold) => hold.productId);
  const seats = await rows.seatsAmong(tx, creatorId, ids);
  return seats.length === 0 ? [] : await holds.lockStock(tx, creatorId, seats);
}

/** Her refund did not go through, so that she has her ticket again: also where its seat was sold to another meanwhile. */
export async function takeSeatsAgain(
  tx: Tx,
  creatorId: CreatorId,
  intentId: string,
  seats: readonly StockRow[],
): Promise<void> {
  for (const { productId, quantity, taken, held } of seats) {
    if (quantity !== null && taken + held >= quantity) await holds.addPiece(tx, creatorId, productId);
    await holds.countStock(tx, creatorId, productId, { held: 0, taken: 1 });
    await holds.writeHold(tx, intentId, productId, 'taken');
  }
}

/**
 * Whoever gave her ticket back leaves a seat that can be sold again, once. Before the books are locked: what is limited
 * comes before them everywhere.
 */
export async function giveSeatsBack(tx: Tx, creatorId: CreatorId, intentId: string): Promise<void> {
  const held = (await holds.holdsOf(tx, creatorId, intentId)).filter((hold) => hold.state === 'taken');
  if (held.length === 0) return;
  const seats = await rows.seatsAmong(
    tx,
    creatorId,
    held.map((hold) => hold.productId),
  );
  for (const productId of seats.toSorted()) {
    const [counted] = await holds.lockStock(tx, creatorId, [productId]);
    if (!counted || counted.quantity === null || counted.taken < 1) continue;
    await holds.countStock(tx, creatorId, productId, { held: 0, taken: -1 });
    await holds.writeHold(tx, intentId, productId, 'released');
  }
}
