// The house sells too: plans, to creators. It is a tenant of its own, so that a plan is paid, receipted, refunded and
// booked like anything else.
import { asCreatorId } from '@windsurf/db/tenancy';
import type { PlanName } from '@windsurf/contracts/payments-billing';
import { planWords } from '@windsurf/language/words-receipts';

export const houseId = asCreatorId('00000000-0000-7000-8000-000000000001');
export const houseName = 'Stan Store Windsurf';

export type PlanMonths = 1 | 12;
export type PlanProduct = {
  readonly productId: string;
  readonly plan: Exclude<PlanName, 'free'>;
  readonly months: PlanMonths;
  readonly slug: string;
  /** In both languages: what is sold has one title. */
  readonly title: string;
};
const both = ({ en, am }: { en: string; am: string }): string => `${en} · ${am}`;
export const planProducts: readonly PlanProduct[] = [
  {
    productId: '00000000-0000-7000-8000-000000000101',
    plan: 'pro',
    months: 1,
    slug: 'plan-pro-month',
    title: both(planWords.proMonth),
  },
  {
    productId: '00000000-0000-7000-8000-000000000112',
    plan: 'pro',
    months: 12,
    slug: 'plan-pro-year',
    title: both(planWords.proYear),
  },
];
