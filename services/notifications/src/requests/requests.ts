// What is made for one buyer: its creator hears when somebody asks, the buyer when it is accepted and when it is there.
// That it was declined she reads in the message about her money, which goes back.
import { linkOfEntitlement } from '@windsurf/contracts/delivery';
import { Id, Lang, Moment } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms } from '../sms/sms.ts';
import { requestStateText, requestText } from '../texts/request-texts.ts';

const Asked = T.Object({ entitlementId: Id, productId: Id, dueAt: Moment });
export const writeRequest = job('request.write', Asked);
const Changed = T.Object({
  entitlementId: Id,
  buyerId: Id,
  lang: Lang,
  state: T.Union([T.Literal('accepted'), T.Literal('delivered')]),
});
export const writeRequestState = job('request.write-state', Changed);

/** Tells the creator. Twice is once. */
export async function sendRequest(deps: Deps, creatorId: CreatorId, asked: Static<typeof Asked>): Promise<void> {
  const title = await titleOf(deps, creatorId, asked.productId);
  const { phone, lang } = await recipientOf(deps, creatorId);
  await queueSms(deps, {
    template: 'request-received',
    about: asked.entitlementId,
    personId: creatorId,
    phone,
    lang,
    text: requestText(lang, { title, dueAt: new Date(asked.dueAt) }),
  });
}

/** Tells the buyer, once for each state. */
export async function sendRequestState(
  deps: Deps,
  creatorId: CreatorId,
  { entitlementId, buyerId, lang, state }: Static<typeof Changed>,
): Promise<void> {
  const input = { params: { id: entitlementId }, query: { creatorId } };
  const { url, title } = await deps.delivery(linkOfEntitlement, input).catch((error: unknown) => {
    throw error instanceof CallFailed && error.status === 404
      ? new GiveUp('delivery knows no such entitlement')
      : error;
  });
  const { phone } = await recipientOf(deps, buyerId);
  await queueSms(deps, {
    template: `request-${state}`,
    about: entitlementId,
    personId: buyerId,
    phone,
    lang,
    text: requestStateText(lang, state, { title, url }),
  });
}
