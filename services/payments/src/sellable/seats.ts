// The seats of an event are said in the store and counted here, as every limited quantity is.
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
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
    changedAt: now,
  });
}
