// A price in equal monthly parts, and how a plan stands at a moment. Pure: the same price gives the same parts on the page
// and in the transaction that freezes them; the parts add up to the price to the santim, and the first carries what does
// not divide. There is no interest and no surcharge.
import { monthsLater } from '../plans/plans.ts';

/** From this price on, after a code, something can be paid in parts; santim. */
export const leastPlanSantim = 50_000;
/** So many days after a part was due, what it pays for is closed until it is paid. */
export const pauseAfterDays = 14;
/** Days before a part is due, and after it, on which its buyer is told. */
export const told = [3, 0, -3, -7] as const;
const day = 86_400_000;

/** A sum in so many parts that add up to it, in santim. Throws a RangeError for what is no whole sum. */
export function divide(sum: number, parts: number): number[] {
  if (!Number.isSafeInteger(sum) || sum < 0) throw new RangeError('a sum is whole santim');
  const each = Math.floor(sum / parts);
  return Array.from({ length: parts }, (_, at) => (at === 0 ? sum - each * (parts - 1) : each));
}

export type PlannedPart = {
  readonly number: number;
  readonly dueAt: Date;
  readonly listSantim: number;
  readonly discountSantim: number;
  readonly amountSantim: number;
};
export type Planned = { readonly wholeSantim: number; readonly parts: readonly PlannedPart[] };

/**
 * The parts of a price, the first due at once and each other one a month later. The code is taken off the whole price
 * before it is divided; what it takes off is divided like the price.
 *
 * @param price santim to pay in all, and what a code has taken off before that
 */
export function planned(price: { amountSantim: number; discountSantim: number }, parts: number, from: Date): Planned {
  const amounts = divide(price.amountSantim, parts);
  const discounts = divide(price.discountSantim, parts);
  return {
    wholeSantim: price.amountSantim,
    parts: amounts.map((amountSantim, at) => {
      const discountSantim = discounts[at] ?? 0;
      const dueAt = monthsLater(from, at);
      return { number: at + 1, dueAt, listSantim: amountSantim + discountSantim, discountSantim, amountSantim };
    }),
  };
}

export type PartState = 'due' | 'paid' | 'given-back' | 'disputed' | 'reversed';
export type Part = Pick<PlannedPart, 'number' | 'dueAt' | 'amountSantim'> & { readonly state: PartState };
export type PlanState = 'running' | 'paused' | 'done' | 'ended';
/** given-back: all of its money went back · closed: its seller took it back. */
export type EndedHow = 'given-back' | 'closed';
export type PlanStanding<P extends Part = Part> = {
  readonly state: PlanState;
  readonly access: 'active' | 'paused' | 'revoked';
  /** What can be paid now, the earliest first. */
  readonly unpaid: readonly P[];
  /** Santim that are still to be paid. */
  readonly leftSantim: number;
};

/** What is not paid, and may be: never asked for, or taken back by the bank. */
export const isUnpaid = ({ state }: Pick<Part, 'state'>): boolean => state === 'due' || state === 'reversed';
/** When what a part pays for is closed, if nobody has paid it. */
export const pausesAt = ({ dueAt }: Pick<Part, 'dueAt'>): Date => new Date(dueAt.getTime() + pauseAfterDays * day);
/** Unpaid after its day. */
export const isLate = (part: Part, now: Date): boolean =>
  part.state === 'reversed' || (part.state === 'due' && part.dueAt < now);

/** How a plan stands at a moment; its parts in their order. */
export function standingOf<P extends Part>(parts: readonly P[], endedHow: EndedHow | null, now: Date): PlanStanding<P> {
  if (endedHow !== null)
    return { state: 'ended', access: endedHow === 'closed' ? 'revoked' : 'active', unpaid: [], leftSantim: 0 };
  const unpaid = parts.filter(isUnpaid);
  const leftSantim = unpaid.reduce((sum, { amountSantim }) => sum + amountSantim, 0);
  const taken = parts.some(({ state }) => state === 'disputed' || state === 'reversed');
  if (taken || unpaid.some((part) => pausesAt(part) <= now))
    return { state: 'paused', access: 'paused', unpaid, leftSantim };
  return { state: unpaid.length === 0 ? 'done' : 'running', access: 'active', unpaid, leftSantim };
}

/** The numbers of parts as an integer, one digit each, in their order: what an event may carry. */
export const digitsOf = (parts: readonly { readonly number: number }[]): number =>
  Number(parts.map(({ number }) => number).join(''));
export const numbersIn = (digits: number): number[] => [...String(digits)].map(Number);
