// Orders as a table; on a phone each row is two lines, with the names of the columns written out.
import type { Answer } from '@windsurf/contracts/endpoint';
import type { listOrders } from '@windsurf/contracts/payments';
import { orderWords as words } from '@windsurf/language/words-dashboard-orders';
import { birr, when } from './figures.ts';
import { tr } from '../words.ts';

export type OrderRow = Answer<typeof listOrders>['items'][number];

export const OrderRows = ({ orders }: { orders: readonly OrderRow[] }) => (
  <table class="orders">
    <thead>
      <tr>
        <th scope="col">{tr(words.what)}</th>
        <th scope="col" class="num">
          {tr(words.forYou)}
        </th>
        <th scope="col">{tr(words.when)}</th>
        <th scope="col">{tr(words.buyer)}</th>
      </tr>
    </thead>
    <tbody>
      {orders.map((order) => (
        <tr key={order.id}>
          <th scope="row">
            <a class="main" href={`/orders/${order.id}`}>
              {order.title}
            </a>
          </th>
          <td class="num strong">{birr(order.netSantim)}</td>
          <td class="muted">{when(order.paidAt)}</td>
          <td class="muted num">
            <span class="key">{tr(words.buyer)} </span>…{order.buyerHint}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
