// From a receipt to what happened to its money: the receipt's link came by SMS, and so did the one of the payment.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { linkOfOrderMoney } from '@windsurf/contracts/payments-links';
import { notFound } from '@windsurf/contracts/problem';
import { asLanguage } from '@windsurf/language/pick';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import { orderOfEntitlement } from './receipts.queries.ts';

const params = T.Object({ token: T.String() });
const query = T.Object({ lang: T.Optional(T.String()) });
// Both addresses are keys: no other place may hear of them.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

export function receiptMoneyRoutes(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/r/:token/money', access: 'public', params, query }, async ({ params, query }) => {
    const { creatorId, entitlement } = await openByToken(deps, params.token);
    // For what was free there is nothing to follow.
    if (entitlement.amountSantim === 0) throw notFound();
    const id = await deps.tenancy.inCreator(
      creatorId,
      async (tx) => await orderOfEntitlement(tx, creatorId, entitlement.id),
    );
    if (id === undefined) throw notFound();
    const { url } = await deps.payments(linkOfOrderMoney, { params: { id }, query: { creatorId } });
    const lang = asLanguage(query.lang) ?? entitlement.lang;
    return { redirect: `${url}?to=timeline&lang=${lang}`, status: 302, headers };
  });
}
