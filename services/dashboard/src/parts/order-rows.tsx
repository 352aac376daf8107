// Orders as a table; on a phone each row is two lines, with the names of the columns written out. What is laid out as rows
// of boxes there would be no table for a screen reader any more: the roles are said.
import type { Answer } from '@windsurf/contracts/endpoint';
import type { listOrders } from '@windsurf/contracts/payments';
import { orderStates, orderWords as words } from '@windsurf/language/words-dashboard-orders';
import { giftWord } from '@windsurf/language/words-gifts';
import { birr, when } from './figures.ts';
import { tr } from '../words.ts';

export type OrderRow = Answer<typeof listOrders>['items'][number];

export const OrderRows = ({ orders }: { orders: readonly OrderRow[] }) => (
  <table class="orders" role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">
          {tr(words.what)}
        </th>
        <th scope="col" role="columnheader" class="num">
          {tr(words.forYou)}
        </th>
        <th scope="col" role="columnheader">
          {tr(words.when)}
        </th>
        <th scope="col" role="columnheader">
          {tr(words.buyer)}
        </th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      {orders.map((order) => (
        <tr key={order.id} role="row">
          <th scope="row" role="rowheader">
            <a class="main" href={`/orders/${order.id}`}>
              {order.title}
            </a>
          </th>
          <td role="cell" class="num strong">
            {birr(order.netSantim)}
          </td>
          <td role="cell" class="muted">
            {when(order.paidAt)} · {tr(orderStates[order.state])}
            {order.gift && ` · ${tr(giftWord)}`}
          </td>
          <td role="cell" class="muted num">
            <span class="key">{tr(words.buyer)} </span>…{order.buyerHint}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
