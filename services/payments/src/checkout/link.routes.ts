import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import * as contract from '@windsurf/contracts/payments-links';
import { asCreatorId } from '@windsurf/db/tenancy';
import { inLanguage } from '@windsurf/html/page';
import { asLanguage } from '@windsurf/language/pick';
import { page, route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { followLink, linkOfIntent, linkOfOrder } from './link.ts';

// The address is the key: no other place may hear of it.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

export function linkRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.linkOfIntent,
    async ({ params, query }) => await linkOfIntent(deps, asCreatorId(query.creatorId), params.id),
  );
  route(app, contract.linkOfOrderMoney, async ({ params, query }) => ({
    url: await linkOfOrder(deps, asCreatorId(query.creatorId), params.id),
  }));
  const params = T.Object({ token: T.String() });
  // `to`: straight to what happened to the money.
  const query = T.Object({ lang: T.Optional(T.String()), to: T.Optional(T.String({ maxLength: 20 })) });
  page(app, { method: 'GET', url: '/pay/s/:token', access: 'public', params, query }, async (context) => {
    const followed = await followLink(deps, context.params.token);
    const path = context.query.to === 'timeline' ? `${followed}/timeline` : followed;
    const lang = asLanguage(context.query.lang);
    return { redirect: lang === undefined ? path : inLanguage(path, lang), status: 302, headers };
  });
}
