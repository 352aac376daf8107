// The buyer's SMS while she waits: the address under which she follows her payment and, where she pays at leisure, what
// she needs for it. One for each attempt, and none about one that has ended.
import { RailName } from '@windsurf/contracts/payments';
import { linkOfIntent } from '@windsurf/contracts/payments-links';
import { Id, Lang } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { waitingText } from '../texts/waiting-texts.ts';

const Waiting = T.Object({
  intentId: Id,
  productId: Id,
  buyerId: Id,
  rail: RailName,
  patient: T.Boolean(),
  lang: Lang,
});
export const writeWaiting = job('waiting.write', Waiting);

/** Anybody may begin a payment with anybody's number: capped as messages about failures are. In 24 hours. */
export const waitingCaps = { person: 3, platform: 5000 } as const;

/** Later than this the result is more likely than that she still waits. */
const staleMs = 600_000;
const open: readonly string[] = ['created', 'pending', 'unknown'];

/** Twice is once; over a cap, and when the attempt has ended meanwhile, it is never. Throws what a call throws. */
export async function sendWaiting(deps: Deps, creatorId: CreatorId, waiting: Static<typeof Waiting>): Promise<void> {
  const { intentId, productId, buyerId, rail, patient, lang } = waiting;
  const { all, own } = await writtenToday(deps, 'waiting', buyerId);
  if (own >= waitingCaps.person || all >= waitingCaps.platform) {
    const alarm = all >= waitingCaps.platform;
    deps.log.warn({ intentId, alarm }, 'an SMS about a waiting payment was kept back by a cap');
    return;
  }
  const { url, attempt } = await standingOf(deps, creatorId, intentId);
  // An older build does not say how it stands; the newer one that announced it will.
  if (attempt === undefined) throw new Error('payments does not say how this attempt stands');
  if (!open.includes(attempt.state)) return;
  const until = patient && attempt.payBy !== null ? new Date(attempt.payBy) : null;
  const title = await titleOf(deps, creatorId, productId);
  const { phone } = await recipientOf(deps, buyerId);
  const amount = santim(attempt.amountSantim);
  const text = waitingText(lang, { title, amount, rail, url, until, code: attempt.payCode });
  const expiresAt = until ?? new Date(deps.clock.now().getTime() + staleMs);
  await queueSms(deps, { template: 'waiting', about: intentId, personId: buyerId, phone, lang, text, expiresAt });
}

async function standingOf(deps: Deps, creatorId: CreatorId, intentId: string) {
  try {
    return await deps.payments(linkOfIntent, { params: { id: intentId }, query: { creatorId } });
  } catch (error) {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('nobody knows this payment') : error;
  }
}
