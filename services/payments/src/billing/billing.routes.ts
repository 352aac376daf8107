import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-billing';
import { asCreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import { planWords as words } from '@windsurf/language/words-receipts';
import { route } from '@windsurf/service-kit/route';
import { follow, viewOf } from '../checkout/follow.ts';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { asMonths, plansAt, readPlan } from '../plans/plans.ts';
import { startPlan } from './billing.ts';

export function billingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listPlans, async ({ query, lang: reader }) => {
    const lang = query.lang ?? reader;
    const offers = await plansAt(deps, deps.clock.now());
    return {
      plans: offers.map(({ plan, feeBasisPoints, monthSantim, yearSantim }) => ({
        plan,
        monthSantim: monthSantim ?? 0,
        yearSantim: yearSantim ?? 0,
        currency: 'ETB' as const,
        feeBasisPoints,
        gives: [
          say(words.feeGives, lang, { percent: feeBasisPoints / 100 }),
          say(words.allGives, lang),
          ...(plan === 'free' ? [] : [say(words.remindGives, lang), say(words.lapseGives, lang)]),
        ],
      })),
    };
  });
  route(app, contract.readPlan, async ({ principal }) => {
    const mine = await readPlan(deps, asCreatorId(principal.creatorId));
    return {
      plan: mine.plan,
      feeBasisPoints: mine.feeBasisPoints,
      until: mine.until?.toISOString() ?? null,
      nextBill: mine.nextBill && { ...mine.nextBill, at: mine.nextBill.at.toISOString(), currency: 'ETB' as const },
      history: mine.history.map(({ plan, months, fromAt, untilAt, amountSantim, paidAt }) => ({
        plan,
        months: asMonths(months),
        from: fromAt.toISOString(),
        until: untilAt.toISOString(),
        amountSantim,
        currency: 'ETB' as const,
        paidAt: paidAt.toISOString(),
      })),
    };
  });
  route(app, contract.startPlan, async ({ body, lang, principal, request }) => {
    const key = request.headers['idempotency-key'];
    const { method, url } = contract.startPlan;
    // One creator's key is not another's.
    return await once(deps, { endpoint: `${method} ${url} ${principal.creatorId}`, key, body }, async () => {
      const { token } = await startPlan(deps, principal, {
        plan: body.plan,
        months: body.months,
        rail: body.rail,
        lang: body.lang ?? lang,
        attempt: `${principal.personId}:${String(key)}`,
      });
      const followed = await follow(deps, deps.tokens.sign(token));
      return await viewOf(deps, followed.token, followed.intent);
    });
  });
}
