import {
  approveRefund,
  listOperatorRefunds,
  readOperatorRefund,
  refundHasFailed,
  type refundQueues,
  refundWasSent,
  type RefundState,
  retryRefund,
} from '@windsurf/contracts/payments-refunds';
import type { Answer } from '@windsurf/contracts/endpoint';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsRefundWords as own } from '@windsurf/language/words-ops-refunds';
import { useLocation, useRoute } from 'preact-iso';
import { call, session } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts, Timeline } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { markDecided, useNext, useQueue } from './queue.ts';
import { type Badge, BadgeOf, QueueList, Tabs } from './queue-list.tsx';
import { railSaid, said } from './said.ts';

type Tab = (typeof refundQueues)[number];
const tabs: readonly Tab[] = ['open', 'manual', 'waits-approval', 'unknown', 'failed'];
const asTab = (text: string | undefined): Tab => tabs.find((tab) => tab === text) ?? 'open';
const kinds: Record<RefundState, Badge['kind']> = {
  asked: 'info',
  'waits-approval': 'warn',
  sending: 'info',
  unknown: 'warn',
  manual: 'warn',
  sent: 'ok',
  failed: 'bad',
};
const queryOf = (tab: Tab, after: string | undefined) => ({
  limit: 25,
  state: tab,
  ...(after === undefined ? {} : { cursor: after }),
});

export function Refunds() {
  const { query } = useLocation();
  const tab = asTab(query.state);
  return (
    <Screen title={tr(own.title)}>
      <Tabs
        path="/ops/refunds"
        name="state"
        at={tab}
        tabs={tabs.map((value) => ({ value, says: tr(own.queues[value]) }))}
      />
      <List key={`${tab}${query.after ?? ''}`} tab={tab} after={query.after} />
    </Screen>
  );
}

function List({ tab, after }: { tab: Tab; after: string | undefined }) {
  const queue = useQueue(listOperatorRefunds, { query: queryOf(tab, after) });
  return (
    <QueueList
      queue={queue}
      label={tr(own.queues[tab])}
      rowOf={(item) => ({
        href: `/ops/refunds/${item.id}?state=${tab}`,
        title: item.title,
        sub: `${item.storeName} · ${railSaid(item.rail)} · ${tr(own.reasons[item.reason])}`,
        amount: item.amountSantim,
        badge: { kind: kinds[item.state], says: tr(own.states[item.state]) },
        since: item.askedAt,
      })}
    />
  );
}

export function RefundCase() {
  const { params } = useRoute();
  return <Case key={params.id} id={params.id ?? ''} />;
}

type Refund = Answer<typeof readOperatorRefund>;
function Case({ id }: { id: string }) {
  const { query } = useLocation();
  const tab = asTab(query.state);
  const found = useResource(readOperatorRefund, { params: { id } });
  const { data, problem } = found;
  const queue = `/ops/refunds?state=${tab}`;
  const next = useNext(listOperatorRefunds, { query: queryOf(tab, undefined) }, id);
  return (
    <Screen
      title={data === undefined ? tr(own.title) : tr(own.case, { amount: birr(data.amountSantim, 'always') })}
      up={queue}
      upLabel={tr(words.toQueue)}
    >
      {problem !== undefined && data === undefined && (
        <Failed problem={problem} {...(problem.status === 404 ? {} : { retry: found.reload })} />
      )}
      {data === undefined && problem === undefined && <Waiting rows={3} />}
      {data !== undefined && (
        <CaseColumns
          facts={
            <>
              <Known data={data} />
              <Timeline entries={data.timeline} phrases={own.happened} />
            </>
          }
          decision={
            <Deciding
              data={data}
              reload={found.reload}
              queue={queue}
              next={next === undefined ? undefined : `/ops/refunds/${next}?state=${tab}`}
            />
          }
        />
      )}
    </Screen>
  );
}

const agreed = ({ proposedBy }: Refund): string => {
  if (proposedBy === null) return tr(own.agreedNobody);
  return tr(proposedBy === session.value?.personId ? own.agreedYou : own.agreedOther);
};

function Known({ data }: { data: Refund }) {
  const facts: Fact[] = [
    { name: tr(words.state), value: <BadgeOf kind={kinds[data.state]} says={tr(own.states[data.state])} /> },
    { name: tr(words.amount), value: <b class="num">{birr(data.amountSantim, 'always')}</b> },
    { name: tr(own.reason), value: tr(own.reasons[data.reason]) },
    { name: tr(own.source), value: tr(own.sources[data.source]) },
    { name: tr(own.lastWord), value: data.why ?? undefined },
    {
      name: tr(own.agreedFirst),
      value: data.state === 'waits-approval' || data.proposedBy !== null ? agreed(data) : undefined,
    },
    { name: tr(words.rail), value: railSaid(data.rail) },
    { name: tr(words.store), value: data.storeName },
    { name: tr(words.buyer), value: tr(words.ends, { digits: data.buyerHint }) },
    { name: tr(own.paymentTxn), value: data.paymentTxnId, copy: true },
    { name: tr(own.refundId), value: data.railRefundId, copy: true },
    { name: tr(own.refundTxn), value: data.txnId ?? tr(words.none), copy: data.txnId !== null },
    { name: tr(own.attempts), value: tr(own.times, { count: data.attempts }) },
    { name: tr(own.askedAt), value: when(data.askedAt, 'full') },
    { name: tr(own.nextAt), value: data.nextAt === null ? undefined : when(data.nextAt) },
  ];
  return (
    <Facts title={data.title} facts={facts}>
      <a class="all" href={`/ops/payments/${data.intentId}`}>
        {tr(own.seePayment)}
      </a>
    </Facts>
  );
}

type Deed = Refund['can'][number];
const decisions: Record<Deed, Decision> = {
  approve: { id: 'approve', label: own.approveLabel, says: own.approveSays, needs: ['note'], danger: true },
  sent: { id: 'sent', label: own.sentLabel, says: own.sentSays, needs: ['reference', 'note'] },
  retry: { id: 'retry', label: own.retryLabel, says: own.retrySays, needs: ['note'] },
  failed: { id: 'failed', label: own.failedLabel, says: own.failedSays, needs: ['note'], danger: true },
};
const order: readonly Deed[] = ['approve', 'sent', 'retry', 'failed'];

/** What may be done with it; one's own second agreement is shown with the reason why it is not possible. */
function decisionsFor({ can, proposedBy, state }: Refund): Decision[] {
  const mine = state === 'waits-approval' && proposedBy !== null && proposedBy === session.value?.personId;
  return order.flatMap((deed) => {
    if (deed === 'approve' && mine) return [{ ...decisions.approve, blocked: tr(own.ownAgreed) }];
    return can.includes(deed) ? [decisions[deed]] : [];
  });
}

type DecidingProps = { data: Refund; reload(): void; queue: string; next: string | undefined };
function Deciding({ data, reload, queue, next }: DecidingProps) {
  const preview = ({ id }: Decision, typed: Typed): string[] => {
    const amount = birr(data.amountSantim, 'always');
    switch (id) {
      case 'sent':
        return [tr(own.previewSent, { amount, number: typed.reference.trim() })];
      case 'failed':
        return [tr(own.previewFailed)];
      case 'retry':
        return [tr(own.previewRetry, { amount, number: data.railRefundId })];
      default:
        return [tr(data.proposedBy === null ? own.previewFirst : own.previewSecond, { amount })];
    }
  };
  const send = async ({ id }: Decision, typed: Typed, key: string): Promise<string> => {
    const params = { id: data.id };
    const note = typed.note.trim();
    const endpoint = id === 'failed' ? refundHasFailed : id === 'retry' ? retryRefund : approveRefund;
    const answer =
      id === 'sent'
        ? await call(refundWasSent, { params, body: { reference: typed.reference.trim(), note } }, { key })
        : await call(endpoint, { params, body: { note } }, { key });
    markDecided(data.id);
    reload();
    return tr(own.nowState, { state: said(own.states, answer.state) });
  };
  return (
    <Decide decisions={decisionsFor(data)} preview={preview} send={send} next={next} queue={queue} reload={reload} />
  );
}
