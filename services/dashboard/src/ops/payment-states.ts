import type { IntentState } from '@windsurf/contracts/payments';

type Kind = 'ok' | 'warn' | 'bad' | 'info';
const kinds: Record<IntentState, Kind> = {
  created: 'info',
  pending: 'info',
  unknown: 'warn',
  parked: 'warn',
  succeeded: 'ok',
  failed: 'info',
  expired: 'info',
  overpaid: 'warn',
  surplus: 'warn',
  reversed: 'bad',
  disputed: 'bad',
};
/** The colour of a state; its word stands beside it. */
export const stateBadge = (state: IntentState): Kind => kinds[state];

export const paymentTabs = ['parked', 'unknown', 'told', 'surplus', 'overpaid', 'open'] as const;
export type PaymentTab = (typeof paymentTabs)[number];
export const asPaymentTab = (text: string | undefined): PaymentTab =>
  paymentTabs.find((tab) => tab === text) ?? 'parked';

/** What a queue of attempts is asked for: all open ones have no state. */
export const intentQuery = (
  tab: Exclude<PaymentTab, 'told'>,
  after: string | undefined,
): { limit: number; state?: IntentState; cursor?: string } => ({
  limit: 25,
  ...(tab === 'open' ? {} : { state: tab }),
  ...(after === undefined ? {} : { cursor: after }),
});
