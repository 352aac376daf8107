// Short addresses of single payments, for messages to the buyer: 16 signs in the place of the signed address, which leads
// on to where the payment is followed. They come by SMS, so they open no more than that page.
import { hash } from 'node:crypto';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { intentById } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { payCodeOf, payable } from './follow.ts';
import { intentOfOrder, keepLink } from './link.queries.ts';

const shape = /^[A-Za-z0-9_-]{16}$/;
const hashOf = (token: string): string => hash('sha256', token);

/** 96 bits of the signed address: whoever cannot sign cannot make one, and the same payment has the same one. */
const tokenOf = (signed: string): string =>
  hash('sha256', `follow.1\n${signed}`, 'buffer').subarray(0, 12).toString('base64url');

type Linked = { readonly url: string; readonly intent: IntentRow };
/** Where the buyer of an attempt follows her money, the same address each time. Throws 404 when it is not this creator's. */
async function linked(deps: Deps, creatorId: CreatorId, intentId: string): Promise<Linked> {
  const token = tokenOf(deps.tokens.sign({ creatorId, intentId, opener: false }));
  const intent = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const found = await intentById(tx, creatorId, intentId).executeTakeFirst();
    if (!found) throw notFound();
    await keepLink(tx, creatorId, intentId, hashOf(token));
    return found;
  });
  return { url: `${deps.appOrigin}/pay/s/${token}`, intent };
}

/** The address of an attempt, and how that stands now, for whoever writes about it. Throws 404 as `linkOfOrder`. */
export async function linkOfIntent(deps: Deps, creatorId: CreatorId, intentId: string) {
  const { url, intent } = await linked(deps, creatorId, intentId);
  const payBy = payable(deps, intent) ? (intent.expiresAt?.toISOString() ?? null) : null;
  const { state, amountSantim } = intent;
  return { url, attempt: { state, amountSantim, payCode: payCodeOf(deps, intent), payBy } };
}

/** The address of the payment of an order. Throws 404 when it is not this creator's. */
export async function linkOfOrder(deps: Deps, creatorId: CreatorId, orderId: string): Promise<string> {
  const intentId = await deps.tenancy.inCreator(creatorId, async (tx) => await intentOfOrder(tx, creatorId, orderId));
  if (intentId === undefined) throw notFound();
  return (await linked(deps, creatorId, intentId)).url;
}

/** The whole address behind a short one. Throws the same 404 for every other text. */
export async function followLink(deps: Deps, token: string): Promise<string> {
  if (!shape.test(token)) throw notFound();
  const [found] = await deps.tenancy.door<{ creatorId: string; intentId: string }>('intent_of_link', hashOf(token));
  if (!found) throw notFound();
  // Of whoever holds the SMS nobody knows that she began, so her page does not lead on to what was bought.
  const whole = { creatorId: asCreatorId(found.creatorId), intentId: found.intentId, opener: false };
  return `/pay/${deps.tokens.sign(whole)}`;
}
