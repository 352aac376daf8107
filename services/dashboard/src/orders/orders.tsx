import { listOrders } from '@windsurf/contracts/payments';
import { orderWords as words } from '@windsurf/language/words-dashboard-orders';
import { useLocation } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { birr } from '../parts/figures.ts';
import { OrderRows } from '../parts/order-rows.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { filterOf, OrderFilters, ordersAddress } from './order-filter.tsx';
import '../styles/lists.css';

/** Pages of 25 with their own addresses, so that Back goes to the page before and a filter is kept. */
export function Orders() {
  const { query } = useLocation();
  const cursor = query.after;
  const filter = filterOf(query);
  const all = filter.state === undefined && filter.productId === undefined;
  const orders = useResource(listOrders, {
    query: { limit: 25, ...filter, ...(cursor === undefined ? {} : { cursor }) },
  });
  const items = orders.data?.items;
  const next = orders.data?.nextCursor;
  return (
    <Screen title={tr(words.title)}>
      {(!all || cursor !== undefined || (items?.length ?? 0) > 0) && <OrderFilters filter={filter} />}
      {orders.problem !== undefined && <Failed problem={orders.problem} retry={orders.reload} />}
      {items === undefined && orders.problem === undefined && <Waiting rows={5} />}
      {items?.length === 0 && !all && (
        <Empty icon="orders" title={tr(words.noneTitle)}>
          <p class="muted">{tr(words.none)}</p>
        </Empty>
      )}
      {items?.length === 0 && all && (
        <Empty icon="orders" title={tr(words.emptyTitle)}>
          <p class="muted">{tr(words.empty)}</p>
          <a class="btn" href="/">
            {tr(words.emptyAct)}
          </a>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <section class="panel">
          <p class="sum">
            <span class="muted">{tr(words.sumShown)}</span>
            <b class="num">
              {birr(
                items.reduce((sum, order) => sum + order.netSantim, 0),
                'always',
              )}
            </b>
          </p>
          <OrderRows orders={items} />
        </section>
      )}
      {(cursor !== undefined || typeof next === 'string') && (
        <nav class="pair" aria-label={tr(words.title)}>
          {cursor === undefined ? (
            <span />
          ) : (
            <a class="btn quiet" href={ordersAddress(filter)}>
              {tr(words.newest)}
            </a>
          )}
          {typeof next === 'string' && (
            <a class="btn quiet" href={ordersAddress(filter, next)}>
              {tr(words.older)}
            </a>
          )}
        </nav>
      )}
    </Screen>
  );
}
