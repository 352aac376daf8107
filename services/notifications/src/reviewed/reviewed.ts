// SMS to creators when an operator decided about a product: one for each decision, without its name or the reason.
import { Id } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { smsReviewedWords as words } from '@windsurf/language/words-sms-reviewed';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms } from '../sms/sms.ts';
import { plainLatin } from '../texts/parts.ts';

const Notice = T.Object({ about: Id, status: T.Union([T.Literal('approved'), T.Literal('rejected')]) });
export const writeReviewedNotice = job('reviewed-notice.write', Notice);

/** Twice is once. */
export async function sendReviewedNotice(
  deps: Deps,
  creatorId: CreatorId,
  { about, status }: Static<typeof Notice>,
): Promise<void> {
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = plainLatin(words[status][lang]);
  await queueSms(deps, { template: 'reviewed', about, personId: creatorId, phone, lang, text });
}
