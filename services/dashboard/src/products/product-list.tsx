import { listProducts } from '@windsurf/contracts/store';
import type { Product } from '@windsurf/contracts/store';
import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { kindWords } from '@windsurf/language/words-dashboard-types';
import { blockWords } from '@windsurf/language/words-store-blocks';
import { Screen } from '../app/screen.tsx';
import { birr } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/products.css';
import { ApprovalBadge } from './approval-note.tsx';

const marks = { draft: 'edit', published: 'check', changed: 'warn', withdrawn: 'hidden' } as const satisfies Record<
  string,
  IconName
>;
const kindFree = blockWords.free;
const kinds = { draft: '', published: 'ok', changed: 'warn', withdrawn: '' } as const;

/** How far a product is, as icon, word and colour. */
export function ProductState({ product }: { product: Product }) {
  const state = product.state === 'published' && product.changed ? 'changed' : product.state;
  const says = { draft: words.draft, published: words.forSale, changed: words.changed, withdrawn: words.withdrawn }[
    state
  ];
  return (
    <span class={`badge ${kinds[state]}`}>
      <Icon name={marks[state]} />
      {tr(says)}
    </span>
  );
}

export function ProductList() {
  const products = useResource(listProducts, {});
  const items = products.data?.items;
  return (
    <Screen
      title={tr(words.title)}
      aside={
        items !== undefined && items.length > 0 ? (
          <a class="btn" href="/products/new">
            <Icon name="add" />
            {tr(words.add)}
          </a>
        ) : undefined
      }
    >
      {products.problem !== undefined && <Failed problem={products.problem} retry={products.reload} />}
      {items === undefined && products.problem === undefined && <Waiting />}
      {items?.length === 0 && (
        <Empty icon="products" title={tr(words.emptyTitle)}>
          <p class="muted">{tr(words.empty)}</p>
          <a class="btn" href="/products/new">
            <Icon name="add" />
            {tr(words.add)}
          </a>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="products">
          {items.map((product) => (
            <li key={product.id}>
              {product.coverUrl === null ? (
                <span class="cover">
                  <Icon name="file" />
                </span>
              ) : (
                <img class="cover" src={product.coverUrl} alt="" loading="lazy" />
              )}
              <div>
                <a class="main" href={`/products/${product.id}`}>
                  {product.title}
                </a>
                {product.type !== 'affiliate-link' && (
                  <span class="num strong">{product.priceSantim === 0 ? tr(kindFree) : birr(product.priceSantim)}</span>
                )}
                {product.type !== 'digital-download' && <span class="muted">{tr(kindWords[product.type].name)}</span>}
                <ProductState product={product} />
                <ApprovalBadge product={product} />
              </div>
              <Icon name="next" />
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}
