// The honest way of the money of one payment, from the buyer's press of a button to the creator's account. Read from what
// was written down where it happened; nothing is kept here.
import { sql } from 'kysely';
import { fromEat, inEat } from '@windsurf/calendar/moment';
import type { TimelineNext, TimelinePayout, TimelineRefund, TimelineStep } from '@windsurf/contracts/payments-timeline';
import { notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { Deps, Tx } from '../deps.ts';
import { happeningsOf, intentAndOrder, writeHappening } from '../intents/intents.ts';
import { paysParts } from '../instalments/instalments.ts';
import { receiverOf } from '../gifts/gifts.ts';
import { isMoreTime } from '../memberships/memberships.ts';
import { lockOrder } from '../orders/orders.ts';
import { waitsForRelease } from '../preorders/preorders.ts';
import { payoutOfSale } from '../payouts/payouts.ts';
import { refundsOfIntent } from '../refunds/refunds.ts';
import type { RefundRow } from '../refunds/refunds.ts';
import { railOf } from '../settle/settle.ts';
import { nextOf, stepsOf } from './steps.ts';
import type { Facts } from './steps.ts';

export type Timeline = {
  readonly steps: TimelineStep[];
  readonly next: TimelineNext | null;
  readonly refunds: TimelineRefund[];
  /** For the creator only. */
  readonly payout: TimelinePayout | null;
  readonly refundedSantim: number;
};

/** Throws notFound. */
export async function timelineOf(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  lang: Language,
): Promise<Timeline> {
  const now = deps.clock.now();
  const { facts, refunds } = await deps.tenancy.inCreator(
    creatorId,
    async (tx) => await factsOf(deps, tx, creatorId, intentId, now),
  );
  const { payout } = facts;
  return {
    steps: stepsOf(facts, now, lang),
    next: nextOf(facts, now, lang),
    refunds: refunds.map(({ amountSantim, state, askedAt, endedAt }) => ({
      amountSantim,
      state,
      askedAt: askedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    payout: payout
      ? {
          id: payout.id,
          state: payout.state,
          at: (payout.endedAt ?? payout.requestedAt).toISOString(),
          amountSantim: payout.amountSantim,
        }
      : null,
    refundedSantim: refunds
      .filter(({ state }) => state !== 'failed')
      .reduce((sum, { amountSantim }) => sum + amountSantim, 0),
  };
}

async function factsOf(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intentId: string,
  now: Date,
): Promise<{ facts: Facts; refunds: readonly RefundRow[] }> {
  const intent = await intentAndOrder(tx, creatorId, intentId).executeTakeFirst();
  if (!intent) throw notFound();
  const { orderId, orderState, rail: railName, endedAt } = intent;
  const events = await happeningsOf(tx, creatorId, intentId).execute();
  const refunds = await refundsOfIntent(tx, creatorId, intentId).execute();
  const payout = orderId === null ? undefined : await payoutOfSale(tx, creatorId, orderId).executeTakeFirst();
  const rail = railOf(deps, intent);
  const release = orderId === null ? undefined : await waitsForRelease(tx, creatorId, intent.productId);
  const order =
    orderId === null || orderState === null || endedAt === null
      ? undefined
      : { state: orderState, payableAt: await payableAt(tx, railName, endedAt, now) };
  const { pay, query = false } = rail?.capabilities ?? {};
  return {
    refunds,
    facts: {
      ...intent,
      pay,
      query,
      events,
      // What is given opens when its receiver opens it.
      open:
        orderId !== null &&
        (receiverOf(intent) !== undefined ||
          paysParts(intent) !== undefined ||
          (await isMoreTime(tx, creatorId, orderId))),
      release,
      goingBack: refunds.some(({ state }) => state !== 'sent' && state !== 'failed'),
      order,
      payout,
    },
  };
}

/** The morning, in Addis Abeba, of the day on which the rail has settled a sale, as payouts count it; not before the sale. */
async function payableAt(tx: Tx, rail: string, paidAt: Date, now: Date): Promise<Date> {
  const { rows } = await sql<{ settleDays: number }>`
    select t.settle_days from payments_doors.rail_terms_at(${now}::timestamptz) t where t.rail = ${rail}`.execute(tx);
  const days = rows[0]?.settleDays ?? 1;
  return new Date(Math.max(fromEat(inEat(paidAt).gregorian).getTime() + days * 86_400_000, paidAt.getTime()));
}

/**
 * What was bought is open to the buyer, or when it will be. Told once for an order, however many things it opens; in the
 * caller's transaction.
 */
export async function writeHanded(
  tx: Tx,
  creatorId: CreatorId,
  orderId: string,
  what: 'delivered' | 'preordered' | 'release-moved' | 'release-late',
  at: Date,
): Promise<void> {
  const order = await lockOrder(tx, creatorId, orderId);
  if (!order) return;
  const events = await happeningsOf(tx, creatorId, order.intentId).execute();
  const again = what !== 'release-moved' && events.some((event) => event.what === what);
  if (!again) await writeHappening(tx, order.intentId, at, what, 'we');
}
