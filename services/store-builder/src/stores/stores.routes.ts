import * as contract from '@windsurf/contracts/store';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { saveDraft } from './drafts.ts';
import { checkHandle } from './handles.ts';
import { continueOnboarding, openStore, readStore } from './stores.ts';
import { templatePages } from './templates.ts';

export function storeRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.checkHandle,
    async ({ principal, query, lang }) => await checkHandle(deps, asCreatorId(principal.creatorId), { ...query, lang }),
  );
  route(
    app,
    contract.openStore,
    async ({ principal, body, lang }) =>
      await openStore(deps, asCreatorId(principal.creatorId), { ...body, lang: body.lang ?? lang }),
  );
  route(app, contract.myStore, async ({ principal }) => await readStore(deps, asCreatorId(principal.creatorId)));
  route(
    app,
    contract.continueOnboarding,
    async ({ principal, body }) => await continueOnboarding(deps, asCreatorId(principal.creatorId), body),
  );
  route(app, contract.listTemplates, async ({ query, lang }) => ({ items: templatePages(query.lang ?? lang) }));
  route(
    app,
    contract.saveDraft,
    async ({ principal, body }) => await saveDraft(deps, asCreatorId(principal.creatorId), body),
  );
}
