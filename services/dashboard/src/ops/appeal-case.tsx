// An appeal with its clock; who proposed what it is against does not answer it.
import type { Answer } from '@windsurf/contracts/endpoint';
import { answerAppeal, listCases, listOperatorAppeals } from '@windsurf/contracts/payments-risk';
import { opsRiskWords as own } from '@windsurf/language/words-ops-risk';
import { opsWords as words } from '@windsurf/language/words-ops';
import { useRoute } from 'preact-iso';
import { call } from '../api.ts';
import { when } from '../parts/figures.ts';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { ListedCase, me, whoSaid } from './listed-case.tsx';
import { markDecided, useNext } from './queue.ts';
import { BadgeOf } from './queue-list.tsx';
import { clockSaid, shortId } from './said.ts';

type Case = Answer<typeof listCases>['items'][number];
type Appeal = Answer<typeof listOperatorAppeals>['items'][number];

export function AppealCase() {
  const { params } = useRoute();
  return <OneAppeal key={params.id} id={params.id ?? ''} />;
}

const grant: Decision = { id: 'grant', label: own.grantLabel, says: own.grantSays, needs: ['answer'] };
const deny: Decision = { id: 'deny', label: own.denyLabel, says: own.denySays, needs: ['answer'], danger: true };

function OneAppeal({ id }: { id: string }) {
  const list = useResource(listOperatorAppeals, { query: { limit: 100 } });
  const cases = useResource(listCases, { query: { limit: 100, state: 'approved' } });
  const item = list.data?.items.find((each) => each.id === id);
  const about = cases.data?.items.find((each) => each.id === item?.caseId);
  const up = '/ops/risk?tab=appeals';
  const next = useNext(listOperatorAppeals, { query: { limit: 25, state: 'open' } }, id);
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
    <ListedCase
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
    </ListedCase>
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
