// What operators see of payments as numbers. Rails and outcomes only: no store, no product, no person.
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { Deps } from '../deps.ts';
import type { IntentState, Reason } from '../intents/intents.ts';
import { foundInBooks } from './books.ts';

/** How an attempt to pay went on. `rail-down` is a failure of the rail; `failed` is its answer about the buyer. */
const outcomes = [
  'pending',
  'unknown',
  'parked',
  'failed',
  'rail-down',
  'expired',
  'succeeded',
  'overpaid',
  'surplus',
  'disputed',
  'reversed',
] as const;

export type PaymentCounts = {
  started(rail: string): void;
  /** An attempt has come into this state. */
  became(rail: string, state: IntentState, reason?: Reason | null): void;
};

export function createCounts(metrics: Metrics, rails: readonly string[]): PaymentCounts {
  const started = metrics.counter('windsurf_payments_started_total', 'Attempts to pay that were begun', {
    rail: rails,
  });
  const outcome = metrics.counter('windsurf_payments_outcomes_total', 'States that attempts came into', {
    rail: rails,
    outcome: outcomes,
  });
  return {
    started: (rail) => started({ rail }),
    became: (rail, state, reason) => outcome({ rail, outcome: reason === 'rail-down' ? 'rail-down' : state }),
  };
}

type Standing = {
  readonly openAttempts: number;
  readonly unknown: number;
  readonly unknownOldestSeconds: number;
  readonly parked: number;
  readonly notBack: number;
  readonly refundsPending: number;
  readonly refundsUnknown: number;
  readonly payoutsHeld: number;
  readonly payoutsUnknown: number;
  readonly roundsLateSeconds: number;
};

/** How the money stands; told by the workers, because what stands in the tables is the same for every process. */
export function watchMoney(deps: Pick<Deps, 'metrics' | 'tenancy' | 'clock'>): void {
  const { metrics, tenancy, clock } = deps;
  metrics.gauges(
    {
      windsurf_payments_open: 'Attempts that have not ended',
      windsurf_payments_unknown: 'Attempts of which nobody can say whether they were paid',
      windsurf_payments_unknown_oldest_seconds: 'Age of the oldest of them',
      windsurf_payments_parked: 'Attempts that wait for a person',
      windsurf_payments_not_back: 'Sums that bought nothing and are not with their buyer again',
      windsurf_refunds_pending: 'Refunds that have not ended',
      windsurf_refunds_unknown: 'Refunds of which nobody can say whether they were sent',
      windsurf_payouts_held: 'Payouts that are held',
      windsurf_payouts_unknown: 'Payouts of which nobody can say whether they were sent',
      windsurf_rounds_late_seconds: 'How late the regular work that is longest due is',
    },
    async () => {
      const [now] = await tenancy.door<Standing>('figures', clock.now());
      if (!now) throw new Error('a count without an answer');
      return {
        windsurf_payments_open: now.openAttempts,
        windsurf_payments_unknown: now.unknown,
        windsurf_payments_unknown_oldest_seconds: now.unknownOldestSeconds,
        windsurf_payments_parked: now.parked,
        windsurf_payments_not_back: now.notBack,
        windsurf_refunds_pending: now.refundsPending,
        windsurf_refunds_unknown: now.refundsUnknown,
        windsurf_payouts_held: now.payoutsHeld,
        windsurf_payouts_unknown: now.payoutsUnknown,
        windsurf_rounds_late_seconds: now.roundsLateSeconds,
      };
    },
  );
  metrics.gauges(
    {
      windsurf_ledger_wrong:
        'Entries whose postings do not sum to zero, and accounts whose balance is not their postings’',
      windsurf_ledger_total_santim: 'Santim by which creators’ books are not zero, added up',
    },
    async () => {
      const { wrong, total } = await foundInBooks({ tenancy });
      return { windsurf_ledger_wrong: wrong, windsurf_ledger_total_santim: total };
    },
  );
}
