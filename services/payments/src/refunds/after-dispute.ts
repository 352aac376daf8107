// What is owed to a buyer while the bank looks at her payment: nothing is given back beside the bank, and nothing is
// forgotten. It is looked at again until the dispute has ended: won, it is refunded then; lost, the bank has given it back.
// Refusing the cancellation instead would leave the buyer with a time that she cannot use, for as long as a bank takes.
import { alreadyRefunded, orderDisputed, orderReversed, refundReasons } from '@windsurf/contracts/payments-refunds';
import { Problem } from '@windsurf/contracts/problem';
import { Id, Lang, Santim } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import { enqueue, job } from '@windsurf/messages/job';
import type { JobPayload } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { writeHappening } from '../intents/intents.ts';
import { lockOrder, partsOf } from '../orders/orders.ts';
import { reserve } from './refunds.ts';
import type { RefundWish } from './refunds.ts';

/** Disputes take weeks; who is owed something waits at most so much longer. */
export const lookAgainMs = 6 * 3_600_000;

const later = job(
  'refund.after-dispute',
  T.Object({
    orderId: Id,
    /** Absent: everything that is left then. */
    amountSantim: T.Optional(Santim),
    reason: T.Enum(refundReasons),
    access: T.Enum(['keep', 'revoke']),
    by: T.Enum(['creator', 'operator', 'we']),
    /** Of the refund: twice is once. */
    key: T.String(),
    lang: Lang,
  }),
);
export type OwedWish = Pick<RefundWish, 'orderId' | 'amount' | 'reason' | 'access' | 'by' | 'lang'> & { key: string };

/** Remembers what is owed, in the transaction that has found the order in dispute. */
export async function oweAfterDispute(deps: Deps, tx: Tx, wish: OwedWish, intentId: string): Promise<void> {
  const at = deps.clock.now();
  const { amount, ...rest } = wish;
  const payload = { ...rest, ...(amount === 'whole' ? {} : { amountSantim: amount }) };
  await enqueue(tx, later, wish.key, payload, { runAt: new Date(at.getTime() + lookAgainMs) });
  await writeHappening(tx, intentId, at, 'refund-waits', wish.by);
}

/** Nothing is left to give back, or the bank has given it back. */
const over: ReadonlySet<string> = new Set([alreadyRefunded.type, orderReversed.type]);

async function tryAgain(deps: Deps, creatorId: CreatorId, owed: JobPayload<typeof later>): Promise<void> {
  const { amountSantim, ...rest } = owed;
  try {
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const order = await lockOrder(tx, creatorId, owed.orderId);
      if (!order) throw new Error('what is owed belongs to an order');
      if (order.state === 'disputed') {
        const runAt = new Date(deps.clock.now().getTime() + lookAgainMs);
        return await enqueue(tx, later, owed.key, owed, { runAt });
      }
      // Meanwhile some of it may have gone back: never more than is left.
      const amount = amountSantim === undefined ? 'whole' : santim(Math.min(amountSantim, partsOf(order).left));
      if (amount !== 0) await reserve(deps, tx, creatorId, { ...rest, amount });
    });
  } catch (error) {
    if (!(error instanceof Problem) || !over.has(error.type)) throw error;
    deps.log.info({ orderId: owed.orderId, why: error.type }, 'after a dispute nothing is left to give back');
  }
}

export const refundJobs = (deps: Deps): readonly Jobber[] => [
  work(later, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('an order belongs to a creator');
    await tryAgain(deps, creatorId, payload);
  }),
];

/** Whether a refund was refused because the bank is looking at the payment. */
export const isDisputed = (error: unknown): boolean => error instanceof Problem && error.type === orderDisputed.type;
