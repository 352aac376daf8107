// A creator's facts with a pause to propose, and a pause that a second person decides.
import {
  approveCase,
  type CaseReason,
  listCases,
  listRisk,
  pauseCreator,
  refuseCase,
  releaseCase,
} from '@windsurf/contracts/payments-risk';
import type { Answer } from '@windsurf/contracts/endpoint';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsRiskWords as own } from '@windsurf/language/words-ops-risk';
import { useLocation, useRoute } from 'preact-iso';
import { call } from '../api.ts';
import { when } from '../parts/figures.ts';
import { type Resource, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { ListedCase, me, whoSaid } from './listed-case.tsx';
import { markDecided, useNext } from './queue.ts';
import { BadgeOf } from './queue-list.tsx';
import { shortId } from './said.ts';

type Case = Answer<typeof listCases>['items'][number];
type Risk = Answer<typeof listRisk>['items'][number];
const all = { query: { limit: 100 } };
const isReason = (text: string): text is CaseReason => Object.hasOwn(own.reasons, text);

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
    <ListedCase title={tr(own.creator, { id: shortId(id) })} up={up} list={list} there={item !== undefined}>
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
    </ListedCase>
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
  const next = useNext(listCases, { query: { limit: 25, state } }, id);
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
    <ListedCase
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
    </ListedCase>
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
