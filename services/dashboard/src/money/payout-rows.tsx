import type { PayoutView } from '@windsurf/contracts/payments-payouts';
import { payoutWords } from '@windsurf/language/words-payouts';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';
import { accountName } from './account-name.ts';

const looks = {
  requested: { kind: '', icon: 'clock' },
  held: { kind: 'warn', icon: 'pause' },
  sending: { kind: '', icon: 'clock' },
  unknown: { kind: 'warn', icon: 'warn' },
  paid: { kind: 'ok', icon: 'check' },
  failed: { kind: 'bad', icon: 'bad' },
  cancelled: { kind: '', icon: 'undo' },
} as const;

export const PayoutState = ({ state }: { state: PayoutView['state'] }) => (
  <span class={`badge ${looks[state].kind}`}>
    <Icon name={looks[state].icon} />
    {tr(payoutWords.states[state])}
  </span>
);

export const PayoutRows = ({ payouts }: { payouts: readonly PayoutView[] }) => (
  <ul class="rows">
    {payouts.map((payout) => (
      <li key={payout.id}>
        <div>
          <a class="strong" href={`/money/payouts/${payout.id}`}>
            {birr(payout.amountSantim, 'always')}
          </a>
          <small class="muted">
            {when(payout.requestedAt)} · {accountName(payout.account)}
          </small>
        </div>
        <PayoutState state={payout.state} />
      </li>
    ))}
  </ul>
);
