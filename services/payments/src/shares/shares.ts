// The parts of affiliates and collaborators in a creator's books: split off in the entry of the sale, held on an account of
// their own, given back in proportion with refunds. Whoever calls has locked the order first and the books after it.
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import type { IntentRow } from '../intents/intents.ts';
import type { Line } from '../ledger/ledger.ts';
import { vatInside } from '../tax/tax.ts';
import * as rows from './shares.queries.ts';
import type { ShareRow } from './shares.queries.ts';
import { givenBack, splitOf } from './split.ts';
import type { Part, Promised, SplitSale } from './split.ts';

export { lockShares, sharesOf } from './shares.queries.ts';
export type { ShareRow } from './shares.queries.ts';
export { givenBack, heldOf } from './split.ts';
export { promises } from './promised.ts';
export type { Partner } from './promised.ts';
export type { Promised } from './split.ts';

/** On which account of the seller's books a part is held. */
export const shareAccount = (partyId: string): string => `share:${partyId}`;
const day = 86_400_000;

/** What was promised of a payment when it began. */
export const promisedOf = (intent: Pick<IntentRow, 'shares'>): readonly Promised[] =>
  intent.shares as unknown as readonly Promised[];

/** Who brought the buyer of a payment, for what she buys right after it. */
export function affiliateOf(
  intent: Pick<IntentRow, 'shares'>,
): { id: string; payeeId: string; percent: number; holdDays: number; remembered?: true; proven?: true } | undefined {
  const one = promisedOf(intent).find((promised) => promised.kind === 'affiliate');
  const [percent] = Object.values(one?.percents ?? {});
  return one && percent !== undefined ? { ...one, id: one.partyId, percent } : undefined;
}

/** The parts of a sale that is just being booked; most sales have none, and ask nothing. */
export async function partsOfSale(
  tx: Tx,
  intent: Pick<IntentRow, 'creatorId' | 'shares'>,
  sale: Omit<SplitSale, 'vatSantim'>,
  at: Date,
): Promise<readonly Part[]> {
  const promised = promisedOf(intent);
  if (promised.length === 0) return [];
  const vatSantim = vatInside(santim(sale.amountSantim), await rows.vatRate(tx, intent.creatorId, at));
  return splitOf({ ...sale, vatSantim }, promised);
}

/** Keeps the parts with their order; what is held is released when the days for refunds are over. */
export async function keepParts(
  tx: Tx,
  parts: readonly Part[],
  order: { readonly id: string; readonly title: string },
  at: Date,
): Promise<void> {
  await rows.insertShares(
    tx,
    parts.map(({ holdDays, ...part }) => {
      const releaseAt = new Date(at.getTime() + holdDays * day);
      const { id: orderId, title } = order;
      return { ...part, id: newId(), orderId, title, earnedAt: at, releaseAt, nextAt: releaseAt };
    }),
  );
}

export type Taken = {
  /** Santim that the parts give back together. */
  readonly total: number;
  readonly lines: readonly Line[];
  readonly moves: readonly { readonly shareId: string; readonly amount: number }[];
};

export const nothingTaken: Taken = { total: 0, lines: [], moves: [] };

/** What the parts would give back when so much of an order is left. Changes nothing. */
export function takenOf(
  shares: readonly ShareRow[],
  order: { readonly amountSantim: number },
  left: number,
  most: number,
): Taken {
  const back = givenBack(shares, order, left, most);
  return {
    total: back.reduce((sum, { amount }) => sum + amount, 0),
    lines: back.map(({ share, amount }) => ({ account: shareAccount(share.partyId), amount: santim(amount) })),
    moves: back.map(({ share, amount }) => ({ shareId: share.id, amount })),
  };
}

/** Writes down what was taken out of the parts, in the transaction that books it. */
export async function noteTaken(
  tx: Tx,
  creatorId: string,
  taken: Taken,
  about: { readonly id: string; readonly orderId: string; readonly kind: 'refund' | 'reversal' },
): Promise<void> {
  await rows.insertMoves(
    tx,
    taken.moves.map(({ shareId, amount }) => ({
      aboutId: about.id,
      shareId,
      orderId: about.orderId,
      kind: about.kind,
      amountSantim: amount,
      returned: false,
    })),
  );
  for (const { shareId, amount } of taken.moves) await rows.changeShare(tx, creatorId, shareId, { reversed: amount });
}

/**
 * A refund did not happen, or what the bank took came again: the parts have back what they gave, and what is held is
 * released in its time. Gives what has to be credited; nothing the second time.
 */
export async function giveBackTaken(
  tx: Tx,
  creatorId: CreatorId,
  of: { readonly aboutId: string } | { readonly reversalOf: string },
): Promise<{ total: number; lines: Line[] }> {
  const moves = await rows.returnMoves(tx, creatorId, of);
  for (const { shareId, amountSantim, releaseAt } of moves)
    await rows.changeShare(tx, creatorId, shareId, { reversed: -amountSantim, nextAt: releaseAt });
  return {
    total: moves.reduce((sum, { amountSantim }) => sum + amountSantim, 0),
    lines: moves.map(({ partyId, amountSantim }) => ({
      account: shareAccount(partyId),
      amount: santim(-amountSantim),
    })),
  };
}
