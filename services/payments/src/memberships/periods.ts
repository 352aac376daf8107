// The time of a membership, from what happened to it. Pure: the same facts give the same time, on the page, for the worker
// and in the transaction that takes money. A month is a month in East Africa from the day of joining; nothing is taken by
// itself, and no paid moment is lost or given twice (moonshot C.4).
import { monthsLater } from '../plans/plans.ts';

export type Fact =
  | {
      readonly kind: 'paid';
      readonly at: Date;
      readonly orderId: string;
      readonly months: number;
      /** Days after the end in which everything stays open, as promised when this was paid. */
      readonly graceDays: number;
    }
  /** Money went back: `shorten` takes the rest of what that order paid for, `revoke` all that is left, `keep` nothing. */
  | { readonly kind: 'given-back'; readonly at: Date; readonly orderId: string; readonly how: GiveBack }
  /** It did not go back after all. */
  | { readonly kind: 'restored'; readonly at: Date; readonly orderId: string }
  | { readonly kind: 'paused' | 'resumed' | 'left'; readonly at: Date };
export type GiveBack = 'shorten' | 'revoke' | 'keep';

/** Paid time that is used, in milliseconds since 1970; `until` is not included. */
export type Span = { readonly orderId: string; readonly from: number; readonly until: number };
type Rest = { readonly orderId: string; readonly ms: number };

export type MembershipState =
  /** Paid, and open. */
  | 'active'
  /** Over, and still open for some days. */
  | 'grace'
  /** The rest is kept, nothing is open. */
  | 'paused'
  | 'ended';
export type Standing = {
  readonly state: MembershipState;
  /** Paid time in its order; what lies ahead is in it, what is kept while paused is not. */
  readonly spans: readonly Span[];
  /** End of what is paid; while paused, when the pause began. Null: nothing was ever paid. */
  readonly until: Date | null;
  /** From then on nothing is open. */
  readonly accessUntil: Date | null;
  readonly pausedAt: Date | null;
  /** A pause that nobody ends is over then. */
  readonly resumesAt: Date | null;
  /** Milliseconds that are kept while paused. */
  readonly keptMs: number;
  /** She said that she does not go on. */
  readonly leftAt: Date | null;
  /** The money for what would be open now went back. */
  readonly wentBack: boolean;
};

export const day = 86_400_000;
/** A pause is over after so many days by itself: what is kept is not kept for ever. */
export const maxPauseDays = 90;
const maxPauseMs = maxPauseDays * day;

/** Where the facts have led up to a moment. */
type Course = {
  spans: Span[];
  kept: Rest[];
  /** Taken by a refund, by the order that was given back. */
  taken: Map<string, Rest[]>;
  /** Months counted from one day, so that the 31st comes again after a February. */
  anchor: { at: Date; months: number } | undefined;
  graceMs: number;
  pausedAt: number | undefined;
  leftAt: number | undefined;
  revoked: boolean;
  readonly startOf: StartOf;
};

/** Where newly paid time begins: at the old end, if there is one that it goes on from, else at the moment of paying. */
export type StartOf = (end: number | undefined, graceMs: number, at: number) => number;
export const startOf: StartOf = (end, graceMs, at) => (end !== undefined && at < end + graceMs ? end : at);

/**
 * How a membership stands at a moment. Facts after it do not count; they are in the order in which they were written.
 * `start` is the rule for new time; a proof plants another one.
 */
export function standingAt(facts: readonly Fact[], now: Date, start: StartOf = startOf): Standing {
  const course: Course = {
    spans: [],
    kept: [],
    taken: new Map(),
    anchor: undefined,
    graceMs: 0,
    pausedAt: undefined,
    leftAt: undefined,
    revoked: false,
    startOf: start,
  };
  for (const fact of facts) {
    if (fact.at > now) break;
    endPause(course, fact.at.getTime());
    apply(course, fact);
  }
  endPause(course, now.getTime());
  return standing(course, now.getTime());
}

function standing(course: Course, now: number): Standing {
  const { spans, pausedAt, kept, leftAt, revoked: wentBack } = course;
  const end = pausedAt ?? spans.at(-1)?.until;
  const left = leftAt === undefined ? null : new Date(leftAt);
  const none = { spans, pausedAt: null, resumesAt: null, keptMs: 0, leftAt: left, wentBack };
  if (end === undefined) return { ...none, state: 'ended', until: null, accessUntil: null };
  const until = new Date(end);
  if (pausedAt !== undefined) {
    const keptMs = kept.reduce((sum, { ms }) => sum + ms, 0);
    const resumesAt = new Date(pausedAt + maxPauseMs);
    return { ...none, state: 'paused', until, accessUntil: until, pausedAt: until, resumesAt, keptMs };
  }
  const open = end + graceOf(course);
  const state = now < end ? 'active' : now < open ? 'grace' : 'ended';
  return { ...none, state, until, accessUntil: new Date(open) };
}

/** Nobody who left, or whose money went back, is waited for. */
const graceOf = ({ graceMs, leftAt, revoked }: Course): number => (leftAt !== undefined || revoked ? 0 : graceMs);

function apply(course: Course, fact: Fact): void {
  const at = fact.at.getTime();
  switch (fact.kind) {
    case 'paid':
      return extend(course, fact);
    case 'paused':
      return pause(course, at);
    case 'resumed':
      return resume(course, at);
    case 'left':
      // What is kept begins to run: leaving loses nothing either.
      resume(course, at);
      course.leftAt ??= at;
      return;
    case 'given-back':
      return giveBack(course, fact.orderId, fact.how, at);
    case 'restored':
      return restore(course, fact.orderId, at);
  }
}

/**
 * Early, or within the days of grace, the new time goes on from the old end; later it begins anew. Who pays twice has
 * twice the time. Who pays while paused wants in: what is kept goes on, and the new time behind it.
 */
function extend(course: Course, fact: Extract<Fact, { kind: 'paid' }>): void {
  const at = fact.at.getTime();
  resume(course, at);
  const end = course.spans.at(-1)?.until;
  const from = course.startOf(end, graceOf(course), at);
  if (from !== end || !course.anchor) course.anchor = { at: new Date(from), months: 0 };
  course.anchor.months += fact.months;
  const until = monthsLater(course.anchor.at, course.anchor.months).getTime();
  course.spans.push({ orderId: fact.orderId, from, until });
  course.graceMs = fact.graceDays * day;
  course.leftAt = undefined;
  course.revoked = false;
}

function pause(course: Course, at: number): void {
  const end = course.spans.at(-1)?.until;
  if (course.pausedAt !== undefined || end === undefined || at >= end) return;
  course.kept = cutAt(course, at);
  course.pausedAt = at;
  // A pause is another answer than leaving.
  course.leftAt = undefined;
}

/** Ends what lies after a moment; gives it, in its order. */
function cutAt(course: Course, at: number): Rest[] {
  const rest: Rest[] = [];
  const used: Span[] = [];
  for (const span of course.spans) {
    if (span.from < at) used.push({ ...span, until: Math.min(span.until, at) });
    if (span.until > at) rest.push({ orderId: span.orderId, ms: span.until - Math.max(span.from, at) });
  }
  course.spans = used;
  return rest;
}

function lay(course: Course, rest: readonly Rest[], from: number): void {
  let at = from;
  for (const { orderId, ms } of rest) {
    course.spans.push({ orderId, from: at, until: at + ms });
    at += ms;
  }
  // Months are counted from here on: the days are others now.
  course.anchor = { at: new Date(at), months: 0 };
}

function resume(course: Course, at: number): void {
  if (course.pausedAt === undefined) return;
  const { kept } = course;
  course.pausedAt = undefined;
  course.kept = [];
  lay(course, kept, at);
}

function endPause(course: Course, now: number): void {
  if (course.pausedAt === undefined || now < course.pausedAt + maxPauseMs) return;
  resume(course, course.pausedAt + maxPauseMs);
}

function giveBack(course: Course, orderId: string, how: GiveBack, at: number): void {
  if (how === 'keep' || course.taken.has(orderId)) return;
  const goes = (one: { readonly orderId: string }): boolean => how === 'revoke' || one.orderId === orderId;
  const last = course.kept.at(-1) ?? course.spans.at(-1);
  // Whose last payment went back is not waited for, even where all of its time is used.
  if (last && goes(last)) course.revoked = true;
  const paused = course.pausedAt !== undefined;
  if (!(paused ? course.kept : course.spans.filter((span) => span.until > at)).some(goes)) return;
  const ahead = paused ? course.kept : cutAt(course, at);
  const stays = ahead.filter((rest) => !goes(rest));
  course.taken.set(orderId, ahead.filter(goes));
  course.revoked = stays.length === 0;
  if (paused && stays.length > 0) {
    course.kept = stays;
    return;
  }
  course.pausedAt = undefined;
  course.kept = [];
  if (stays.length > 0) lay(course, stays, at);
}

function restore(course: Course, orderId: string, at: number): void {
  const taken = course.taken.get(orderId);
  course.taken.delete(orderId);
  if (!taken || taken.length === 0) return;
  course.revoked = false;
  if (course.pausedAt !== undefined) {
    course.kept = [...course.kept, ...taken];
    return;
  }
  lay(course, taken, Math.max(at, course.spans.at(-1)?.until ?? at));
}
