// Tells creators that their plan ends: five days before, two, and on the day. Whoever was told late hears the nearest one
// only.
import { planChanged, planDue } from '@windsurf/contracts/payments-billing';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps } from '../deps.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { day, told } from './extend.ts';
import { asMonths, plansAt, priceOfMonths } from './plans.ts';
import { changeSubscription, subscriptionOf } from './plans.queries.ts';

const page = 100;

export const planRounds: readonly Round[] = [
  {
    name: 'plans.due',
    everyMs: 60_000,
    async work(deps) {
      const now = deps.clock.now();
      const lease = new Date(now.getTime() + scaled(deps, 120_000));
      const due = await deps.tenancy.door<{ creatorId: string }>('due_plans', now, lease, page);
      await eachOf(due, 4, async ({ creatorId }) => {
        try {
          await remind(deps, asCreatorId(creatorId));
        } catch (error) {
          // Its lease ends by itself, then it comes again.
          deps.log.error({ err: error, alarm: true }, 'a creator could not be told that a plan ends');
        }
      });
      return { more: due.length === page };
    },
  },
];

/** Tells what is due now, if anything, and writes down when the next is. Twice is once. */
export async function remind(deps: Deps, creatorId: CreatorId): Promise<void> {
  const now = deps.clock.now();
  const offers = await plansAt(deps, now);
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const subscription = await subscriptionOf(tx, creatorId).forUpdate().executeTakeFirst();
    if (!subscription) return;
    const { untilAt, told: before } = subscription;
    const momentOf = (days: number): Date => new Date(untilAt.getTime() - days * day);
    const daysLeft = told.findLast((days) => momentOf(days) <= now);
    const next = told.find((days) => momentOf(days) > now);
    await changeSubscription(tx, creatorId, {
      nextAt: next === undefined ? null : momentOf(next),
      ...(daysLeft === undefined ? {} : { told: daysLeft }),
    });
    if (daysLeft === undefined || (before !== null && before <= daysLeft)) return;
    const months = asMonths(subscription.months);
    const amountSantim = priceOfMonths(
      offers.find((offer) => offer.plan === 'pro'),
      months,
    );
    await emit(tx, planDue, newId(), {
      creatorId,
      plan: 'pro',
      until: untilAt.toISOString(),
      daysLeft,
      months,
      amountSantim: amountSantim ?? 0,
      currency: 'ETB',
    });
    if (daysLeft === 0) {
      await emit(tx, planChanged, newId(), { creatorId, plan: 'free', until: null, at: untilAt.toISOString() });
    }
  });
}
