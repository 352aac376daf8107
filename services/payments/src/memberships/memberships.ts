// A membership is what happened to it. Each of these writes one fact in a transaction that holds the membership's lock,
// keeps what follows from it in the row, and tells the other services.
import { hash } from 'node:crypto';
import { membershipChanged, pauseNotPossible, pausedLately } from '@windsurf/contracts/payments-memberships';
import type { PayloadOf } from '@windsurf/contracts/event';
import { formatMoment, fromEat, inEat } from '@windsurf/calendar/moment';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import type { IntentRow } from '../intents/intents.ts';
import {
  asFacts,
  changeMembership,
  factsOf,
  insertFact,
  insertMembership,
  lockMembership,
  lockMembershipOf,
  membershipOfOrder,
  soldProduct,
} from './memberships.queries.ts';
import type { FactRow, MembershipRow } from './memberships.queries.ts';
import { day, standingAt } from './periods.ts';
import type { GiveBack, Standing } from './periods.ts';
import { fairMonth } from './price.ts';

export { isMoreTime, paidForMembership } from './memberships.queries.ts';
export type { MembershipRow } from './memberships.queries.ts';
export type { GiveBack } from './periods.ts';
export { choicesOf, fairMonth, priceOfMonths } from './price.ts';
export type { MembershipTerms, MonthsPrice } from './price.ts';

/** Days before the end, and after it, on which a member is told. */
export const told = [5, 2, 0, -2] as const;
/** A pause begins at the earliest so many days after the last one ended: it is for a break, not for single evenings. */
export const pauseApartDays = 30;

/** 96 bits of a signed text: the same membership has the same address, and whoever cannot sign cannot make one. */
export function linkTokenOf(deps: Deps, creatorId: CreatorId, membershipId: string): string {
  const signed = deps.tokens.sign({ creatorId, intentId: membershipId, opener: false });
  return hash('sha256', `membership.1\n${signed}`, 'buffer').subarray(0, 12).toString('base64url');
}
export const linkHashOf = (token: string): string => hash('sha256', token);

/** What the transaction that sells knows of it. */
export type PaidMembership = Pick<IntentRow, 'productId' | 'buyerId' | 'buyerHint' | 'lang' | 'choice'> & {
  readonly orderId: string;
};

/**
 * In the transaction that sells: the time that an order pays for; undefined when it was for another thing. One order is one
 * payment, however often it is told.
 */
export async function takePaidMembership(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  paid: PaidMembership,
  at: Date,
): Promise<string | undefined> {
  const { productId, buyerId, buyerHint, lang, orderId } = paid;
  const { months, monthSantim: asked } = paid.choice as { months?: number; monthSantim?: number };
  if (months === undefined) return undefined;
  const product = await soldProduct(tx, creatorId, productId).executeTakeFirst();
  if (product?.details.type !== 'membership') return undefined;
  const { graceDays } = product.details;
  const monthSantim = fairMonth(asked ?? product.priceSantim, product.priceSantim);
  const id = newId();
  const begun = {
    state: 'ended',
    untilAt: at,
    accessUntil: at,
    joinedAt: at,
    agreedAt: at,
    months,
    monthSantim,
  } as const;
  const linkHash = linkHashOf(linkTokenOf(deps, creatorId, id));
  await insertMembership(tx, { creatorId, id, productId, buyerId, buyerHint, lang, linkHash, ...begun });
  const row = await lockMembershipOf(tx, creatorId, buyerId, productId);
  if (!row) throw new Error('a membership that was just made');
  const written = await factsOf(tx, creatorId, row.id).execute();
  const anew = standingAt(asFacts(written), at).state === 'ended';
  const fact = { kind: 'paid', at, orderId, months, graceDays } as const;
  const what = written.length === 0 ? 'joined' : 'renewed';
  // Who comes back after her time was over agrees to the price of now.
  const agreed = anew ? { agreedAt: at, monthSantim } : {};
  await write(tx, creatorId, row, written, fact, what, { months, lang, ...agreed });
  return row.id;
}

/** The money of an order went back. False when it was not for a membership. */
export async function giveMembershipBack(
  tx: Tx,
  creatorId: CreatorId,
  orderId: string,
  how: GiveBack,
  at: Date,
): Promise<boolean> {
  return await aboutOrder(tx, creatorId, orderId, { kind: 'given-back', at, orderId, how }, 'given-back');
}

/** It did not go back after all, or was paid again. False when it was not for a membership. */
export async function restoreMembership(tx: Tx, creatorId: CreatorId, orderId: string, at: Date): Promise<boolean> {
  return await aboutOrder(tx, creatorId, orderId, { kind: 'restored', at, orderId }, 'restored');
}

async function aboutOrder(tx: Tx, creatorId: CreatorId, orderId: string, fact: NewFact, what: What): Promise<boolean> {
  const id = await membershipOfOrder(tx, creatorId, orderId);
  const row = id === undefined ? undefined : await lockMembership(tx, creatorId, id);
  if (!row) return false;
  await write(tx, creatorId, row, await factsOf(tx, creatorId, row.id).execute(), fact, what);
  return true;
}

export type Wish = 'pause' | 'resume' | 'leave';

/**
 * What a member decides herself. The same again changes nothing. Throws pauseNotPossible, pausedLately.
 */
export async function decide(deps: Deps, creatorId: CreatorId, id: string, wish: Wish, lang: Language): Promise<void> {
  const at = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await lockMembership(tx, creatorId, id);
    if (!row) throw new Error('a membership that its own address names');
    const written = await factsOf(tx, creatorId, id).execute();
    const standing = standingAt(asFacts(written), at);
    if (wish === 'pause') {
      if (standing.state === 'paused') return;
      if (standing.state !== 'active') throw pauseNotPossible();
      assertNotLately(written, at, lang);
      return await write(tx, creatorId, row, written, { kind: 'paused', at }, 'paused');
    }
    if (wish === 'resume') {
      if (standing.state !== 'paused') return;
      return await write(tx, creatorId, row, written, { kind: 'resumed', at }, 'resumed');
    }
    if (standing.state === 'ended' || standing.leftAt !== null) return;
    await write(tx, creatorId, row, written, { kind: 'left', at }, 'left');
  });
}

function assertNotLately(written: readonly FactRow[], at: Date, lang: Language): void {
  const last = written.findLast(({ kind }) => kind === 'paused');
  if (!last) return;
  const again = new Date(last.at.getTime() + pauseApartDays * day);
  if (at < again) throw pausedLately({ day: formatMoment(again, lang, 'date') });
}

type NewFact =
  | { kind: 'paid'; at: Date; orderId: string; months: number; graceDays: number }
  | { kind: 'given-back'; at: Date; orderId: string; how: GiveBack }
  | { kind: 'restored'; at: Date; orderId: string }
  | { kind: 'paused' | 'resumed' | 'left'; at: Date }
  | { kind: 'ended'; at: Date; how: 'left' | 'forgot' | 'given-back' };
type What = PayloadOf<typeof membershipChanged>['what'];

/** The next fact of a membership whose row is locked. */
export async function write(
  tx: Tx,
  creatorId: CreatorId,
  row: MembershipRow,
  written: readonly FactRow[],
  fact: NewFact,
  what: What,
  more: Partial<Pick<MembershipRow, 'months' | 'lang' | 'agreedAt' | 'monthSantim'>> = {},
): Promise<void> {
  const number = (written.at(-1)?.number ?? 0) + 1;
  const full = { creatorId, membershipId: row.id, number, orderId: null, months: null, graceDays: null, how: null };
  // Clocks of two processes may differ; what is written later happened later.
  const at = new Date(Math.max(fact.at.getTime(), written.at(-1)?.at.getTime() ?? 0));
  const next = { ...full, ...fact, at };
  await insertFact(tx, next);
  const standing = standingAt(asFacts([...written, next]), at);
  // An end that was noticed changes no time: what was told about it stays told.
  const change = fact.kind === 'ended' ? { endedHow: fact.how } : { told: null };
  const open = standing.state === 'ended' ? {} : { endedHow: null };
  await keep(tx, creatorId, row, standing, at, { ...more, ...open, ...change }, what, orderOf(fact));
}

const orderOf = (fact: NewFact): string | null => ('orderId' in fact ? fact.orderId : null);

/** What follows from the facts, for lists, for the worker and for the other services. */
export async function keep(
  tx: Tx,
  creatorId: CreatorId,
  row: MembershipRow,
  standing: Standing,
  at: Date,
  more: Partial<MembershipRow>,
  what: What,
  orderId: string | null,
): Promise<void> {
  const { state, until, accessUntil, resumesAt, leftAt } = standing;
  const untilAt = until ?? at;
  const open = accessUntil ?? at;
  const number = row.number + 1;
  const endedHow = more.endedHow === undefined ? row.endedHow : more.endedHow;
  const change = { state, untilAt, accessUntil: open, resumesAt, leftAt, number, ...more };
  const waiting = { endedHow, untoldPriceId: row.untoldPriceId };
  await changeMembership(tx, creatorId, row.id, { ...change, nextAt: nextLook(standing, waiting, at) });
  await emit(tx, membershipChanged, newId(), {
    membershipId: row.id,
    productId: row.productId,
    buyerId: row.buyerId,
    what,
    orderId,
    number,
    state,
    until: untilAt.toISOString(),
    accessUntil: open.toISOString(),
    at: at.toISOString(),
  });
}

/** Nobody is reminded who left, or whose money went back. */
export const isWaitedFor = ({ leftAt, wentBack }: Standing): boolean => leftAt === null && !wentBack;

/** When there is something to tell or to close; null when nothing will happen by itself. */
export function nextLook(
  standing: Standing,
  { endedHow, untoldPriceId }: Pick<MembershipRow, 'endedHow' | 'untoldPriceId'>,
  now: Date,
): Date | null {
  const { state, until, accessUntil, resumesAt } = standing;
  const moments = untoldPriceId === null ? [] : [afterQuiet(now).getTime()];
  if (state === 'paused' && resumesAt !== null) moments.push(resumesAt.getTime());
  else if (until !== null && accessUntil !== null) {
    const reminders = isWaitedFor(standing) ? told.map((days) => reminderAt(until, days).getTime()) : [];
    moments.push(...[...reminders, until.getTime()].filter((moment) => moment > now.getTime()));
    // The close itself may lie behind: it is noticed at once.
    if (endedHow === null) moments.push(Math.max(accessUntil.getTime(), now.getTime()));
  }
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** Nobody is woken: from nine in the evening to seven in the morning, in East Africa, messages wait. */
const quiet = { from: 21, until: 7 } as const;
/** The same moment, or the morning after it where it lies in the night. */
export function afterQuiet(at: Date): Date {
  const { hour, gregorian } = inEat(at);
  if (hour >= quiet.until && hour < quiet.from) return at;
  const morning = fromEat(gregorian, quiet.until);
  return hour < quiet.until ? morning : new Date(morning.getTime() + day);
}

/** When a member is told, so many days before an end. */
export const reminderAt = (until: Date, days: number): Date => afterQuiet(new Date(until.getTime() - days * day));
