import type { PayloadOf } from '@windsurf/contracts/event';
import { orderAccessChanged, orderRefunded, paymentSurplus } from '@windsurf/contracts/payments';
import { surplusReturned } from '@windsurf/contracts/payments-refunds';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, EventMessage, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { EventType } from '@windsurf/contracts/event';
import type { Deps } from '../deps.ts';
import { factOf, sendNews, writeNews } from './money-back.ts';
import type { News } from './money-back.ts';

export const moneyBackConsumers = (deps: Deps): Consumer[] => [
  on(orderRefunded, async (message) => await write(deps, message, refundNews(message.payload))),
  on(orderAccessChanged, async (message) => await write(deps, message, accessNews(message.payload))),
  on(paymentSurplus, async (message) => {
    const { intentId, productId, amountSantim, why, at } = message.payload;
    const about = factOf('surplus', intentId, why, String(amountSantim), at);
    await write(deps, message, [
      { news: why, about, productId, amountSantim, buyer: buyerOf(message.payload), intentId },
    ]);
  }),
  on(surplusReturned, async (message) => {
    const { refundId: about, intentId, productId, amountSantim } = message.payload;
    const news = 'surplus-returned' as const;
    await write(deps, message, [{ news, about, productId, amountSantim, buyer: buyerOf(message.payload), intentId }]);
  }),
];

export const moneyBackJobs = (deps: Deps): Jobber[] => [
  work(writeNews, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('money goes back at a creator’s');
    await sendNews(deps, creatorId, payload);
  }),
];

const buyerOf = ({ buyerId, lang }: { readonly buyerId: string; readonly lang: 'am' | 'en' }) => ({
  id: buyerId,
  lang,
});

/** What a refund, or the bank, has to say to whom. */
function refundNews(refund: PayloadOf<typeof orderRefunded>): News[] {
  const { orderId, refundId, productId, amountSantim, state, at, by } = refund;
  const facts = { productId, amountSantim, orderId };
  if (refundId === undefined) {
    // The buyer hears of it by what it does to her: see `accessNews`.
    return [{ news: 'creator-reversal', about: factOf('reversal', orderId, at), ...facts }];
  }
  const about = { about: refundId, ...facts };
  if (state === 'failed') return [{ news: 'creator-refund-failed', ...about }];
  const hers: News = { news: state === 'asked' ? 'refund-asked' : 'refund-sent', ...about, buyer: buyerOf(refund) };
  // Who asked for it herself knows.
  const othersDid = state === 'sent' && by !== undefined && by !== 'creator';
  return othersDid ? [hers, { news: 'creator-refund-done', ...about }] : [hers];
}

/** A refund and a payment plan have their own messages; the bank's doing is told by what it does to what was bought. */
function accessNews(change: PayloadOf<typeof orderAccessChanged>): News[] {
  const { orderId, productId, access, why, at } = change;
  const facts = { about: factOf('access', orderId, access, at), productId, orderId, buyer: buyerOf(change) };
  if (why === 'instalment') return [];
  if (why === 'restored') return [{ news: 'restored', ...facts }];
  return access === 'active' || why === 'refund' ? [] : [{ news: why, ...facts }];
}

async function write(deps: Deps, message: EventMessage<EventType>, all: readonly News[]): Promise<void> {
  if (all.length === 0) return;
  await deps.tenancy.inCreator(message.creatorId, async (tx) => {
    if (!(await onceIn(tx, message))) return;
    for (const news of all) await enqueue(tx, writeNews, `${news.about}:${news.news}`, news);
  });
}
