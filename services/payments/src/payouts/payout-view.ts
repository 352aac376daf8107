// A payout as the wire has it, for its creator and for operators.
import { holdReasons } from '@windsurf/contracts/payments-payouts';
import type { HoldReason, PayoutHold, PayoutView } from '@windsurf/contracts/payments-payouts';
import type { Language } from '@windsurf/language/phrases';
import { holdView } from './holds.ts';
import { limitsOf } from './limits.ts';
import { isUnsent } from './payout-states.ts';
import type { PayoutRow } from './payouts.queries.ts';

type Kind = PayoutView['account']['kind'];
type Bank = PayoutView['account']['bank'];
const isReason = (text: string): text is HoldReason => (holdReasons as readonly string[]).includes(text);

export function holdOfRow(
  row: { readonly reason: string | null; readonly kind: string; readonly nextAt: Date | null },
  lang: Language,
): PayoutHold | null {
  if (row.reason === null || !isReason(row.reason)) return null;
  return holdView(row.reason, lang, { until: row.nextAt, least: limitsOf(row.kind as Kind).least });
}

export function payoutView(row: PayoutRow, lang: Language): PayoutView {
  return {
    id: row.id,
    state: row.state,
    amountSantim: row.amountSantim,
    currency: 'ETB',
    account: {
      id: row.accountId,
      kind: row.kind as Kind,
      bank: row.bank as Bank,
      numberHint: row.numberHint,
      holder: row.holder,
    },
    how: row.how,
    hold: holdOfRow(row, lang),
    nextAttemptAt: row.nextAt?.toISOString() ?? null,
    attempts: row.attempts,
    requestedAt: row.requestedAt.toISOString(),
    sentAt: row.sendingAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    txnId: row.txnId,
    canCancel: isUnsent(row.state),
  };
}
