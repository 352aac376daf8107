// A receipt, VAT invoice or credit note as it is printed.
import { formatMoment } from '@windsurf/calendar/moment';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { paperWords as words, railPaperNames } from '@windsurf/language/words-receipts';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Paper } from '../papers/paper.ts';
import { markOf } from './receipts.ts';
import type { Receipt, Seller } from './receipts.ts';

/** Where anybody can ask whether a paper is real. */
const checkPath = (receipt: Pick<Receipt, 'creatorId' | 'number' | 'hash'>): string =>
  `/pay/receipts/${receipt.creatorId}/${receipt.number}/${markOf(receipt)}`;

export function railName(rail: string, lang: Language): string {
  const names: Readonly<Record<string, Phrase>> = railPaperNames;
  const known = Object.hasOwn(names, rail) ? names[rail] : undefined;
  return known ? say(known, lang) : rail;
}

/** The lines that name a seller; the store's name first where she has said no other. `tin` is the opened number. */
export function issuerLines(seller: Seller, tin: string | null, lang: Language): readonly string[] {
  const { storeName, legalName, address, vatNumber } = seller;
  const named = legalName === null ? [storeName] : [legalName, say(words.store, lang, { store: storeName })];
  return [
    ...named,
    ...(address === null ? [] : [address]),
    ...(tin === null ? [] : [say(words.tin, lang, { tin })]),
    ...(vatNumber === null ? [] : [say(words.vatNumber, lang, { number: vatNumber })]),
  ];
}

const percentText = (basisPoints: number): string => String(basisPoints / 100);

function titleOf(receipt: Receipt): Phrase {
  if (receipt.kind === 'credit-note') return words.creditNote;
  if (receipt.refundId !== null) return words.restored;
  return receipt.vatBasisPoints > 0 ? words.invoice : words.receipt;
}

/** `checkOrigin` is where {@link checkPath} is served; `tin` the seller's number, opened. */
export function receiptPaper(
  receipt: Receipt,
  given: { readonly lang: Language; readonly tin: string | null; readonly checkOrigin: string },
): Paper {
  const { lang, tin, checkOrigin } = given;
  const birr = (amount: number): string => formatBirr(santim(amount), lang, { decimals: 'always' });
  const back = receipt.kind === 'credit-note';
  const rows = receipt.lines.flatMap(({ title, listSantim, discountSantim }) => [
    [title, birr(listSantim)],
    ...(discountSantim > 0 ? [[say(words.discount, lang, { title }), birr(-discountSantim)]] : []),
  ]);
  const taxed = receipt.vatBasisPoints > 0;
  const corrects: (readonly [string, string])[] =
    receipt.corrects === null
      ? []
      : [
          [
            say(back ? words.corrects : words.correctsNote, lang),
            say(words.number, lang, { number: receipt.corrects }),
          ],
        ];
  return {
    lang,
    issuer: issuerLines(receipt.seller, tin, lang),
    title: say(titleOf(receipt), lang),
    number: say(words.number, lang, { number: receipt.number }),
    facts: [
      [say(words.date, lang), formatMoment(receipt.issuedAt, lang)],
      ...corrects,
      [say(words.order, lang), say(words.number, lang, { number: receipt.orderNumber })],
      [say(words.buyer, lang), say(words.buyerHint, lang, { hint: receipt.buyerHint })],
      [say(words.paidWith, lang), railName(receipt.rail, lang)],
    ],
    tables: [
      {
        columns: [
          { label: say(words.item, lang), share: 0.68 },
          { label: say(words.amount, lang), share: 0.32, align: 'right' },
        ],
        rows,
      },
    ],
    sums: [
      ...(taxed
        ? [
            { label: say(words.withoutVat, lang), value: birr(receipt.totalSantim - receipt.vatSantim) },
            {
              label: say(words.vatOf, lang, { percent: percentText(receipt.vatBasisPoints) }),
              value: birr(receipt.vatSantim),
            },
          ]
        : []),
      { label: say(back ? words.totalBack : words.totalPaid, lang), value: birr(receipt.totalSantim), strong: true },
    ],
    check: { url: `${checkOrigin}${checkPath(receipt)}`, says: say(words.checkSays, lang) },
    notes: [...(taxed ? [] : [say(words.noVat, lang)]), say(words.issuedFor, lang)],
    at: receipt.issuedAt,
  };
}
