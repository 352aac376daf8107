import { useState } from 'preact/hooks';
import type { Answer } from '@windsurf/contracts/endpoint';
import {
  disputeIntent,
  listOpenIntents,
  readIntentEvidence,
  resolveIntent,
  settleByOperator,
} from '@windsurf/contracts/payments-operator';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPaymentWords as own } from '@windsurf/language/words-ops-payments';
import { useLocation, useRoute } from 'preact-iso';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts, Timeline } from './case.tsx';
import { Decide } from './decide.tsx';
import { cameSantim, type Decision, type Typed } from './decisions.ts';
import { asPaymentTab, intentQuery, stateBadge } from './payment-states.ts';
import { markDecided, useNext } from './queue.ts';
import { BadgeOf } from './queue-list.tsx';
import { railSaid, said } from './said.ts';

type Evidence = Answer<typeof readIntentEvidence>;

export function PaymentCase() {
  const { params } = useRoute();
  return <Case key={params.id} id={params.id ?? ''} />;
}

function Case({ id }: { id: string }) {
  const { query } = useLocation();
  const tab = asPaymentTab(query.state);
  const found = useResource(readIntentEvidence, { params: { id } });
  const { data, problem } = found;
  const queue = `/ops/payments?state=${tab}`;
  const list = tab === 'told' ? undefined : { query: intentQuery(tab, undefined) };
  const next = useNext(listOpenIntents, list, id);
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
              <Notices data={data} />
            </>
          }
          decision={
            <Deciding
              data={data}
              reload={found.reload}
              queue={queue}
              next={next === undefined ? undefined : `/ops/payments/${next}?state=${tab}`}
            />
          }
        />
      )}
    </Screen>
  );
}

function Known({ data }: { data: Evidence }) {
  const asked =
    data.lastAskedAt === null
      ? tr(own.askedNever)
      : tr(own.askedTimes, { count: data.asked, time: when(data.lastAskedAt) });
  const facts: Fact[] = [
    { name: tr(words.state), value: <BadgeOf kind={stateBadge(data.state)} says={tr(own.states[data.state])} /> },
    { name: tr(own.why), value: data.reason === null ? undefined : said(own.reasons, data.reason) },
    { name: tr(own.price), value: <b class="num">{birr(data.amountSantim, 'always')}</b> },
    {
      name: tr(own.paid),
      value: data.paidSantim === null ? tr(own.paidUnknown) : <b class="num">{birr(data.paidSantim, 'always')}</b>,
    },
    { name: tr(words.rail), value: railSaid(data.rail) },
    { name: tr(words.store), value: data.storeName },
    { name: tr(words.buyer), value: tr(words.ends, { digits: data.buyerHint }) },
    { name: tr(own.txn), value: data.providerTxnId ?? tr(words.none), copy: data.providerTxnId !== null },
    { name: tr(own.orderAtRail), value: data.providerOrderId, copy: true },
    { name: tr(words.ourNumber), value: data.id, copy: true },
    { name: tr(own.started), value: when(data.startedAt, 'full') },
    { name: tr(own.ended), value: data.endedAt === null ? undefined : when(data.endedAt, 'full') },
    { name: tr(own.asked), value: asked },
    { name: tr(own.nextAsk), value: data.nextAskAt === null ? tr(own.noNextAsk) : when(data.nextAskAt) },
    { name: tr(own.decidedWith), value: data.resolution ?? undefined },
  ];
  return (
    <Facts title={data.title} facts={facts}>
      <a class="all" href={`/ops/risk/creators/${data.creatorId}`}>
        {tr(own.seeCreator)}
      </a>
    </Facts>
  );
}

const Notices = ({ data }: { data: Evidence }) => (
  <section class="panel">
    <h2>{tr(own.notices)}</h2>
    {data.notices.length === 0 ? (
      <p class="muted">{tr(own.noNotices)}</p>
    ) : (
      <ul class="rows">
        {data.notices.map((notice) => (
          <li key={notice.id}>
            <div>
              <b>{notice.outcome === null ? tr(own.notLookedAt) : said(own.outcomes, notice.outcome)}</b>
              <span class="muted small">
                {when(notice.receivedAt)}
                {notice.copies > 1 && <> · {tr(own.copies, { count: notice.copies })}</>}
              </span>
            </div>
            <BadgeOf
              kind={notice.verified === null ? 'info' : notice.verified ? 'ok' : 'bad'}
              says={tr(notice.verified === null ? own.unverified : notice.verified ? own.verified : own.notVerified)}
            />
          </li>
        ))}
      </ul>
    )}
  </section>
);

const resolutions: readonly Decision[] = [
  { id: 'paid', label: own.paidLabel, says: own.paidSays, needs: ['number', 'note'] },
  { id: 'not-paid', label: own.notPaidLabel, says: own.notPaidSays, needs: ['note'], danger: true },
  { id: 'send-back', label: own.backLabel, says: own.backSays, needs: ['number', 'came', 'note'], danger: true },
];
const opening: Decision = {
  id: 'opened',
  label: own.disputeOpen,
  says: own.disputeOpenSays,
  needs: ['note'],
  danger: true,
};
const endings: readonly Decision[] = [
  { id: 'won', label: own.disputeWon, says: own.disputeWonSays, needs: ['note'] },
  { id: 'lost', label: own.disputeLost, says: own.disputeLostSays, needs: ['note'], danger: true },
];

/** What a person may decide: what is parked, what only a person can confirm, and disputes of what was paid. */
function decisionsFor({ state, rail }: Evidence): readonly Decision[] {
  if (state === 'parked' || (state === 'pending' && rail === 'manual')) return resolutions;
  if (state === 'disputed') return endings;
  return state === 'succeeded' || state === 'overpaid' ? [opening] : [];
}
const isResolution = (id: string): id is 'paid' | 'not-paid' | 'send-back' =>
  resolutions.some((each) => each.id === id);

type DecidingProps = { data: Evidence; reload(): void; queue: string; next: string | undefined };
function Deciding({ data, reload, queue, next }: DecidingProps) {
  const preview = ({ id }: Decision, typed: Typed): string[] => {
    const amount = birr(data.amountSantim, 'always');
    const number = typed.number.trim().toUpperCase();
    const came = birr(cameSantim(typed) ?? 0, 'always');
    const facts = { amount, number, came, title: data.title, store: data.storeName };
    switch (id) {
      case 'paid':
        return [tr(own.previewPaid, facts)];
      case 'not-paid':
        return [tr(own.previewNotPaid)];
      case 'send-back':
        return [tr(own.previewBack, facts), tr(own.previewLarge)];
      case 'opened':
        return [tr(own.previewDisputeOpen)];
      case 'won':
        return [tr(own.previewDisputeWon)];
      default:
        return [tr(own.previewDisputeLost, facts)];
    }
  };
  const send = async ({ id }: Decision, typed: Typed, key: string): Promise<string> => {
    const params = { id: data.id };
    const note = typed.note.trim();
    const number = typed.number.trim();
    const came = cameSantim(typed);
    const answer = isResolution(id)
      ? await call(
          resolveIntent,
          {
            params,
            body: {
              resolution: id,
              note,
              ...(id === 'not-paid' ? {} : { providerTxnId: number }),
              ...(id === 'send-back' && came !== undefined ? { paidSantim: came } : {}),
            },
          },
          { key },
        )
      : await call(disputeIntent, { params, body: { outcome: outcomeOf(id), note } }, { key });
    markDecided(data.id);
    reload();
    return tr(own.nowState, { state: tr(own.states[answer.state]) });
  };
  return (
    <>
      <Asking data={data} reload={reload} />
      <Decide decisions={decisionsFor(data)} preview={preview} send={send} next={next} queue={queue} reload={reload}>
        {decisionsFor(data).length === 0 && <p class="muted">{tr(standing(data.state))}</p>}
      </Decide>
    </>
  );
}
const outcomeOf = (id: string): 'opened' | 'won' | 'lost' => (id === 'won' || id === 'lost' ? id : 'opened');
const standing = (state: Evidence['state']) => {
  if (state === 'created' || state === 'pending' || state === 'unknown') return own.stillAsking;
  return state === 'surplus' ? own.goesBack : own.ended1;
};

/** A clear answer of the rail decides by itself: it is asked first, and pressing twice asks twice, which changes nothing. */
function Asking({ data, reload }: { data: Evidence; reload(): void }) {
  const [busy, setBusy] = useState(false);
  const [says, setSays] = useState('');
  const [problem, setProblem] = useState<ApiProblem>();
  if (!['created', 'pending', 'unknown', 'parked'].includes(data.state)) return null;
  const ask = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    setSays('');
    try {
      const answer = await call(settleByOperator, { params: { id: data.id } }, { key: crypto.randomUUID() });
      const state = tr(own.states[answer.state]);
      setSays(tr(answer.changed ? own.askChanged : own.askSame, { state }));
      if (answer.changed) markDecided(data.id);
      reload();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="asking">
      <p class="muted small">{tr(own.askSays)}</p>
      <button type="button" class="btn quiet" aria-disabled={busy ? true : undefined} onClick={() => void ask()}>
        <Icon name="retry" />
        {busy ? tr(own.asking) : tr(own.ask)}
      </button>
      <p role="status">{says}</p>
      {problem !== undefined && <Failed problem={problem} />}
    </div>
  );
}
