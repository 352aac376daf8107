// What happened to the money of one order, as buyer and creator both see it.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { Id, Moment, Santim, nullable } from './shapes.ts';

/** One thing that happened, in the reader's language. */
export const TimelineStep = T.Object({
  at: Moment,
  /** Our word for it, for programs. */
  what: T.String(),
  /** `we`, `operator`, `buyer`, `creator`, `bank`, or the name of a rail. */
  who: T.String(),
  kind: T.Union([T.Literal('ok'), T.Literal('warn'), T.Literal('bad'), T.Literal('info'), T.Literal('wait')]),
  /** The state in one or two words. */
  word: T.String(),
  says: T.String(),
  /** Who says so, in the reader's language. */
  by: T.String(),
});
export type TimelineStep = Static<typeof TimelineStep>;
/** Money on its way back to the buyer, or there. */
export const TimelineRefund = T.Object({
  amountSantim: Santim,
  /** asked · waits-approval · sending · unknown · manual · sent · failed */
  state: T.String(),
  askedAt: Moment,
  endedAt: nullable(Moment),
});
export type TimelineRefund = Static<typeof TimelineRefund>;
/** What is expected next, and until when at the latest. */
export const TimelineNext = T.Object({ says: T.String(), by: nullable(Moment) });
export type TimelineNext = Static<typeof TimelineNext>;
/** The payout in which the money of a sale went, or goes, out to the creator. */
export const TimelinePayout = T.Object({ id: Id, state: T.String(), at: Moment, amountSantim: Santim });
export type TimelinePayout = Static<typeof TimelinePayout>;
