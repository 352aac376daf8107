// The janitor's part of payouts: what is due is taken with a lease, so that no two workers send one of them.
import { asCreatorId } from '@windsurf/db/tenancy';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { runSchedule } from './schedule.ts';
import { workOn } from './send.ts';

const page = 100;
const atOnce = 8;
const leaseMs = 120_000;

const sendDue: Round = {
  name: 'payouts.send',
  everyMs: 1000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, leaseMs));
    const due = await deps.tenancy.door<{ creatorId: string; id: string }>('due_payouts', now, lease, page);
    await eachOf(due, atOnce, async ({ creatorId, id }) => {
      try {
        await workOn(deps, asCreatorId(creatorId), id);
      } catch (error) {
        // Its lease ends by itself, then it is looked at again.
        deps.log.error({ err: error, payoutId: id, alarm: true }, 'a payout could not be worked on');
      }
    });
    return { more: due.length === page };
  },
};

const sendScheduled: Round = {
  name: 'payouts.schedule',
  everyMs: 30_000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, leaseMs));
    const due = await deps.tenancy.door<{ creatorId: string }>('due_schedules', now, lease, page);
    await eachOf(due, atOnce, async ({ creatorId }) => {
      try {
        await runSchedule(deps, asCreatorId(creatorId));
      } catch (error) {
        deps.log.error({ err: error, creatorId, alarm: true }, 'a day of payout could not be worked on');
      }
    });
    return { more: due.length === page };
  },
};

export const payoutRounds: readonly Round[] = [sendDue, sendScheduled];
