// One message to a buyer who asked for it and did not finish. Payments has decided that it is due, and by day; how it
// stands is asked once more right before it is written, so that nobody who has paid is asked to pay.
import { linkOfIntent } from '@windsurf/contracts/payments-links';
import { Id, Lang } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { abandonedText } from '../texts/abandoned-texts.ts';

const Abandoned = T.Object({ intentId: Id, productId: Id, buyerId: Id, lang: Lang });
export const writeAbandoned = job('abandoned.write', Abandoned);

/** In 24 hours: whoever ticks it in many stores hears of few. */
export const abandonedCap = 2;
/** Later than this it might be night. */
const staleMs = 1_800_000;
const unpaid: readonly string[] = ['failed', 'expired'];

/** Twice is once; over the cap, and when it was paid meanwhile, it is never. Throws what a call throws. */
export async function sendAbandoned(
  deps: Deps,
  creatorId: CreatorId,
  { intentId, productId, buyerId, lang }: Static<typeof Abandoned>,
): Promise<void> {
  const { own } = await writtenToday(deps, 'abandoned', buyerId);
  if (own >= abandonedCap) {
    deps.log.warn({ intentId }, 'a reminder was kept back by a cap');
    return;
  }
  const { url, attempt } = await standingOf(deps, creatorId, intentId);
  if (attempt === undefined) throw new Error('payments does not say how this attempt stands');
  if (!unpaid.includes(attempt.state)) return;
  const title = await titleOf(deps, creatorId, productId);
  const { phone } = await recipientOf(deps, buyerId);
  const text = abandonedText(lang, { title, url });
  const expiresAt = new Date(deps.clock.now().getTime() + staleMs);
  await queueSms(deps, { template: 'abandoned', about: intentId, personId: buyerId, phone, lang, text, expiresAt });
}

async function standingOf(deps: Deps, creatorId: CreatorId, intentId: string) {
  try {
    return await deps.payments(linkOfIntent, { params: { id: intentId }, query: { creatorId } });
  } catch (error) {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('nobody knows this payment') : error;
  }
}
