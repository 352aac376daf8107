// What happens to a gift by itself: it is sent on its day, remembered twice, and after thirty days its money goes back.
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { Problem } from '@windsurf/contracts/problem';
import type { Deps, Tx } from '../deps.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { byDay, day, dueOf, nextOf } from './days.ts';
import { giveBack, giveBackAgain, hold } from './gift-deeds.ts';
import type { Held } from './gift-deeds.ts';
import { changeGift } from './gifts.queries.ts';
import { isClosed, tellGift } from './gifts.ts';

const page = 100;
type Due = { readonly creatorId: string; readonly intentId: string };

export const giftRounds: readonly Round[] = [
  {
    name: 'gifts.due',
    everyMs: 60_000,
    async work(deps) {
      const now = deps.clock.now();
      const lease = new Date(now.getTime() + scaled(deps, 120_000));
      const due = await deps.tenancy.door<Due>('due_gifts', now, lease, page);
      await eachOf(due, 4, async ({ creatorId, intentId }) => {
        try {
          await attendGift(deps, asCreatorId(creatorId), intentId);
        } catch (error) {
          // Its lease ends by itself, then it comes again.
          deps.log.error(
            { err: error, intentId, alarm: !(error instanceof Problem) },
            'a gift could not be attended to',
          );
        }
      });
      return { more: due.length === page };
    },
  },
];

/** Does what is due for a gift now. Twice is once. */
export async function attendGift(deps: Deps, creatorId: CreatorId, intentId: string): Promise<void> {
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const gift = await hold(tx, creatorId, intentId);
    const change = async (to: Parameters<typeof changeGift>[3]) => await changeGift(tx, creatorId, intentId, to);
    const stands = gift.state !== 'waiting' && gift.state !== 'sent' && gift.state !== 'returned';
    // What was taken back waits for nothing; if it is there again it is woken.
    if (stands || isClosed(gift)) return await change({ nextAt: null });
    if (gift.orderState === 'disputed') return await change({ nextAt: new Date(now.getTime() + day) });
    if (gift.state === 'returned') return await giveBackAgain(deps, tx, creatorId, gift);
    const morning = byDay(now);
    if (gift.state === 'waiting') {
      const sendAt = gift.sendAt > now ? gift.sendAt : morning;
      if (sendAt > now) return await change({ nextAt: sendAt });
      await change({ state: 'sent', sentAt: now, told: null, nextAt: nextOf({ sentAt: now, told: null }, now) });
      return await tellGift(tx, gift, 'receiver', 'sent', now);
    }
    if (morning > now) return await change({ nextAt: morning });
    await attendSent(deps, tx, creatorId, gift, now);
  });
}

async function attendSent(deps: Deps, tx: Tx, creatorId: CreatorId, gift: Held, now: Date): Promise<void> {
  const { intentId, sentAt, told, resendAt } = gift;
  if (sentAt === null) throw new Error('what was sent was sent at a time');
  const course = { sentAt, told };
  const due = dueOf(course, now);
  if (due === 'over') return await giveBack(deps, tx, creatorId, gift, 'unclaimed', now);
  const again = resendAt !== null && resendAt <= now;
  await changeGift(tx, creatorId, intentId, {
    nextAt: nextOf(course, now),
    ...(again ? { resendAt: null, resentAt: now } : {}),
    ...(due === undefined ? {} : { told: due }),
  });
  if (due !== undefined) {
    const news = due === 25 ? 'last' : 'reminder';
    await tellGift(tx, gift, 'giver', news, now);
    // One message to her, also when the giver has just asked for it.
    await tellGift(tx, gift, 'receiver', news, now);
  } else if (again) await tellGift(tx, gift, 'receiver', 'sent', now);
}
