// One offer, for the two who are in it: what is asked, what happened, and what may be done now.
import {
  acceptOffer,
  cancelOffer,
  completeOffer,
  counterOffer,
  declineOffer,
  type OfferAction,
  type OfferTerms,
  type OfferView,
  readOffer,
} from '@windsurf/contracts/store-offers';
import { common } from '@windsurf/language/words-common';
import { offerWords as words } from '@windsurf/language/words-dashboard-offers';
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, dayName, when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError } from '../parts/form.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { sumOf } from './offer-form.ts';
import { StatusBadge } from './offers.tsx';

export function Offer() {
  const { params } = useRoute();
  return <One key={params.id} id={params.id ?? ''} />;
}

function One({ id }: { id: string }) {
  const read = useResource(readOffer, { params: { id } });
  const item = read.data;
  const title = item === undefined ? tr(words.title) : item.role === 'creator' ? item.brandName : item.storeName;
  const up = item?.role === 'brand' ? '/offers?tab=sent' : '/offers';
  return (
    <Screen title={title} up={up} upLabel={tr(words.title)}>
      {item === undefined &&
        (read.problem === undefined ? <Waiting rows={3} /> : <Failed problem={read.problem} retry={read.reload} />)}
      {item !== undefined && (
        <>
          <p>
            <StatusBadge status={item.status} />
          </p>
          <Terms title={tr(words.termsNow)} terms={item.terms} />
          {item.counterTerms !== null && item.status !== 'accepted' && item.status !== 'completed' && (
            <Terms title={tr(words.termsWanted)} terms={item.counterTerms} />
          )}
          <section class="panel">
            <p>
              {tr(words.worth)} <b class="num">{birr(item.totalValueCents, 'always')}</b>
            </p>
            {(item.status === 'pending' || item.status === 'countered') && (
              <p class="muted">
                {tr(words.answerBy)} {when(item.expiresAt, 'full')}
              </p>
            )}
          </section>
          <Actions item={item} took={read.put} reload={read.reload} />
          <section class="panel">
            <h2>{tr(words.history)}</h2>
            <ol>
              {item.statusHistory.map(({ to, by, at }) => (
                <li key={at + to}>
                  {tr(words.statuses[to])}{' '}
                  <small class="muted">
                    {tr(words.by[by])} · {when(at)}
                  </small>
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
    </Screen>
  );
}

const Terms = ({ title, terms }: { title: string; terms: OfferTerms }) => (
  <section class="panel">
    <h2>{title}</h2>
    <ul>
      {terms.deliverables.map(({ kind, count, note }) => (
        <li key={kind + note}>
          {count} × {tr(words.kinds[kind])}
          {note !== '' && <>: {note}</>}
        </li>
      ))}
      <li>
        {tr(words.dueOn)}: {dayName(terms.dueOn)}
      </li>
      {terms.cashSantim > 0 && (
        <li>
          {tr(words.cash)}: <span class="num">{birr(terms.cashSantim, 'always')}</span>
        </li>
      )}
      {terms.inKind !== '' && (
        <li>
          {terms.inKind}: <span class="num">{birr(terms.inKindSantim, 'always')}</span>
        </li>
      )}
      <li>
        {tr(words.usage)}: {tr(words.usageDays, { days: terms.usageDays })}
      </li>
    </ul>
    {terms.note !== '' && <q>{terms.note}</q>}
  </section>
);

const endpoints = {
  accept: acceptOffer,
  decline: declineOffer,
  cancel: cancelOffer,
  complete: completeOffer,
} as const;

function Actions({ item, took, reload }: { item: OfferView; took(value: OfferView): void; reload(): void }) {
  const [asking, setAsking] = useState<OfferAction>();
  const [wanted, setWanted] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const mine = item.role === 'creator' ? item.creatorCompleted : item.brandCompleted;
  const other = item.role === 'creator' ? item.brandCompleted : item.creatorCompleted;
  const act = async (action: OfferAction): Promise<void> => {
    if (busy) return;
    const cash = sumOf(wanted);
    if (action === 'counter' && (cash === undefined || cash === 0)) {
      setErrors([{ id: 'wanted', says: tr(words.sumWrong) }]);
      return;
    }
    setBusy(true);
    const to = { params: { id: item.id } };
    const body = { seenStatus: item.status };
    try {
      took(
        action === 'counter'
          ? await call(counterOffer, { ...to, body: { ...body, terms: { ...item.terms, cashSantim: cash ?? 0 } } })
          : await call(endpoints[action], { ...to, body }),
      );
      setAsking(undefined);
      setErrors([]);
    } catch (error) {
      const problem = asProblem(error);
      setErrors(errorsOf(problem, {}));
      if (problem.status === 409) reload();
    } finally {
      setBusy(false);
    }
  };
  if (item.may.length === 0) return null;
  return (
    <section class="panel" id="act">
      <ErrorSummary errors={errors} />
      {item.status === 'accepted' && mine && <Notice kind="info">{tr(words.waitsForOther)}</Notice>}
      {item.status === 'accepted' && !mine && other && <Notice kind="info">{tr(words.otherSaidDone)}</Notice>}
      {asking === undefined ? (
        <div class="acts">
          {item.may.map((action, at) => (
            <button
              key={action}
              type="button"
              class={at === 0 && action !== 'cancel' ? 'btn' : 'btn quiet'}
              onClick={() => setAsking(action)}
            >
              {tr(words.actions[action])}
            </button>
          ))}
        </div>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void act(asking);
          }}
        >
          {asking === 'counter' && (
            <Field
              id="wanted"
              label={tr(words.wantedCash)}
              inputMode="decimal"
              autoComplete="off"
              dir="ltr"
              unit={tr(common.birr)}
              value={wanted}
              onText={setWanted}
              error={errorAt(errors, 'wanted')}
            />
          )}
          <div class="acts">
            <button type="submit" class="btn" aria-disabled={busy ? true : undefined}>
              {tr(words.sure, { action: tr(words.actions[asking]) })}
            </button>
            <button type="button" class="btn quiet" onClick={() => setAsking(undefined)}>
              {tr(common.back)}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}
