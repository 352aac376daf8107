// Making a discount code: the word, what it takes off, and its limits.
import { makeCode } from '@windsurf/contracts/payments-sellable';
import { listProducts } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { sellingWords as words } from '@windsurf/language/words-dashboard-selling';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { type CodeForm, codePointers, emptyCode, sentCode } from './code-form.ts';
import { TimeField } from './selling-prices.tsx';
import '../styles/products.css';

export function CodeSheet({ close, made }: { close(): void; made(): void }) {
  const [form, setForm] = useState<CodeForm>(emptyCode);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const write = (patch: Partial<CodeForm>): void => setForm((now) => ({ ...now, ...patch }));

  const make = async (): Promise<void> => {
    if (busy) return;
    const read = sentCode(form);
    if ('wrong' in read) {
      setErrors(read.wrong.map(({ id, says }) => ({ id, says: tr(says) })));
      return;
    }
    setErrors([]);
    setBusy(true);
    try {
      const { code, state } = await call(makeCode, { body: read.sent });
      tell(tr(state === 'active' ? words.made : words.madeLater, { code }));
      made();
      close();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), codePointers));
    } finally {
      setBusy(false);
    }
  };

  const number = { inputMode: 'numeric', autoComplete: 'off', dir: 'ltr', class: 'price' } as const;
  return (
    <Sheet title={tr(words.make)} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <ErrorSummary errors={errors} />
        <Field
          id="code"
          label={tr(words.code)}
          hint={tr(words.codeHint)}
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
          dir="ltr"
          value={form.code}
          onText={(code) => write({ code })}
          error={errorAt(errors, 'code')}
        />
        <div class="field" role="group" aria-label={tr(words.gives)}>
          <b>{tr(words.gives)}</b>
          <div class="chips">
            {(['percent', 'fixed'] as const).map((kind) => (
              <button
                key={kind}
                type="button"
                class="chip"
                aria-pressed={form.kind === kind}
                onClick={() => write({ kind })}
              >
                {tr(words[kind])}
              </button>
            ))}
          </div>
        </div>
        {form.kind === 'percent' ? (
          <Field
            {...number}
            id="percent"
            label={tr(words.percentField)}
            unit="%"
            value={form.percent}
            onText={(percent) => write({ percent })}
            error={errorAt(errors, 'percent')}
            after={
              form.percent.trim() === '100' && (
                <Notice kind="warn">
                  <p>{tr(words.percentAll)}</p>
                </Notice>
              )
            }
          />
        ) : (
          <Field
            {...number}
            id="fixed"
            inputMode="decimal"
            label={tr(words.fixedField)}
            unit={birr(100).replace(/^1\s/u, '')}
            value={form.fixed}
            onText={(fixed) => write({ fixed })}
            error={errorAt(errors, 'fixed')}
          />
        )}
        <TimeField
          id="from"
          label={tr(words.from)}
          optional
          value={form.from}
          error={errorAt(errors, 'from')}
          onText={(from) => write({ from })}
        />
        <TimeField
          id="until"
          label={tr(words.until)}
          optional
          value={form.until}
          error={errorAt(errors, 'until')}
          onText={(until) => write({ until })}
        />
        <Field
          {...number}
          id="uses"
          label={tr(words.uses)}
          optional
          value={form.uses}
          onText={(uses) => write({ uses })}
          error={errorAt(errors, 'uses')}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={form.once}
            onChange={(event) => write({ once: event.currentTarget.checked })}
          />
          {tr(words.once)}
        </label>
        <Scope form={form} error={errorAt(errors, 'products')} write={write} />
        <Submit busy={busy} label={tr(words.make)} busyLabel={tr(words.making)} />
      </form>
    </Sheet>
  );
}

type ScopeProps = {
  readonly form: CodeForm;
  readonly error: string | undefined;
  write(patch: Partial<CodeForm>): void;
};

function Scope({ form, error, write }: ScopeProps) {
  return (
    <fieldset
      class="field"
      id="products"
      tabIndex={-1}
      aria-describedby={error === undefined ? undefined : 'products-error'}
    >
      <legend>{tr(words.only)}</legend>
      <div class="chips">
        {([true, false] as const).map((all) => (
          <button
            key={String(all)}
            type="button"
            class="chip"
            aria-pressed={form.all === all}
            onClick={() => write({ all })}
          >
            {tr(all ? words.all : words.some)}
          </button>
        ))}
      </div>
      {error !== undefined && (
        <p class="error" id="products-error">
          <Icon name="bad" />
          {error}
        </p>
      )}
      {!form.all && <Choices form={form} write={write} />}
    </fieldset>
  );
}

/** The products that are or were for sale: only these are known where codes are taken. */
function Choices({ form, write }: Pick<ScopeProps, 'form' | 'write'>) {
  const products = useResource(listProducts, {});
  if (products.problem !== undefined) return <Failed problem={products.problem} retry={products.reload} />;
  if (products.data === undefined) return <Waiting />;
  const choose = (id: string, on: boolean): void =>
    write({ products: on ? [...form.products, id] : form.products.filter((other) => other !== id) });
  return (
    <>
      {products.data.items
        .filter(({ state }) => state !== 'draft')
        .map(({ id, title }) => (
          <label class="tick" key={id}>
            <input
              type="checkbox"
              checked={form.products.includes(id)}
              onChange={(event) => choose(id, event.currentTarget.checked)}
            />
            {title}
          </label>
        ))}
    </>
  );
}
