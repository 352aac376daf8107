// The buyer's SMS when a payment did not go through, for whoever was told that she may close the page. One for each
// attempt.
import { Id, Lang } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms } from '../sms/sms.ts';
import { failureText } from '../texts/texts.ts';

const Failure = T.Object({ intentId: Id, productId: Id, buyerId: Id, lang: Lang, reason: T.String() });
export const writeFailure = job('failure.write', Failure);

/** Tells a buyer, in the language of the page, that she has not paid. Twice is once. */
export async function sendFailure(deps: Deps, creatorId: CreatorId, failure: Static<typeof Failure>): Promise<void> {
  const { intentId, productId, buyerId, lang, reason } = failure;
  const title = await titleOf(deps, creatorId, productId);
  const { phone } = await recipientOf(deps, buyerId);
  const text = failureText(lang, { title, reason });
  await queueSms(deps, { template: 'failure', about: intentId, personId: buyerId, phone, lang, text });
}
