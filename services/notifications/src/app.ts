import type { FastifyInstance } from 'fastify';
import { createApp } from '@windsurf/service-kit/app';
import type { Work } from '@windsurf/service-kit/boot';
import { billingConsumers, billingJobs } from './billing/billing.consumers.ts';
import { bookingConsumers, bookingJobs } from './bookings/bookings.consumers.ts';
import { codeRoutes } from './codes/codes.routes.ts';
import type { Deps } from './deps.ts';
import { failureConsumers, failureJobs } from './failures/failures.consumers.ts';
import { giftConsumers, giftJobs } from './gifts/gifts.consumers.ts';
import { instalmentConsumers, instalmentJobs } from './instalments/instalments.consumers.ts';
import { membershipConsumers, membershipJobs } from './memberships/memberships.consumers.ts';
import { missingFileConsumers, missingFileJobs } from './missing-files/missing-files.consumers.ts';
import { payoutConsumers, payoutJobs } from './payouts/payouts.consumers.ts';
import { moneyBackConsumers, moneyBackJobs } from './money-back/money-back.consumers.ts';
import { reviewedConsumers, reviewedJobs } from './reviewed/reviewed.consumers.ts';
import { preorderConsumers, preorderJobs } from './preorders/preorders.consumers.ts';
import { receiptConsumers, receiptJobs } from './receipts/receipts.consumers.ts';
import { requestConsumers, requestJobs } from './requests/requests.consumers.ts';
import { saleConsumers, saleJobs } from './sales/sales.consumers.ts';
import { smsJobs } from './sms/sms.consumers.ts';
import { smsRoutes } from './sms/sms.routes.ts';
import { abandonedConsumers, abandonedJobs } from './abandoned/abandoned.consumers.ts';
import { waitingConsumers, waitingJobs } from './waiting/waiting.consumers.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'notifications',
    log: deps.log,
    healthPaths: ['/v1/notifications/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
  });
  await deps.authenticator.register(app);
  codeRoutes(app, deps);
  smsRoutes(app, deps);
  return app;
}

/** What this service hears and does in the background. */
export const workOf = (deps: Deps): Work => ({
  consumers: [
    ...receiptConsumers(deps),
    ...saleConsumers(deps),
    ...waitingConsumers(deps),
    ...abandonedConsumers(deps),
    ...failureConsumers(deps),
    ...giftConsumers(deps),
    ...instalmentConsumers(deps),
    ...membershipConsumers(deps),
    ...missingFileConsumers(deps),
    ...requestConsumers(deps),
    ...moneyBackConsumers(deps),
    ...billingConsumers(deps),
    ...bookingConsumers(deps),
    ...payoutConsumers(deps),
    ...preorderConsumers(deps),
    ...reviewedConsumers(deps),
  ],
  jobs: [
    ...smsJobs(deps),
    ...receiptJobs(deps),
    ...saleJobs(deps),
    ...waitingJobs(deps),
    ...abandonedJobs(deps),
    ...failureJobs(deps),
    ...giftJobs(deps),
    ...instalmentJobs(deps),
    ...membershipJobs(deps),
    ...missingFileJobs(deps),
    ...requestJobs(deps),
    ...moneyBackJobs(deps),
    ...billingJobs(deps),
    ...bookingJobs(deps),
    ...payoutJobs(deps),
    ...preorderJobs(deps),
    ...reviewedJobs(deps),
  ],
});
