// Sending an offer. Its id is made once for the form, so that pressing twice sends once.
import { deliverableKinds, listCampaigns, sendOffer } from '@windsurf/contracts/store-offers';
import { common } from '@windsurf/language/words-common';
import { offerWords as words } from '@windsurf/language/words-dashboard-offers';
import { useLocation } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import { type Blockers, BlockerList } from './brand.tsx';
import { emptyOffer, type OfferForm, readOffer } from './offer-form.ts';

type Said = { readonly code: string; readonly messageAm: string; readonly messageEn: string };
const listIn = <T,>(problem: ApiProblem, name: string): T[] => {
  const found = problem.extra[name];
  return Array.isArray(found) ? (found as T[]) : [];
};
/** Where each thing that is wrong with the terms is typed. */
const fieldOf: Readonly<Record<string, keyof OfferForm>> = {
  'no-value': 'cash',
  'in-kind-unnamed': 'inKind',
  'in-kind-worthless': 'worth',
  'no-deliverable': 'count',
  'due-past': 'dueOn',
  'due-unknown': 'dueOn',
  'due-before-answer': 'dueOn',
};

export function NewOffer() {
  const { query, route } = useLocation();
  const id = useRef(crypto.randomUUID());
  const campaigns = useResource(listCampaigns, {});
  const [form, setForm] = useState<OfferForm>({ ...emptyOffer, handle: query.to ?? '' });
  const [errors, setErrors] = useState<FormError[]>([]);
  const [blockers, setBlockers] = useState<Blockers>([]);
  const [busy, setBusy] = useState(false);
  const open = campaigns.data?.items.filter(({ state }) => state === 'open') ?? [];
  const write = (patch: Partial<OfferForm>): void => setForm((now) => ({ ...now, ...patch }));

  const failed = (problem: ApiProblem): void => {
    const said = listIn<Said>(problem, 'errors');
    setBlockers(listIn<Blockers[number]>(problem, 'blockers'));
    if (problem.status === 404) setErrors([{ id: 'handle', says: tr(words.nobody) }]);
    else if (said.length > 0)
      setErrors(
        said.map((row) => ({ id: fieldOf[row.code] ?? '', says: lang.value === 'am' ? row.messageAm : row.messageEn })),
      );
    else setErrors(errorsOf(problem, { '/handle': 'handle', '/campaignId': 'campaignId' }));
  };
  const send = async (): Promise<void> => {
    if (busy) return;
    const read = readOffer(form);
    if ('wrong' in read) {
      setErrors(read.wrong.map((row) => ({ id: row.id, says: tr(row.says) })));
      return;
    }
    setErrors([]);
    setBusy(true);
    try {
      const sent = await call(sendOffer, { body: { id: id.current, ...read.sent } });
      tell(tr(words.sent, { store: sent.storeName }));
      route(`/offers/${sent.id}`);
    } catch (error) {
      failed(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const text = (name: keyof OfferForm) => ({
    id: name,
    value: form[name],
    onText: (value: string) => write({ [name]: value }),
    error: errorAt(errors, name),
  });
  const number = { inputMode: 'numeric', autoComplete: 'off', dir: 'ltr' } as const;
  const money = { inputMode: 'decimal', autoComplete: 'off', dir: 'ltr', unit: tr(common.birr) } as const;
  return (
    <Screen title={tr(words.send)} up="/offers?tab=sent" upLabel={tr(words.title)}>
      <BlockerList blockers={blockers} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <ErrorSummary errors={errors} />
        <Field {...text('handle')} label={tr(words.whom)} hint={tr(words.whomHint)} dir="ltr" autoCapitalize="none" />
        {open.length > 0 && (
          <div class="field">
            <label for="campaignId">{tr(words.campaign)}</label>
            <select
              id="campaignId"
              value={form.campaignId}
              onChange={(event) => write({ campaignId: event.currentTarget.value })}
            >
              <option value="">{tr(words.noCampaign)}</option>
              {open.map((item) => (
                <option key={item.id} value={item.id}>
                  {item.title}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="field">
          <label for="kind">{tr(words.kind)}</label>
          <select
            id="kind"
            value={form.kind}
            onChange={(event) => {
              const kind = deliverableKinds.find((each) => each === event.currentTarget.value);
              if (kind !== undefined) write({ kind });
            }}
          >
            {deliverableKinds.map((each) => (
              <option key={each} value={each}>
                {tr(words.kinds[each])}
              </option>
            ))}
          </select>
        </div>
        <Field {...text('count')} label={tr(words.count)} {...number} />
        <Field {...text('what')} label={tr(words.what)} optional limit={200} />
        <Field {...text('dueOn')} label={tr(words.dueOn)} type="date" />
        <Field {...text('cash')} label={tr(words.cash)} {...money} />
        <Field {...text('inKind')} label={tr(words.inKind)} hint={tr(words.inKindHint)} optional limit={300} />
        <Field {...text('worth')} label={tr(words.inKindWorth)} optional {...money} />
        <Field {...text('usage')} label={tr(words.usage)} {...number} />
        <Field {...text('days')} label={tr(words.days)} {...number} />
        <Field {...text('note')} label={tr(words.note)} optional area limit={1000} />
        <p class="muted">{tr(words.frozen)}</p>
        <Submit busy={busy} label={tr(words.sendNow)} />
      </form>
    </Screen>
  );
}
