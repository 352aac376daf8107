// One line of a rail's statement against what we know. Pure: the same line and the same facts give the same judgement.
import type { DifferenceKind } from '@windsurf/contracts/payments-books';
import type { IntentState } from '../intents/intents.ts';
import type { Row } from './reconciliation.queries.ts';

export type Line = Pick<
  Row,
  'line' | 'kind' | 'txnId' | 'orderReference' | 'paymentTxnId' | 'amountSantim' | 'feeSantim' | 'status'
>;
export type KnownPayment = {
  readonly creatorId: string;
  readonly intentId: string;
  readonly state: IntentState;
  /** The rail's number of the payment that we know; null while there is none. */
  readonly txnId: string | null;
  readonly orderReference: string;
  /** What came, in santim. */
  readonly amountSantim: number;
  /** The rail's fee as it was agreed for this sale; 0 where none was. */
  readonly providerFeeSantim: number;
};
export type KnownSurplus = { readonly creatorId: string; readonly amountSantim: number };
export type KnownRefund = {
  readonly creatorId: string;
  readonly refundId: string;
  readonly intentId: string;
  readonly state: string;
  readonly txnId: string | null;
  readonly amountSantim: number;
};
export type Known = {
  readonly payment: KnownPayment | undefined;
  /** A payment with this number that bought nothing. */
  readonly surplus: KnownSurplus | undefined;
  readonly refund: KnownRefund | undefined;
  /** The same number with the same amount and state stands in an earlier file, or further up in this one. */
  readonly earlier: 'file' | 'above' | undefined;
};
export type Found = {
  readonly kind: DifferenceKind;
  readonly owner: 'us' | 'rail' | 'creator';
  readonly ours?: number;
  readonly theirs?: number;
};
export type Judgement = {
  readonly outcome: 'matched' | 'repeated' | 'different' | 'ignored';
  readonly differences: readonly Found[];
  /** Book it as settled by the rail, for this creator. */
  readonly settles?: string;
  readonly of?: { readonly creatorId: string; readonly intentId?: string; readonly refundId?: string };
  /** The rail may know more than we do: ask it, and look at the line again. */
  readonly ask?: true;
};

const paid: ReadonlySet<IntentState> = new Set(['succeeded', 'overpaid', 'surplus', 'disputed']);

export function judge(line: Line, known: Known): Judgement {
  if (line.kind === 'other') return { outcome: 'ignored', differences: [] };
  if (known.earlier === 'file') return { outcome: 'repeated', differences: [] };
  const theirs = line.amountSantim;
  if (known.earlier === 'above') return different({ kind: 'double', owner: 'rail', theirs });
  return line.kind === 'payment' ? judgePayment(line, known) : judgeRefund(line, known);
}

const different = (...differences: Found[]): Judgement => ({ outcome: 'different', differences });

function judgePayment(line: Line, { payment, surplus }: Known): Judgement {
  const theirs = line.amountSantim;
  if (!payment) {
    if (line.status !== 'done') return { outcome: 'ignored', differences: [] };
    return different({ kind: 'unknown-reference', owner: 'us', theirs });
  }
  const of = { creatorId: payment.creatorId, intentId: payment.intentId };
  const ours = payment.amountSantim;
  const isPaid = paid.has(payment.state);
  const statusDiffers = (owner: 'us' | 'rail'): Judgement => ({
    ...different({ kind: 'status', owner, ours, theirs }),
    of,
  });
  if (line.status === 'pending' || line.status === 'failed')
    return isPaid && payment.txnId === line.txnId ? statusDiffers('rail') : { outcome: 'ignored', differences: [], of };
  if (line.status === 'reversed')
    return payment.state === 'reversed'
      ? { outcome: 'matched', differences: [], of }
      : { ...statusDiffers('us'), ask: true };
  if (surplus && payment.txnId !== line.txnId) return amounts(line, surplus.amountSantim, 0, of);
  if (!isPaid) {
    if (payment.state === 'reversed') return statusDiffers('us');
    return { ...different({ kind: 'missing-here', owner: 'us', ours, theirs }), of, ask: true };
  }
  if (payment.txnId !== line.txnId)
    return { ...different({ kind: 'double', owner: 'us', ours, theirs }), of, ask: true };
  return amounts(line, ours, payment.providerFeeSantim, of);
}

/** Settled only where the sums agree; a fee that was not agreed is settled as it was kept, and told. */
function amounts(
  line: Line,
  ours: number,
  agreedFee: number,
  of: { readonly creatorId: string; readonly intentId?: string; readonly refundId?: string },
): Judgement {
  const theirs = line.amountSantim;
  if (theirs !== ours) {
    const kind = line.kind === 'refund' ? 'refund-amount' : 'amount';
    return { ...different({ kind, owner: theirs < ours ? 'rail' : 'us', ours, theirs }), of };
  }
  const fee: Found[] =
    agreedFee > 0 && line.feeSantim !== agreedFee
      ? [{ kind: 'fee', owner: 'rail', ours: agreedFee, theirs: line.feeSantim }]
      : [];
  return { outcome: fee.length > 0 ? 'different' : 'matched', differences: fee, settles: of.creatorId, of };
}

function judgeRefund(line: Line, { refund, payment }: Known): Judgement {
  const theirs = line.amountSantim;
  if (!refund) {
    if (line.status !== 'done') return { outcome: 'ignored', differences: [] };
    const of = payment ? { of: { creatorId: payment.creatorId, intentId: payment.intentId } } : {};
    return { ...different({ kind: 'refund-missing-here', owner: 'us', theirs }), ...of };
  }
  const { creatorId, intentId, refundId } = refund;
  const of = { creatorId, intentId, refundId };
  const ours = refund.amountSantim;
  const differs = (owner: 'us' | 'rail'): Judgement => ({ ...different({ kind: 'status', owner, ours, theirs }), of });
  if (line.status !== 'done')
    return refund.state === 'sent' ? differs('rail') : { outcome: 'ignored', differences: [], of };
  if (refund.state !== 'sent') return { ...differs('us'), ask: true };
  return amounts(line, ours, 0, of);
}
