import * as contract from '@windsurf/contracts/store';
import { asCreatorId } from '@windsurf/db/tenancy';
import { contentSecurityPolicy, securityHeaders, styleHashes } from '@windsurf/html/page';
import { page, route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import {
  changeHandle,
  listVersions,
  previewPage,
  publishStore,
  readVersion,
  restoreVersion,
  unpublishStore,
} from './publishing.ts';

export function publishingRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.publishStore,
    async ({ principal, body }) => await publishStore(deps, asCreatorId(principal.creatorId), body.draftVersion),
  );
  route(app, contract.unpublishStore, async ({ principal }) => {
    await unpublishStore(deps, asCreatorId(principal.creatorId));
    return { done: true } as const;
  });
  route(app, contract.listVersions, async ({ principal }) => ({
    items: await listVersions(deps, asCreatorId(principal.creatorId)),
  }));
  route(
    app,
    contract.readVersion,
    async ({ principal, params }) => await readVersion(deps, asCreatorId(principal.creatorId), params.number),
  );
  route(
    app,
    contract.restoreVersion,
    async ({ principal, params }) => await restoreVersion(deps, asCreatorId(principal.creatorId), params.number),
  );
  route(
    app,
    contract.changeHandle,
    async ({ principal, body }) => await changeHandle(deps, asCreatorId(principal.creatorId), body.handle),
  );
  page(app, { method: 'GET', url: '/v1/stores/mine/preview', access: 'creator' }, async ({ principal, lang }) => {
    const html = await previewPage(deps, asCreatorId(principal.creatorId), lang);
    const policy = contentSecurityPolicy({ styleHashes: styleHashes(html) });
    // The editor shows it in a frame of its own origin, and nobody else may.
    const framed = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    const headers = {
      ...securityHeaders({ styleHashes: styleHashes(html) }),
      'content-security-policy': framed,
      'cache-control': 'no-store',
    };
    return { html, headers };
  });
}
