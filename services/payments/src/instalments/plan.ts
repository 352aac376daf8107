// A payment plan as its buyer and its seller see it, and paying its next part or all the rest. What is paid was frozen with
// the first payment: it is paid also when the product is no longer sold.
import { hash } from 'node:crypto';
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { checkoutStarted, railMissing } from '@windsurf/contracts/payments';
import { partPaid } from '@windsurf/contracts/payments-instalments';
import type { InstalmentPlan, PartState as ShownState } from '@windsurf/contracts/payments-instalments';
import { busyNow, notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { emit } from '@windsurf/messages/emit';
import { parsePhone } from '@windsurf/phone/phone';
import { currentTrace } from '@windsurf/trace/trace';
import { assertRail } from '../checkout/begin.ts';
import type { Begun } from '../checkout/begin.ts';
import { sendToRail } from '../checkout/checkout.ts';
import type { Started } from '../checkout/checkout.ts';
import type { Deps, Tx } from '../deps.ts';
import { newAttempt, openIntent, writeHappening } from '../intents/intents.ts';
import { orBusy } from '../or-busy.ts';
import type { Rail } from '../rails/rails.ts';
import { isPatient, nextAsk } from '../settle/settle.ts';
import { partTitle, planHashOf, planTokenOf } from './instalments.ts';
import { lockPlan, partsOfPlan, planById, planOfOrder, shownProduct } from './instalments.queries.ts';
import type { PartRow, PlanRow, ShownProduct } from './instalments.queries.ts';
import { digitsOf, isLate, standingOf } from './parts.ts';
import type { PlanStanding } from './parts.ts';

export type Plan = {
  readonly creatorId: CreatorId;
  readonly row: PlanRow;
  readonly product: ShownProduct;
  readonly parts: readonly PartRow[];
  readonly standing: PlanStanding<PartRow>;
};

const shape = /^[A-Za-z0-9_-]{16}$/;

/** The plan of an address. Throws the same 404 for every other text. */
export async function planOfLink(deps: Deps, token: string): Promise<Plan> {
  if (!shape.test(token)) throw notFound();
  const [found] = await deps.tenancy.door<Place>('instalments_of_link', planHashOf(token));
  if (!found) throw notFound();
  return await readPlan(deps, asCreatorId(found.creatorId), found.planId);
}
type Place = { readonly creatorId: string; readonly planId: string };

/** Throws 404 when this creator has no such plan. */
export async function readPlan(deps: Deps, creatorId: CreatorId, id: string): Promise<Plan> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await planById(tx, creatorId, id).executeTakeFirst();
    if (!row) throw notFound();
    return await planIn(deps, tx, creatorId, row);
  });
}

/** The plan that an order pays for; undefined when it is paid at once. Whether it is hers is decided before. */
export async function readPlanOfOrder(deps: Deps, creatorId: CreatorId, orderId: string): Promise<Plan | undefined> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await planOfOrder(tx, creatorId, orderId).executeTakeFirst();
    return row && (await planIn(deps, tx, creatorId, row));
  });
}

async function planIn(deps: Deps, tx: Tx, creatorId: CreatorId, row: PlanRow): Promise<Plan> {
  const parts = await partsOfPlan(tx, creatorId, row.id).execute();
  const product = await shownProduct(tx, creatorId, row.productId).executeTakeFirstOrThrow();
  return { creatorId, row, product, parts, standing: standingOf(parts, row.endedHow, deps.clock.now()) };
}

/** The address of its page, the same each time. */
export const planUrl = (deps: Deps, creatorId: CreatorId, id: string): string =>
  `${deps.appOrigin}/pay/i/${planTokenOf(deps, creatorId, id)}`;

/** The one list of parts, for the buyer's page, the creator's and the messages. */
export function planView({ row, product, parts, standing }: Plan, now: Date): InstalmentPlan {
  const shown = (part: PartRow): ShownState => {
    if (part.state === 'reversed' || (part.state === 'due' && isLate(part, now))) return 'late';
    return part.state;
  };
  return {
    id: row.id,
    productId: row.productId,
    title: row.title,
    state: standing.state,
    wholeSantim: parts.reduce((sum, { amountSantim }) => sum + amountSantim, 0),
    leftSantim: standing.leftSantim,
    currency: product.currency,
    parts: parts.map((part) => ({
      number: part.number,
      dueAt: part.dueAt.toISOString(),
      amountSantim: part.amountSantim,
      state: shown(part),
      paidAt: part.paidAt?.toISOString() ?? null,
      orderId: part.orderId,
    })),
  };
}

export type Payment = {
  readonly what: 'next' | 'rest';
  readonly rail: string;
  readonly lang: Language;
  /** The sum that the page said, in santim. */
  readonly seen: number | undefined;
  readonly attempt: string;
};

/** What is paid by one press; santim and the parts. */
export function toPay({ standing }: Pick<Plan, 'standing'>, what: Payment['what']): { parts: PartRow[]; sum: number } {
  const parts = what === 'next' ? standing.unpaid.slice(0, 1) : [...standing.unpaid];
  return { parts, sum: parts.reduce((sum, { amountSantim }) => sum + amountSantim, 0) };
}

/**
 * Begins to pay for the next part or for all the rest, as the buyer whose number auth knows. Pressed twice it is one
 * attempt. Throws partPaid, railMissing, railLimit, busyNow and railDown.
 */
export async function payPart(deps: Deps, plan: Plan, wanted: Payment): Promise<Started> {
  const { creatorId, row } = plan;
  const rail = deps.rails.get(wanted.rail);
  if (!rail) throw railMissing({}, { pointer: '/rail' });
  const known = await orBusy(deps.auth(phoneOfPerson, { params: { id: row.buyerId } }));
  const phone = parsePhone(known.phone);
  if (!phone.ok) throw new Error('auth gave a number that is none');
  for (const last of [false, true]) {
    const begun = await deps.tenancy.inCreator(creatorId, async (tx) => await begin(deps, tx, plan, rail, wanted));
    const sending = { phone: phone.phone, attempt: wanted.attempt, lang: wanted.lang };
    if (begun) return await sendToRail(deps, rail, begun, sending, async () => undefined);
    // The open attempt that stood in the way ended before it was read: then there is room for a new one.
    if (last) break;
  }
  throw busyNow({}, { retryAfter: 1 });
}

async function begin(deps: Deps, tx: Tx, seen: Plan, rail: Rail, wanted: Payment): Promise<Begun | undefined> {
  const { creatorId } = seen;
  const now = deps.clock.now();
  const row = await lockPlan(tx, creatorId, seen.row.id);
  if (!row) throw notFound();
  const plan = await planIn(deps, tx, creatorId, row);
  const { parts, sum } = toPay(plan, wanted.what);
  const open = await openIntent(tx, creatorId, row.buyerId, row.productId);
  const pays = digitsOf(parts);
  if (open) {
    const differs = (open.choice as { pays?: number }).pays !== pays || open.rail !== rail.name;
    return { intent: open, fresh: false, differs };
  }
  if (parts.length === 0 || (wanted.seen !== undefined && wanted.seen !== sum)) throw partPaid();
  assertRail(rail, sum, wanted.lang);
  const intent = newPartIntent(plan, parts, sum, rail, wanted, now);
  const [made] = (await tx.executeQuery(newAttempt(intent))).rows;
  if (!made) return undefined;
  await writeHappening(tx, made.id, now, 'started', 'we');
  const facts = { intentId: made.id, productId: row.productId, amountSantim: sum, startedAt: now.toISOString() };
  await emit(tx, checkoutStarted, made.id, facts);
  return { intent: made, fresh: true, differs: false };
}

function newPartIntent(
  { row, product }: Plan,
  parts: readonly PartRow[],
  sum: number,
  rail: Rail,
  wanted: Payment,
  now: Date,
): Parameters<typeof newAttempt>[0] {
  const id = newId();
  const { productId, buyerId, buyerHint } = row;
  const { slug, version } = product;
  const numbers = parts.map(({ number }) => number);
  const items = parts.map(({ number, listSantim, discountSantim, amountSantim }) => {
    const price = { listSantim, discountSantim, amountSantim };
    return { productId, title: partTitle(row.title, [number], row.parts), slug, version, ...price, kind: 'main' };
  });
  const total = (of: 'listSantim' | 'discountSantim'): number => parts.reduce((all, part) => all + part[of], 0);
  return {
    id,
    buyerId,
    buyerHint,
    productId,
    productVersion: version,
    title: partTitle(row.title, numbers, row.parts),
    handle: product.handle,
    slug,
    storeName: product.storeName,
    items: JSON.stringify(items),
    choice: JSON.stringify({ plan: row.id, firstOrder: row.firstOrderId, pays: digitsOf(parts) }),
    shares: JSON.stringify(row.shares),
    afterId: null,
    remindAt: null,
    listSantim: total('listSantim'),
    discountSantim: total('discountSantim'),
    amountSantim: sum,
    codeId: null,
    holds: false,
    currency: product.currency,
    rail: rail.name,
    lang: wanted.lang,
    state: 'created',
    providerOrderId: id.replaceAll('-', ''),
    openedWith: hash('sha256', wanted.attempt),
    startedAt: now,
    traceId: currentTrace()?.traceId ?? null,
    nextAskAt: nextAsk({ startedAt: now, expiresAt: null }, now, isPatient(rail.capabilities.pay)) ?? null,
  };
}
