import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as desk from '@windsurf/contracts/payments-payouts-desk';
import type { Answer, EndpointShape } from '@windsurf/contracts/endpoint';
import type { Language } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { hold, listForOperator, markFailed, markSent, readForOperator, release, retry } from './operator-payouts.ts';
import type { SeenPayout } from './operator-payouts.ts';
import { payoutView } from './payout-view.ts';

const seenView = ({ payout, account }: SeenPayout, lang: Language): Answer<typeof desk.holdPayout> => ({
  ...payoutView(payout, lang),
  creatorId: payout.creatorId,
  rail: payout.rail,
  byHand: payout.byHand,
  reference: payout.reference,
  evidence: payout.evidence,
  parkedAt: payout.parkedAt?.toISOString() ?? null,
  nameState: account.nameState,
});

export function operatorPayoutRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, desk.listOperatorPayouts, async ({ principal, query, lang }) => {
    const { items, nextCursor } = await listForOperator(deps, principal.personId, query);
    return { items: items.map((seen) => seenView(seen, lang)), nextCursor };
  });
  route(app, desk.readOperatorPayout, async ({ principal, params, lang }) => {
    const seen = await readForOperator(deps, principal.personId, params.id);
    return {
      ...seenView(seen, lang),
      number: seen.number,
      history: seen.history.map(({ at, what, who, reason, note }) => ({
        at: at.toISOString(),
        what,
        who,
        reason,
        note,
      })),
    };
  });
  /** Once for its key and whoever decides: another person's key is another request. */
  const decided = async (
    shape: EndpointShape,
    request: FastifyRequest,
    body: object,
    lang: Language,
    work: () => Promise<SeenPayout>,
  ) => {
    const asked = { endpoint: `${shape.method} ${shape.url}`, key: request.headers['idempotency-key'], body };
    return await once(deps, asked, async () => seenView(await work(), lang));
  };
  route(app, desk.holdPayout, async ({ principal: { personId: by }, params: { id }, body, request, lang }) => {
    const work = async () => await hold(deps, by, id, body);
    return await decided(desk.holdPayout, request, { ...body, id, by }, lang, work);
  });
  route(app, desk.releasePayout, async ({ principal: { personId: by }, params: { id }, body, request, lang }) => {
    const work = async () => await release(deps, by, id, body);
    return await decided(desk.releasePayout, request, { ...body, id, by }, lang, work);
  });
  route(app, desk.markPayoutSent, async ({ principal: { personId: by }, params: { id }, body, request, lang }) => {
    const work = async () => await markSent(deps, by, id, body);
    return await decided(desk.markPayoutSent, request, { ...body, id, by }, lang, work);
  });
  route(app, desk.markPayoutFailed, async ({ principal: { personId: by }, params: { id }, body, request, lang }) => {
    const work = async () => await markFailed(deps, by, id, body);
    return await decided(desk.markPayoutFailed, request, { ...body, id, by }, lang, work);
  });
  route(app, desk.retryPayout, async ({ principal: { personId: by }, params: { id }, body, request, lang }) => {
    const work = async () => await retry(deps, by, id, body);
    return await decided(desk.retryPayout, request, { ...body, id, by }, lang, work);
  });
}
