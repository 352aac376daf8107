import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments';
import { readOrderAnswersForBuyer } from '@windsurf/contracts/payments-answers';
import type { Answer } from '@windsurf/contracts/endpoint';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import { readAnswers } from '../checkout/checkout.ts';
import type { Deps } from '../deps.ts';
import { readBalance } from '../ledger/ledger.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { listOrders, readOrder } from './orders.ts';
import type { Order } from './orders.ts';

const viewOf = (order: Order): Answer<typeof contract.listOrders>['items'][number] => ({
  id: order.id,
  number: order.number,
  productId: order.productId,
  title: order.title,
  amountSantim: order.amountSantim,
  feeSantim: order.feeSantim,
  netSantim: order.netSantim,
  currency: order.currency,
  rail: order.rail,
  buyerHint: order.buyerHint,
  state: order.state,
  refundedSantim: order.refundedSantim,
  providerFeeSantim: order.providerFeeSantim,
  sharesSantim: order.sharesSantim,
  discountSantim: order.discountSantim,
  gift: order.gift,
  paidAt: order.paidAt.toISOString(),
});

export function orderRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listOrders, async ({ principal, query }) => {
    const { items, nextCursor } = await listOrders(deps, asCreatorId(principal.creatorId), query);
    return { items: items.map(viewOf), nextCursor };
  });
  route(app, contract.readOrder, async ({ principal, params, lang }) => {
    const creatorId = asCreatorId(principal.creatorId);
    const { order, lines } = await readOrder(deps, creatorId, params.id);
    const { steps: timeline, next, refunds, payout } = await timelineOf(deps, creatorId, order.intentId, lang);
    return { ...viewOf(order), lines, timeline, next, refunds, payout };
  });
  route(app, contract.readOrderAnswers, async ({ principal, params }) => ({
    items: [...(await readAnswers(deps, asCreatorId(principal.creatorId), params.id))],
  }));
  route(app, readOrderAnswersForBuyer, async ({ params, query }) => ({
    items: [...(await readAnswers(deps, asCreatorId(query.creatorId), params.id))],
  }));
  route(app, contract.readBalance, async ({ principal }) => ({
    ...(await readBalance(deps, asCreatorId(principal.creatorId))),
    currency: 'ETB' as const,
  }));
}
