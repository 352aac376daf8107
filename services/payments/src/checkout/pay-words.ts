// The two sentences of each phase: how it stands, and what that means for the buyer.
import type { Phrase } from '@windsurf/language/phrases';
import { payWords as words } from '@windsurf/language/words-payments';
import { railWords } from '../rails/registry.ts';
import type { Phase } from './pay-phase.ts';

export const kindOf: Readonly<Record<Phase, 'wait' | 'warn' | 'bad' | 'ok' | 'info'>> = {
  sending: 'wait',
  waiting: 'wait',
  code: 'wait',
  transfer: 'wait',
  told: 'wait',
  received: 'wait',
  confirming: 'wait',
  asking: 'wait',
  late: 'wait',
  leave: 'wait',
  unknown: 'warn',
  'parked-wrong-amount': 'warn',
  'parked-two-payments': 'warn',
  'parked-given-up': 'warn',
  'parked-unclear': 'warn',
  'parked-told': 'warn',
  failed: 'bad',
  'failed-open': 'bad',
  'failed-no-money': 'bad',
  'failed-wrong-pin': 'bad',
  'failed-cancelled': 'bad',
  'failed-limit': 'bad',
  'failed-no-answer': 'bad',
  'failed-not-paid': 'bad',
  'failed-reversed': 'bad',
  'rail-down': 'bad',
  expired: 'warn',
  paid: 'ok',
  overpaid: 'ok',
  returning: 'warn',
  reversed: 'bad',
  disputed: 'info',
};

const said: Readonly<Record<Phase, readonly [Phrase, Phrase]>> = {
  sending: [words.sending, words.sendingNext],
  // Of these, the way to pay says itself what the buyer does.
  waiting: [words.sending, words.sendingNext],
  code: [words.code, words.noBanks],
  transfer: [words.code, words.noBanks],
  told: [words.told, words.toldNext],
  received: [words.received, words.receivedNext],
  confirming: [words.confirming, words.confirmingNext],
  asking: [words.asking, words.sendingNext],
  late: [words.late, words.lateNext],
  leave: [words.leave, words.leaveNext],
  unknown: [words.unknown, words.unknownNext],
  'parked-wrong-amount': [words.wrongAmount, words.personNext],
  'parked-two-payments': [words.twoPayments, words.personNext],
  'parked-given-up': [words.givenUp, words.personNext],
  'parked-unclear': [words.unclear, words.personNext],
  'parked-told': [words.toldPerson, words.toldPersonNext],
  // The rail itself has said that these are over: only then may a page say that nothing was taken.
  failed: [words.failed, words.failedNext],
  'failed-no-money': [words.noMoney, words.failedNext],
  'failed-wrong-pin': [words.wrongPin, words.failedNext],
  'failed-cancelled': [words.cancelled, words.failedNext],
  'failed-limit': [words.limit, words.limitNext],
  'failed-no-answer': [words.noAnswer, words.failedNext],
  'failed-open': [words.failed, words.failedOpen],
  'failed-not-paid': [words.notPaid, words.notPaidNext],
  'failed-reversed': [words.takenBack, words.takenBackNext],
  'rail-down': [words.railDown, words.railDownNext],
  expired: [words.expired, words.expiredNext],
  paid: [words.paid, words.paidSoon],
  overpaid: [words.paid, words.paidSoon],
  returning: [words.boughtNothing, words.comesBack],
  reversed: [words.reversed, words.reversedNext],
  disputed: [words.disputed, words.disputedNext],
};

/** What differs between attempts in the same phase. */
export type Facts = {
  readonly rail: string;
  readonly pay: string | undefined;
  /** The rail can be asked. */
  readonly query: boolean;
  /** It is known how much came. */
  readonly came: boolean;
  /** Why money goes back, and whether it has. */
  readonly credit: { readonly reason: string; readonly sent: boolean } | undefined;
};

/** State and what it means; placeholders: price, rail, hint, seconds, came, rest, sum, reference. */
export function saidOf(phase: Phase, facts: Facts): readonly [Phrase, Phrase] {
  const [state, next] = said[phase];
  const own = railWords(facts.rail);
  switch (phase) {
    case 'waiting':
    case 'transfer':
      return own ? [own.now, own.next] : [words.late, words.unknownSilent];
    case 'code':
      return [state, own?.now ?? next];
    case 'late':
      return [state, facts.pay === 'push' ? words.latePush : next];
    case 'unknown':
      return [state, facts.query ? next : words.unknownSilent];
    case 'parked-wrong-amount':
      return [facts.came ? words.wrongAmountCame : state, next];
    case 'returning':
      return [returningOf(facts.credit?.reason) ?? state, facts.credit?.sent ? words.cameBack : next];
    default:
      return [state, next];
  }
}

const returningOf = (reason: string | undefined): Phrase | undefined =>
  reason === 'paid-twice' ? words.paidTwice : reason === 'sold-out' ? words.soldOut : undefined;
