// “People who sell it with you” of one product: folded until it is wanted.
import {
  changeAffiliateTerms,
  listCollaborations,
  offerCollaboration,
  readAffiliateTerms,
} from '@windsurf/contracts/payments-affiliates';
import type { AffiliateTermsView } from '@windsurf/contracts/payments-affiliates';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { affiliateScreenWords as words } from '@windsurf/language/words-dashboard-affiliates';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { copyText } from '../parts/share.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { type CommissionForm, commissionOf, sentCommission, sentOffer } from './sharing-form.ts';

export function Sharing({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <section class="panel selling">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2>{tr(words.title)}</h2>
          <small class="muted">{tr(words.titleSays)}</small>
        </summary>
        {open && <Terms id={id} />}
      </details>
    </section>
  );
}

function Terms({ id }: { id: string }) {
  const terms = useResource(readAffiliateTerms, { params: { id } });
  const [newer, setNewer] = useState(false);
  const { data, problem } = terms;
  // A product is known there a moment after it was put up for sale.
  if (problem?.status === 404)
    return (
      <Notice kind="info">
        <p>{tr(words.notYet)}</p>
      </Notice>
    );
  if (data === undefined)
    return problem === undefined ? <Waiting /> : <Failed problem={problem} retry={terms.reload} />;
  return (
    <>
      {newer && (
        <Notice kind="warn">
          <p role="alert">{tr(words.newer)}</p>
        </Notice>
      )}
      <Commission
        key={`${id} ${String(data.version)}`}
        terms={data}
        put={(next) => {
          setNewer(false);
          terms.put(next);
        }}
        behind={() => {
          setNewer(true);
          terms.reload();
        }}
      />
      <Partner id={id} />
    </>
  );
}

/** `behind`: it was changed elsewhere meanwhile. */
type CommissionProps = { readonly terms: AffiliateTermsView; put(value: AffiliateTermsView): void; behind(): void };

function Commission({ terms, put, behind }: CommissionProps) {
  const [form, setForm] = useState<CommissionForm>(commissionOf(terms));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const write = (patch: Partial<CommissionForm>): void => setForm((now) => ({ ...now, ...patch }));
  const save = async (): Promise<void> => {
    if (busy) return;
    const read = sentCommission(form, terms);
    if ('wrong' in read) return setErrors(read.wrong.map(({ id, says }) => ({ id, says: tr(says) })));
    setErrors([]);
    setBusy(true);
    try {
      put(await call(changeAffiliateTerms, { params: { id: terms.productId }, body: read.sent }));
      tell(tr(words.saved));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.title === 'changed-elsewhere') behind();
      else setErrors(errorsOf(problem, { '/percent': 'commission' }));
    } finally {
      setBusy(false);
    }
  };
  const link = `${location.origin}/affiliate/${terms.productId}`;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorSummary errors={errors} />
      <label class="tick">
        <input type="checkbox" checked={form.open} onChange={(event) => write({ open: event.currentTarget.checked })} />
        {tr(words.allow)}
      </label>
      {form.open && (
        <>
          <Field
            id="commission"
            label={tr(words.percent)}
            hint={tr(words.percentHint)}
            inputMode="numeric"
            autoComplete="off"
            dir="ltr"
            class="price"
            unit="%"
            value={form.percent}
            onText={(percent) => write({ percent })}
            error={errorAt(errors, 'commission')}
          />
          <label class="tick">
            <input
              type="checkbox"
              checked={form.buyersOnly}
              onChange={(event) => write({ buyersOnly: event.currentTarget.checked })}
            />
            {tr(words.buyersOnly)}
          </label>
          <p class="muted">{tr(words.hold, { days: terms.holdDays })}</p>
        </>
      )}
      <Submit busy={busy} label={tr(words.save)} />
      {terms.open && (
        <>
          <p class="muted">{tr(words.joined, { count: terms.affiliates })}</p>
          <button
            type="button"
            class="btn quiet"
            onClick={() => void copyText(link).then((done) => done && tell(tr(common.copied)))}
          >
            <Icon name="copy" />
            {tr(words.inviteLink)}
          </button>
        </>
      )}
    </form>
  );
}

function Partner({ id }: { id: string }) {
  const [form, setForm] = useState({ handle: '', percent: '' });
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (busy) return;
    const read = sentOffer(id, form);
    if ('wrong' in read) return setErrors(read.wrong.map(({ id: field, says }) => ({ id: field, says: tr(says) })));
    setErrors([]);
    setBusy(true);
    try {
      const made = await call(offerCollaboration, { body: read.sent });
      staleResources(listCollaborations);
      setForm({ handle: '', percent: '' });
      tell(tr(words.offered, { store: made.partnerHandle }));
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/handle': 'partner-handle', '/percent': 'partner-percent' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>{tr(words.partner)}</h3>
      <ErrorSummary errors={errors} />
      <Field
        id="partner-handle"
        label={tr(words.partnerHandle)}
        hint={tr(words.partnerHint)}
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
        dir="ltr"
        value={form.handle}
        onText={(handle) => setForm((now) => ({ ...now, handle }))}
        error={errorAt(errors, 'partner-handle')}
      />
      <Field
        id="partner-percent"
        label={tr(words.partnerPercent)}
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
        class="price"
        unit="%"
        value={form.percent}
        onText={(percent) => setForm((now) => ({ ...now, percent }))}
        error={errorAt(errors, 'partner-percent')}
      />
      <Submit busy={busy} label={tr(words.offer)} />
    </form>
  );
}
