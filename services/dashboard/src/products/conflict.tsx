// The same product was changed on another device: both are said, and she chooses.
import type { Product } from '@windsurf/contracts/store';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { useEffect, useRef } from 'preact/hooks';
import { Notice } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { formOf, type ProductForm } from './product-form.ts';

type ConflictProps = { readonly mine: ProductForm; readonly theirs: Product; keepMine(): void; keepTheirs(): void };

export function Conflict({ mine, theirs, keepMine, keepTheirs }: ConflictProps) {
  const other = formOf(theirs);
  const rows = [
    { field: words.name, mine: mine.title, value: other.title },
    { field: words.price, mine: mine.price, value: other.price },
    { field: words.description, mine: mine.description, value: other.description },
  ].filter((row) => row.mine !== row.value);
  const first = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    first.current?.focus();
    first.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <Notice kind="warn">
      <p role="alert" tabIndex={-1} ref={first}>
        {tr(words.conflict)}
      </p>
      <ul>
        {rows.map(({ field, value }) => (
          <li key={field.en}>{tr(words.conflictRow, { field: tr(field), value: value.slice(0, 200) })}</li>
        ))}
      </ul>
      <div class="acts">
        <button type="button" class="btn" onClick={keepMine}>
          {tr(words.keepMine)}
        </button>
        <button type="button" class="btn quiet" onClick={keepTheirs}>
          {tr(words.keepTheirs)}
        </button>
      </div>
    </Notice>
  );
}
