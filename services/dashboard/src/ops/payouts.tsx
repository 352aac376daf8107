import type { Answer } from '@windsurf/contracts/endpoint';
import { type PayoutState } from '@windsurf/contracts/payments-payouts';
import {
  holdPayout,
  listOperatorPayouts,
  markPayoutFailed,
  markPayoutSent,
  type OperatorReason,
  readOperatorPayout,
  releasePayout,
  retryPayout,
} from '@windsurf/contracts/payments-payouts-desk';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPayoutWords as own } from '@windsurf/language/words-ops-payouts';
import { payoutWords } from '@windsurf/language/words-payouts';
import { useLocation, useRoute } from 'preact-iso';
import { call } from '../api.ts';
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
import { railSaid, said, shortId } from './said.ts';

const tabs = ['by-hand', 'parked', 'held', 'requested', 'sending', 'failed'] as const;
type Tab = (typeof tabs)[number];
const asTab = (text: string | undefined): Tab => tabs.find((tab) => tab === text) ?? 'by-hand';
const kinds: Record<PayoutState, Badge['kind']> = {
  requested: 'info',
  held: 'warn',
  sending: 'info',
  unknown: 'warn',
  paid: 'ok',
  failed: 'bad',
  cancelled: 'info',
};
const queryOf = (tab: Tab, after: string | undefined) => ({
  limit: 25,
  state: tab,
  ...(after === undefined ? {} : { cursor: after }),
});
type Payout = Answer<typeof readOperatorPayout>;
const accountSaid = ({ kind, bank, numberHint }: Payout['account']): string =>
  tr(own.accountSays, {
    kind: tr(bank === null ? payoutWords.kinds[kind] : payoutWords.banks[bank]),
    digits: numberHint,
  });

export function Payouts() {
  const { query } = useLocation();
  const tab = asTab(query.state);
  return (
    <Screen title={tr(own.title)}>
      <Tabs
        path="/ops/payouts"
        name="state"
        at={tab}
        tabs={tabs.map((value) => ({ value, says: tr(own.queues[value]) }))}
      />
      <List key={`${tab}${query.after ?? ''}`} tab={tab} after={query.after} />
    </Screen>
  );
}

function List({ tab, after }: { tab: Tab; after: string | undefined }) {
  const queue = useQueue(listOperatorPayouts, { query: queryOf(tab, after) });
  return (
    <QueueList
      queue={queue}
      label={tr(own.queues[tab])}
      rowOf={(item) => ({
        href: `/ops/payouts/${item.id}?state=${tab}`,
        title: item.account.holder,
        sub: accountSaid(item.account),
        amount: item.amountSantim,
        badge: { kind: kinds[item.state], says: tr(payoutWords.states[item.state]) },
        since: item.parkedAt ?? item.requestedAt,
        ...(item.hold === null ? {} : { more: <p class="small">{item.hold.says}</p> }),
      })}
    />
  );
}

export function PayoutCase() {
  const { params } = useRoute();
  return <Case key={params.id} id={params.id ?? ''} />;
}

function Case({ id }: { id: string }) {
  const { query } = useLocation();
  const tab = asTab(query.state);
  const found = useResource(readOperatorPayout, { params: { id } });
  const { data, problem } = found;
  const queue = `/ops/payouts?state=${tab}`;
  const next = useNext(listOperatorPayouts, { query: queryOf(tab, undefined) }, id);
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
              <Timeline
                entries={data.history.map((line) => ({ ...line, note: noteOf(line) }))}
                phrases={{ ...payoutWords.happened, ...own.happened }}
              />
            </>
          }
          decision={
            <Deciding
              data={data}
              reload={found.reload}
              queue={queue}
              next={next === undefined ? undefined : `/ops/payouts/${next}?state=${tab}`}
            />
          }
        />
      )}
    </Screen>
  );
}

/** A note of ours begins with its reason, which is said in the reader's language. */
function noteOf({ note }: Payout['history'][number]): string | null {
  const [, reason, rest] = /^([a-z-]+): (.*)$/s.exec(note ?? '') ?? [];
  return reason !== undefined && Object.hasOwn(own.reasons, reason) ? `${said(own.reasons, reason)}: ${rest}` : note;
}

function Known({ data }: { data: Payout }) {
  const facts: Fact[] = [
    { name: tr(words.state), value: <BadgeOf kind={kinds[data.state]} says={tr(payoutWords.states[data.state])} /> },
    { name: tr(words.amount), value: <b class="num">{birr(data.amountSantim, 'always')}</b> },
    { name: tr(own.hold), value: data.hold?.says },
    { name: tr(own.holder), value: data.account.holder },
    { name: tr(own.account), value: accountSaid(data.account) },
    { name: tr(own.number), value: data.number ?? undefined, copy: true, says: tr(own.numberSays) },
    { name: tr(own.nameState), value: tr(own.names[data.nameState]) },
    { name: tr(words.rail), value: data.byHand ? tr(own.byHand) : railSaid(data.rail) },
    { name: tr(own.evidence), value: data.evidence ?? undefined },
    { name: tr(own.reference), value: data.reference ?? undefined, copy: true },
    { name: tr(own.txn), value: data.txnId ?? tr(words.none), copy: data.txnId !== null },
    { name: tr(own.attempts), value: tr(own.times, { count: data.attempts }) },
    { name: tr(own.requested), value: when(data.requestedAt, 'full') },
    { name: tr(own.parked), value: data.parkedAt === null ? undefined : when(data.parkedAt, 'full') },
    { name: tr(own.next), value: data.nextAttemptAt === null ? undefined : when(data.nextAttemptAt) },
    { name: tr(words.creator), value: shortId(data.creatorId) },
    { name: tr(words.ourNumber), value: data.id, copy: true },
  ];
  return (
    <Facts facts={facts}>
      <a class="all" href={`/ops/risk/creators/${data.creatorId}`}>
        {tr(words.risk)}
      </a>
    </Facts>
  );
}

const pick = (...reasons: OperatorReason[]) =>
  Object.fromEntries(reasons.map((reason) => [reason, own.reasons[reason]]));
const hold: Decision = {
  id: 'hold',
  label: own.holdLabel,
  says: own.holdSays,
  needs: ['reason', 'note'],
  reasons: pick('court-order', 'fraud-suspected', 'name-refused', 'creator-asked'),
  danger: true,
};
const release: Decision = {
  id: 'release',
  label: own.releaseLabel,
  says: own.releaseSays,
  needs: ['reason', 'note'],
  reasons: pick('investigated', 'name-confirmed', 'creator-asked', 'court-order'),
};
const retry: Decision = {
  id: 'retry',
  label: own.retryLabel,
  says: own.retrySays,
  needs: ['reason', 'note'],
  reasons: pick('investigated', 'creator-asked', 'name-confirmed', 'rail-proof'),
};
const sent: Decision = { id: 'sent', label: own.sentLabel, says: own.sentSays, needs: ['reference', 'note'] };
const failed: Decision = {
  id: 'failed',
  label: own.failedLabel,
  says: own.failedSays,
  needs: ['reason', 'note'],
  reasons: pick('rail-says-failed', 'wrong-account', 'rail-proof', 'investigated'),
  danger: true,
};

/** By its state: what was not sent is held or let go, what a person sends or nobody knows is ended with proof. */
function decisionsFor({ state, byHand, hold: held }: Payout): Decision[] {
  switch (state) {
    case 'requested':
      return [hold, retry];
    case 'held':
      return held?.reason === 'legal-hold' ? [release] : [release, retry, hold];
    case 'sending':
      return byHand ? [sent, failed] : [];
    case 'unknown':
      return byHand ? [sent, failed] : [retry, sent, failed];
    case 'failed':
      return [retry];
    default:
      return [];
  }
}
const isReason = (text: string): text is OperatorReason => Object.hasOwn(own.reasons, text);

type DecidingProps = { data: Payout; reload(): void; queue: string; next: string | undefined };
function Deciding({ data, reload, queue, next }: DecidingProps) {
  const preview = ({ id }: Decision, typed: Typed): string[] => {
    const facts = {
      amount: birr(data.amountSantim, 'always'),
      holder: data.account.holder,
      number: typed.reference.trim(),
    };
    switch (id) {
      case 'hold':
        return [tr(own.previewHold, facts)];
      case 'release':
        return [tr(own.previewRelease, facts)];
      case 'sent':
        return [tr(own.previewSent, facts)];
      case 'failed':
        return [tr(own.previewFailed, facts)];
      default:
        return [tr(own.previewRetry)];
    }
  };
  const send = async ({ id }: Decision, typed: Typed, key: string): Promise<string> => {
    const params = { id: data.id };
    const note = typed.note.trim();
    const reason = isReason(typed.reason) ? typed.reason : 'investigated';
    const endpoint =
      id === 'hold' ? holdPayout : id === 'release' ? releasePayout : id === 'failed' ? markPayoutFailed : retryPayout;
    const answer =
      id === 'sent'
        ? await call(markPayoutSent, { params, body: { reference: typed.reference.trim(), note } }, { key })
        : await call(endpoint, { params, body: { reason, note } }, { key });
    markDecided(data.id);
    reload();
    return tr(own.nowState, { state: tr(payoutWords.states[answer.state]) });
  };
  return (
    <Decide decisions={decisionsFor(data)} preview={preview} send={send} next={next} queue={queue} reload={reload} />
  );
}
