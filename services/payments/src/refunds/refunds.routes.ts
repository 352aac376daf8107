import type { FastifyInstance, FastifyRequest } from 'fastify';
import { disputeIntent } from '@windsurf/contracts/payments-operator';
import * as contract from '@windsurf/contracts/payments-refunds';
import type { RefundView } from '@windsurf/contracts/payments-refunds';
import type { Answer, EndpointShape } from '@windsurf/contracts/endpoint';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { endDispute, openDispute } from './disputes.ts';
import {
  approve,
  deedsFor,
  listForOperator,
  markFailed,
  markSent,
  readForOperator,
  retry,
} from './operator-refunds.ts';
import type { QueuedRefund, RefundEvidence } from './operator-refunds.ts';
import { listRefunds, quoteRefund, readWish, refundOrder, refundsOf } from './refunds.ts';
import type { NumberedRefund } from './refunds.ts';
import { saysOf } from './says.ts';
import { railIdOf } from './send.ts';

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

const viewOf = (refund: NumberedRefund, lang: Language): RefundView => ({
  id: refund.id,
  source: refund.source,
  orderId: refund.orderId,
  orderNumber: refund.orderNumber,
  title: refund.title,
  buyerHint: refund.buyerHint,
  amountSantim: refund.amountSantim,
  feeBackSantim: refund.feeSantim,
  owedSantim: refund.owedSantim,
  currency: refund.currency,
  rail: refund.rail,
  how: refund.how,
  state: refund.state,
  says: saysOf(refund, lang),
  reason: refund.reason,
  note: refund.note,
  access: refund.access,
  askedAt: refund.askedAt.toISOString(),
  nextAt: text(refund.nextAt),
  endedAt: text(refund.endedAt),
  txnId: refund.txnId,
});

const queuedOf = (deps: Deps, refund: QueuedRefund): Answer<typeof contract.refundWasSent> => ({
  id: refund.id,
  creatorId: refund.creatorId,
  intentId: refund.intentId,
  orderId: refund.orderId,
  source: refund.source,
  title: refund.title,
  storeName: refund.storeName,
  buyerHint: refund.buyerHint,
  amountSantim: refund.amountSantim,
  currency: refund.currency,
  rail: refund.rail,
  state: refund.state,
  reason: refund.reason,
  why: refund.why,
  providerOrderId: refund.providerOrderId,
  paymentTxnId: refund.paymentTxnId,
  railRefundId: railIdOf(refund.id),
  txnId: refund.txnId,
  attempts: refund.attempts,
  askedAt: refund.askedAt.toISOString(),
  nextAt: text(refund.nextAt),
  endedAt: text(refund.endedAt),
  proposedBy: refund.proposedBy,
  can: deedsFor(deps, refund),
});

/** Key, endpoint and who asks: another person's key is another request. */
const keyed = (shape: EndpointShape, request: FastifyRequest, who: string, body: object) => ({
  endpoint: `${shape.method} ${shape.url}`,
  key: request.headers['idempotency-key'],
  body: { ...body, who },
});
/** The key as it is kept with the refund; `once` has refused every other form. */
const keyOf = (request: FastifyRequest): string => String(request.headers['idempotency-key']);

export function refundRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.refundOrder, async ({ principal, params, body, lang, request }) => {
    const creatorId = asCreatorId(principal.creatorId);
    const asked = keyed(contract.refundOrder, request, creatorId, { ...body, id: params.id });
    return await once(deps, asked, async () => {
      const { reason, note, access, time } = body;
      const wish = {
        orderId: params.id,
        reason,
        note,
        access,
        time,
        by: 'creator' as const,
        key: keyOf(request),
        lang,
      };
      return viewOf(await refundOrder(deps, creatorId, { ...wish, amount: readWish(body) }), lang);
    });
  });
  route(app, contract.listOrderRefunds, async ({ principal, params, lang }) => {
    const { items, left, ...more } = await refundsOf(deps, asCreatorId(principal.creatorId), params.id);
    return { items: items.map((item) => viewOf(item, lang)), leftSantim: left, currency: 'ETB' as const, ...more };
  });
  route(app, contract.quoteRefund, async ({ principal, params, query, lang }) => {
    const creatorId = asCreatorId(principal.creatorId);
    const quote = await quoteRefund(deps, creatorId, params.id, query.amountSantim, lang);
    return {
      amountSantim: quote.amount,
      leftSantim: quote.left,
      feeBackSantim: quote.fee,
      sharesBackSantim: quote.shares.total,
      fromBalanceSantim: quote.payable,
      owedSantim: quote.owed,
      currency: 'ETB' as const,
      how: quote.how,
    };
  });
  route(app, contract.listRefunds, async ({ principal, query, lang }) => {
    const { items, nextCursor } = await listRefunds(deps, asCreatorId(principal.creatorId), query);
    return { items: items.map((item) => viewOf(item, lang)), nextCursor };
  });
  operatorRefundRoutes(app, deps);
  route(app, disputeIntent, async ({ principal, params, body }) => {
    const by = { operatorId: principal.personId, note: body.note };
    if (body.outcome === 'opened') return await openDispute(deps, params.id, by);
    return await endDispute(deps, params.id, body.outcome, by);
  });
}

function operatorRefundRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listOperatorRefunds, async ({ principal, query }) => {
    const { items, nextCursor } = await listForOperator(deps, principal.personId, query);
    return { items: items.map((item) => queuedOf(deps, item)), nextCursor };
  });
  route(app, contract.readOperatorRefund, async ({ principal, params }) => {
    const { refund, timeline } = await readForOperator(deps, principal.personId, params.id);
    const lines = timeline.map((line) => ({ ...line, at: line.at.toISOString(), who: line.who.split(':')[0] ?? '' }));
    return { ...queuedOf(deps, refund), timeline: lines };
  });
  const decision = async (
    shape: EndpointShape,
    request: FastifyRequest,
    operatorId: string,
    body: object,
    work: () => Promise<RefundEvidence>,
  ) => await once(deps, keyed(shape, request, operatorId, body), async () => queuedOf(deps, (await work()).refund));
  route(app, contract.refundWasSent, async ({ principal: { personId }, params: { id }, body, request }) => {
    const work = async () => await markSent(deps, personId, id, body);
    return await decision(contract.refundWasSent, request, personId, { ...body, id }, work);
  });
  route(app, contract.refundHasFailed, async ({ principal: { personId }, params: { id }, body, request }) => {
    const work = async () => await markFailed(deps, personId, id, body.note);
    return await decision(contract.refundHasFailed, request, personId, { ...body, id }, work);
  });
  route(app, contract.retryRefund, async ({ principal: { personId }, params: { id }, body, request }) => {
    const work = async () => await retry(deps, personId, id, body.note);
    return await decision(contract.retryRefund, request, personId, { ...body, id }, work);
  });
  route(app, contract.approveRefund, async ({ principal: { personId }, params: { id }, body, request }) => {
    const work = async () => await approve(deps, personId, id, body.note);
    return await decision(contract.approveRefund, request, personId, { ...body, id }, work);
  });
}
