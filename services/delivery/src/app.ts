import type { FastifyInstance } from 'fastify';
import { accessEnded, accessPaused, linkTooOld } from '@windsurf/contracts/delivery';
import { notFound } from '@windsurf/contracts/problem';
import { inLanguage } from '@windsurf/html/page';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { createApp } from '@windsurf/service-kit/app';
import type { RenderedPage } from '@windsurf/service-kit/app';
import { problemPages } from '@windsurf/service-kit/pages';
import type { ProblemBody } from '@windsurf/service-kit/problems';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { bookingConsumers, bookingJobs } from './bookings/bookings.consumers.ts';
import { bookingPageRoutes } from './bookings/booking.routes.ts';
import { bookingRoutes } from './bookings/bookings.routes.ts';
import { downloadRoutes } from './downloads/downloads.routes.ts';
import type { Deps } from './deps.ts';
import { entitlementConsumers } from './entitlements/entitlements.consumers.ts';
import { giftConsumers } from './entitlements/gifts.consumers.ts';
import { entitlementRoutes } from './entitlements/entitlements.routes.ts';
import { fileJobs } from './files/files.consumers.ts';
import { fileRoutes } from './files/files.routes.ts';
import { libraryAddress } from './library/library.ts';
import { libraryRoutes } from './library/library.routes.ts';
import { membershipConsumers } from './memberships/memberships.consumers.ts';
import { preorderJobs } from './preorders/preorders.consumers.ts';
import { preorderRoutes } from './preorders/preorders.routes.ts';
import { productConsumers } from './products/products.consumers.ts';
import { receiptRoutes } from './receipts/receipts.routes.ts';
import { requestRoutes } from './requests/requests.routes.ts';
import { ticketRoutes } from './tickets/tickets.routes.ts';

/** A mistyped link is the same as a stranger's: nobody learns which links exist. */
const opensNothing = (problem: ProblemBody): boolean =>
  problem.title === notFound.type || problem.title === linkTooOld.type;
const drawIn = (lang: Language) =>
  problemPages((problem) => {
    if (opensNothing(problem)) return [{ href: libraryAddress.signIn(lang), label: words.newLink }];
    // What passes by itself is tried again on the same page.
    const closed = problem.title === accessPaused.type || problem.title === accessEnded.type;
    return closed ? [{ href: inLanguage('/k', lang), label: words.library }] : [];
  });
const draw = { am: drawIn('am'), en: drawIn('en') };

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'delivery',
    log: deps.log,
    healthPaths: ['/v1/delivery/health', '/v1/assets/health', '/v1/rights/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
    problemPage: (problem, lang, request): RenderedPage => {
      const said = opensNothing(problem) ? { ...problem, detail: say(words.linkOld, lang) } : problem;
      const page = draw[lang](said, lang, request);
      return { ...page, headers: { ...page.headers, 'referrer-policy': 'no-referrer' } };
    },
  });
  await deps.authenticator.register(app);
  fileRoutes(app, deps);
  entitlementRoutes(app, deps);
  receiptRoutes(app, deps);
  requestRoutes(app, deps);
  ticketRoutes(app, deps);
  downloadRoutes(app, deps);
  libraryRoutes(app, deps);
  bookingRoutes(app, deps);
  bookingPageRoutes(app, deps);
  preorderRoutes(app, deps);
  return app;
}

export const consumersOf = (deps: Deps): readonly Consumer[] => [
  ...productConsumers(deps),
  ...entitlementConsumers(deps),
  ...giftConsumers(deps),
  ...membershipConsumers(deps),
  ...bookingConsumers(deps),
];
export const jobsOf = (deps: Deps): readonly Jobber[] => [
  ...fileJobs(deps),
  ...bookingJobs(deps),
  ...preorderJobs(deps),
];
