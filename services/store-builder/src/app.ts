import { problemPage } from '@windsurf/html/problem-page';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import { formatMoment } from '@windsurf/calendar/moment';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { createApp } from '@windsurf/service-kit/app';
import type { FastifyInstance } from 'fastify';
import { approvalRoutes } from './approval/approval.routes.ts';
import { reportRoutes } from './approval/reports.routes.ts';
import { campaignRoutes } from './campaigns/campaigns.routes.ts';
import type { Deps } from './deps.ts';
import { domainJobs } from './domains/domains.consumers.ts';
import { domainRoutes } from './domains/domains.routes.ts';
import { guardOwnAddresses } from './domains/own-address.ts';
import { discoveryConsumers } from './discovery/discovery.consumers.ts';
import { discoveryRoutes } from './discovery/discovery.routes.ts';
import { imageJobs } from './images/images.consumers.ts';
import { importRoutes } from './imports/imports.routes.ts';
import { imageRoutes } from './images/images.routes.ts';
import { leadRoutes } from './leads/leads.routes.ts';
import { outboundRoutes } from './outbound/outbound.routes.ts';
import { postRoutes } from './posts/posts.routes.ts';
import { offerJobs } from './offers/offers.consumers.ts';
import { offerRoutes } from './offers/offers.routes.ts';
import { productConsumers } from './products/products.consumers.ts';
import { productRoutes } from './products/products.routes.ts';
import { scheduleJobs } from './stores/schedule.consumers.ts';
import { scheduleRoutes } from './stores/schedule.routes.ts';
import { cardRoutes } from './cards/cards.routes.ts';
import { publishingRoutes } from './stores/publishing.routes.ts';
import { reviewConsumers } from './reviews/reviews.consumers.ts';
import { reviewRoutes } from './reviews/reviews.routes.ts';
import { saleConsumers } from './sales/sales.consumers.ts';
import { robotsRoute } from './storefront/robots.ts';
import { storefrontRoutes } from './storefront/storefront.routes.ts';
import { storeRoutes } from './stores/stores.routes.ts';
import { trustConsumers } from './trust/trust.consumers.ts';
import { trustRoutes } from './trust/trust.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'store-builder',
    log: deps.log,
    healthPaths: ['/v1/stores/health', '/v1/creators/health', '/v1/content/health', '/v1/campaigns/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange(request, principal, csrf) {
      // A form on a creator's own domain, sent by nobody: there is no session that it could misuse.
      const { origin } = request.headers;
      const atHome = origin !== undefined && URL.parse(origin)?.host === request.host.toLowerCase();
      if (principal.kind !== 'nobody' || !atHome) deps.authenticator.guardChange(request, principal, csrf);
    },
    problemPage: (problem, lang, request) => {
      const now = deps.clock.now();
      const html = problemPage({
        lang,
        status: problem.status,
        title: problem.detail,
        requestId: problem.requestId,
        time: { iso: now.toISOString(), text: formatMoment(now, lang) },
        path: request.url,
      });
      return { html, headers: securityHeaders({ styleHashes: styleHashes(html) }) };
    },
  });
  await deps.authenticator.register(app);
  guardOwnAddresses(app, deps);
  storefrontRoutes(app, deps);
  robotsRoute(app, deps);
  storeRoutes(app, deps);
  publishingRoutes(app, deps);
  scheduleRoutes(app, deps);
  cardRoutes(app, deps);
  domainRoutes(app, deps);
  discoveryRoutes(app, deps);
  reviewRoutes(app, deps);
  productRoutes(app, deps);
  postRoutes(app, deps);
  leadRoutes(app, deps);
  outboundRoutes(app, deps);
  trustRoutes(app, deps);
  approvalRoutes(app, deps);
  reportRoutes(app, deps);
  offerRoutes(app, deps);
  campaignRoutes(app, deps);
  await imageRoutes(app, deps);
  await importRoutes(app, deps);
  return app;
}

export const consumersOf = (deps: Deps): readonly Consumer[] => [
  ...productConsumers(deps),
  ...trustConsumers(deps),
  ...discoveryConsumers(deps),
  ...reviewConsumers(deps),
  ...saleConsumers(deps),
];
export const jobsOf = (deps: Deps): readonly Jobber[] => [
  ...imageJobs(deps),
  ...offerJobs(deps),
  ...scheduleJobs(deps),
  ...domainJobs(deps),
];
