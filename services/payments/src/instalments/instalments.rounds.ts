// What happens to payment plans by itself: reminders around the day of each part, and the closing of what nobody pays for.
// Nothing is ever taken.
import { instalmentDue } from '@windsurf/contracts/payments-instalments';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps } from '../deps.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { dueReminder, follow } from './instalments.ts';
import { changePlan, lockPlan, partsOfPlan } from './instalments.queries.ts';

const page = 100;

export const instalmentRounds: readonly Round[] = [
  {
    name: 'instalments.due',
    everyMs: 60_000,
    async work(deps) {
      const now = deps.clock.now();
      const lease = new Date(now.getTime() + scaled(deps, 120_000));
      const due = await deps.tenancy.door<Due>('due_instalments', now, lease, page);
      await eachOf(due, 4, async ({ creatorId, planId }) => {
        try {
          await attend(deps, asCreatorId(creatorId), planId);
        } catch (error) {
          // Its lease ends by itself, then it comes again.
          deps.log.error({ err: error, planId, alarm: true }, 'a payment plan could not be attended to');
        }
      });
      return { more: due.length === page };
    },
  },
];
type Due = { readonly creatorId: string; readonly planId: string };

/** Does what is due for a plan now. Twice is once. */
export async function attend(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const plan = await lockPlan(tx, creatorId, id);
    if (!plan || plan.endedHow !== null) return;
    const parts = await partsOfPlan(tx, creatorId, id).execute();
    const reminder = dueReminder(parts, plan, now);
    const part = reminder && parts.find(({ number }) => number === reminder.number);
    if (reminder && part) {
      const { productId, buyerId } = plan;
      const { number, days } = reminder;
      await changePlan(tx, creatorId, id, { toldPart: number, toldDays: days });
      const facts = { planId: id, productId, buyerId, number, days, dueAt: part.dueAt.toISOString() };
      await emit(tx, instalmentDue, newId(), facts);
    }
    await follow(tx, creatorId, plan, now);
  });
}
