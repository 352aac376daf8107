// Why money waits, who can change that, and the one thing to do about it.
import type { PayoutHold } from '@windsurf/contracts/payments-payouts';
import { payoutWords } from '@windsurf/language/words-payouts';
import { useLocation } from 'preact-iso';
import { birr, when } from '../parts/figures.ts';
import { Notice } from '../parts/states.tsx';
import { tr } from '../words.ts';

type HoldProps = {
  readonly hold: PayoutHold;
  /** When it ends or is looked at again. */
  readonly until: string | null;
  readonly leastSantim?: number;
  /** The payout that waits, if it is one. */
  readonly payoutId?: string;
};
const places: Readonly<Record<PayoutHold['action'], string | undefined>> = {
  'see-account': '/money/account',
  'correct-account': '/money/account',
  'add-account': '/money/account',
  'change-minimum': '/money/schedule',
  appeal: '/money/appeal',
  'see-orders': '/orders',
  // What is done to one payout stands on its own screen.
  cancel: undefined,
  'see-history': undefined,
};

export const holdSays = ({ hold, until, leastSantim = 0 }: HoldProps): string =>
  tr(payoutWords.holds[hold.reason].says, {
    until: until === null ? tr(payoutWords.soon) : when(until),
    least: birr(leastSantim),
  });

export function HoldNotice(props: HoldProps) {
  const { hold, payoutId } = props;
  const { path } = useLocation();
  const href = places[hold.action] ?? (payoutId === undefined ? undefined : `/money/payouts/${payoutId}`);
  return (
    <Notice kind={hold.whoCanFix === 'creator' ? 'warn' : 'info'}>
      <p>{holdSays(props)}</p>
      <p class="muted small">{tr(payoutWords.who[hold.whoCanFix])}</p>
      {href !== undefined && href !== path && (
        <a class="btn quiet" href={href}>
          {tr(payoutWords.holds[hold.reason].action)}
        </a>
      )}
    </Notice>
  );
}
