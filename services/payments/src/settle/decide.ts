// What an answer of a rail means for an attempt. Pure: the same facts give the same decision, whoever asked and however
// often. Success is proven by the rail alone, and only when amount, currency and order are ours.
import { mayFollow, isOpen } from '../intents/intents.ts';
import type { Happening, IntentState, Reason, Teller } from '../intents/intents.ts';
import type { RailAnswer } from '../rails/rails.ts';

/** Who wanted to know. An operator has looked at what was set aside; the others have not. */
export type Asker = 'callback' | 'poll' | 'page' | 'operator';
export type Evidence = { readonly answer: RailAnswer; readonly asker: Asker; readonly at: Date };
export type Attempt = {
  readonly state: IntentState;
  readonly reason: string | null;
  readonly amountSantim: number;
  readonly currency: string;
  readonly providerOrderId: string;
  readonly prepayId: string | null;
  readonly startedAt: Date;
  /** Until when the wallet takes it; null while the rail does not hold it. */
  readonly expiresAt: Date | null;
};
export type Decision = {
  /** Undefined: the state stays. */
  readonly to?: IntentState;
  readonly reason?: Reason;
  readonly happening?: Happening;
  readonly teller?: Teller;
  /** Somebody has to look; the word goes into the log. */
  readonly alarm?: string;
};

/** Longer than the rail's calls can take: until then a `created` attempt may still hear from its own process. */
export const startSeconds = 60;
/** From then on the buyer is told that she may close the page and hears by SMS how it ended. */
export const leaveSeconds = 120;
/** After this long without an end we say that we do not know. */
export const doubtSeconds = 600;
/** So long after the wallet's time is up we believe that nobody will pay any more, if the rail does not say so itself. */
const graceSeconds = 1800;

const nothing: Decision = {};
const setAside = (attempt: Attempt): boolean => attempt.state === 'unknown' && attempt.reason === 'wrong-amount';

export function decide(attempt: Attempt, { answer, asker, at }: Evidence): Decision {
  if (attempt.state === 'succeeded') return nothing;
  if (setAside(attempt) && asker !== 'operator') return nothing;
  const decision = answer.kind === 'paid' ? proven(attempt, answer) : unproven(attempt, answer, at);
  // A rule that is not in the table of states changes nothing.
  if (decision.to !== undefined && !mayFollow(attempt.state, decision.to)) {
    return decision.alarm === undefined ? nothing : { alarm: decision.alarm };
  }
  return decision;
}

function proven(attempt: Attempt, paid: Extract<RailAnswer, { kind: 'paid' }>): Decision {
  if (paid.orderId !== attempt.providerOrderId) return { alarm: 'the rail answered about another order' };
  if (paid.amount !== attempt.amountSantim || paid.currency !== attempt.currency) {
    const alarm = 'another amount was paid';
    if (!isOpen(attempt.state) || setAside(attempt)) return { alarm };
    return { ...wrongAmount(attempt), alarm };
  }
  const late = !isOpen(attempt.state);
  return { to: 'succeeded', happening: late ? 'late' : 'confirmed', teller: 'telebirr' };
}

/** Set aside for a person: the money that is talked about is not the price. */
export function wrongAmount(attempt: Pick<Attempt, 'state'>): Decision {
  const stays = attempt.state === 'unknown';
  return { ...(stays ? {} : { to: 'unknown' }), reason: 'wrong-amount', happening: 'wrong-amount', teller: 'telebirr' };
}

function unproven(attempt: Attempt, answer: Exclude<RailAnswer, { kind: 'paid' }>, at: Date): Decision {
  if (!isOpen(attempt.state)) return nothing;
  const age = (at.getTime() - attempt.startedAt.getTime()) / 1000;
  if (attempt.state === 'created' && age < startSeconds) return nothing;
  // Nobody was ever given the wallet's address for this order, so an answer that is not "paid" means that nothing began.
  const neverHandedOut = attempt.prepayId === null;
  const notBegun: Decision = { to: 'failed', reason: 'rail-down', happening: 'failed', teller: 'we' };
  const doubt = (reason: Reason): Decision => ({ to: 'unknown', reason, happening: 'unknown', teller: 'we' });
  switch (answer.kind) {
    case 'failed':
      return { to: 'failed', reason: 'refused', happening: 'failed', teller: 'telebirr' };
    case 'expired':
      return { to: 'expired', happening: 'expired', teller: 'telebirr' };
    case 'waiting':
      if (neverHandedOut) return notBegun;
      // Else who left the wallet's page could not buy this for as long as the rail forgets to close it.
      if (answer.untouched && isOver(attempt, at)) return { to: 'expired', happening: 'expired', teller: 'we' };
      return attempt.state === 'unknown' ? { to: 'pending', happening: 'waiting', teller: 'telebirr' } : nothing;
    case 'refused':
      if (neverHandedOut) return notBegun;
      return age >= doubtSeconds ? doubt('no-answer') : nothing;
    case 'unclear':
      return { ...doubt('unclear'), alarm: 'the rail uses a word that we do not know' };
    case 'no-answer':
      return attempt.state === 'created' || age >= doubtSeconds ? doubt('no-answer') : nothing;
  }
}

const isOver = ({ expiresAt }: Attempt, at: Date): boolean =>
  expiresAt !== null && at.getTime() - expiresAt.getTime() >= graceSeconds * 1000;

const schedule = [15, 30, 60, 120, 300, 900] as const;
const hour = 3600;
const giveUpAfter = 72 * hour;

/**
 * When the rail is asked next, by the age of the attempt: after 15 s, 30 s, 1 m, 2 m, 5 m, 15 m, then every hour; and just
 * after the wallet's own time is up. Undefined after 72 hours: then people take over.
 */
export function nextAsk(attempt: Pick<Attempt, 'startedAt'> & { expiresAt: Date | null }, at: Date): Date | undefined {
  const start = attempt.startedAt.getTime();
  const age = (at.getTime() - start) / 1000;
  if (age >= giveUpAfter) return undefined;
  let due = 0;
  for (const pause of schedule) {
    due += pause;
    if (due > age) break;
  }
  while (due <= age) due += hour;
  const ended = attempt.expiresAt === null ? Number.POSITIVE_INFINITY : attempt.expiresAt.getTime() + 5000;
  const next = start + due * 1000;
  return new Date(ended > at.getTime() && ended < next ? ended : next);
}
