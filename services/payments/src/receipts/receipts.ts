// Receipts and credit notes: numbered without a gap for each creator, frozen when they are issued, never changed. What
// they say together is what the ledger says: sales less refunds.
import { notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { vatOfPart } from '../tax/tax.ts';
import {
  insertNumbered,
  insertReceipt,
  lastReversal,
  lockNumbers,
  receiptsBetween,
  receiptsOfOrder,
} from './receipts.queries.ts';
import type { ReceiptOrder, ReceiptRow } from './receipts.queries.ts';

export type { ReceiptOrder, ReceiptRow } from './receipts.queries.ts';
export { receiptsBetween, receiptsOfOrder };

/** The seller as she stood on file when the paper was issued. */
export type Seller = {
  readonly storeName: string;
  readonly legalName: string | null;
  readonly address: string | null;
  readonly tinSealed: string | null;
  readonly tinHint: string | null;
  /** Only while she was registered. */
  readonly vatNumber: string | null;
};
export type ReceiptLine = {
  readonly title: string;
  readonly listSantim: number;
  readonly discountSantim: number;
  readonly amountSantim: number;
};
export type Receipt = Omit<ReceiptRow, 'seller' | 'lines'> & {
  readonly seller: Seller;
  readonly lines: readonly ReceiptLine[];
};
export const receiptOf = (row: ReceiptRow): Receipt => ({
  ...row,
  seller: row.seller as unknown as Seller,
  lines: row.lines as unknown as readonly ReceiptLine[],
});

/** The first signs of the hash over all that stands on a paper: who reads them from the paper can ask whether it is real. */
export const markOf = (receipt: { readonly hash: string }): string => receipt.hash.slice(0, 12);

/**
 * The receipt of an order, in the transaction that sells. A second one for the same order is refused by the database
 * (duplicate `receipts_order`), and takes no number.
 */
export async function issueReceipt(tx: Tx, creatorId: CreatorId, order: ReceiptOrder, at: Date): Promise<void> {
  await insertReceipt(tx, creatorId, order, at);
}

export type RefundedPart = { readonly id: string; readonly orderId: string; readonly amountSantim: number };

/**
 * A credit note over what goes back to the buyer, in the transaction that books it. Once for each refund: again changes
 * nothing. Throws an Error when the order has no receipt, RangeError when more goes back than was paid.
 */
export async function issueCreditNote(tx: Tx, creatorId: CreatorId, refund: RefundedPart, at: Date): Promise<void> {
  const found = await lockedPapers(tx, creatorId, refund.orderId);
  if (found.papers.some((each) => each.kind === 'credit-note' && each.refundId === refund.id)) return;
  const { receipt, back } = found;
  const part = santim(refund.amountSantim);
  const total = santim(receipt.totalSantim);
  const vat = vatOfPart({ total, vat: santim(receipt.vatSantim) }, back, part);
  const title = receipt.lines.map((line) => line.title).join(' · ');
  await insertNumbered(tx, creatorId, found.last, {
    ...sameAs(receipt),
    kind: 'credit-note',
    refundId: refund.id,
    corrects: receipt.number,
    issuedAt: at,
    lines: JSON.stringify([{ title, listSantim: part, discountSantim: 0, amountSantim: part }]),
    totalSantim: part,
    vatSantim: vat,
  });
}

/**
 * A refund did not happen after all, or what the bank took came back: a receipt that takes its credit note back, with
 * the same sums. Once for each refund; nothing where there is no such note.
 */
export async function takeBackCreditNote(
  tx: Tx,
  creatorId: CreatorId,
  refund: Pick<RefundedPart, 'id' | 'orderId'>,
  at: Date,
): Promise<void> {
  const { papers, last } = await lockedPapers(tx, creatorId, refund.orderId);
  const of = (kind: Receipt['kind']): Receipt | undefined =>
    papers.find((each) => each.kind === kind && each.refundId === refund.id);
  const note = of('credit-note');
  if (!note || of('receipt')) return;
  await insertNumbered(tx, creatorId, last, {
    ...sameAs(note),
    kind: 'receipt',
    refundId: refund.id,
    corrects: note.number,
    issuedAt: at,
    lines: JSON.stringify(note.lines),
    totalSantim: note.totalSantim,
    vatSantim: note.vatSantim,
  });
}

/** What the bank took came again: the credit note of its last reversal is taken back. */
export async function takeBackReversalNote(tx: Tx, creatorId: CreatorId, orderId: string, at: Date): Promise<void> {
  const id = await lastReversal(tx, creatorId, orderId);
  if (id !== undefined) await takeBackCreditNote(tx, creatorId, { id, orderId }, at);
}

const sameAs = ({ orderId, orderNumber, lang, rail, seller, buyerHint, currency, vatBasisPoints }: Receipt) => ({
  orderId,
  orderNumber,
  lang,
  rail,
  seller: JSON.stringify(seller),
  buyerHint,
  currency,
  vatBasisPoints,
});

async function lockedPapers(
  tx: Tx,
  creatorId: CreatorId,
  orderId: string,
): Promise<{
  papers: readonly Receipt[];
  receipt: Receipt;
  back: { total: ReturnType<typeof santim>; vat: ReturnType<typeof santim> };
  last: number;
}> {
  const last = await lockNumbers(tx, creatorId);
  const papers = (await receiptsOfOrder(tx, creatorId, orderId).execute()).map(receiptOf);
  const receipt = papers.find((each) => each.refundId === null);
  if (!receipt) throw new Error('an order without a receipt cannot be credited');
  const corrections = papers.filter((each) => each.refundId !== null);
  const sum = (of: (each: Receipt) => number): number =>
    corrections.reduce((total, each) => total + (each.kind === 'credit-note' ? of(each) : -of(each)), 0);
  const back = { total: santim(sum((each) => each.totalSantim)), vat: santim(sum((each) => each.vatSantim)) };
  return { papers, receipt, back, last };
}

/** A receipt with all that corrects it. Throws notFound for an order that is absent, foreign or not paid. */
export async function papersOfOrder(deps: Deps, creatorId: CreatorId, orderId: string): Promise<readonly Receipt[]> {
  const query = receiptsOfOrder(deps.tenancy.compile, creatorId, orderId).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  if (rows.length === 0) throw notFound();
  return rows.map(receiptOf);
}

export type RealReceipt = {
  readonly number: number;
  readonly kind: Receipt['kind'];
  readonly issuedAt: Date;
  readonly totalSantim: number;
  readonly vatSantim: number;
};
/** What a printed mark proves; undefined when it is none of ours. */
export async function checkMark(
  deps: Deps,
  creatorId: string,
  number: number,
  mark: string,
): Promise<RealReceipt | undefined> {
  const [found] = await deps.tenancy.door<RealReceipt>('receipt_of_mark', creatorId, number, mark);
  return found;
}
