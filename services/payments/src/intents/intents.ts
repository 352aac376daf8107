// What the other rooms of this house may do with an attempt: everything that changes one goes through its rows here.
import { reasons } from './intent-states.ts';
import type { Reason } from './intent-states.ts';

export { follows, happenings, isOpen, isPaid, mayFollow } from './intent-states.ts';
export type { Happening, IntentState, Reason, Teller } from './intent-states.ts';
export {
  answeredAttempt,
  attemptRow,
  changeIntent,
  happeningsOf,
  intentAndOrder,
  intentById,
  lockIntent,
  newAttempt,
  openIntent,
  writeHappening,
} from './intents.queries.ts';
export type { IntentChange, IntentRow, NewIntent } from './intents.queries.ts';

/** A rail's own word for a refusal, where we have one too. */
export const reasonOf = (why: string | undefined): Reason => reasons.find((reason) => reason === why) ?? 'refused';

/** One thing of what an attempt is about, frozen as it was offered. */
export type IntentItem = {
  readonly productId: string;
  readonly title: string;
  readonly slug: string;
  readonly version: number;
  readonly listSantim: number;
  readonly discountSantim: number;
  readonly amountSantim: number;
  /** part: of the bundle before it, whose price holds for all of them. */
  readonly kind: 'main' | 'part' | 'item' | 'bump';
};
