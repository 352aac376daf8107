// “Price and selling” of one product: folded until it is wanted, saved by itself, apart from what the product says.
import { changeTerms, listPrices, readTerms } from '@windsurf/contracts/payments-sellable';
import type { TermsView } from '@windsurf/contracts/payments-sellable';
import { listProducts } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { sellingWords as words } from '@windsurf/language/words-dashboard-selling';
import { Sharing } from '../affiliates/sharing.tsx';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { birr, when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { type SellingForm, sellingFormOf, sellingPointers, sentTerms } from './selling-form.ts';
import { InstalmentPart } from './selling-instalments.tsx';
import { PriceLines } from './selling-prices.tsx';
import { UpsellPart } from './selling-upsell.tsx';

export function Selling({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <section class="panel selling">
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            <h2>{tr(words.title)}</h2>
            <small class="muted">{tr(words.titleSays)}</small>
          </summary>
          {open && <Terms id={id} />}
          {open && <InstalmentPart id={id} />}
          {open && <UpsellPart id={id} />}
        </details>
      </section>
      <Sharing id={id} />
    </>
  );
}

function Terms({ id }: { id: string }) {
  const terms = useResource(readTerms, { params: { id } });
  const [newer, setNewer] = useState(false);
  const { data, problem } = terms;
  // A product is known there a moment after it was put up for sale.
  if (problem?.status === 404) {
    return (
      <Notice kind="info">
        <p>{tr(words.notYet)}</p>
      </Notice>
    );
  }
  if (data === undefined)
    return problem === undefined ? <Waiting /> : <Failed problem={problem} retry={terms.reload} />;
  return (
    <>
      {newer && (
        <Notice kind="warn">
          <p role="alert">{tr(words.newer)}</p>
        </Notice>
      )}
      <TermsForm
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
    </>
  );
}

/** `behind`: it was changed elsewhere meanwhile. */
type FormProps = { readonly terms: TermsView; put(value: TermsView): void; behind(): void };

function TermsForm({ terms, put, behind }: FormProps) {
  const [form, setForm] = useState<SellingForm>(sellingFormOf(terms));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const write = (patch: Partial<SellingForm>): void => setForm((now) => ({ ...now, ...patch }));

  const save = async (): Promise<void> => {
    if (busy) return;
    const read = sentTerms(form, terms.version);
    if ('wrong' in read) {
      setErrors(read.wrong.map(({ id, says }) => ({ id, says: tr(says) })));
      return;
    }
    setErrors([]);
    setBusy(true);
    try {
      const next = await call(changeTerms, { params: { id: terms.productId }, body: read.sent });
      staleResources(listPrices);
      put(next);
      tell(tr(words.saved));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.title === 'changed-elsewhere') behind();
      else setErrors(errorsOf(problem, sellingPointers));
    } finally {
      setBusy(false);
    }
  };

  const { stock } = terms;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorSummary errors={errors} />
      <p class="muted">
        {terms.payWhatYouWant === null
          ? tr(words.now, { price: birr(terms.priceSantim) })
          : tr(words.nowOpen, { price: birr(terms.payWhatYouWant.minSantim) })}
      </p>
      <Tick label={tr(words.open)} on={form.open} set={(open) => write({ open })} />
      {form.open && <OpenAmount form={form} errors={errors} write={write} />}
      <Tick label={tr(words.limited)} on={form.limited} set={(limited) => write({ limited })} />
      {form.limited && (
        <Field
          id="stock"
          label={tr(words.stock)}
          hint={tr(words.stockHint)}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          class="price"
          value={form.stock}
          onText={(text) => write({ stock: text })}
          error={errorAt(errors, 'stock')}
          after={stock !== null && <p class="hint">{tr(words.counts, { ...stock })}</p>}
        />
      )}
      {form.gifts !== null && <Tick label={tr(words.gifts)} on={form.gifts} set={(gifts) => write({ gifts })} />}
      <Bump terms={terms} form={form} errors={errors} write={write} />
      <PriceLines lines={form.prices} errors={errors} set={(prices) => write({ prices })} />
      <Submit busy={busy} label={tr(words.save)} />
      <History id={terms.productId} />
    </form>
  );
}

const Tick = ({ label, on, set }: { label: string; on: boolean; set(on: boolean): void }) => (
  <label class="tick">
    <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
    {label}
  </label>
);

type PartProps = {
  readonly form: SellingForm;
  readonly errors: readonly FormError[];
  write(patch: Partial<SellingForm>): void;
};
const unit = (): string => birr(100).replace(/^1\s/u, '');

function OpenAmount({ form, errors, write }: PartProps) {
  const sum = { inputMode: 'decimal', autoComplete: 'off', dir: 'ltr', class: 'price' } as const;
  return (
    <>
      <Field
        {...sum}
        id="min"
        label={tr(words.min)}
        unit={unit()}
        value={form.min}
        onText={(min) => write({ min })}
        error={errorAt(errors, 'min')}
      />
      {form.suggestions.map((text, at) => (
        <Field
          {...sum}
          key={`suggestion-${String(at)}`}
          id={`suggestion-${String(at)}`}
          label={tr(words.suggestion, { number: at + 1 })}
          optional
          unit={unit()}
          value={text}
          onText={(typed) => write({ suggestions: form.suggestions.map((old, n) => (n === at ? typed : old)) })}
          error={errorAt(errors, `suggestion-${String(at)}`)}
        />
      ))}
    </>
  );
}

function Bump({ terms, form, errors, write }: PartProps & { readonly terms: TermsView }) {
  const products = useResource(listProducts, {});
  const others = (products.data?.items ?? []).filter(
    ({ id, state }) => id !== terms.productId && (state === 'published' || id === form.bump),
  );
  const error = errorAt(errors, 'bump');
  if (products.data !== undefined && others.length === 0) return <p class="muted">{tr(words.bumpAlone)}</p>;
  return (
    <>
      <div class={error === undefined ? 'field' : 'field wrong'}>
        <label for="bump">{tr(words.bump)}</label>
        <p class="hint" id="bump-hint">
          {tr(words.bumpHint)}
        </p>
        {error !== undefined && (
          <p class="error" id="bump-error">
            <Icon name="bad" />
            {error}
          </p>
        )}
        <select
          id="bump"
          value={form.bump}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? 'bump-hint' : 'bump-hint bump-error'}
          onChange={(event) => write({ bump: event.currentTarget.value })}
        >
          <option value="">{tr(words.noBump)}</option>
          {others.map(({ id, title, state }) => (
            <option key={id} value={id}>
              {state === 'published' ? title : tr(words.bumpOff, { title })}
            </option>
          ))}
        </select>
      </div>
      {form.bump !== '' && (
        <Field
          id="bump-price"
          label={tr(words.bumpPrice)}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          class="price"
          unit={unit()}
          value={form.bumpPrice}
          onText={(bumpPrice) => write({ bumpPrice })}
          error={errorAt(errors, 'bump-price')}
        />
      )}
    </>
  );
}

/** Every price that was, so that "since when?" has an answer. */
function History({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{tr(words.history)}</summary>
      {open && <PriceRows id={id} />}
    </details>
  );
}

function PriceRows({ id }: { id: string }) {
  const prices = useResource(listPrices, { params: { id }, query: { limit: 50 } });
  if (prices.problem !== undefined) return <Failed problem={prices.problem} retry={prices.reload} />;
  if (prices.data === undefined) return <Waiting rows={2} />;
  return (
    <ul class="rows">
      {prices.data.items.map(({ kind, priceSantim, fromAt, toAt, writtenAt }) => (
        <li key={kind + writtenAt + fromAt}>
          <div>
            <b class="num">{birr(priceSantim)}</b>
            <small class="muted">
              {toAt === null
                ? tr(words.published, { from: when(fromAt) })
                : tr(words.during, { from: when(fromAt), to: when(toAt) })}
              {kind === 'ended' && ` · ${tr(words.takenOut)}`}
            </small>
          </div>
        </li>
      ))}
    </ul>
  );
}
