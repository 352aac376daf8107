// On the home screen, while the sales of twelve months are at 80 per cent of the mark or above it.
import { readThresholds } from '@windsurf/contracts/payments-billing';
import { turnoverWords as words } from '@windsurf/language/words-dashboard-turnover';
import { Notice } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

export function TurnoverNotice() {
  const { data } = useResource(readThresholds, {});
  if (data === undefined || data.percent < 80) return null;
  return (
    <Notice kind="warn">
      <p>{data.percent >= 100 ? tr(words.turnoverOver) : tr(words.turnoverNear, { percent: data.percent })}</p>
      <a class="tap" href="/more/tax">
        {tr(words.toTax)}
      </a>
    </Notice>
  );
}
