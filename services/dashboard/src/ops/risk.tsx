import { listCases, listOperatorAppeals, listRisk } from '@windsurf/contracts/payments-risk';
import { opsRiskWords as own } from '@windsurf/language/words-ops-risk';
import { useLocation } from 'preact-iso';
import { session } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { tr } from '../words.ts';
import { useQueue } from './queue.ts';
import { QueueList, Tabs } from './queue-list.tsx';
import { clockSaid, shortId } from './said.ts';

const tabs = ['creators', 'proposed', 'approved', 'appeals'] as const;
type Tab = (typeof tabs)[number];
type Paging = { limit: number; cursor?: string };

export function Risk() {
  const { query } = useLocation();
  const tab: Tab = tabs.find((each) => each === query.tab) ?? 'creators';
  const paging: Paging = { limit: 25, ...(query.after === undefined ? {} : { cursor: query.after }) };
  const key = `${tab}${query.after ?? ''}`;
  return (
    <Screen title={tr(own.title)}>
      <Tabs path="/ops/risk" name="tab" at={tab} tabs={tabs.map((value) => ({ value, says: tr(own.tabs[value]) }))} />
      {tab === 'creators' && <Creators key={key} paging={paging} />}
      {(tab === 'proposed' || tab === 'approved') && <Cases key={key} state={tab} paging={paging} />}
      {tab === 'appeals' && <Appeals key={key} paging={paging} />}
    </Screen>
  );
}

function Creators({ paging }: { paging: Paging }) {
  const risk = useQueue(listRisk, { query: paging });
  return (
    <QueueList
      queue={risk}
      label={tr(own.tabs.creators)}
      emptySays={tr(own.emptyRisk)}
      emptyText={tr(own.emptyRiskSays)}
      rowOf={(item) => ({
        href: `/ops/risk/creators/${item.creatorId}`,
        title: tr(own.creator, { id: shortId(item.creatorId) }),
        sub: `${tr(own.facts.orders)} ${item.facts.orders} · ${tr(own.facts.refunds)} ${item.facts.refunds} · ${tr(own.facts.reversals)} ${item.facts.reversals} · ${tr(own.facts.disputes)} ${item.facts.disputes}`,
        badge: {
          kind: item.payouts === 'paused' ? 'bad' : item.payouts === 'proposed' ? 'warn' : 'info',
          says: tr(own.payouts[item.payouts]),
        },
        clock: tr(own.score, { score: item.score }),
      })}
    />
  );
}

function Cases({ state, paging }: { state: 'proposed' | 'approved'; paging: Paging }) {
  const queue = useQueue(listCases, { query: { ...paging, state } });
  return (
    <QueueList
      queue={queue}
      label={tr(own.tabs[state])}
      rowOf={(item) => ({
        href: `/ops/risk/pauses/${item.id}?tab=${state}`,
        title: `${tr(own.kinds[item.kind])} · ${shortId(item.creatorId)}`,
        sub: tr(own.reasons[item.reason]),
        badge: {
          kind: item.state === 'approved' ? 'bad' : 'warn',
          says:
            item.state === 'proposed' && item.proposedBy === session.value?.personId
              ? `${tr(own.states.proposed)} (${tr(own.proposedBy)} ${tr(own.you)})`
              : tr(own.states[item.state]),
        },
        since: item.proposedAt,
      })}
    />
  );
}

function Appeals({ paging }: { paging: Paging }) {
  const queue = useQueue(listOperatorAppeals, { query: { ...paging, state: 'open' as const } });
  return (
    <QueueList
      queue={queue}
      label={tr(own.tabs.appeals)}
      rowOf={(item) => ({
        href: `/ops/risk/appeals/${item.id}`,
        title: `${tr(own.appealOf)} · ${shortId(item.creatorId)}`,
        sub: tr(own.reasons[item.reason]),
        badge: item.overdue
          ? { kind: 'bad', says: tr(own.overdue) }
          : { kind: 'warn', says: tr(own.appealStates[item.state]) },
        clock: clockSaid(item.dueAt),
      })}
    />
  );
}
