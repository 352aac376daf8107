import { changeProduct, createProduct, listProducts, publishProduct, withdrawProduct } from '@windsurf/contracts/store';
import type { Product } from '@windsurf/contracts/store';
import { useEffect, useRef, useState } from 'preact/hooks';
import { typeRules } from '@windsurf/contracts/product-types';
import type { ProductType } from '@windsurf/contracts/product-types';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { kindWords, typeWords } from '@windsurf/language/words-dashboard-types';
import { useLocation } from 'preact-iso';
import { call, session } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError } from '../parts/form.tsx';
import { birr } from '../parts/figures.ts';
import { Notice } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources } from '../resource.ts';
import { tr } from '../words.ts';
import { Conflict } from './conflict.tsx';
import { AboutFields } from './about-fields.tsx';
import { CoverField } from './cover-field.tsx';
import { FileField } from './file-field.tsx';
import { approvalOpen, ApprovalNote } from './approval-note.tsx';
import { ForSale } from './for-sale.tsx';
import {
  differs,
  dropForm,
  formOf,
  keepForm,
  mostTags,
  priceOf,
  type ProductForm,
  sentForm,
  tagsIn,
} from './product-form.ts';
import { slotOf } from './kept-slot.ts';
import { PageSays } from './page-says.tsx';
import { ProductState } from './product-list.tsx';
import { Selling } from './selling.tsx';
import { KindPicker, TypeFields } from './type-fields.tsx';
import { beginTypeForm, typeFieldOf } from './type-form.ts';
import { moveKeptUpload } from './upload-browser.ts';

type EditorProps = {
  readonly product: Product | undefined;
  readonly saved: ProductForm;
  /** What was typed here before and never saved. */
  readonly kept: ProductForm | undefined;
  made(id: string): void;
};

const pointers = {
  '/title': 'title',
  '/priceSantim': 'price',
  '/description': 'description',
  '/coverImageId': 'cover',
  '/fileId': 'file',
  '/file': 'file',
  '/category': 'category',
  ...Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`/tags/${at}`, 'tags'])),
  '/shown/sampleImageId': 'sample',
  '/shown/translation/title': 'title-other',
  '/shown/translation/description': 'description-other',
} as const;

/** What the server says at fields, those of the type among them, and what still stands in the way of selling. */
function formErrors(problem: ApiProblem, type: ProductType): FormError[] {
  const blockers = problem.extra.blockers;
  if (Array.isArray(blockers) && blockers.length > 0)
    return (blockers as { field: string; detail: string }[]).map(({ field, detail }) => ({
      id: field === 'fileId' ? 'file' : (typeFieldOf(field, type) ?? field),
      says: detail,
    }));
  const own = problem.fields.map(({ pointer }) => [pointer, typeFieldOf(pointer, type)] as const);
  const more = Object.fromEntries(own.flatMap(([pointer, id]) => (id === undefined ? [] : [[pointer, id]])));
  return errorsOf(problem, { ...pointers, ...more });
}

export function ProductEditor(props: EditorProps) {
  const { route } = useLocation();
  const [product, setProduct] = useState(props.product);
  const [saved, setSaved] = useState(props.saved);
  const back = props.kept !== undefined && differs(props.kept, props.saved);
  const [form, setForm] = useState<ProductForm>(back && props.kept !== undefined ? props.kept : props.saved);
  const [restored, setRestored] = useState(back);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState<'save' | 'publish'>();
  const [conflict, setConflict] = useState<Product>();
  const [mine] = useState(session.peek()?.creatorId);
  const slot = slotOf(mine, product?.id ?? 'new');
  const dirty = differs(form, saved);
  const latest = useRef(form);
  latest.current = form;

  useEffect(() => {
    if (dirty) keepForm(slot, form);
    else dropForm(slot);
  }, [form, dirty]);

  const write = (patch: Partial<ProductForm>): void => {
    const next = { ...latest.current, ...patch };
    latest.current = next;
    setForm(next);
    setErrors((now) => now.filter(({ id }) => !Object.keys(patch).some((key) => key === id || key.startsWith(id))));
  };
  const writeDetails = (patch: Record<string, string>): void => {
    write({ details: { ...latest.current.details, ...patch } });
    setErrors((now) => now.filter(({ id }) => !(id in patch)));
  };

  const check = (): FormError[] => {
    const found: FormError[] = [];
    // What was typed last, even when it is not drawn yet.
    const typed = latest.current;
    if (typed.title.trim() === '') found.push({ id: 'title', says: tr(words.nameSays) });
    const price = priceOf(typed);
    if (tagsIn(typed.tags).length > mostTags) found.push({ id: 'tags', says: tr(words.tagsSays, { count: mostTags }) });
    if (!price.ok) found.push({ id: typed.type === 'tip' ? 'least' : 'price', says: tr(price.says) });
    return found;
  };
  const failed = (problem: ApiProblem): void => {
    const current = problem.extra.current as Product | undefined;
    if (problem.title === 'changed-elsewhere' && current !== undefined) setConflict(current);
    else setErrors(formErrors(problem, latest.current.type));
  };
  const took = (next: Product): void => {
    setProduct(next);
    setSaved(formOf(next));
    setForm((now) => ({
      ...formOf(next),
      price: now.price,
      coverUrl: next.coverUrl ?? now.coverUrl,
      details: now.details,
    }));
    setRestored(false);
    staleResources(listProducts);
  };

  /** Saves what is in the form; undefined when it was refused. */
  const save = async (base = product): Promise<Product | undefined> => {
    const found = check();
    setErrors(found);
    setMissing(false);
    const body = sentForm(latest.current);
    if (found.length > 0 || body === undefined) return undefined;
    if (base === undefined) {
      const next = await call(createProduct, { body });
      await moveKeptUpload(slotOf(mine, 'new'), slotOf(mine, next.id));
      dropForm(slotOf(mine, 'new'));
      took(next);
      props.made(next.id);
      route(`/products/${next.id}`, true);
      return next;
    }
    if (!differs(form, formOf(base))) return base;
    const next = await call(changeProduct, { params: { id: base.id }, body: { baseVersion: base.version, ...body } });
    took(next);
    return next;
  };
  const act = async (what: 'save' | 'publish', base = product): Promise<void> => {
    if (busy !== undefined) return;
    setBusy(what);
    try {
      const kept = await save(base);
      if (kept === undefined) return;
      if (what === 'save') {
        tell(tr(words.saved));
        return;
      }
      const sold = await call(publishProduct, { params: { id: kept.id } });
      took(sold);
      if (approvalOpen(sold) === undefined) tell(tr(words.isForSale));
      scrollTo(0, 0);
    } catch (error) {
      const problem = asProblem(error);
      setMissing(problem.title === 'not-ready');
      failed(problem);
    } finally {
      setBusy(undefined);
    }
  };
  const withdraw = async (): Promise<void> => {
    if (product === undefined) return;
    try {
      took(await call(withdrawProduct, { params: { id: product.id } }));
      tell(tr(words.withdrawn2));
    } catch (error) {
      failed(asProblem(error));
    }
  };

  const price = priceOf(form);
  const { type } = form;
  const { file, free } = typeRules[type];
  const published = product?.state === 'published';
  return (
    <Screen
      title={product === undefined ? tr(words.newTitle) : product.title}
      up="/products"
      upLabel={tr(words.title)}
      aside={product && <ProductState product={product} />}
      class="product"
    >
      {restored && (
        <Notice kind="info">
          <p>{tr(words.restored)}</p>
          <button
            type="button"
            class="plain"
            onClick={() => {
              setForm(saved);
              setRestored(false);
            }}
          >
            {tr(words.discard)}
          </button>
        </Notice>
      )}
      {conflict !== undefined && (
        <Conflict
          mine={form}
          theirs={conflict}
          keepMine={() => {
            setConflict(undefined);
            setProduct(conflict);
            void act('save', conflict);
          }}
          keepTheirs={() => {
            setConflict(undefined);
            setProduct(conflict);
            setSaved(formOf(conflict));
            setForm(formOf(conflict));
          }}
        />
      )}
      {product !== undefined && <ApprovalNote product={product} />}
      {published && product !== undefined && <ForSale product={product} withdraw={() => void withdraw()} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void act('publish');
        }}
      >
        <ErrorSummary errors={errors} {...(missing ? { title: tr(words.missing) } : {})} />
        {product === undefined ? (
          <KindPicker
            type={type}
            choose={(kind) => write({ type: kind, details: { ...beginTypeForm(kind), ...form.details } })}
          />
        ) : (
          type !== 'digital-download' && (
            <p class="muted">{tr(typeWords.kindFixed, { kind: tr(kindWords[type].name) })}</p>
          )
        )}
        <Field
          id="title"
          label={tr(words.name)}
          hint={tr(words.nameHint)}
          limit={120}
          value={form.title}
          onText={(title) => write({ title })}
          error={errorAt(errors, 'title')}
        />
        {type !== 'tip' && type !== 'affiliate-link' && (
          <Field
            id="price"
            label={tr(words.price)}
            hint={tr(free ? typeWords.priceMay : words.priceHint)}
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            class="price"
            unit={birr(100).replace(/^1\s/u, '')}
            value={form.price}
            onText={(text) => write({ price: text })}
            onBlur={() => {
              const typed = latest.current.price;
              const left = priceOf(latest.current);
              if (!left.ok && typed.trim() !== '') {
                setErrors((now) => [...now.filter(({ id }) => id !== 'price'), { id: 'price', says: tr(left.says) }]);
              }
            }}
            error={errorAt(errors, 'price')}
            after={
              <output class="repeat" for="price">
                {price.ok &&
                  (price.santim === 0
                    ? tr(typeWords.priceFree)
                    : tr(words.priceIs, { price: birr(price.santim, 'always') }))}
              </output>
            }
          />
        )}
        {file && (
          <FileField
            slot={slot}
            fileId={form.fileId}
            error={errorAt(errors, 'file')}
            onFile={(fileId) => write({ fileId })}
          />
        )}
        <TypeFields type={type} form={form.details} errors={errors} id={product?.id} write={writeDetails} />
        <CoverField
          url={form.coverUrl}
          error={errorAt(errors, 'cover')}
          onCover={(cover) => write({ coverImageId: cover?.id ?? null, coverUrl: cover?.url ?? null })}
        />
        <Field
          id="description"
          label={tr(words.description)}
          hint={tr(words.descriptionHint)}
          optional
          area
          limit={8000}
          value={form.description}
          onText={(description) => write({ description })}
          error={errorAt(errors, 'description')}
        />
        <AboutFields form={form} errors={errors} write={write} />
        <PageSays
          type={type}
          shown={form.shown}
          errors={errors}
          write={(patch) => write({ shown: { ...latest.current.shown, ...patch } })}
        />
        <div class="pair">
          <button
            type="button"
            class="btn quiet"
            aria-disabled={busy !== undefined || undefined}
            onClick={() => void act('save')}
          >
            {busy === 'save' ? tr(words.saving) : tr(words.save)}
          </button>
          <button type="submit" class="btn" aria-disabled={busy !== undefined || undefined}>
            {busy === 'publish' ? tr(words.publishing) : tr(published ? words.publishAgain : words.publish)}
          </button>
        </div>
      </form>
      {product !== undefined && product.state !== 'draft' && typeRules[type].sold && <Selling id={product.id} />}
    </Screen>
  );
}
