// Statements as they are printed: of a month, of a fiscal year, of a payout. The sums are given; nothing is added up here.
import { formatMoment, inEat } from '@windsurf/calendar/moment';
import type { StatementSums } from '@windsurf/contracts/payments-billing';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { paperWords as words } from '@windsurf/language/words-receipts';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Paper, PaperTable } from '../papers/paper.ts';
import { issuerLines } from '../receipts/receipt-paper.ts';
import type { Seller } from '../receipts/receipts.ts';
import { dayLabel, dayText, ethiopianMonthLabel, ethiopianMonthOf } from './period.ts';
import type { Statement } from './statements.ts';
import { sumsOf } from './sums.ts';

type Given = {
  readonly lang: Language;
  /** Both calendars. */
  readonly label: string;
  readonly seller: Seller;
  /** The seller's number, opened. */
  readonly tin: string | null;
  readonly at: Date;
};

/** A statement of any period; `by` says what its table is made of. */
export function statementPaper(statement: Statement, by: 'day' | readonly string[], given: Given): Paper {
  const { lang, label, seller, tin, at } = given;
  const { sums, open } = statement;
  const birr = (amount: number): string => formatBirr(santim(amount), lang, { decimals: 'always' });
  const fact = (name: keyof typeof words, amount: number): readonly [string, string] => [
    say(words[name], lang),
    birr(amount),
  ];
  const taxed = sums.vatSantim !== 0;
  return {
    lang,
    issuer: issuerLines(seller, tin, lang),
    title: say(by === 'day' ? words.statement : words.yearly, lang),
    facts: [
      [say(words.period, lang), label],
      [say(words.written, lang), formatMoment(at, lang)],
    ],
    tables: [
      {
        columns: twoColumns('', ''),
        rows: [
          fact('opening', statement.openingSantim),
          fact('sales', sums.salesSantim),
          fact('refunds', -sums.refundsSantim),
          fact('platformFee', -sums.platformFeeSantim),
          ...(sums.providerFeeSantim === 0 ? [] : [fact('providerFee', -sums.providerFeeSantim)]),
          ...(sums.sharesOutSantim === 0 ? [] : [fact('sharesOut', -sums.sharesOutSantim)]),
          ...(sums.sharesInSantim === 0 ? [] : [fact('sharesIn', sums.sharesInSantim)]),
          fact('payouts', -sums.payoutsSantim),
          ...(sums.otherSantim === 0 ? [] : [fact('other', sums.otherSantim)]),
          fact('closing', statement.closingSantim),
        ],
        strongLast: true,
      },
      {
        columns: twoColumns('', ''),
        rows: [
          [say(words.receiptsOf, lang, { count: sums.receipts }), birr(sums.receiptsSantim)],
          [say(words.notesOf, lang, { count: sums.creditNotes }), birr(-sums.creditNotesSantim)],
          ...(taxed ? [fact('vatInside', sums.vatSantim)] : []),
        ],
      },
      by === 'day' ? daysTable(statement, lang) : monthsTable(statement, by, at, lang),
    ],
    sums: [],
    notes: [...(open ? [say(words.stillOpen, lang)] : []), say(words.listInTable, lang), say(words.noAdvice, lang)],
    at,
  };
}

const twoColumns = (left: string, right: string): PaperTable['columns'] => [
  { label: left, share: 0.64 },
  { label: right, share: 0.36, align: 'right' },
];

function table(
  caption: string,
  first: string,
  rows: readonly (readonly [string, StatementSums])[],
  lang: Language,
): PaperTable {
  // Without the unit: four sums stand beside each other, and the notes say what they are.
  const plain = (amount: number): string =>
    formatBirr(santim(amount), 'en', { decimals: 'always' }).replace(/\u00a0birr$/, '');
  return {
    caption,
    columns: [
      { label: first, share: 0.43 },
      { label: say(words.sales, lang), share: 0.19, align: 'right' },
      { label: say(words.refunds, lang), share: 0.19, align: 'right' },
      { label: say(words.left, lang), share: 0.19, align: 'right' },
    ],
    rows: rows.map(([label, sums]) => [
      label,
      plain(sums.salesSantim),
      plain(-sums.refundsSantim),
      plain(
        sums.salesSantim - sums.refundsSantim - sums.platformFeeSantim - sums.providerFeeSantim - sums.sharesOutSantim,
      ),
    ]),
  };
}

const moves = ({ salesSantim, refundsSantim, receipts, creditNotes }: StatementSums): boolean =>
  salesSantim !== 0 || refundsSantim !== 0 || receipts !== 0 || creditNotes !== 0;

function daysTable({ booked, papers }: Statement, lang: Language): PaperTable {
  const days = [...new Set([...booked, ...papers].map(({ day }) => day))].toSorted();
  const rows = days
    .map(
      (day) =>
        [
          day,
          sumsOf(
            booked.filter((row) => row.day === day),
            papers.filter((row) => row.day === day),
          ),
        ] as const,
    )
    .filter(([, sums]) => moves(sums))
    .map(([day, sums]) => [dayLabel(day, lang), sums] as const);
  return table(say(words.byDay, lang), say(words.day, lang), rows, lang);
}

/** Sums of each Ethiopian month of a statement. */
export function byMonth(
  { booked, papers }: Statement,
  months: readonly string[],
): readonly { readonly month: string; readonly sums: StatementSums }[] {
  const of = <R extends { readonly day: string }>(rows: readonly R[], month: string): readonly R[] =>
    rows.filter(({ day }) => ethiopianMonthOf(day) === month);
  return months.map((month) => ({ month, sums: sumsOf(of(booked, month), of(papers, month)) }));
}

/** Months that have not begun are left out. */
function monthsTable(statement: Statement, months: readonly string[], at: Date, lang: Language): PaperTable {
  const begun = ethiopianMonthOf(dayText(inEat(at).gregorian));
  const rows = byMonth(
    statement,
    months.filter((month) => month <= begun),
  ).map(({ month, sums }) => [ethiopianMonthLabel(month, lang), sums] as const);
  return table(say(words.byMonth, lang), say(words.month, lang), rows, lang);
}

/** What a payout is made of; every word is said by whoever pays out, in the reader's language. */
export type PayoutStatement = {
  readonly lang: Language;
  readonly seller: Seller;
  readonly tin: string | null;
  /** The payout's own number or reference, as people read it out. */
  readonly number: string;
  readonly at: Date;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** What it is made of, in santim; the last sum is what was sent. */
  readonly rows: readonly { readonly label: string; readonly santim: number }[];
  readonly sentSantim: number;
  /** Each booking that it is made of, if they are few enough to print. */
  readonly lines: readonly { readonly at: Date; readonly label: string; readonly santim: number }[];
  readonly notes?: readonly string[];
};

/** Pure: the paper of a payout statement, for the press. */
export function payoutPaper(given: PayoutStatement): Paper {
  const { lang, seller, tin, number, at, facts, rows, sentSantim, lines, notes = [] } = given;
  const birr = (amount: number): string => formatBirr(santim(amount), lang, { decimals: 'always' });
  return {
    lang,
    issuer: issuerLines(seller, tin, lang),
    title: say(words.payoutStatement, lang),
    number,
    facts: [[say(words.date, lang), formatMoment(at, lang)], ...facts],
    tables: [
      {
        columns: twoColumns(say(words.what, lang), say(words.amount, lang)),
        rows: rows.map(({ label, santim: amount }) => [label, birr(amount)]),
      },
      ...(lines.length === 0 ? [] : [linesTable(lines, lang)]),
    ],
    sums: [{ label: say(words.sentSum, lang), value: birr(sentSantim), strong: true }],
    notes: [...notes, say(words.noAdvice, lang)],
    at,
  };
}

const linesTable = (lines: PayoutStatement['lines'], lang: Language): PaperTable => ({
  columns: [
    { label: say(words.day, lang), share: 0.24 },
    { label: say(words.what, lang), share: 0.5 },
    { label: say(words.left, lang), share: 0.26, align: 'right' },
  ],
  rows: lines.map(({ at, label, santim: amount }) => [
    dayLabel(dayText(inEat(at).gregorian), lang),
    label,
    formatBirr(santim(amount), lang, { decimals: 'always' }),
  ]),
});
