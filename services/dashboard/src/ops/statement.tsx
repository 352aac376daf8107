import type { Answer } from '@windsurf/contracts/endpoint';
import {
  decideDifference,
  type differenceDecisions,
  type differenceOwners,
  readReconciliation,
} from '@windsurf/contracts/payments-books';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsBookWords as own } from '@windsurf/language/words-ops-books';
import type { Phrase } from '@windsurf/language/phrases';
import { useLocation, useRoute } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import { call } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { birr, dayName, when } from '../parts/figures.ts';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { type Badge, BadgeOf } from './queue-list.tsx';
import { railSaid } from './said.ts';

type Whole = Answer<typeof readReconciliation>;
type Found = Whole['items'][number];
const kinds: Record<Found['state'], Badge['kind']> = { open: 'warn', decided: 'ok', resolved: 'ok' };
const titleOf = (whole: Whole | undefined): string =>
  whole === undefined ? tr(own.title) : tr(own.statement, { rail: railSaid(whole.rail), day: dayName(whole.day) });
const inputOf = (id: string, after: string | undefined) => ({
  params: { id },
  query: { limit: 100, ...(after === undefined ? {} : { cursor: after }) },
});

/** One statement with its differences, open ones first. While it is being matched it is asked for again. */
export function Statement() {
  const { params } = useRoute();
  const { query } = useLocation();
  return <One key={`${params.id ?? ''}${query.after ?? ''}`} id={params.id ?? ''} after={query.after} />;
}

function One({ id, after }: { id: string; after: string | undefined }) {
  const found = useResource(readReconciliation, inputOf(id, after));
  const { data, problem } = found;
  const matching = data?.state === 'matching';
  useEffect(() => {
    if (!matching) return undefined;
    const timer = setInterval(found.reload, 2000);
    return () => clearInterval(timer);
  }, [matching]);
  return (
    <Screen title={titleOf(data)} up="/ops/books" upLabel={tr(own.title)}>
      {problem !== undefined && data === undefined && (
        <Failed problem={problem} {...(problem.status === 404 ? {} : { retry: found.reload })} />
      )}
      {data === undefined && problem === undefined && <Waiting rows={3} />}
      {data !== undefined && (
        <div class="columns">
          <div class="facts">
            <h2>{tr(own.differences)}</h2>
            {matching && (
              <Notice kind="info">
                <p role="status">{tr(own.matching)}</p>
              </Notice>
            )}
            {!matching && data.items.length === 0 && <Empty icon="check" title={tr(own.noDifferences)} />}
            {data.items.length > 0 && (
              <ul class="panel queue" aria-label={tr(own.differences)}>
                {data.items.map((item) => (
                  <Row key={item.id} item={item} file={id} />
                ))}
              </ul>
            )}
            {data.nextCursor !== null && (
              <a class="btn quiet" href={`/ops/books/${id}?after=${encodeURIComponent(data.nextCursor)}`}>
                {tr(words.nextPage)}
              </a>
            )}
          </div>
          <div class="decide">
            <Summary data={data} />
          </div>
        </div>
      )}
    </Screen>
  );
}

const Row = ({ item, file }: { item: Found; file: string }) => (
  <li class={item.state === 'open' ? '' : 'gone'}>
    <div class="top">
      <a class="main" href={`/ops/books/${file}/${item.id}`}>
        {tr(own.kinds[item.kind])}
      </a>
      <span class="muted small">{item.line === null ? tr(own.noLine) : tr(own.line, { line: item.line })}</span>
    </div>
    <p class="small">{item.says}</p>
    <p class="states">
      <BadgeOf
        kind={kinds[item.state]}
        says={item.decision === null ? tr(own.states[item.state]) : tr(own.decisions[item.decision])}
      />
      <span class="muted small">
        {tr(own.owner)}: {tr(own.owners[item.owner])}
      </span>
    </p>
  </li>
);

function Summary({ data }: { data: Whole }) {
  const count = (value: number) => <span class="num">{value}</span>;
  const facts: Fact[] = [
    { name: tr(own.file), value: data.fileName },
    { name: tr(own.rows), value: count(data.rows) },
    { name: tr(own.matched), value: count(data.matched) },
    { name: tr(own.settled), value: count(data.settled) },
    { name: tr(own.repeated), value: count(data.repeated) },
    {
      name: tr(own.differences),
      value: (
        <BadgeOf
          kind={data.openDifferences > 0 ? 'warn' : 'ok'}
          says={
            data.openDifferences > 0
              ? tr(own.open, { count: data.openDifferences })
              : data.differences === 0
                ? tr(own.allMatch)
                : tr(own.decidedAll, { count: data.differences })
          }
        />
      ),
    },
    { name: tr(own.sum), value: <b class="num">{birr(data.amountSantim, 'always')}</b> },
    { name: tr(own.fees), value: <span class="num">{birr(data.feeSantim, 'always')}</span> },
    { name: tr(own.uploaded), value: when(data.uploadedAt, 'full') },
  ];
  return <Facts facts={data.state === 'matching' ? facts.filter((_, at) => at < 2) : facts} />;
}

export function Difference() {
  const { params } = useRoute();
  return <OneDifference key={params.difference} file={params.id ?? ''} id={params.difference ?? ''} />;
}

type Owner = (typeof differenceOwners)[number];
type Choice = (typeof differenceDecisions)[number];
/** The same list as the API's, held to it by the compiler. */
const choices: Readonly<Record<Choice, Phrase>> = own.choiceSays;
const isChoice = (text: string): text is Choice => Object.hasOwn(choices, text);
const isOwner = (text: string): text is Owner => Object.hasOwn(own.owners, text);
const decisions: readonly Decision[] = Object.keys(choices)
  .filter(isChoice)
  .map((id) => ({
    id,
    label: own.decisions[id],
    says: choices[id],
    needs: ['owner', 'note'],
    owners: own.owners,
    danger: id === 'written-off',
  }));

function OneDifference({ file, id }: { file: string; id: string }) {
  const found = useResource(readReconciliation, inputOf(file, undefined));
  const { data, problem } = found;
  const item = data?.items.find((each) => each.id === id);
  const at = data?.items.findIndex((each) => each.id === id) ?? -1;
  const next =
    data?.items.slice(at + 1).find(({ state }) => state === 'open') ??
    data?.items.slice(0, Math.max(0, at)).find(({ state }) => state === 'open');
  const queue = `/ops/books/${file}`;
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const body = {
      owner: isOwner(typed.owner) ? typed.owner : ('us' as const),
      decision: isChoice(decision.id) ? decision.id : ('waiting' as const),
      note: typed.note.trim(),
    };
    await call(decideDifference, { params: { id: file, difference: id }, body }, { key });
    found.reload();
    return tr(own.nowDecided, { decision: tr(decision.label) });
  };
  return (
    <Screen title={item === undefined ? titleOf(data) : tr(own.kinds[item.kind])} up={queue} upLabel={titleOf(data)}>
      {problem !== undefined && data === undefined && (
        <Failed problem={problem} {...(problem.status === 404 ? {} : { retry: found.reload })} />
      )}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {data !== undefined && item === undefined && (
        <Notice kind="info">
          <p>{tr(words.caseGone)}</p>
        </Notice>
      )}
      {item !== undefined && (
        <CaseColumns
          facts={<DifferenceFacts item={item} />}
          decision={
            <Decide
              decisions={item.state === 'open' ? decisions : []}
              labels={{ owner: { label: tr(own.owner) } }}
              preview={(decision, typed) => [
                tr(own.previewDecide, {
                  owner: isOwner(typed.owner) ? tr(own.owners[typed.owner]) : '',
                  decision: tr(decision.label),
                }),
              ]}
              send={send}
              next={next === undefined ? undefined : `/ops/books/${file}/${next.id}`}
              queue={queue}
              reload={found.reload}
            >
              {item.state === 'open' ? <p class="muted small">{tr(own.movesNothing)}</p> : undefined}
            </Decide>
          }
        />
      )}
    </Screen>
  );
}

function DifferenceFacts({ item }: { item: Found }) {
  const sum = (value: number | null) => (value === null ? tr(words.none) : <b class="num">{birr(value, 'always')}</b>);
  const facts: Fact[] = [
    { name: tr(words.state), value: <BadgeOf kind={kinds[item.state]} says={tr(own.states[item.state])} /> },
    { name: tr(own.ours), value: sum(item.oursSantim) },
    { name: tr(own.theirs), value: sum(item.theirsSantim) },
    { name: tr(own.owner), value: tr(own.owners[item.owner]) },
    { name: tr(own.lineName), value: item.line === null ? tr(own.noLine) : tr(own.line, { line: item.line }) },
    { name: tr(own.txn), value: item.txnId ?? tr(words.none), copy: item.txnId !== null },
    { name: tr(own.order), value: item.orderReference ?? undefined, copy: true },
    { name: tr(own.decision), value: item.decision === null ? undefined : tr(own.decisions[item.decision]) },
    { name: tr(words.noteFor), value: item.note ?? undefined },
    { name: tr(own.decidedAt), value: item.decidedAt === null ? undefined : when(item.decidedAt, 'full') },
  ];
  return (
    <>
      <section class="panel">
        <p>{item.says}</p>
        <h2>{tr(own.nextStep)}</h2>
        <p>{item.nextStep}</p>
      </section>
      <Facts facts={facts}>
        {item.intentId !== null && (
          <a class="all" href={`/ops/payments/${item.intentId}`}>
            {tr(own.seePayment)}
          </a>
        )}
      </Facts>
    </>
  );
}
