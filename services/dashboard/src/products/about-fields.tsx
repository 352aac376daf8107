// What a product is about: its category on the platform, and words by which her own pages list it.
import { type Category, categories } from '@windsurf/contracts/store-categories';
import { makingWords } from '@windsurf/language/words-dashboard';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { errorAt, Field, type FormError } from '../parts/form.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import { mostTags, type ProductForm } from './product-form.ts';

type Props = {
  readonly form: Pick<ProductForm, 'category' | 'tags'>;
  readonly errors: readonly FormError[];
  write(patch: Partial<Pick<ProductForm, 'category' | 'tags'>>): void;
};

export function AboutFields({ form, errors, write }: Props) {
  const making = store.value?.making ?? 'other';
  return (
    <>
      <div class="field">
        <label for="category">{tr(words.category)}</label>
        <select
          id="category"
          value={form.category ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            write({ category: value === '' ? null : (value as Category) });
          }}
        >
          <option value="">{tr(words.asStore, { name: tr(makingWords[making].name) })}</option>
          {categories.map((category) => (
            <option key={category} value={category}>
              {tr(makingWords[category].name)}
            </option>
          ))}
        </select>
      </div>
      <Field
        id="tags"
        label={tr(words.tags)}
        hint={tr(words.tagsHint, { count: mostTags })}
        optional
        value={form.tags}
        onText={(tags) => write({ tags })}
        error={errorAt(errors, 'tags')}
      />
    </>
  );
}
