// What operators see first: how much waits in each queue; and one payment by whatever number a person has.
import type { DeskQueue, FoundPayment } from '@windsurf/contracts/payments-desk';
import type { Deps } from '../deps.ts';

export type DeskCount = {
  readonly queue: DeskQueue;
  readonly count: number;
  readonly oldestAt: Date | null;
  readonly sumSantim: number | null;
};

/** Counts of all queues at a moment; the look is written down. */
export async function readDesk(deps: Deps, operatorId: string): Promise<{ at: Date; queues: DeskCount[] }> {
  const at = deps.clock.now();
  const rows = await deps.tenancy.door<DeskCount>('desk', operatorId, at);
  return { at, queues: rows.map((row) => ({ ...row, sumSantim: row.count === 0 ? null : row.sumSantim })) };
}

export type Found = Omit<FoundPayment, 'startedAt'> & { readonly startedAt: Date };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Payments that carry exactly this number, newest first, 20 at most; the search is written down with what was searched.
 *
 * @param number an id of ours, or a number of a provider in any case
 */
export async function searchPayments(deps: Deps, operatorId: string, number: string): Promise<Found[]> {
  const term = number.trim();
  const id = UUID.test(term) ? term.toLowerCase() : null;
  return await deps.tenancy.door<Found>('payments_of_number', operatorId, term, id);
}
