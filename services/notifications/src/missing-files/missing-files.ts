// The creator's SMS when somebody paid for a product that has no file. One for each product, however many buy it.
import { Id } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms } from '../sms/sms.ts';
import { missingFileText } from '../texts/texts.ts';

export const writeMissingFile = job('missing-file.write', T.Object({ productId: Id }));

/** Tells a creator, in her language, that a buyer waits for a file. Once for each product. */
export async function sendMissingFile(deps: Deps, creatorId: CreatorId, productId: string): Promise<void> {
  const title = await titleOf(deps, creatorId, productId);
  // A person has one store for now, and a store's tenant is its person's id.
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = missingFileText(lang, { title });
  await queueSms(deps, { template: 'missing-file', about: productId, personId: creatorId, phone, lang, text });
}
