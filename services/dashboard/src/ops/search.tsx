import { searchPayments } from '@windsurf/contracts/payments-desk';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPaymentWords } from '@windsurf/language/words-ops-payments';
import { useLocation } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { stateBadge } from './payment-states.ts';
import { BadgeOf } from './queue-list.tsx';
import { railSaid } from './said.ts';

/** One payment by whatever number a person has: from here a dispute begins and ends. */
export function Search() {
  const { query } = useLocation();
  const number = (query.number ?? '').trim();
  const good = /^[A-Za-z0-9._/-]{4,100}$/.test(number);
  const found = useResource(searchPayments, { query: { number } }, { skip: !good });
  const items = found.data?.items;
  return (
    <Screen title={tr(words.searchTitle)} lede={tr(words.searchHint)}>
      {!good && (
        <Notice kind="bad">
          <p role="alert">{tr(words.searchWrong)}</p>
        </Notice>
      )}
      {good && found.problem !== undefined && <Failed problem={found.problem} retry={found.reload} />}
      {good && items === undefined && found.problem === undefined && <Waiting rows={2} />}
      {good && items?.length === 0 && (
        <Empty icon="info" title={tr(words.searchNothing, { number })}>
          <p class="muted">{tr(words.searchNothingSays)}</p>
        </Empty>
      )}
      {good && items !== undefined && items.length > 0 && (
        <ul class="panel queue" aria-label={tr(words.searchTitle)}>
          {items.map((item) => (
            <li key={item.intentId}>
              <div class="top">
                <a class="main" href={`/ops/payments/${item.intentId}`}>
                  {item.title}
                </a>
                <b class="num">{birr(item.amountSantim, 'always')}</b>
              </div>
              <p class="muted small">
                {item.storeName} · {railSaid(item.rail)} · {when(item.startedAt)}
              </p>
              <p class="states">
                <BadgeOf kind={stateBadge(item.state)} says={tr(opsPaymentWords.states[item.state])} />
                <span class="muted small">{tr(words.found[item.by])}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}
