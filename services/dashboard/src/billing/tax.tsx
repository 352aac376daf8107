import { readTaxProfile, readThresholds, saveTaxProfile } from '@windsurf/contracts/payments-billing';
import type { TaxProfile } from '@windsurf/contracts/payments-billing';
import { useState } from 'preact/hooks';
import { billingWords as words } from '@windsurf/language/words-dashboard-billing';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { turnoverWords } from '@windsurf/language/words-dashboard-turnover';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/billing.css';

/** Who the seller is on receipts, and how near the mark for VAT she is. */
export function Tax() {
  const profile = useResource(readTaxProfile, {});
  const { data, problem } = profile;
  return (
    <Screen title={tr(words.tax)} lede={tr(words.taxLede)} up="/more" upLabel={tr(moreWords.title)}>
      {problem !== undefined && <Failed problem={problem} retry={profile.reload} />}
      {data === undefined && problem === undefined && <Waiting rows={3} />}
      {data !== undefined && (
        <ProfileForm
          key={data.profile?.updatedAt ?? ''}
          profile={data.profile}
          saved={(next) => profile.put({ profile: next })}
        />
      )}
      <Turnover />
    </Screen>
  );
}

const places = {
  '/legalName': 'legalName',
  '/address': 'address',
  '/tin': 'tin',
  '/vat/number': 'vatNumber',
  '/vat/since': 'vatSince',
  '/vat': 'vatNumber',
} as const;

function ProfileForm({ profile, saved }: { profile: TaxProfile | null; saved(next: TaxProfile): void }) {
  const [form, setForm] = useState({
    legalName: profile?.legalName ?? '',
    address: profile?.address ?? '',
    tin: '',
    registered: profile?.vat != null,
    vatNumber: profile?.vat?.number ?? '',
    vatSince: profile?.vat?.since ?? '',
  });
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const write = (change: Partial<typeof form>): void => setForm((before) => ({ ...before, ...change }));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const missing: FormError[] = [];
    if (form.legalName.trim() === '') missing.push({ id: 'legalName', says: tr(words.legalNameSays) });
    if (form.address.trim() === '') missing.push({ id: 'address', says: tr(words.addressSays) });
    const day = form.vatSince.trim();
    if (form.registered && (form.vatNumber.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/.test(day)))
      missing.push({ id: form.vatNumber.trim() === '' ? 'vatNumber' : 'vatSince', says: tr(words.vatSays) });
    setErrors(missing);
    if (missing.length > 0) return;
    setBusy(true);
    try {
      const answer = await call(saveTaxProfile, {
        body: {
          legalName: form.legalName,
          address: form.address,
          ...(form.tin.trim() === '' ? {} : { tin: form.tin.trim() }),
          vat: form.registered ? { number: form.vatNumber.trim(), since: day } : null,
        },
      });
      saved(answer.profile);
      tell(tr(words.saved));
    } catch (error) {
      setErrors(errorsOf(asProblem(error), places));
    } finally {
      setBusy(false);
    }
  };
  const onFile = profile?.tinMasked ?? null;
  return (
    <form class="panel" onSubmit={(event) => void send(event)} noValidate>
      <ErrorSummary errors={errors} />
      <Field
        id="legalName"
        label={tr(words.legalName)}
        hint={tr(words.legalNameHint)}
        autoComplete="name"
        limit={120}
        value={form.legalName}
        onText={(legalName) => write({ legalName })}
        error={errorAt(errors, 'legalName')}
      />
      <Field
        id="address"
        label={tr(words.address)}
        hint={tr(words.addressHint)}
        limit={200}
        value={form.address}
        onText={(address) => write({ address })}
        error={errorAt(errors, 'address')}
      />
      <Field
        id="tin"
        label={tr(words.tin)}
        hint={onFile === null ? tr(words.tinHint) : tr(words.tinOnFile, { tin: onFile })}
        optional
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
        value={form.tin}
        onText={(tin) => write({ tin })}
        error={errorAt(errors, 'tin')}
      />
      <div class="field" role="group" aria-label={tr(words.vatQuestion)}>
        <b>{tr(words.vatQuestion)}</b>
        <div class="chips">
          {([false, true] as const).map((registered) => (
            <button
              key={String(registered)}
              type="button"
              class="chip"
              aria-pressed={form.registered === registered}
              onClick={() => write({ registered })}
            >
              {tr(registered ? words.vatYes : words.vatNo)}
            </button>
          ))}
        </div>
        {form.registered && <p class="hint">{tr(words.vatYesSays)}</p>}
      </div>
      {form.registered && (
        <>
          <Field
            id="vatNumber"
            label={tr(words.vatNumber)}
            autoComplete="off"
            dir="ltr"
            value={form.vatNumber}
            onText={(vatNumber) => write({ vatNumber })}
            error={errorAt(errors, 'vatNumber')}
          />
          <Field
            id="vatSince"
            label={tr(words.vatSince)}
            autoComplete="off"
            dir="ltr"
            placeholder="2026-07-08"
            value={form.vatSince}
            onText={(vatSince) => write({ vatSince })}
            error={errorAt(errors, 'vatSince')}
          />
        </>
      )}
      <Submit busy={busy} label={tr(words.save)} busyLabel={tr(words.saving)} />
    </form>
  );
}

function Turnover() {
  const thresholds = useResource(readThresholds, {});
  const { data, problem } = thresholds;
  if (problem !== undefined && data === undefined) return <Failed problem={problem} retry={thresholds.reload} />;
  if (data === undefined) return <Waiting rows={1} />;
  const threshold = birr(data.thresholdSantim);
  return (
    <section class="panel">
      <h2>{tr(words.turnover)}</h2>
      <p class="large num">{data.percent} %</p>
      <p>{tr(words.turnoverOf, { sum: birr(data.turnoverSantim), threshold })}</p>
      <progress max={100} value={Math.min(100, Math.max(0, data.percent))} aria-label={tr(words.turnover)} />
      {data.percent >= 80 && (
        <Notice kind="warn">
          <p>
            {data.percent >= 100
              ? tr(turnoverWords.turnoverOver)
              : tr(turnoverWords.turnoverNear, { percent: data.percent })}
          </p>
        </Notice>
      )}
      <p class="muted">{tr(words.turnoverSays, { threshold })}</p>
      <p class="muted small">{tr(words.noAdvice, { source: data.source })}</p>
    </section>
  );
}
