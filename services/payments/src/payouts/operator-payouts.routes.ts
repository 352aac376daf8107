import type { FastifyInstance } from 'fastify';
import * as desk from '@windsurf/contracts/payments-payouts-desk';
import type { Answer } from '@windsurf/contracts/endpoint';
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
  route(app, desk.holdPayout, async ({ principal, params, body, lang }) =>
    seenView(await hold(deps, principal.personId, params.id, body), lang),
  );
  route(app, desk.releasePayout, async ({ principal, params, body, lang }) =>
    seenView(await release(deps, principal.personId, params.id, body), lang),
  );
  route(app, desk.markPayoutSent, async ({ principal, params, body, request, lang }) => {
    const key = request.headers['idempotency-key'];
    const keyed = { endpoint: `POST payouts/${params.id}/mark-sent`, key, body };
    return await once(deps, keyed, async () =>
      seenView(await markSent(deps, principal.personId, params.id, body), lang),
    );
  });
  route(app, desk.markPayoutFailed, async ({ principal, params, body, request, lang }) => {
    const key = request.headers['idempotency-key'];
    const keyed = { endpoint: `POST payouts/${params.id}/mark-failed`, key, body };
    return await once(deps, keyed, async () =>
      seenView(await markFailed(deps, principal.personId, params.id, body), lang),
    );
  });
  route(app, desk.retryPayout, async ({ principal, params, lang }) =>
    seenView(await retry(deps, principal.personId, params.id), lang),
  );
}
