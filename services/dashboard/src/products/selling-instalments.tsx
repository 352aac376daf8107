// In how many monthly parts a product may be paid.
import { changeInstalmentTerms, readInstalmentTerms } from '@windsurf/contracts/payments-instalments';
import type { InstalmentTerms } from '@windsurf/contracts/payments-instalments';
import { useState } from 'preact/hooks';
import { dashInstalmentWords as words } from '@windsurf/language/words-dashboard-instalments';
import { sellingWords } from '@windsurf/language/words-dashboard-selling';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

const counts = [2, 3, 4, 5, 6];

export function InstalmentPart({ id }: { id: string }) {
  const terms = useResource(readInstalmentTerms, { params: { id } });
  const [newer, setNewer] = useState(false);
  const { data, problem } = terms;
  // A product is known there a moment after it was put up for sale; the terms above say so.
  if (problem?.status === 404) return null;
  if (data === undefined)
    return problem === undefined ? <Waiting rows={2} /> : <Failed problem={problem} retry={terms.reload} />;
  return (
    <>
      <h3>{tr(words.title)}</h3>
      <p class="muted">{tr(words.titleSays)}</p>
      {newer && (
        <Notice kind="warn">
          <p role="alert">{tr(sellingWords.newer)}</p>
        </Notice>
      )}
      {data.blocked !== null && data.parts === null ? (
        <p class="muted">{tr(words.blocked[data.blocked], { least: birr(data.leastSantim) })}</p>
      ) : (
        <InstalmentForm
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
      )}
    </>
  );
}

/** `behind`: it was changed elsewhere meanwhile. */
type FormProps = { readonly terms: InstalmentTerms; put(value: InstalmentTerms): void; behind(): void };

function InstalmentForm({ terms, put, behind }: FormProps) {
  const [chosen, setChosen] = useState(terms.parts === null ? '' : String(terms.parts));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    if (busy) return;
    setErrors([]);
    setBusy(true);
    try {
      const parts = chosen === '' ? null : Number(chosen);
      const body = { baseVersion: terms.version, parts };
      put(await call(changeInstalmentTerms, { params: { id: terms.productId }, body }));
      tell(tr(words.saved));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.title === 'changed-elsewhere') behind();
      else setErrors(errorsOf(problem, { '/parts': 'instalments' }));
    } finally {
      setBusy(false);
    }
  };
  const error = errorAt(errors, 'instalments');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorSummary errors={errors} />
      {terms.blocked !== null && (
        <p class="muted">{tr(words.blocked[terms.blocked], { least: birr(terms.leastSantim) })}</p>
      )}
      <div class={error === undefined ? 'field' : 'field wrong'}>
        <label for="instalments">{tr(words.parts)}</label>
        <p class="hint" id="instalments-hint">
          {tr(words.alone)}
        </p>
        {error !== undefined && (
          <p class="error" id="instalments-error">
            <Icon name="bad" />
            {error}
          </p>
        )}
        <select
          id="instalments"
          value={chosen}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? 'instalments-hint' : 'instalments-hint instalments-error'}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">{tr(words.none)}</option>
          {counts.map((count) => (
            <option key={count} value={String(count)}>
              {tr(words.count, { count })}
            </option>
          ))}
        </select>
      </div>
      <Submit busy={busy} label={tr(words.save)} />
    </form>
  );
}
