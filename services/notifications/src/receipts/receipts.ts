// The buyer's SMS: what was bought, and the link that opens it. One for each entitlement.
import { linkOfEntitlement } from '@windsurf/contracts/delivery';
import { Id, Lang, Moment } from '@windsurf/contracts/shapes';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { preorderText } from '../texts/preorder-texts.ts';
import { takenText } from '../texts/request-texts.ts';
import { receiptText } from '../texts/texts.ts';

/** `opensAt`: it was paid for before it is out. */
const Receipt = T.Object({ entitlementId: Id, buyerId: Id, lang: Lang, opensAt: T.Optional(Moment) });
export const writeReceipt = job('receipt.write', Receipt);

/** Of receipts in 24 hours to one person: after so many she hears no more of what costs nothing. */
export const freeCap = 5;

/** Writes the receipt in the language of the page on which was paid, and queues it. Twice is once; of what costs nothing, over the cap, never. */
export async function sendReceipt(deps: Deps, creatorId: string, receipt: Static<typeof Receipt>): Promise<void> {
  const { entitlementId, buyerId, lang, opensAt } = receipt;
  const input = { params: { id: entitlementId }, query: { creatorId } };
  const { url, title, storeName, free, gift } = await deps
    .delivery(linkOfEntitlement, input)
    .catch((error: unknown) => {
      throw error instanceof CallFailed && error.status === 404
        ? new GiveUp('delivery knows no such entitlement')
        : error;
    });
  // Anybody can type anybody's number where nothing has to be paid; who typed it has the page.
  if (free === true && gift !== true && (await writtenToday(deps, 'receipt', buyerId)).own >= freeCap) {
    deps.log.warn({ entitlementId }, 'an SMS about something free was kept back by a cap');
    return;
  }
  const { phone } = await recipientOf(deps, buyerId);
  await queueSms(deps, {
    template: 'receipt',
    about: entitlementId,
    personId: buyerId,
    phone,
    lang,
    text:
      opensAt === undefined
        ? (gift === true || free === true ? takenText : receiptText)(lang, { title, store: storeName, url })
        : preorderText(lang, free === true ? 'taken' : 'paid', { title, url, releaseAt: new Date(opensAt) }),
  });
}
