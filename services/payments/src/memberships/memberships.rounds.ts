// What happens to memberships by itself: the bill before the end, the reminders around it, the end, and pauses that are
// over. Whoever was told late hears the nearest one only; whoever paid or left hears nothing.
import { membershipDue, membershipPriceAnnounced } from '@windsurf/contracts/payments-memberships';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { afterQuiet, isWaitedFor, keep, nextLook, reminderAt, told, write } from './memberships.ts';
import {
  announcedPrice,
  asFacts,
  changeMembership,
  factsOf,
  insertBill,
  lockMembership,
  priceById,
} from './memberships.queries.ts';
import type { MembershipRow } from './memberships.queries.ts';
import { day, standingAt } from './periods.ts';
import type { Standing } from './periods.ts';

const page = 100;

export const membershipRounds: readonly Round[] = [
  {
    name: 'memberships.due',
    everyMs: 60_000,
    async work(deps) {
      const now = deps.clock.now();
      const lease = new Date(now.getTime() + scaled(deps, 120_000));
      const due = await deps.tenancy.door<Due>('due_memberships', now, lease, page);
      await eachOf(due, 4, async ({ creatorId, membershipId }) => {
        try {
          await attend(deps, asCreatorId(creatorId), membershipId);
        } catch (error) {
          // Its lease ends by itself, then it comes again.
          deps.log.error({ err: error, membershipId, alarm: true }, 'a membership could not be attended to');
        }
      });
      return { more: due.length === page };
    },
  },
];
type Due = { readonly creatorId: string; readonly membershipId: string };

/** Does what is due for a membership now. Twice is once. */
export async function attend(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await lockMembership(tx, creatorId, id);
    if (!row) return;
    const written = await factsOf(tx, creatorId, id).execute();
    const standing = standingAt(asFacts(written), now);
    // A pause that nobody ended is over: what is kept runs again.
    if (row.state === 'paused' && standing.state !== 'paused') {
      return await keep(tx, creatorId, row, standing, now, { told: null }, 'resumed', null);
    }
    const untold = row.untoldPriceId !== null && afterQuiet(now) > now ? row.untoldPriceId : null;
    if (row.untoldPriceId !== null && untold === null) await tellPrice(tx, creatorId, row, row.untoldPriceId);
    const days = dueReminder(standing, row.told, now);
    if (days !== undefined) await remind(tx, creatorId, row, standing, days, now);
    if (standing.state === 'ended' && row.endedHow === null) {
      const how = standing.wentBack ? 'given-back' : standing.leftAt === null ? 'forgot' : 'left';
      return await write(tx, creatorId, row, written, { kind: 'ended', at: now, how }, 'ended');
    }
    const nextAt = nextLook(standing, { endedHow: row.endedHow, untoldPriceId: untold }, now);
    await changeMembership(tx, creatorId, id, { state: standing.state, nextAt });
  });
}

/** Which reminder is to be sent now; none where the same or a later one was. */
export function dueReminder(standing: Standing, before: number | null, now: Date): (typeof told)[number] | undefined {
  const { state, until } = standing;
  if (until === null || state === 'paused' || !isWaitedFor(standing)) return undefined;
  const momentOf = (days: number): number => reminderAt(until, days).getTime();
  const days = told.findLast((one) => momentOf(one) <= now.getTime());
  // After a long stillness nobody hears of what was over days ago.
  if (days === undefined || afterQuiet(now) > now || now.getTime() - momentOf(days) > 2 * day) return undefined;
  return before !== null && before <= days ? undefined : days;
}

async function tellPrice(tx: Tx, creatorId: CreatorId, row: MembershipRow, noticeId: string): Promise<void> {
  const notice = await priceById(tx, creatorId, noticeId).executeTakeFirst();
  await changeMembership(tx, creatorId, row.id, { untoldPriceId: null });
  if (!notice || row.state === 'ended') return;
  const { id: membershipId, productId, buyerId } = row;
  const { monthSantim, fromAt } = notice;
  const facts = { membershipId, productId, buyerId, noticeId, monthSantim, fromAt: fromAt.toISOString() };
  await emit(tx, membershipPriceAnnounced, newId(), facts);
}

async function remind(
  tx: Tx,
  creatorId: CreatorId,
  row: MembershipRow,
  { until }: Standing,
  days: (typeof told)[number],
  now: Date,
): Promise<void> {
  const { id: membershipId, productId, buyerId } = row;
  const endsAt = until ?? now;
  const monthSantim = (await announcedPrice(tx, creatorId, productId, row.agreedAt, now)) ?? row.monthSantim;
  const fresh = await insertBill(tx, { creatorId, membershipId, endsAt, monthSantim, madeAt: now });
  // The price of a bill stands, whatever is announced after it was made.
  await changeMembership(tx, creatorId, membershipId, { told: days, ...(fresh ? { monthSantim } : {}) });
  await emit(tx, membershipDue, newId(), { membershipId, productId, buyerId, days, until: endsAt.toISOString() });
}
