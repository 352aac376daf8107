// A creator's facts with a pause to propose, a pause that a second person decides, and an appeal with its clock. None of
// them has an address of its own at the API: each is read from its list.
import {
  answerAppeal,
  approveCase,
  type CaseReason,
  listCases,
  listOperatorAppeals,
  listRisk,
  pauseCreator,
  refuseCase,
  releaseCase,
} from '@windsurf/contracts/payments-risk';
import type { Answer } from '@windsurf/contracts/endpoint';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsRiskWords as own } from '@windsurf/language/words-ops-risk';
import type { ComponentChildren } from 'preact';
import { useLocation, useRoute } from 'preact-iso';
import { call, session } from '../api.ts';
import type { ApiProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { type Resource, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { markDecided, nextOn, queueKey } from './queue.ts';
import { BadgeOf } from './queue-list.tsx';
import { clockSaid, shortId } from './said.ts';

type Case = Answer<typeof listCases>['items'][number];
type Risk = Answer<typeof listRisk>['items'][number];
type Appeal = Answer<typeof listOperatorAppeals>['items'][number];
const all = { query: { limit: 100 } };
const me = (): string | undefined => session.value?.personId;
const whoSaid = (id: string): string => tr(id === me() ? own.you : own.other);
const isReason = (text: string): text is CaseReason => Object.hasOwn(own.reasons, text);

/** The frame that the three share: waiting, failed, not there, or the case. */
function Frame({ title, up, list, there, children }: FrameProps) {
  return (
    <Screen title={title} up={up} upLabel={tr(words.toQueue)}>
      {list.problem !== undefined && list.data === undefined && <Failed problem={list.problem} retry={list.reload} />}
      {list.data === undefined && list.problem === undefined && <Waiting rows={2} />}
      {list.data !== undefined && !there && (
        <Notice kind="info">
          <p>{tr(words.caseGone)}</p>
        </Notice>
      )}
      {children}
    </Screen>
  );
}
type FrameProps = {
  readonly title: string;
  readonly up: string;
  readonly list: { readonly data: unknown; readonly problem: ApiProblem | undefined; reload(): void };
  readonly there: boolean;
  readonly children?: ComponentChildren;
};

export function CreatorCase() {
  const { params } = useRoute();
  return <OneCreator key={params.id} id={params.id ?? ''} />;
}

const pause: Decision = {
  id: 'pause',
  label: own.pauseLabel,
  says: own.pauseSays,
  needs: ['reason', 'note'],
  reasons: own.reasons,
  danger: true,
};
const legal: Decision = {
  id: 'legal-hold',
  label: own.legalLabel,
  says: own.legalSays,
  needs: ['reason', 'note'],
  reasons: { 'court-order': own.reasons['court-order'], other: own.reasons.other },
  danger: true,
};

function OneCreator({ id }: { id: string }) {
  const list = useResource(listRisk, all);
  const item = list.data?.items.find((each) => each.creatorId === id);
  const up = '/ops/risk';
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const reason = isReason(typed.reason) ? typed.reason : 'other';
    const kind = decision.id === 'legal-hold' ? 'legal-hold' : 'pause';
    const body = { kind, reason, note: typed.note.trim() } as const;
    const answer = await call(pauseCreator, { params: { id }, body }, { key });
    list.reload();
    return tr(own.nowState, { state: tr(own.states[answer.state]) });
  };
  const open = item !== undefined && item.payouts !== 'open';
  return (
    <Frame title={tr(own.creator, { id: shortId(id) })} up={up} list={list} there={item !== undefined}>
      {list.data !== undefined && (
        <CaseColumns
          facts={item !== undefined && <CreatorFacts item={item} />}
          decision={
            <Decide
              decisions={open ? [] : [pause, legal]}
              preview={() => [tr(own.previewPause)]}
              send={send}
              queue={up}
              reload={list.reload}
            >
              {open && (
                <>
                  <p>{tr(own.alreadyOpen)}</p>
                  <a class="btn quiet" href={pauseHref(item)}>
                    {tr(own.seeCase)}
                  </a>
                </>
              )}
            </Decide>
          }
        />
      )}
    </Frame>
  );
}
const pauseHref = ({ caseId, payouts }: Risk): string => {
  const tab = payouts === 'paused' ? 'approved' : 'proposed';
  return caseId === null ? `/ops/risk?tab=${tab}` : `/ops/risk/pauses/${caseId}?tab=${tab}`;
};

function CreatorFacts({ item }: { item: Risk }) {
  const facts: Fact[] = [
    { name: tr(own.scoreName), value: <b class="num">{tr(own.score, { score: item.score })}</b> },
    {
      name: tr(words.payouts),
      value: (
        <BadgeOf
          kind={item.payouts === 'open' ? 'ok' : item.payouts === 'paused' ? 'bad' : 'warn'}
          says={tr(own.payouts[item.payouts])}
        />
      ),
    },
    ...(Object.keys(own.facts) as (keyof typeof own.facts)[]).map((name) => ({
      name: tr(own.facts[name]),
      value: <span class="num">{item.facts[name]}</span>,
    })),
    { name: tr(own.countedAt), value: when(item.countedAt) },
    { name: tr(words.ourNumber), value: item.creatorId, copy: true },
  ];
  return (
    <Facts title={tr(own.counted)} facts={facts}>
      <p class="muted small">{tr(own.ourOwn)}</p>
    </Facts>
  );
}

export function PauseCase() {
  const { params } = useRoute();
  return <OnePause key={params.id} id={params.id ?? ''} />;
}

const approve: Decision = {
  id: 'approve',
  label: own.approveLabel,
  says: own.approveSays,
  needs: ['note'],
  danger: true,
};
const refuse: Decision = { id: 'refuse', label: own.refuseLabel, says: own.refuseSays, needs: ['note'] };
const release: Decision = { id: 'release', label: own.releaseLabel, says: own.releaseSays, needs: ['note'] };

/** Nobody approves what they proposed: it is shown with the reason, not hidden. */
function decisionsFor({ state, proposedBy }: Case): Decision[] {
  if (state === 'approved') return [release];
  if (state !== 'proposed') return [];
  return [proposedBy === me() ? { ...approve, blocked: tr(own.own) } : approve, refuse];
}

function OnePause({ id }: { id: string }) {
  const { query } = useLocation();
  const state = query.tab === 'approved' ? 'approved' : 'proposed';
  const list: Resource<Answer<typeof listCases>> = useResource(listCases, all);
  const item = list.data?.items.find((each) => each.id === id);
  const up = `/ops/risk?tab=${state}`;
  const next = nextOn(queueKey(listCases, { query: { limit: 25, state } }), id);
  const preview = (decision: Decision): string[] => [
    tr(
      decision.id === 'approve'
        ? own.previewApprove
        : decision.id === 'refuse'
          ? own.previewRefuse
          : own.previewRelease,
    ),
  ];
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const endpoint = decision.id === 'approve' ? approveCase : decision.id === 'refuse' ? refuseCase : releaseCase;
    const answer = await call(endpoint, { params: { id }, body: { note: typed.note.trim() } }, { key });
    markDecided(id);
    list.reload();
    return tr(own.nowState, { state: tr(own.states[answer.state]) });
  };
  return (
    <Frame
      title={item === undefined ? tr(own.title) : `${tr(own.kinds[item.kind])} · ${shortId(item.creatorId)}`}
      up={up}
      list={list}
      there={item !== undefined}
    >
      {item !== undefined && (
        <CaseColumns
          facts={<PauseFacts item={item} />}
          decision={
            <Decide
              decisions={decisionsFor(item)}
              preview={preview}
              send={send}
              next={next === undefined ? undefined : `/ops/risk/pauses/${next}?tab=${state}`}
              queue={up}
              reload={list.reload}
            />
          }
        />
      )}
    </Frame>
  );
}

function PauseFacts({ item }: { item: Case }) {
  const facts: Fact[] = [
    {
      name: tr(words.state),
      value: (
        <BadgeOf
          kind={item.state === 'approved' ? 'bad' : item.state === 'proposed' ? 'warn' : 'info'}
          says={tr(own.states[item.state])}
        />
      ),
    },
    { name: tr(own.because), value: tr(own.reasons[item.reason]) },
    { name: tr(own.noteOf), value: item.note },
    { name: tr(own.proposedBy), value: whoSaid(item.proposedBy) },
    { name: tr(own.proposedAt), value: when(item.proposedAt, 'full') },
    { name: tr(own.decidedAt), value: item.decidedAt === null ? undefined : when(item.decidedAt, 'full') },
    { name: tr(words.creator), value: item.creatorId, copy: true },
  ];
  return (
    <Facts facts={facts}>
      <a class="all" href={`/ops/risk/creators/${item.creatorId}`}>
        {tr(own.creator, { id: shortId(item.creatorId) })}
      </a>
      {item.appealId !== null && (
        <a class="all" href={`/ops/risk/appeals/${item.appealId}`}>
          {tr(own.appealOf)}
        </a>
      )}
    </Facts>
  );
}

export function AppealCase() {
  const { params } = useRoute();
  return <OneAppeal key={params.id} id={params.id ?? ''} />;
}

const grant: Decision = { id: 'grant', label: own.grantLabel, says: own.grantSays, needs: ['answer'] };
const deny: Decision = { id: 'deny', label: own.denyLabel, says: own.denySays, needs: ['answer'], danger: true };

function OneAppeal({ id }: { id: string }) {
  const list = useResource(listOperatorAppeals, all);
  const cases = useResource(listCases, { query: { limit: 100, state: 'approved' } });
  const item = list.data?.items.find((each) => each.id === id);
  const about = cases.data?.items.find((each) => each.id === item?.caseId);
  const up = '/ops/risk?tab=appeals';
  const next = nextOn(queueKey(listOperatorAppeals, { query: { limit: 25, state: 'open' } }), id);
  const mine = about !== undefined && about.proposedBy === me();
  const decisions = [grant, deny].map((each) => (mine ? { ...each, blocked: tr(own.ownAppeal) } : each));
  const preview = (decision: Decision, typed: Typed): string[] => [
    tr(decision.id === 'grant' ? own.previewGrant : own.previewDeny, { answer: typed.answer.trim() }),
  ];
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const body = { grant: decision.id === 'grant', answer: typed.answer.trim() };
    const answer = await call(answerAppeal, { params: { id }, body }, { key });
    markDecided(id);
    list.reload();
    return tr(own.nowState, { state: tr(own.appealStates[answer.state]) });
  };
  return (
    <Frame
      title={item === undefined ? tr(own.title) : `${tr(own.appealOf)} · ${shortId(item.creatorId)}`}
      up={up}
      list={list}
      there={item !== undefined}
    >
      {item !== undefined && (
        <CaseColumns
          facts={<AppealFacts item={item} about={about} />}
          decision={
            <Decide
              decisions={item.state === 'open' ? decisions : []}
              preview={preview}
              send={send}
              labels={{ answer: { label: tr(own.answer), hint: tr(own.answerHint) } }}
              next={next === undefined ? undefined : `/ops/risk/appeals/${next}`}
              queue={up}
              reload={list.reload}
            />
          }
        />
      )}
    </Frame>
  );
}

function AppealFacts({ item, about }: { item: Appeal; about: Case | undefined }) {
  const facts: Fact[] = [
    {
      name: tr(words.state),
      value: (
        <BadgeOf
          kind={item.overdue ? 'bad' : item.state === 'open' ? 'warn' : 'info'}
          says={item.overdue ? tr(own.overdue) : tr(own.appealStates[item.state])}
        />
      ),
    },
    {
      name: tr(own.appealDue),
      value: item.state === 'open' ? `${when(item.dueAt)} (${clockSaid(item.dueAt)})` : undefined,
    },
    { name: tr(own.appealAsked), value: when(item.askedAt, 'full') },
    { name: tr(own.because), value: tr(own.reasons[item.reason]) },
    { name: tr(own.noteOf), value: about?.note },
    { name: tr(own.proposedBy), value: about === undefined ? undefined : whoSaid(about.proposedBy) },
    { name: tr(own.answer), value: item.answer ?? undefined },
    { name: tr(words.creator), value: item.creatorId, copy: true },
  ];
  return (
    <>
      <section class="panel">
        <h2>{tr(own.appealText)}</h2>
        <p class="told">{item.text}</p>
      </section>
      <Facts facts={facts}>
        <a class="all" href={`/ops/risk/creators/${item.creatorId}`}>
          {tr(own.creator, { id: shortId(item.creatorId) })}
        </a>
      </Facts>
    </>
  );
}
