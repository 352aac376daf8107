// Messages to people who pay in parts: before a part is due, on its day and after it, and when one was paid. How the plan
// stands is asked right before a message is written: who has paid meanwhile is not reminded.
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import { linkOfInstalments } from '@windsurf/contracts/payments-instalments';
import { Id } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import type { Answer } from '@windsurf/contracts/endpoint';
import { GiveUp } from '@windsurf/messages/consume';
import { enqueue, job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps, TenantTx } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { instalmentText } from '../texts/instalment-texts.ts';
import type { InstalmentText } from '../texts/instalment-texts.ts';

const Notice = T.Object({
  /** One message for each: the event's own key. */
  about: Id,
  planId: Id,
  buyerId: Id,
  news: T.Union([T.Literal('due'), T.Literal('paid')]),
  /** The part that is due, or the last one that was paid. */
  number: T.Integer({ minimum: 1 }),
  /** Days before it is due; only of `due`. */
  days: T.Integer(),
});
export type Notice = Static<typeof Notice>;
export const writeInstalment = job('instalment.write', Notice);

const templates = { due: 'instalment-due', paid: 'instalment-paid' } as const;
/** In 24 hours, to one person: whoever has several plans hears of each, and nobody is flooded. */
export const instalmentCap = 5;
/** Later than this it is no news. */
const staleMs = 24 * 3_600_000;
const closesAfterMs = 14 * 24 * 3_600_000;

/** Twice is once; when it is no longer true, it is never. Throws what a call throws. */
export async function sendInstalment(deps: Deps, creatorId: CreatorId, notice: Notice): Promise<void> {
  const { about, planId, buyerId, news, number } = notice;
  const plan = await planOf(deps, creatorId, planId);
  const kind = kindOf(notice, plan);
  const part = plan.parts.find((one) => one.number === number);
  if (kind === undefined || !part) return;
  const template = templates[news];
  const { own } = await writtenToday(deps, template, buyerId);
  if (own >= instalmentCap) {
    deps.log.warn({ planId }, 'an SMS about a payment plan was kept back by a cap');
    return;
  }
  const { phone, lang } = await recipientOf(deps, buyerId);
  const day = new Date(part.dueAt);
  const text = instalmentText(lang, {
    kind,
    title: plan.title,
    part: number,
    count: plan.parts.length,
    day,
    closes: new Date(day.getTime() + closesAfterMs),
    amount: santim(part.amountSantim),
    left: santim(plan.leftSantim),
    url: plan.url,
  });
  const expiresAt = new Date(deps.clock.now().getTime() + staleMs);
  await queueSms(deps, { template, about, personId: buyerId, phone, lang, text, expiresAt });
}

type Plan = Answer<typeof linkOfInstalments>;

/** What is true now of what was to be said; undefined when it is not any more. */
export function kindOf({ news, number, days }: Notice, plan: Plan): InstalmentText['kind'] | undefined {
  if (news === 'paid') return plan.state === 'ended' ? undefined : plan.leftSantim === 0 ? 'done' : 'paid';
  const part = plan.parts.find((one) => one.number === number);
  // Paid meanwhile, given back, or over.
  if (plan.state === 'ended' || plan.state === 'done' || (part?.state !== 'due' && part?.state !== 'late'))
    return undefined;
  if (plan.state === 'paused') return 'closed';
  return days > 0 ? 'soon' : days === 0 ? 'today' : 'late';
}

async function planOf(deps: Deps, creatorId: CreatorId, id: string): Promise<Plan> {
  try {
    return await deps.payments(linkOfInstalments, { params: { id }, query: { creatorId } });
  } catch (error) {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('nobody knows this payment plan') : error;
  }
}

/** Of an order that paid for a later part; the first one has its receipt. In the transaction that hears of the order. */
export async function hearPart(tx: TenantTx, { orderId, buyerId, choice }: PayloadOf<typeof orderPaid>): Promise<void> {
  const { plan: planId, firstOrder, pays } = choice ?? {};
  if (typeof planId !== 'string' || typeof firstOrder !== 'string' || typeof pays !== 'number') return;
  const number = Number(String(pays).at(-1));
  const notice = { about: orderId, planId, buyerId, news: 'paid', number, days: 0 } as const;
  await enqueue(tx, writeInstalment, orderId, notice);
}
