// The record of what was done, whether it is whole, and the backfill of trust and readiness.
import type { AuditRow } from '@windsurf/contracts/audit';
import { searchAuthAudit, verifyAuthAudit } from '@windsurf/contracts/auth-audit';
import { searchStoreAudit, verifyStoreAudit } from '@windsurf/contracts/store-audit';
import type { Answer } from '@windsurf/contracts/endpoint';
import { readBackfill, readinessStates, runBackfill, trustTiers } from '@windsurf/contracts/store-trust';
import { opsTrustWords as own } from '@windsurf/language/words-ops-trust';
import { opsWords as words } from '@windsurf/language/words-ops';
import { trustWords } from '@windsurf/language/words-trust';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Field } from '../parts/form.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { Tabs } from './queue-list.tsx';
import { shortId } from './said.ts';

export function Record() {
  const { query, route } = useLocation();
  const place = query.in === 'auth' ? 'auth' : 'store';
  const [entity, setEntity] = useState(query.entity ?? '');
  const [action, setAction] = useState(query.action ?? '');
  const go = (event: Event): void => {
    event.preventDefault();
    const asked = Object.entries({ in: place, entity: entity.trim(), action: action.trim() });
    route(`/ops/record?${new URLSearchParams(asked.filter(([, value]) => value !== '')).toString()}`);
  };
  const places = (['store', 'auth'] as const).map((value) => ({ value, says: tr(own.places[value]) }));
  return (
    <Screen title={tr(own.record)} lede={tr(own.recordLede)}>
      <Tabs path="/ops/record" name="in" at={place} tabs={places} />
      <form class="panel" noValidate onSubmit={go}>
        <Field id="entity" label={tr(own.about)} hint={tr(own.aboutHint)} value={entity} onText={setEntity} dir="ltr" />
        <Field
          id="action"
          label={tr(own.action)}
          hint={tr(own.actionHint)}
          value={action}
          onText={setAction}
          dir="ltr"
        />
        <button type="submit" class="btn">
          {tr(own.search)}
        </button>
      </form>
      <Found key={`${place}${query.entity ?? ''}${query.action ?? ''}${query.after ?? ''}`} place={place} />
      <Whole key={place} place={place} />
      {place === 'store' && <Backfill />}
    </Screen>
  );
}

function Found({ place }: { place: 'store' | 'auth' }) {
  const { query } = useLocation();
  const asked = {
    limit: 25,
    ...((query.entity ?? '').length < 3 ? {} : { entity: query.entity as string }),
    ...((query.action ?? '').length < 2 ? {} : { action: query.action as string }),
    ...(query.after === undefined ? {} : { cursor: query.after }),
  };
  const found = useResource(place === 'auth' ? searchAuthAudit : searchStoreAudit, { query: asked });
  const { data, problem } = found;
  if (data === undefined)
    return problem === undefined ? <Waiting rows={4} /> : <Failed problem={problem} retry={found.reload} />;
  if (data.items.length === 0) return <Empty icon="info" title={tr(own.nothingFound)} />;
  const more = new URLSearchParams({ ...query, after: data.nextCursor ?? '' }).toString();
  return (
    <>
      <ol class="panel timeline record" aria-label={tr(own.record)}>
        {data.items.map((row) => (
          <Row key={`${row.chain}${row.seq}`} row={row} />
        ))}
      </ol>
      {data.nextCursor !== null && (
        <a class="btn quiet" href={`/ops/record?${more}`}>
          {tr(words.nextPage)}
        </a>
      )}
    </>
  );
}

const Row = ({ row }: { row: AuditRow }) => (
  <li>
    <b>
      <code>{row.action}</code>
    </b>
    <span class="muted small">
      {tr(own.actors[row.actorKind])}
      {row.actorId !== null && <> {shortId(row.actorId)}</>} · {when(row.at)} · <code>{row.entity}</code>
    </span>
    {row.reason !== '' && <q class="small">{row.reason}</q>}
    {(row.before !== null || row.after !== null) && (
      <span class="small muted">
        {row.before !== null && (
          <>
            {tr(own.from)} <code>{JSON.stringify(row.before)}</code>{' '}
          </>
        )}
        {row.after !== null && (
          <>
            {tr(own.to)} <code>{JSON.stringify(row.after)}</code>
          </>
        )}
      </span>
    )}
  </li>
);

function Whole({ place }: { place: 'store' | 'auth' }) {
  const [walked, setWalked] = useState<Answer<typeof verifyStoreAudit>>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const walk = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setWalked(await call(place === 'auth' ? verifyAuthAudit : verifyStoreAudit, {}));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="panel" aria-label={tr(own.verify)}>
      <h2>{tr(own.verify)}</h2>
      {problem !== undefined && <Failed problem={problem} retry={() => void walk()} />}
      {walked?.broken.map((each) => (
        <Notice key={each.chain} kind="bad">
          <p role="alert">{tr(own.broken, { seq: each.seq, chain: each.chain, why: each.why })}</p>
        </Notice>
      ))}
      {walked?.broken.length === 0 && (
        <p role="status">{tr(own.whole, { rows: walked.rows, chains: walked.chains })}</p>
      )}
      <button type="button" class="btn quiet" aria-disabled={busy ? true : undefined} onClick={() => void walk()}>
        {busy ? tr(own.running) : tr(own.verifyNow)}
      </button>
    </section>
  );
}

function Backfill() {
  const counts = useResource(readBackfill, {});
  const [said, setSaid] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const { processed, changed } = await call(runBackfill, {});
      setSaid(tr(own.backfillDone, { processed, changed }));
      counts.reload();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const { data } = counts;
  return (
    <section class="panel" aria-label={tr(own.backfill)}>
      <h2>{tr(own.backfill)}</h2>
      <p class="muted">{tr(own.backfillSays)}</p>
      {data === undefined && counts.problem !== undefined && <Failed problem={counts.problem} retry={counts.reload} />}
      {data !== undefined && (
        <>
          <p>{tr(own.totalCreators, { count: data.totalCreators })}</p>
          <dl class="facts-list" id="backfill-counts">
            {trustTiers.map((tier) => (
              <div key={tier}>
                <dt>{tr(trustWords.tiers[tier])}</dt>
                <dd class="num">{data.stats.trustTier[tier]}</dd>
              </div>
            ))}
            {readinessStates.map((state) => (
              <div key={state}>
                <dt>{tr(trustWords.states[state])}</dt>
                <dd class="num">{data.stats.readinessState[state]}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {problem !== undefined && <Failed problem={problem} retry={() => void run()} />}
      <p role="status">{said}</p>
      <button type="button" class="btn quiet" aria-disabled={busy ? true : undefined} onClick={() => void run()}>
        {busy ? tr(own.running) : tr(own.runBackfill)}
      </button>
    </section>
  );
}
