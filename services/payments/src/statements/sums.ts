// What a period comes to, from the postings of the ledger and the receipts of the same time. Nothing is kept: it is added
// up each time.
import type { StatementSums } from '@windsurf/contracts/payments-billing';
import { santim } from '@windsurf/money/money';

/** Postings of one day, kind and account. `ordered` are those that belong to an order. */
export type BookedRow = {
  readonly day: string;
  readonly kind: string;
  readonly account: string;
  readonly ordered: boolean;
  readonly total: number;
};
/** Papers of one day and kind; `corrects` are receipts that take a credit note back. */
export type PaperRow = {
  readonly day: string;
  readonly kind: 'receipt' | 'credit-note';
  readonly corrects: boolean;
  readonly count: number;
  readonly total: number;
  readonly vat: number;
};

const sum = <R>(rows: readonly R[], of: (row: R) => number): number =>
  santim(rows.reduce((total, row) => total + of(row), 0));

/** How far the creator's money moved: what we owe her, less what she owes us. */
export const moved = (rows: readonly BookedRow[]): number =>
  -sum(
    rows.filter(({ account }) => account === 'creator-payable' || account === 'receivable'),
    (row) => row.total,
  );

export function sumsOf(booked: readonly BookedRow[], papers: readonly PaperRow[]): StatementSums {
  const posted = (kinds: readonly string[], account: RegExp, ordered = false): number =>
    sum(
      booked.filter((row) => kinds.includes(row.kind) && account.test(row.account) && (row.ordered || !ordered)),
      (row) => row.total,
    );
  const all = (account: string): number =>
    -sum(
      booked.filter((row) => row.account === account),
      (row) => row.total,
    );
  const sales = posted(['sale'], /^clearing:/);
  // Of money that bought nothing it is no refund of a sale. A refund that the bank took on its way stays one: its sum left
  // the rail all the same.
  const refunds =
    -posted(['refund', 'refund-back'], /^refunds-in-transit$/, true) -
    posted(['refund-back', 'reversal', 'reversal-undone'], /^clearing:/, true);
  const platformFee = all('platform-fee');
  const providerFee = all('provider-fee');
  const payouts = -posted(['payout', 'payout-back'], /^payouts-in-transit$/);
  // Set aside with a sale and taken back with a refund; when they are released they move from there and not from her.
  const sharesOut = -sum(
    booked.filter(({ account, kind }) => account.startsWith('share:') && kind !== 'share-out'),
    (row) => row.total,
  );
  const sharesIn = moved(booked.filter(({ kind }) => kind === 'share-in'));
  const explained = sales - refunds - platformFee - providerFee - payouts - sharesOut + sharesIn;
  const receipts = papers.filter((row) => row.kind === 'receipt' && !row.corrects);
  const notes = papers.filter((row) => row.kind === 'credit-note' || row.corrects);
  const less = (row: PaperRow): 1 | -1 => (row.corrects && row.kind === 'receipt' ? -1 : 1);
  return {
    salesSantim: sales,
    refundsSantim: santim(refunds),
    platformFeeSantim: platformFee,
    providerFeeSantim: providerFee,
    payoutsSantim: santim(payouts),
    sharesOutSantim: santim(sharesOut),
    sharesInSantim: santim(sharesIn),
    otherSantim: santim(moved(booked) - explained),
    vatSantim: santim(sum(receipts, (row) => row.vat) - sum(notes, (row) => less(row) * row.vat)),
    receipts: sum(receipts, (row) => row.count),
    receiptsSantim: sum(receipts, (row) => row.total),
    creditNotes: sum(notes, (row) => less(row) * row.count),
    creditNotesSantim: sum(notes, (row) => less(row) * row.total),
  };
}
