// What people hear who pay in parts. One part each, with the link.
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { smsInstalmentWords as words } from '@windsurf/language/words-sms-instalments';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { dayOf, firstFitting, oneLine, withTitle } from './fitting.ts';
import { plainLatin } from './parts.ts';

export type InstalmentText = {
  /**
   * - `soon`, `today`, `late`: a part before, on and after its day
   * - `closed`: unpaid for too long
   * - `paid`, `done`: a part was paid, or the last one
   */
  readonly kind: 'soon' | 'today' | 'late' | 'closed' | 'paid' | 'done';
  readonly title: string;
  readonly part: number;
  readonly count: number;
  readonly day: Date;
  /** When it is closed if nobody pays. */
  readonly closes: Date;
  readonly amount: Santim;
  readonly left: Santim;
  readonly url: string;
};

const forms = {
  soon: [words.soon, words.soonShort, words.soonLeast],
  today: [words.today, words.todayShort, words.todayLeast],
  late: [words.late, words.lateShort, words.lateLeast],
  closed: [words.closed, words.closedShort, words.closedLeast],
  paid: [words.paid, words.paidShort, words.paidLeast],
  done: [words.done, words.doneShort, words.doneLeast],
} as const satisfies Record<InstalmentText['kind'], readonly Phrase[]>;

export function instalmentText(lang: Language, input: InstalmentText): string {
  const params: PhraseParams = {
    part: input.part,
    count: input.count,
    // A no-break space would make a Latin message UCS-2.
    amount: formatBirr(input.amount, lang, { space: 'plain' }),
    left: formatBirr(input.left, lang, { space: 'plain' }),
    day: dayOf(input.day, lang),
    closes: dayOf(input.closes, lang),
    url: input.url,
  };
  const title = oneLine(input.title);
  const all: readonly Phrase[] = forms[input.kind];
  const candidates = all.map(
    (phrase) => () =>
      phrase[lang].includes('{title}') ? withTitle(phrase, lang, title, params) : plainLatin(say(phrase, lang, params)),
  );
  return firstFitting(candidates, plainLatin(say(all.at(-1) ?? words.paidLeast, lang, params)));
}
