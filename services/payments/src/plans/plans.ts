// Plans of creators. Nothing is ever taken by itself: a period is paid for, it is told that it ends, and then it is the free
// plan again. What counts at a moment are the paid periods.
import type { PlanName } from '@windsurf/contracts/payments-billing';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import type { PlanMonths } from './house.ts';
import { houseProducts, periodsOf, subscriptionOf } from './plans.queries.ts';
import type { PeriodRow } from './plans.queries.ts';

export { extendPlan, monthsLater, planPaid, takeHouseOrder } from './extend.ts';
export { feesAt, feesOf, feesQuery } from './fees.ts';
export { houseId, houseName, planProducts } from './house.ts';
export { houseProducts };
export type { PlanMonths } from './house.ts';

export type PlanOffer = {
  readonly plan: PlanName;
  readonly feeBasisPoints: number;
  /** Null where the plan is not sold for that long. */
  readonly monthSantim: number | null;
  readonly yearSantim: number | null;
};

/** The price list of a moment. */
export async function plansAt(deps: Deps, at: Date): Promise<readonly PlanOffer[]> {
  return await deps.tenancy.door<PlanOffer>('plans_at', at);
}
export const priceOfMonths = (offer: PlanOffer | undefined, months: PlanMonths): number | null =>
  (months === 1 ? offer?.monthSantim : offer?.yearSantim) ?? null;

export type MyPlan = {
  readonly plan: PlanName;
  readonly feeBasisPoints: number;
  readonly until: Date | null;
  readonly nextBill: { readonly at: Date; readonly months: PlanMonths; readonly amountSantim: number } | null;
  readonly history: readonly PeriodRow[];
};

export async function readPlan(deps: Deps, creatorId: CreatorId): Promise<MyPlan> {
  const now = deps.clock.now();
  const { compile } = deps.tenancy;
  const offers = await plansAt(deps, now);
  const [subscriptions, history] = await deps.tenancy.batchInCreator(creatorId, [
    subscriptionOf(compile, creatorId).compile(),
    periodsOf(compile, creatorId).compile(),
  ]);
  const current = history.find((period) => period.fromAt <= now && period.untilAt > now);
  const plan = current?.plan ?? 'free';
  const offer = offers.find((each) => each.plan === plan);
  const subscription = current && subscriptions[0];
  const months = asMonths(subscription?.months ?? 1);
  const amountSantim = priceOfMonths(offer, months);
  return {
    plan,
    feeBasisPoints: offer?.feeBasisPoints ?? 0,
    until: subscription?.untilAt ?? null,
    nextBill: subscription && amountSantim !== null ? { at: subscription.untilAt, months, amountSantim } : null,
    history,
  };
}
export const asMonths = (months: number): PlanMonths => (months === 12 ? 12 : 1);
