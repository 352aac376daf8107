// What is offered to whoever has just paid for this product.
import { changeUpsell, readUpsell } from '@windsurf/contracts/payments-after';
import type { UpsellView } from '@windsurf/contracts/payments-after';
import { listProducts } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { sellingWords } from '@windsurf/language/words-dashboard-selling';
import { upsellWords as words } from '@windsurf/language/words-upsell';
import { parseBirr, telebirrAmount, santim } from '@windsurf/money/money';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

export function UpsellPart({ id }: { id: string }) {
  const upsell = useResource(readUpsell, { params: { id } });
  const [newer, setNewer] = useState(false);
  const { data, problem } = upsell;
  if (data === undefined)
    return problem === undefined ? <Waiting rows={2} /> : <Failed problem={problem} retry={upsell.reload} />;
  return (
    <>
      <h3>{tr(words.title)}</h3>
      <p class="muted">{tr(words.titleSays)}</p>
      {newer && (
        <Notice kind="warn">
          <p role="alert">{tr(sellingWords.newer)}</p>
        </Notice>
      )}
      <UpsellForm
        key={`${id} ${String(data.version)}`}
        upsell={data}
        put={(next) => {
          setNewer(false);
          upsell.put(next);
        }}
        behind={() => {
          setNewer(true);
          upsell.reload();
        }}
      />
    </>
  );
}

const pointers = { '/offer/productId': 'upsell', '/offer/priceSantim': 'upsell-price' };
/** `behind`: it was changed elsewhere meanwhile. */
type FormProps = { readonly upsell: UpsellView; put(value: UpsellView): void; behind(): void };

function UpsellForm({ upsell, put, behind }: FormProps) {
  const products = useResource(listProducts, {});
  const [chosen, setChosen] = useState(upsell.offer?.productId ?? '');
  const [price, setPrice] = useState(upsell.offer === null ? '' : telebirrAmount(santim(upsell.offer.priceSantim)));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const others = (products.data?.items ?? []).filter(
    ({ id, state }) => id !== upsell.productId && (state === 'published' || id === chosen),
  );
  const save = async (): Promise<void> => {
    if (busy) return;
    const sum = chosen === '' ? undefined : parseBirr(price, { min: santim(100) });
    if (sum?.ok === false) return setErrors([{ id: 'upsell-price', says: tr(sum.says) }]);
    setErrors([]);
    setBusy(true);
    try {
      const offer = sum === undefined ? null : { productId: chosen, priceSantim: sum.santim };
      put(await call(changeUpsell, { params: { id: upsell.productId }, body: { baseVersion: upsell.version, offer } }));
      tell(tr(words.saved));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.title === 'changed-elsewhere') behind();
      else setErrors(errorsOf(problem, pointers));
    } finally {
      setBusy(false);
    }
  };
  const error = errorAt(errors, 'upsell');
  if (products.data !== undefined && others.length === 0) return <p class="muted">{tr(words.alone)}</p>;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorSummary errors={errors} />
      <div class={error === undefined ? 'field' : 'field wrong'}>
        <label for="upsell">{tr(words.product)}</label>
        {error !== undefined && (
          <p class="error" id="upsell-error">
            <Icon name="bad" />
            {error}
          </p>
        )}
        <select
          id="upsell"
          value={chosen}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : 'upsell-error'}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">{tr(words.none)}</option>
          {others.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      {chosen !== '' && (
        <Field
          id="upsell-price"
          label={tr(words.price)}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          class="price"
          unit={birr(100).replace(/^1\s/u, '')}
          value={price}
          onText={setPrice}
          error={errorAt(errors, 'upsell-price')}
        />
      )}
      <Submit busy={busy} label={tr(words.save)} />
    </form>
  );
}
