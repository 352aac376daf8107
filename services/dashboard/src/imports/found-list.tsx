import type { Imported } from '@windsurf/contracts/store-import';
import type { Phrase } from '@windsurf/language/phrases';
import { importWords as words } from '@windsurf/language/words-dashboard-import';
import type { ComponentChildren } from 'preact';
import { birr } from '../parts/figures.ts';
import { errorAt, Field, type FormError } from '../parts/form.tsx';
import { tr } from '../words.ts';
import { keyOf, type Ticked } from './import-plan.ts';

type ListProps = {
  readonly found: Imported;
  readonly there: { readonly links: ReadonlySet<number>; readonly products: ReadonlySet<number> };
  readonly ticked: Ticked;
  tick(key: string, on: boolean): void;
  readonly prices: Readonly<Record<number, string>>;
  price(at: number, text: string): void;
  readonly errors: readonly FormError[];
};

const shortAddress = (url: string): string => url.replace(/^(https?:\/\/|mailto:|tel:)(www\.)?/, '');

/** What a file holds, each with a box to tick. */
export function FoundList({ found, there, ticked, tick, prices, price, errors }: ListProps) {
  const row = (key: string, title: string, more: ComponentChildren) => (
    <label class="tick">
      <input
        type="checkbox"
        checked={ticked.has(key)}
        onChange={({ currentTarget }) => tick(key, currentTarget.checked)}
      />
      <span class="long">{title}</span>
      <small class="muted long">{more}</small>
    </label>
  );
  return (
    <>
      <Group id="links" says={words.links} count={found.links.length}>
        {found.links.map(({ title, url }, at) => (
          <li key={url}>
            {row(
              keyOf('link', at),
              title,
              `${shortAddress(url)}${there.links.has(at) ? ` · ${tr(words.alreadyThere)}` : ''}`,
            )}
          </li>
        ))}
      </Group>
      <Group id="products" says={words.products} count={found.products.length}>
        {found.products.map(({ title, priceSantim, price: other }, at) => {
          const key = keyOf('product', at);
          const known = there.products.has(at) ? tr(words.alreadyThere) : '';
          if (priceSantim !== null) {
            return <li key={title}>{row(key, title, [birr(priceSantim), known].filter(Boolean).join(' · '))}</li>;
          }
          const says = other === null ? tr(words.priceNone) : tr(words.priceThere, { price: other });
          return (
            <li key={title}>
              {row(key, title, known || says)}
              {ticked.has(key) && (
                <Field
                  id={`price-${at}`}
                  label={tr(words.priceOf, { title })}
                  inputMode="decimal"
                  dir="ltr"
                  value={prices[at] ?? ''}
                  onText={(text) => price(at, text)}
                  error={errorAt(errors, `price-${at}`)}
                />
              )}
            </li>
          );
        })}
      </Group>
      <Group id="posts" says={words.posts} count={found.posts.length} note={words.postsSay}>
        {found.posts.map(({ text }, at) => (
          <li key={`${at} ${text.slice(0, 20)}`}>
            {row(keyOf('post', at), text.split('\n', 1)[0] ?? '', text.slice(0, 160))}
          </li>
        ))}
      </Group>
    </>
  );
}

type GroupProps = {
  readonly id: string;
  readonly says: Phrase;
  readonly count: number;
  readonly note?: Phrase;
  readonly children: ComponentChildren;
};

/** Not drawn when there is nothing of the kind. */
function Group({ id, says, count, note, children }: GroupProps) {
  if (count === 0) return null;
  return (
    <fieldset class="panel" id={id} tabIndex={-1}>
      <legend>
        {tr(says)} ({count})
      </legend>
      {note !== undefined && <p class="muted">{tr(note)}</p>}
      <ul class="stack">{children}</ul>
    </fieldset>
  );
}
