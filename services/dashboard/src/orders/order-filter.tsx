// Which orders are shown: chosen in one sheet, each choice a chip that can be taken off; all of it stands in the address.
import { listProducts } from '@windsurf/contracts/store';
import { orderStates, orderWords as words } from '@windsurf/language/words-dashboard-orders';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Icon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

export type OrderFilter = { readonly state?: keyof typeof orderStates; readonly productId?: string };

/** What an address asks for; what it says of no order is left out. */
export const filterOf = (query: Readonly<Record<string, string>>): OrderFilter => {
  const state = Object.keys(orderStates).find((one) => one === query.state);
  return {
    ...(state === undefined ? {} : { state: state as keyof typeof orderStates }),
    ...(/^[0-9a-f-]{36}$/.test(query.product ?? '') ? { productId: query.product as string } : {}),
  };
};

/** Address of the orders that a filter names, from the newest on or after a cursor. */
export function ordersAddress({ state, productId }: OrderFilter, after?: string): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set('state', state);
  if (productId !== undefined) query.set('product', productId);
  if (after !== undefined) query.set('after', after);
  return query.size === 0 ? '/orders' : `/orders?${query.toString()}`;
}

export function OrderFilters({ filter }: { filter: OrderFilter }) {
  const { route } = useLocation();
  const [open, setOpen] = useState(false);
  const products = useResource(listProducts, {}, { skip: !open && filter.productId === undefined });
  const { state, productId, ...none } = filter;
  const product = products.data?.items.find(({ id }) => id === productId);
  const chips = [
    ...(state === undefined
      ? []
      : [{ name: tr(orderStates[state]), without: { ...none, ...(productId === undefined ? {} : { productId }) } }]),
    ...(productId === undefined
      ? []
      : [{ name: product?.title ?? '…', without: { ...none, ...(state === undefined ? {} : { state }) } }]),
  ];
  const show = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const chosen = (id: string): string => form.querySelector<HTMLSelectElement>(`#${id}`)?.value ?? '';
    const query = { state: chosen('state'), product: chosen('product') };
    setOpen(false);
    // The sheet goes back in the history first, as any sheet that is closed.
    addEventListener('popstate', () => setTimeout(() => route(ordersAddress(filterOf(query)))), {
      once: true,
      capture: true,
    });
  };
  return (
    <>
      <div class="chips">
        <button type="button" class="chip" onClick={() => setOpen(true)}>
          {tr(words.filter)}
        </button>
        {chips.map(({ name, without }) => (
          <a class="chip on" key={name} href={ordersAddress(without)} aria-label={tr(words.drop, { name })}>
            {name} <Icon name="close" />
          </a>
        ))}
      </div>
      {open && (
        <Sheet title={tr(words.filterTitle)} close={() => setOpen(false)}>
          <form onSubmit={show}>
            <div class="field">
              <label for="state">{tr(words.state)}</label>
              <select id="state" name="state" value={state ?? ''}>
                <option value="">{tr(words.anyState)}</option>
                {Object.entries(orderStates).map(([value, says]) => (
                  <option key={value} value={value}>
                    {tr(says)}
                  </option>
                ))}
              </select>
            </div>
            <div class="field">
              <label for="product">{tr(words.what)}</label>
              <select id="product" name="product" value={productId ?? ''} key={products.data?.items.length}>
                <option value="">{tr(words.anyProduct)}</option>
                {products.data?.items.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
            <button type="submit" class="btn wide">
              {tr(words.show)}
            </button>
          </form>
        </Sheet>
      )}
    </>
  );
}
