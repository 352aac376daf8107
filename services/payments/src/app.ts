import type { FastifyInstance } from 'fastify';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { common } from '@windsurf/language/words-common';
import { checkoutWords } from '@windsurf/language/words-payments';
import { createApp } from '@windsurf/service-kit/app';
import { problemPages } from '@windsurf/service-kit/pages';
import type { PageAction } from '@windsurf/service-kit/pages';
import { billingRoutes } from './billing/billing.routes.ts';
import { affiliatePages } from './affiliates/affiliates.pages.ts';
import { affiliateRoutes } from './affiliates/affiliates.routes.ts';
import { accountRoutes } from './accounts/accounts.routes.ts';
import { callbackRoutes } from './callbacks/callbacks.routes.ts';
import { billPages } from './checkout/bill.pages.ts';
import { checkoutPages } from './checkout/checkout.pages.ts';
import { checkoutRoutes } from './checkout/checkout.routes.ts';
import { linkRoutes } from './checkout/link.routes.ts';
import { payPages } from './checkout/pay.pages.ts';
import { bookingConsumers } from './bookings/bookings.consumers.ts';
import type { Deps } from './deps.ts';
import { collaborationRoutes } from './collaborations/collaborations.routes.ts';
import { deskRoutes } from './desk/desk.routes.ts';
import { giftPages } from './gifts/gift.pages.ts';
import { giftRoutes } from './gifts/gifts.routes.ts';
import { giftRounds } from './gifts/gifts.rounds.ts';
import type { Round } from './janitor/janitor.ts';
import { keyRounds } from './idempotency/idempotency.ts';
import { instalmentPages } from './instalments/instalments.pages.ts';
import { instalmentRounds } from './instalments/instalments.rounds.ts';
import { instalmentRoutes } from './instalments/instalments.routes.ts';
import { memberPages } from './memberships/member.pages.ts';
import { membershipRoutes } from './memberships/memberships.routes.ts';
import { membershipRounds } from './memberships/memberships.rounds.ts';
import { operatorRoutes } from './operator/operator.routes.ts';
import { orderRoutes } from './orders/orders.routes.ts';
import { planJobs } from './plans/plans.jobs.ts';
import { planRounds } from './plans/plans.rounds.ts';
import { operatorPayoutRoutes } from './payouts/operator-payouts.routes.ts';
import { payoutRounds } from './payouts/payouts.rounds.ts';
import { payoutRoutes } from './payouts/payouts.routes.ts';
import { preorderConsumers } from './preorders/preorders.consumers.ts';
import { productConsumers } from './products/products.consumers.ts';
import { receiptPages } from './receipts/receipts.pages.ts';
import { receiptRoutes } from './receipts/receipts.routes.ts';
import { riskRounds } from './risk/risk.rounds.ts';
import { riskRoutes } from './risk/risk.routes.ts';
import { reconciliationRoutes } from './reconciliation/reconciliation.routes.ts';
import { reconciliationRounds } from './reconciliation/reconciliation.rounds.ts';
import { refundJobs } from './refunds/after-dispute.ts';
import { bookRoundsOf } from './figures/books.ts';
import { declinedConsumers } from './refunds/declined.consumers.ts';
import { refundRoutes } from './refunds/refunds.routes.ts';
import { refundRounds } from './refunds/refunds.rounds.ts';
import { bookRoutes } from './seals/seals.routes.ts';
import { sealRounds } from './seals/seals.rounds.ts';
import { shareJobs, shareRounds } from './shares/release.ts';
import { reminderRoutes } from './reminders/reminders.routes.ts';
import { reminderRounds } from './reminders/reminders.ts';
import { sellableRoutes } from './sellable/sellable.routes.ts';
import { settleJobs } from './settle/settle.jobs.ts';
import { settleRounds } from './settle/settle.rounds.ts';
import { statementRoutes } from './statements/statements.routes.ts';
import { taxRounds } from './tax/tax.rounds.ts';
import { taxRoutes } from './tax/tax.routes.ts';
import { timelineConsumers } from './timeline/timeline.consumers.ts';
import { timelinePages } from './timeline/timeline.pages.ts';
import { weatherRoutes } from './weather/weather.routes.ts';
import { wherePages } from './where/where.pages.ts';
import { whereRoutes } from './where/where.routes.ts';

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = await createApp({
    service: 'payments',
    log: deps.log,
    healthPaths: ['/v1/payments/health', '/v1/billing/health', '/v1/payouts/health'],
    ready: deps.ready,
    metrics: deps.metrics,
    trustedProxies: deps.trustedProxies,
    authenticate: deps.authenticator.authenticate,
    guardChange: deps.authenticator.guardChange,
    // Nothing that is gone comes back by trying again; what was bought is still there.
    problemPage: problemPages((problem) => (problem.status === 404 ? elsewhere(deps) : [])),
  });
  await deps.authenticator.register(app);
  checkoutRoutes(app, deps);
  checkoutPages(app, deps);
  sellableRoutes(app, deps);
  payPages(app, deps);
  billPages(app, deps);
  timelinePages(app, deps);
  wherePages(app, deps);
  whereRoutes(app, deps);
  weatherRoutes(app, deps);
  linkRoutes(app, deps);
  orderRoutes(app, deps);
  operatorRoutes(app, deps);
  deskRoutes(app, deps);
  refundRoutes(app, deps);
  bookRoutes(app, deps);
  reconciliationRoutes(app, deps);
  receiptRoutes(app, deps);
  receiptPages(app, deps);
  billingRoutes(app, deps);
  taxRoutes(app, deps);
  statementRoutes(app, deps);
  accountRoutes(app, deps);
  payoutRoutes(app, deps);
  operatorPayoutRoutes(app, deps);
  riskRoutes(app, deps);
  membershipRoutes(app, deps);
  memberPages(app, deps);
  instalmentRoutes(app, deps);
  instalmentPages(app, deps);
  giftRoutes(app, deps);
  giftPages(app, deps);
  affiliateRoutes(app, deps);
  affiliatePages(app, deps);
  collaborationRoutes(app, deps);
  reminderRoutes(app, deps);
  await callbackRoutes(app, deps);
  return app;
}

const elsewhere = (deps: Deps): readonly PageAction[] => [
  { href: `${deps.appOrigin}/k`, label: checkoutWords.library },
  { href: `${deps.storeOrigin}/`, label: common.home },
];
export const consumersOf = (deps: Deps): readonly Consumer[] => [
  ...productConsumers(deps),
  ...timelineConsumers(deps),
  ...declinedConsumers(deps),
  ...bookingConsumers(deps),
  ...preorderConsumers(deps),
];
export const roundsOf = (deps: Deps): readonly Round[] => [
  ...settleRounds(deps),
  ...keyRounds,
  ...refundRounds,
  ...sealRounds,
  ...bookRoundsOf(),
  ...reconciliationRounds,
  ...planRounds,
  ...membershipRounds,
  ...instalmentRounds,
  ...giftRounds,
  ...taxRounds,
  ...payoutRounds,
  ...riskRounds,
  ...shareRounds,
  ...reminderRounds,
];
export const jobsOf = (deps: Deps): readonly Jobber[] => [
  ...settleJobs(deps),
  ...planJobs(deps),
  ...shareJobs(deps),
  ...refundJobs(deps),
];
