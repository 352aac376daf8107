// What the page of a product says beside the promise of its type: a sample, the refund rule, how many bought it, and its
// words in the store's other language.
import { typeRules } from '@windsurf/contracts/product-types';
import type { ProductShown, ProductType, RefundRule } from '@windsurf/contracts/product-types';
import { myStore } from '@windsurf/contracts/store';
import { languageWords } from '@windsurf/language/words-dashboard-languages';
import { productSaysWords as words } from '@windsurf/language/words-dashboard-product-page';
import { refundRuleWords } from '@windsurf/language/words-store-product';
import { errorAt, Field, type FormError } from '../parts/form.tsx';
import { PictureField } from '../pictures/picture-field.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/block-fields.css';

const rules = Object.keys(refundRuleWords) as RefundRule[];

type PageSaysProps = {
  readonly type: ProductType;
  readonly shown: ProductShown;
  readonly errors: readonly FormError[];
  write(patch: Partial<ProductShown>): void;
};

export function PageSays({ type, shown, errors, write }: PageSaysProps) {
  const store = useResource(myStore, {});
  const { translation, refundRule } = shown;
  const wrong = errors.some(({ id }) => ['sample', 'title-other', 'description-other'].includes(id));
  const says = (patch: { title?: string; description?: string }): void => {
    const next = { title: '', description: '', ...translation, ...patch };
    write({ translation: next.title === '' && next.description === '' ? null : next });
  };
  // A booking's own terms say what comes back.
  const { sold } = typeRules[type];
  const other = store.data?.lang === 'en' ? 'am' : 'en';
  const name = tr(other === 'am' ? languageWords.amharic : languageWords.english);
  return (
    <details class="more" open={wrong}>
      <summary>{tr(words.title)}</summary>
      {sold && (
        <PictureField
          id="sample"
          label={tr(words.sample)}
          hint={tr(words.sampleHint)}
          shape="wide"
          optional
          imageId={shown.sampleImageId ?? undefined}
          error={errorAt(errors, 'sample')}
          onPicture={(id) => write({ sampleImageId: id ?? null })}
        />
      )}
      {sold && type !== 'booking' && (
        <div class="field">
          <label for="refund-rule">{tr(words.refund)}</label>
          <p class="hint" id="refund-rule-hint">
            {tr(words.refundHint)}
          </p>
          <select
            id="refund-rule"
            aria-describedby="refund-rule-hint"
            value={refundRule ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              write({ refundRule: rules.find((rule) => rule === value) ?? null });
            }}
          >
            <option value="">{tr(words.refundQuiet)}</option>
            {rules.map((rule) => (
              <option key={rule} value={rule}>
                {tr(refundRuleWords[rule])}
              </option>
            ))}
          </select>
        </div>
      )}
      {sold && (
        <label class="tick">
          <input
            type="checkbox"
            id="show-buyers"
            checked={shown.showBuyers}
            onChange={(event) => write({ showBuyers: event.currentTarget.checked })}
          />
          {tr(words.buyers)}
        </label>
      )}
      {store.data !== undefined && (
        <>
          <Field
            id="title-other"
            label={tr(words.titleIn, { other: name })}
            hint={tr(words.inHint, { other: name })}
            optional
            limit={120}
            lang={other}
            value={translation?.title ?? ''}
            onText={(title) => says({ title })}
            error={errorAt(errors, 'title-other')}
          />
          <Field
            id="description-other"
            label={tr(words.descriptionIn, { other: name })}
            optional
            area
            limit={8000}
            lang={other}
            value={translation?.description ?? ''}
            onText={(description) => says({ description })}
            error={errorAt(errors, 'description-other')}
          />
        </>
      )}
    </details>
  );
}
