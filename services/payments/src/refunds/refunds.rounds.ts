// The janitor's part of refunds: what is to be sent, and what is to be asked about.
import { asCreatorId } from '@windsurf/db/tenancy';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { pushRefund } from './send.ts';

const page = 50;
const atOnce = 4;
/** Longer than two answers of a rail may take, each with a token before it. */
const leaseMs = 90_000;

const pushDue: Round = {
  name: 'refunds.push',
  everyMs: 1000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, leaseMs));
    const due = await deps.tenancy.door<{ creatorId: string; id: string }>('due_refunds', now, lease, page);
    await eachOf(due, atOnce, async ({ creatorId, id }) => {
      try {
        await pushRefund(deps, asCreatorId(creatorId), id);
      } catch (error) {
        // Its lease ends by itself, then it is asked about again.
        deps.log.error({ err: error, refundId: id, alarm: true }, 'a refund could not be sent or asked about');
      }
    });
    return { more: due.length === page };
  },
};

export const refundRounds: readonly Round[] = [pushDue];
