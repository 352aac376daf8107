// A paid plan becomes time. The order belongs to the house and the time to the creator, so a job carries it over; however
// often it runs, one order is one period.
import { planChanged } from '@windsurf/contracts/payments-billing';
import { Id } from '@windsurf/contracts/shapes';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { enqueue, job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { book, lockBooks } from '../ledger/ledger.ts';
import { changeOwned } from '../orders/orders.ts';
import { receiptsOfOrder } from '../receipts/receipts.ts';
import { houseId, planProducts } from './house.ts';
import type { PlanMonths } from './house.ts';
import { changeSubscription, insertPeriod, isBooked, lockSubscription, orderOfPlan } from './plans.queries.ts';

export const planPaid = job('plan.extend', T.Object({ orderId: Id }));

/**
 * In the transaction that sells: an order of the house is a plan, which nobody owns as a thing and which may be bought
 * again. True when it was one: then nobody else is told of a sale.
 */
export async function takeHouseOrder(tx: Tx, creatorId: CreatorId, order: { readonly id: string }): Promise<boolean> {
  if (creatorId !== houseId) return false;
  await changeOwned(tx, creatorId, order.id, false);
  await enqueue(tx, planPaid, order.id, { orderId: order.id });
  return true;
}

const east = 3 * 3_600_000;
/** The same time of day in East Africa so many months later; the 31st becomes the last day of a shorter month. */
export function monthsLater(from: Date, months: number): Date {
  const day = new Date(from.getTime() + east);
  const wanted = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(wanted, last));
  return new Date(day.getTime() - east);
}

export const day = 86_400_000;
/** Days before the end on which the creator is told. */
export const told = [5, 2, 0] as const;

/** Books what the house earned and gives the creator her time. Twice is once. Throws an Error for an order of no plan. */
export async function extendPlan(deps: Deps, orderId: string): Promise<void> {
  const order = await deps.tenancy.inCreator(houseId, async (tx) => await bookPlan(tx, orderId, deps.clock.now()));
  const product = planProducts.find(({ productId }) => productId === order.productId);
  if (!product) throw new Error('an order of the house is for a plan');
  const creatorId = asCreatorId(order.buyerId);
  const { plan, months } = product;
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await giveTime(tx, creatorId, { orderId, plan, months, ...order });
  });
}

async function bookPlan(
  tx: Tx,
  orderId: string,
  at: Date,
): Promise<{ productId: string; buyerId: string; amountSantim: number; paidAt: Date }> {
  await lockBooks(tx);
  const order = await orderOfPlan(tx, houseId, orderId);
  if (!order) throw new Error('a plan that nobody ordered');
  if (await isBooked(tx, houseId, orderId)) return order;
  const [receipt] = await receiptsOfOrder(tx, houseId, orderId).execute();
  const vat = receipt?.vatSantim ?? 0;
  await book(tx, { kind: 'plan', aboutId: orderId, orderId, at }, [
    { account: 'creator-payable', amount: santim(order.netSantim) },
    { account: 'plan-revenue', amount: santim(vat - order.netSantim) },
    { account: 'vat-due', amount: santim(-vat) },
  ]);
  return order;
}

async function giveTime(
  tx: Tx,
  creatorId: CreatorId,
  paid: {
    readonly orderId: string;
    readonly plan: 'pro';
    readonly months: PlanMonths;
    readonly amountSantim: number;
    readonly paidAt: Date;
  },
): Promise<void> {
  const { orderId, plan, months, amountSantim, paidAt } = paid;
  const { untilAt } = await lockSubscription(tx, creatorId, months, paidAt);
  // Paid early it goes on from its old end: no day is lost.
  const fromAt = untilAt > paidAt ? untilAt : paidAt;
  const end = monthsLater(fromAt, months);
  if (!(await insertPeriod(tx, { plan, months, fromAt, untilAt: end, orderId, amountSantim, paidAt }))) return;
  const nextAt = new Date(end.getTime() - told[0] * day);
  await changeSubscription(tx, creatorId, { untilAt: end, months, nextAt, told: null });
  await emit(tx, planChanged, newId(), { creatorId, plan, until: end.toISOString(), at: paidAt.toISOString() });
}
