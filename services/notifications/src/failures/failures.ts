// The buyer's SMS when a payment did not go through, for whoever was told that she may close the page. One for each
// attempt.
import { RailName } from '@windsurf/contracts/payments';
import { Id, Lang } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { failureText } from '../texts/texts.ts';

const Failure = T.Object({
  intentId: Id,
  productId: Id,
  buyerId: Id,
  lang: Lang,
  reason: T.String(),
  /** Absent in what older builds said and queued: there was one rail. */
  rail: T.Optional(RailName),
});
export const writeFailure = job('failure.write', Failure);

/**
 * Anybody may begin a payment with anybody's number and let it end, so these SMS are capped as codes are: without, they
 * would be a way to have us write to strangers, and pay for it. In 24 hours.
 */
export const failureCaps = { person: 3, platform: 5000 } as const;

/** Tells a buyer, in the language of the page, that she has not paid. Twice is once; over a cap it is never. */
export async function sendFailure(deps: Deps, creatorId: CreatorId, failure: Static<typeof Failure>): Promise<void> {
  const { intentId, productId, buyerId, lang, reason, rail = 'telebirr' } = failure;
  const { all, own } = await writtenToday(deps, 'failure', buyerId);
  if (own >= failureCaps.person || all >= failureCaps.platform) {
    const alarm = all >= failureCaps.platform;
    deps.log.warn({ intentId, alarm }, 'an SMS about a failed payment was kept back by a cap');
    return;
  }
  const title = await titleOf(deps, creatorId, productId);
  const { phone } = await recipientOf(deps, buyerId);
  const text = failureText(lang, { title, reason, rail });
  await queueSms(deps, { template: 'failure', about: intentId, personId: buyerId, phone, lang, text });
}
