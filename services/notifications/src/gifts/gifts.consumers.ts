import { giftChanged } from '@windsurf/contracts/payments-gifts';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { byDay, sendGift, writeGift } from './gifts.ts';

export const giftConsumers = (deps: Deps): Consumer[] => [
  on(giftChanged, async (message) => {
    const { giftId, personId, to, news, lang } = message.payload;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const about = message.key;
      // Payments tells by day; that it was opened comes whenever it is.
      const now = deps.clock.now();
      const runAt = news === 'opened' ? byDay(now) : now;
      await enqueue(tx, writeGift, about, { about, giftId, personId, to, news, lang }, runAt > now ? { runAt } : {});
    });
  }),
];

export const giftJobs = (deps: Deps): Jobber[] => [
  work(writeGift, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a gift is bought at a creator’s');
    await sendGift(deps, creatorId, payload);
  }),
];
