// SMS to creators about what they pay us and what the tax office wants to know. One for each event.
import { Id, Santim } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms } from '../sms/sms.ts';
import { planText, turnoverText } from '../texts/billing-texts.ts';

const PlanNotice = T.Object({ about: Id, daysLeft: T.Integer(), priceSantim: Santim });
export const writePlanNotice = job('plan-notice.write', PlanNotice);
const TurnoverNotice = T.Object({
  about: Id,
  percent: T.Union([T.Literal(80), T.Literal(100)]),
  thresholdSantim: Santim,
});
export const writeTurnoverNotice = job('turnover-notice.write', TurnoverNotice);

/** Tells a creator, in her language, that her plan ends or has ended. Twice is once. */
export async function sendPlanNotice(
  deps: Deps,
  creatorId: CreatorId,
  { about, daysLeft, priceSantim }: Static<typeof PlanNotice>,
): Promise<void> {
  // A person has one store for now, and a store's tenant is its person's id.
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = planText(lang, { daysLeft, price: santim(priceSantim) });
  await queueSms(deps, { template: 'plan-due', about, personId: creatorId, phone, lang, text });
}

/** Tells a creator, in her language, that her sales came to a mark. Twice is once. */
export async function sendTurnoverNotice(
  deps: Deps,
  creatorId: CreatorId,
  { about, percent, thresholdSantim }: Static<typeof TurnoverNotice>,
): Promise<void> {
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = turnoverText(lang, { percent, threshold: santim(thresholdSantim) });
  await queueSms(deps, { template: 'turnover', about, personId: creatorId, phone, lang, text });
}
