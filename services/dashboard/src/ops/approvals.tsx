// Products that wait, products on sale that a person should look at, and what readers reported.
import { type ApprovalState, listApprovals, listReports } from '@windsurf/contracts/store-approval';
import { opsTrustWords as own } from '@windsurf/language/words-ops-trust';
import { reportWords, trustWords } from '@windsurf/language/words-trust';
import { useLocation } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { tr } from '../words.ts';
import { useQueue } from './queue.ts';
import { type Badge, QueueList, Tabs } from './queue-list.tsx';

const tabs = ['waiting', 'sampled', 'reports'] as const;
type Tab = (typeof tabs)[number];
type Paging = { limit: number; cursor?: string };

export const approvalBadge = (status: ApprovalState, takenDown = false): Badge => ({
  kind: status === 'approved' ? 'ok' : status === 'rejected' ? 'bad' : status === 'pending_review' ? 'warn' : 'info',
  says: tr(takenDown && status === 'rejected' ? own.takenDown : own.states[status]),
});

export function Approvals() {
  const { query } = useLocation();
  const tab: Tab = tabs.find((each) => each === query.tab) ?? 'waiting';
  const paging: Paging = { limit: 25, ...(query.after === undefined ? {} : { cursor: query.after }) };
  const key = `${tab}${query.after ?? ''}`;
  return (
    <Screen title={tr(own.approvals)}>
      <Tabs
        path="/ops/approvals"
        name="tab"
        at={tab}
        tabs={tabs.map((value) => ({ value, says: tr(own.tabs[value]) }))}
      />
      {tab === 'reports' ? <Reports key={key} paging={paging} /> : <Products key={key} queue={tab} paging={paging} />}
    </Screen>
  );
}

function Products({ queue: name, paging }: { queue: 'waiting' | 'sampled'; paging: Paging }) {
  const queue = useQueue(listApprovals, { query: { ...paging, queue: name } });
  return (
    <QueueList
      queue={queue}
      label={tr(own.tabs[name])}
      emptySays={tr(own.emptyWaiting)}
      rowOf={(item) => ({
        href: `/ops/approvals/${item.id}?tab=${name}`,
        title: item.title,
        sub: `${item.storeName} · @${item.handle} · ${tr(trustWords.tiers[item.trustTier])}`,
        amount: item.priceSantim,
        badge: item.sampled ? { kind: 'info', says: tr(own.sampledBadge) } : approvalBadge(item.status),
        since: item.submittedAt,
      })}
    />
  );
}

function Reports({ paging }: { paging: Paging }) {
  const queue = useQueue(listReports, { query: paging });
  return (
    <QueueList
      queue={queue}
      label={tr(own.tabs.reports)}
      rowOf={(item) => ({
        href: `/ops/reports/${item.id}`,
        title: item.title ?? item.storeName,
        sub: `${tr(reportWords.reasons[item.reason])} · @${item.handle}`,
        badge: { kind: 'warn', says: tr(own.reportStates[item.state]) },
        since: item.reportedAt,
      })}
    />
  );
}
