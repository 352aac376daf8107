// What happened to a payout: written down, and told where the creator is to hear of it by SMS.
import { payoutChanged } from '@windsurf/contracts/payments-payouts';
import { newId } from '@windsurf/db/ids';
import { emit } from '@windsurf/messages/emit';
import type { Tx } from '../deps.ts';
import { insertEvent } from './payouts.queries.ts';
import type { PayoutRow } from './payouts.queries.ts';

export const happenings = [
  'asked',
  'scheduled',
  'again',
  'held',
  'let-go',
  'sending',
  'by-hand',
  'taken',
  'not-sent',
  'unknown',
  'looked-for',
  'parked',
  'paid',
  'paid-late',
  'failed',
  'cancelled',
  'kept',
  'released',
  'moved',
  'not-again',
  'contradicted',
] as const;
export type Happening = (typeof happenings)[number];
export type Teller = 'creator' | 'we' | 'rail' | 'operator';
export type Happened = {
  readonly what: Happening;
  readonly who: Teller;
  readonly at: Date;
  readonly reason?: string | null;
  readonly note?: string | undefined;
  readonly personId?: string | undefined;
};

/** Writes a line of the history; gives its id. */
export async function note(tx: Tx, payoutId: string, happened: Happened): Promise<string> {
  const id = newId();
  const { reason = null, note = null, personId = null, ...rest } = happened;
  await insertEvent(tx, { ...rest, id, payoutId, reason, note, personId });
  return id;
}

/** Writes it and has the creator told. */
export async function tell(tx: Tx, payout: PayoutRow, happened: Happened): Promise<void> {
  const key = await note(tx, payout.id, { reason: payout.reason, ...happened });
  const { id: payoutId, state, reason, amountSantim, nextAt } = payout;
  await emit(tx, payoutChanged, key, {
    payoutId,
    state,
    reason,
    amountSantim,
    nextAt: nextAt?.toISOString() ?? null,
  });
}
