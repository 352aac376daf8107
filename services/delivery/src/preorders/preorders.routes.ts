import type { FastifyInstance } from 'fastify';
import { listReleases as contract } from '@windsurf/contracts/delivery-preorders';
import { asCreatorId } from '@windsurf/db/tenancy';
import { inLanguage } from '@windsurf/html/page';
import { asLanguage } from '@windsurf/language/pick';
import { page, route } from '@windsurf/service-kit/route';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import { returnPreorder } from './preorders.ts';
import { listReleases } from './releases.ts';

const Text = T.Optional(T.String({ maxLength: 200 }));

export function preorderRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract, async ({ principal }) => ({
    items: await listReleases(deps, asCreatorId(principal.creatorId)),
  }));
  // The buyer's own: behind the receipt's address, which is her key.
  page(
    app,
    {
      method: 'POST',
      url: '/r/:token/return',
      access: 'public',
      params: T.Object({ token: T.String() }),
      query: T.Object({ lang: Text }),
      body: T.Object({ _csrf: Text }),
    },
    async ({ params, query }) => {
      const { creatorId, entitlement } = await openByToken(deps, params.token);
      await returnPreorder(deps, creatorId, entitlement.id);
      const lang = asLanguage(query.lang) ?? entitlement.lang;
      return { redirect: inLanguage(deps.links.receiptPath(entitlement.id), lang) };
    },
  );
}
