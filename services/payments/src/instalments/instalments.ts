// What becomes of a payment plan in the transactions that sell and that give money back. Its row is locked before the
// books, as everywhere: intent, order, plan, what is limited, books.
import { hash } from 'node:crypto';
import { orderAccessChanged } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import type { IntentRow } from '../intents/intents.ts';
import { lockOrder } from '../orders/orders.ts';
import type { Order } from '../orders/orders.ts';
import { afterQuiet, reminderAt } from '../memberships/memberships.ts';
import * as rows from './instalments.queries.ts';
import type { PartRow, PlanRow } from './instalments.queries.ts';
import { isUnpaid, numbersIn, pausesAt, planned, standingOf, told } from './parts.ts';
import type { PartState, PlanStanding } from './parts.ts';

export { standingPlan } from './instalments.queries.ts';
export { leastPlanSantim, planned } from './parts.ts';
export type { Planned } from './parts.ts';

/** 96 bits of a signed text: the same plan has the same address, and whoever cannot sign cannot make one. */
export function planTokenOf(deps: Deps, creatorId: CreatorId, planId: string): string {
  const signed = deps.tokens.sign({ creatorId, intentId: planId, opener: false });
  return hash('sha256', `instalments.1\n${signed}`, 'buffer').subarray(0, 12).toString('base64url');
}
export const planHashOf = (token: string): string => hash('sha256', token);

/** What was chosen of an attempt that begins a plan, frozen with it: how many parts, and of which price. */
export type BegunPlan = { readonly parts: number; readonly whole: number; readonly wholeOff: number };
/** What an attempt pays of a plan that there is. */
type PaysParts = { readonly plan: string; readonly firstOrder: string; readonly numbers: readonly number[] };

export const begunPlan = ({ choice }: Pick<IntentRow, 'choice'>): BegunPlan | undefined => {
  const { parts, whole, wholeOff } = choice as Partial<BegunPlan>;
  return parts === undefined || whole === undefined || wholeOff === undefined ? undefined : { parts, whole, wholeOff };
};
export function paysParts({ choice }: Pick<IntentRow, 'choice'>): PaysParts | undefined {
  const { plan, firstOrder, pays } = choice as { plan?: string; firstOrder?: string; pays?: number };
  if (plan === undefined || firstOrder === undefined || pays === undefined) return undefined;
  return { plan, firstOrder, numbers: numbersIn(pays) };
}

/**
 * Whether the money of an attempt still buys what it was begun for, where a plan is concerned: undefined where none is.
 * False: it was paid meanwhile, is not asked for any more, or there is a plan already; then it goes back.
 */
export async function mayPayParts(tx: Tx, creatorId: CreatorId, intent: IntentRow): Promise<boolean | undefined> {
  const pays = paysParts(intent);
  if (!pays) {
    if (!begunPlan(intent)) return undefined;
    const { buyerId, productId } = intent;
    const standing = await rows.standingPlan(tx, creatorId, buyerId, productId).executeTakeFirst();
    return standing === undefined ? undefined : false;
  }
  const plan = await rows.lockPlan(tx, creatorId, pays.plan);
  if (!plan || plan.endedHow !== null) return false;
  const parts = await rows.partsOfPlan(tx, creatorId, plan.id).execute();
  const asked = parts.filter(({ number }) => pays.numbers.includes(number));
  const sum = asked.reduce((total, part) => total + part.amountSantim, 0);
  return asked.length === pays.numbers.length && asked.every(isUnpaid) && sum === intent.amountSantim;
}

/**
 * In the transaction that sells: the first payment freezes the plan, a later one marks what it paid for. Gives what the
 * event of the order says of it besides; undefined when the order is paid at once.
 */
export async function takePaidParts(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  orderId: string,
  at: Date,
): Promise<{ plan: string } | undefined> {
  const pays = paysParts(intent);
  if (pays) {
    const plan = await rows.lockPlan(tx, creatorId, pays.plan);
    if (!plan) throw new Error('a plan that was looked at before');
    await rows.payParts(tx, creatorId, plan.id, pays.numbers, { orderId, paidAt: at });
    await follow(tx, creatorId, plan, at);
    return { plan: plan.id };
  }
  const begun = begunPlan(intent);
  return begun && { plan: await beginPlan(deps, tx, creatorId, intent, begun, orderId, at) };
}

async function beginPlan(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  intent: IntentRow,
  { parts: count, whole, wholeOff }: BegunPlan,
  orderId: string,
  at: Date,
): Promise<string> {
  const id = newId();
  const { productId, buyerId, buyerHint, lang, shares } = intent;
  const { parts } = planned({ amountSantim: whole, discountSantim: wholeOff }, count, at);
  const all = parts.map((part) => {
    const first = part.number === 1;
    const paid = first ? ({ state: 'paid', orderId, paidAt: at } as const) : ({ state: 'due' } as const);
    return { creatorId, planId: id, ...part, orderId: null, paidAt: null, ...paid };
  });
  const plan: PlanRow = {
    creatorId,
    id,
    productId,
    buyerId,
    buyerHint,
    lang,
    linkHash: planHashOf(planTokenOf(deps, creatorId, id)),
    firstOrderId: orderId,
    title: bareTitle(intent.title, 1, count),
    shares,
    begunAt: at,
    parts: count,
    state: 'running',
    access: 'active',
    accessAt: at,
    endedHow: null,
    toldPart: null,
    toldDays: null,
    nextAt: nextLook(all, at),
  };
  await rows.insertPlan(tx, { ...plan, shares: JSON.stringify(shares) }, all);
  return id;
}

const mark = (number: number | string, of: number): string => ` (${number}/${of})`;
/** What a payment of parts is called, for the wallet, the receipt and the order. */
export const partTitle = (title: string, numbers: readonly number[], of: number): string =>
  title + mark(numbers.length > 1 ? `${numbers[0] ?? ''}–${numbers.at(-1) ?? ''}` : (numbers[0] ?? ''), of);
const bareTitle = (title: string, number: number, of: number): string =>
  title.endsWith(mark(number, of)) ? title.slice(0, -mark(number, of).length) : title;

/** Takes the lock of the plan that an order pays for, before the books are locked. Most orders have none. */
export async function holdPlanOf(tx: Tx, creatorId: CreatorId, orderId: string): Promise<PlanRow | undefined> {
  return await rows.planOfOrder(tx, creatorId, orderId).forUpdate().executeTakeFirst();
}

const stateOf = { paid: 'paid', 'partly-refunded': 'paid', refunded: 'given-back' } as const;
/** What the money of an order says of the parts that it paid. */
const partStateOf = (state: Order['state']): PartState =>
  state === 'disputed' || state === 'reversed' ? state : stateOf[state];

/**
 * After the state of an order has changed: its parts stand as it does, what the plan opened is closed or opened, and where
 * everything went back nothing more is asked for. Nothing happens to an order that is no part of a plan.
 */
export async function followOrder(tx: Tx, creatorId: CreatorId, orderId: string, at: Date): Promise<void> {
  const plan = await holdPlanOf(tx, creatorId, orderId);
  const order = plan && (await lockOrder(tx, creatorId, orderId));
  if (!order) return;
  await rows.markParts(tx, creatorId, orderId, partStateOf(order.state));
  // Begun anew meanwhile, the one before stays over, whatever comes of its money: there is one at a time.
  const endedHow =
    (await rows.endOf(tx, creatorId, plan.id)) ?? ((await rows.isReplaced(tx, creatorId, plan)) ? plan.endedHow : null);
  // What was closed is nobody's, whatever each order says of itself; opened again, all of it is hers.
  if (endedHow === 'closed' || plan.endedHow === 'closed')
    await rows.ownPlan(tx, creatorId, plan.id, endedHow !== 'closed');
  // The order has said its own to those who opened something for it: the plan has the last word.
  await follow(tx, creatorId, { ...plan, endedHow }, at, true);
}

/** Keeps what follows from the parts, and tells those who opened something. */
export async function follow(tx: Tx, creatorId: CreatorId, plan: PlanRow, now: Date, always = false): Promise<void> {
  const parts = await rows.partsOfPlan(tx, creatorId, plan.id).execute();
  const { state, access } = standingOf(parts, plan.endedHow, now);
  const { id, endedHow, productId, buyerId, lang, firstOrderId: orderId } = plan;
  const tells = always || access !== plan.access;
  // Clocks of two processes may differ; what is written later is said to be later.
  const said = new Date(Math.max(now.getTime(), plan.accessAt.getTime() + 1));
  const nextAt = state === 'running' || state === 'paused' ? nextLook(parts, now) : null;
  await rows.changePlan(tx, creatorId, id, { state, endedHow, access, nextAt, ...(tells ? { accessAt: said } : {}) });
  if (!tells) return;
  const why = access === 'revoked' ? 'refund' : 'instalment';
  const facts = { orderId, productId, buyerId, lang, access, why, at: said.toISOString() } as const;
  await emit(tx, orderAccessChanged, newId(), facts);
}

export type Reminder = { readonly number: number; readonly days: (typeof told)[number]; readonly at: Date };
/** Everything that is told of parts that were never paid, the earliest first. */
export const remindersOf = (parts: readonly Pick<PartRow, 'number' | 'dueAt' | 'state'>[]): Reminder[] =>
  parts
    .filter(({ state }) => state === 'due')
    .flatMap(({ number, dueAt }) => told.map((days) => ({ number, days, at: reminderAt(dueAt, days) })))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.number - b.number);

const day = 86_400_000;
/** What is to be told now; undefined where it was, in the night, and after a long stillness. */
export function dueReminder(
  parts: readonly Pick<PartRow, 'number' | 'dueAt' | 'state'>[],
  before: Pick<PlanRow, 'toldPart' | 'toldDays'>,
  now: Date,
): Reminder | undefined {
  const last = remindersOf(parts).findLast(({ at }) => at <= now);
  if (!last || afterQuiet(now) > now || now.getTime() - last.at.getTime() > 2 * day) return undefined;
  const same = before.toldPart === last.number && before.toldDays === last.days;
  return same ? undefined : last;
}

/** When there is something to tell or to close. */
export function nextLook(
  parts: readonly Pick<PartRow, 'number' | 'dueAt' | 'amountSantim' | 'state'>[],
  now: Date,
): Date | null {
  const moments = [
    ...remindersOf(parts).map(({ at }) => at.getTime()),
    ...parts.filter(isUnpaid).map((part) => pausesAt(part).getTime()),
  ].filter((moment) => moment > now.getTime());
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

export type { PlanStanding };
