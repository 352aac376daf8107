// What a buyer hears while she waits: where she follows her payment, and what she needs to pay at leisure. One part each.
import { clockOf, inEat } from '@windsurf/calendar/moment';
import { dayParts, weekdays } from '@windsurf/calendar/words-calendar';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { smsWords as words } from '@windsurf/language/words-sms';
import { smsRailNames, smsSomeRail } from '@windsurf/language/words-sms-money';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { firstFitting, oneLine, withTitle } from './fitting.ts';
import { plainLatin } from './parts.ts';

export type WaitingText = {
  /** Null while it is not known here. */
  readonly title: string | null;
  readonly amount: Santim;
  readonly rail: string;
  readonly url: string;
  /** Until when she pays at leisure; null: nothing is left to her but to wait. */
  readonly until: Date | null;
  /** Digits; null where she transfers by hand. */
  readonly code: string | null;
};

/** The first that fits is sent. A code is said whole before its link; where to transfer stands behind the link alone. */
const forms = {
  waiting: [words.waiting, words.waitingShort, words.waitingLeast, words.waitingBare],
  code: [words.payCode, words.payCodeShort, words.payCodeBare, words.payCodeLeast],
  transfer: [words.transfer, words.transferShort, words.transferLeast, words.transferBare],
} as const satisfies Record<string, readonly Phrase[]>;

/** One part in either language, with its whole sum; with the code and the time where she pays with one. */
export function waitingText(lang: Language, input: WaitingText): string {
  const { until, code, url } = input;
  const all = forms[until === null ? 'waiting' : code === null ? 'transfer' : 'code'];
  const params: PhraseParams = {
    // A no-break space would make a Latin message UCS-2.
    amount: formatBirr(input.amount, lang, { space: 'plain' }),
    rail: say(smsRailNames[input.rail] ?? smsSomeRail, lang),
    until: until === null ? '' : dayAndTime(until, lang),
    code: code ?? '',
    url,
  };
  const title = input.title === null ? null : oneLine(input.title);
  const candidates = all.map((phrase) => () => {
    if (!phrase[lang].includes('{title}')) return plainLatin(say(phrase, lang, params));
    return title === null ? undefined : withTitle(phrase, lang, title, params);
  });
  return firstFitting(candidates, plainLatin(say(all.at(-1) ?? words.waitingBare, lang, params)));
}

/** `Saturday 9:00 (3:00 in the morning)`, `ቅዳሜ ከጠዋቱ 3:00`. What is paid at leisure ends within the week. */
function dayAndTime(date: Date, lang: Language): string {
  const { weekday, clock } = inEat(date);
  const day = weekdays[weekday]?.[lang] ?? '';
  if (lang === 'am') return `${day} ${clockOf(date, lang)}`;
  const time = `${clock.hour}:${String(clock.minute).padStart(2, '0')}`;
  return `${day} ${clockOf(date, lang)} (${say(dayParts[clock.part], lang, { time })})`;
}
