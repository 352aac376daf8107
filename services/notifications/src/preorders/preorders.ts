// What is sold before it is there: its buyers hear when it is out, moved or late, its creator while its file is not there.
// That money goes back is said with the refund.
import { linkOfEntitlement } from '@windsurf/contracts/delivery';
import { preorderChanged, releaseFileDue } from '@windsurf/contracts/delivery-preorders';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { factOf } from '../money-back/money-back.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms } from '../sms/sms.ts';
import { fileDueText, preorderText } from '../texts/preorder-texts.ts';

export const writePreorder = job('preorder.write', preorderChanged.payload);
export const writeFileDue = job('file-due.write', releaseFileDue.payload);

/** Tells the buyer, once for each day that it was moved to. */
export async function sendPreorder(
  deps: Deps,
  creatorId: CreatorId,
  { entitlementId, buyerId, lang, what, releaseAt }: PayloadOf<typeof preorderChanged>,
): Promise<void> {
  const input = { params: { id: entitlementId }, query: { creatorId } };
  const { url, title } = await deps.delivery(linkOfEntitlement, input).catch((error: unknown) => {
    throw error instanceof CallFailed && error.status === 404
      ? new GiveUp('delivery knows no such entitlement')
      : error;
  });
  const { phone } = await recipientOf(deps, buyerId);
  await queueSms(deps, {
    template: `preorder-${what}`,
    about: factOf('preorder', entitlementId, what, what === 'moved' ? releaseAt : ''),
    personId: buyerId,
    phone,
    lang,
    text: preorderText(lang, what, { title, url, releaseAt: new Date(releaseAt) }),
  });
}

/** Tells the creator, once for each reminder of each day. */
export async function sendFileDue(
  deps: Deps,
  creatorId: CreatorId,
  { productId, releaseAt, days }: PayloadOf<typeof releaseFileDue>,
): Promise<void> {
  const title = await titleOf(deps, creatorId, productId);
  // A person has one store for now, and a store's tenant is its person's id.
  const { phone, lang } = await recipientOf(deps, creatorId);
  await queueSms(deps, {
    template: 'preorder-file-due',
    about: factOf('file-due', productId, releaseAt, String(days)),
    personId: creatorId,
    phone,
    lang,
    text: fileDueText(lang, { title, releaseAt: new Date(releaseAt), late: days === 0 }),
  });
}
