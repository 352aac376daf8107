// What happened to a payment, and what is expected next, in sentences. Pure: buyer, creator and the golden test get the
// same words for the same facts.
import type { TimelineNext, TimelineStep } from '@windsurf/contracts/payments-timeline';
import { formatMoment } from '@windsurf/calendar/moment';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { nextWords, tellers, timelineWords } from '@windsurf/language/words-timeline';
import type { TimelineWords } from '@windsurf/language/words-timeline';
import { formatBirr, santim } from '@windsurf/money/money';
import { isOpen } from '../intents/intents.ts';
import type { Happening, IntentState } from '../intents/intents.ts';
import type { RailCapabilities } from '../rails/rails.ts';
import { asSentence, railTeller, railWords } from '../rails/registry.ts';
import { giveUpSeconds } from '../settle/settle.ts';

/** Facts that are not written down as happenings: where the money stands between rail and creator. */
export type Derived = 'payable' | 'payout-asked' | 'payout-sent' | 'payout-arrived' | 'payout-failed';
// Every happening has its sentence, or this does not compile.
const sentences: Readonly<Record<Happening | Derived, TimelineWords>> = timelineWords;

export type Event = { readonly at: Date; readonly what: string; readonly who: string };
export type Facts = {
  readonly state: IntentState;
  readonly rail: string;
  readonly pay: RailCapabilities['pay'] | undefined;
  readonly query: boolean;
  readonly amountSantim: number;
  readonly startedAt: Date;
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
  readonly parkedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly nextAskAt: Date | null;
  readonly events: readonly Event[];
  /** Something of it is on its way back to the buyer. */
  readonly goingBack: boolean;
  /** It bought more of what is open. */
  readonly open?: boolean;
  /** Not out yet: the day on which it is to come. */
  readonly release?: Date | undefined;
  readonly order: { readonly state: string; readonly payableAt: Date } | undefined;
  readonly payout: Payout | undefined;
};
export type Payout = {
  readonly id: string;
  readonly state: string;
  readonly rail: string;
  readonly requestedAt: Date;
  readonly sendingAt: Date | null;
  readonly endedAt: Date | null;
  readonly amountSantim: number;
};

const hour = 3_600_000;
/** People are asked to look within a working day. */
const personMs = 24 * hour;
const deliveryMs = 10 * 60_000;

/** Oldest first: what was written down, and what follows from the books and the clock. */
export function stepsOf(facts: Facts, now: Date, lang: Language): TimelineStep[] {
  const derived = derivedOf(facts, now);
  return [...facts.events, ...derived]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map((event) => stepOf(event, facts, lang));
}

function derivedOf({ order, payout, release }: Facts, now: Date): Event[] {
  const events: Event[] = [];
  const sold = order && order.state !== 'reversed' && order.state !== 'refunded';
  // Nothing is anybody's before it is out.
  if (order && sold && release === undefined && order.payableAt <= now)
    events.push({ at: order.payableAt, what: 'payable', who: 'we' });
  if (!payout) return events;
  events.push({ at: payout.requestedAt, what: 'payout-asked', who: 'we' });
  if (payout.sendingAt) events.push({ at: payout.sendingAt, what: 'payout-sent', who: 'we' });
  if (payout.endedAt && payout.state === 'paid')
    events.push({ at: payout.endedAt, what: 'payout-arrived', who: payout.rail });
  if (payout.endedAt && payout.state !== 'paid')
    events.push({ at: payout.endedAt, what: 'payout-failed', who: payout.rail });
  return events;
}

function stepOf({ at, what, who }: Event, { rail, amountSantim }: Facts, lang: Language): TimelineStep {
  const words = Object.hasOwn(sentences, what) ? sentences[what as Happening] : undefined;
  const params = {
    rail: say(railTeller(rail), lang),
    price: formatBirr(santim(amountSantim), lang, { decimals: 'always' }),
  };
  return {
    at: at.toISOString(),
    what,
    who,
    kind: words?.kind ?? 'info',
    // Written by a newer build: told as it is rather than left out.
    word: words ? say(words.word, lang) : what,
    says: words ? asSentence(say(words.says, lang, params)) : what,
    by: say(tellerOf(who), lang),
  };
}

function tellerOf(who: string): Phrase {
  const ours: Readonly<Record<string, Phrase>> = tellers;
  const own = Object.hasOwn(ours, who) ? ours[who] : undefined;
  return own ?? (railWords(who) ? railTeller(who) : { en: who, am: who });
}

type Next = { readonly says: Phrase; readonly by: Date | null };

/** What is expected next; null when nothing is. A time that has passed is not told. */
export function nextOf(facts: Facts, now: Date, lang: Language): TimelineNext | null {
  const next = expected(facts, now);
  if (!next) return null;
  const says = say(next.says, lang, { rail: say(railTeller(facts.rail), lang) });
  if (next.by === null || next.by <= now) return { says, by: null };
  const time = formatMoment(next.by, lang, 'full');
  return { says: say(nextWords.latest, lang, { says, time }), by: next.by.toISOString() };
}

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

function expected(facts: Facts, now: Date): Next | undefined {
  const { state, startedAt, parkedAt } = facts;
  if (isOpen(state)) return whileOpen(facts);
  if (facts.goingBack || state === 'surplus') return { says: nextWords.goesBack, by: null };
  switch (state) {
    case 'parked':
      return { says: nextWords.person, by: after(parkedAt ?? startedAt, personMs) };
    case 'disputed':
      return { says: nextWords.decides, by: null };
    case 'succeeded':
    case 'overpaid':
      return afterPaid(facts, now);
    default:
      return undefined;
  }
}

function whileOpen(facts: Facts): Next {
  const { state, pay, query, startedAt, expiresAt, receivedAt, nextAskAt, events } = facts;
  const told = events.findLast((event) => event.what === 'told-reference');
  if (pay === 'instructions' && told) return { says: nextWords.person, by: after(told.at, personMs) };
  if (receivedAt !== null) return { says: nextWords.confirms, by: null };
  if (state === 'created') return { says: nextWords.begins, by: after(startedAt, 60_000) };
  if (state === 'unknown')
    return query
      ? { says: nextWords.asks, by: nextAskAt }
      : { says: nextWords.takesOver, by: after(startedAt, giveUpSeconds * 1000) };
  return { says: pay === 'redirect' || pay === 'push' ? nextWords.approves : nextWords.pays, by: expiresAt };
}

function afterPaid({ events, endedAt, open, order, payout, release }: Facts, now: Date): Next | undefined {
  if (release !== undefined && order?.state !== 'refunded') return { says: nextWords.comesOut, by: release };
  if (open !== true && !events.some((event) => event.what === 'delivered'))
    return { says: nextWords.delivers, by: endedAt && after(endedAt, deliveryMs) };
  if (!order || order.state === 'refunded') return undefined;
  if (order.payableAt > now) return { says: nextWords.settles, by: order.payableAt };
  if (!payout) return { says: nextWords.paysOut, by: null };
  return payout.endedAt === null ? { says: nextWords.arrives, by: null } : undefined;
}
