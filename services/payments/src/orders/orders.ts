// Paid orders of a creator. An order exists only because a payment was proven; `settle` is its only maker.
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim, splitPercent } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import type { IntentItem, IntentRow } from '../intents/intents.ts';
import { receiverOf } from '../gifts/gifts.ts';
import { bookSale, lockBooksForOrder } from '../ledger/ledger.ts';
import { keepParts, partsOfSale, shareAccount } from '../shares/shares.ts';
import {
  changeOrder,
  changeOwned,
  insertLines,
  insertOrder,
  linesOfOrder,
  lockOrder,
  orderById,
  orderOfIntent,
  ordersBefore,
  ownedLines,
} from './orders.queries.ts';
import type { LineRow, OrderFilter, OrderRow } from './orders.queries.ts';

export { changeOrder, changeOwned, lockOrder, orderOfIntent, ownedLines };
export type Order = OrderRow;
export type OrderLine = Pick<LineRow, 'productId' | 'title' | 'listSantim' | 'discountSantim' | 'amountSantim'>;
export type Fees = {
  /** Basis points of the price that the platform keeps. */
  readonly platform: number;
  /** Santim that the rail keeps. */
  readonly provider: Santim;
};
export type PlacedOrder = Omit<Order, 'creatorId'> & { readonly lines: readonly OrderLine[] };

/** What an attempt is about; one that was begun by an older build has the one product alone. */
export function itemsOf(intent: IntentRow): readonly IntentItem[] {
  const items = intent.items as unknown as readonly IntentItem[];
  if (items.length > 0) return items;
  const { productId, title, slug, productVersion, amountSantim } = intent;
  const price = { listSantim: amountSantim, discountSantim: 0, amountSantim };
  return [{ productId, title, slug, version: productVersion, ...price, kind: 'main' }];
}

/** The order of a proven payment, with its number, its lines and its entry in the ledger, in the transaction that settles. */
export async function placeOrder(tx: Tx, intent: IntentRow, fees: Fees, paidAt: Date): Promise<PlacedOrder> {
  const { buyerId, buyerHint, productId, title, currency, rail, lang } = intent;
  const amount = santim(intent.amountSantim);
  const gift = receiverOf(intent) !== undefined;
  const { part: fee } = splitPercent(amount, fees.platform);
  const { number, owed } = await lockBooksForOrder(tx);
  const items = itemsOf(intent);
  const sale = { lines: items, amountSantim: amount, feeSantim: fee, providerFeeSantim: fees.provider };
  const parts = await partsOfSale(tx, intent, sale, paidAt);
  const shares = parts.reduce((sum, part) => sum + part.amountSantim, 0);
  const order = {
    id: newId(),
    number,
    intentId: intent.id,
    buyerId,
    buyerHint,
    productId,
    title,
    currency,
    rail,
    lang,
    amountSantim: amount,
    feeSantim: fee,
    providerFeeSantim: fees.provider,
    sharesSantim: shares,
    netSantim: santim(amount - fee - fees.provider - shares),
    listSantim: items.reduce((sum, item) => sum + item.listSantim, 0),
    discountSantim: items.reduce((sum, item) => sum + item.discountSantim, 0),
    refundedSantim: 0,
    state: 'paid' as const,
    paidAt,
    gift,
  };
  await insertOrder(tx, order);
  const lines = items.map(({ kind: _kind, slug: _slug, version: _version, ...line }) => line);
  // What is given is nobody's until it is opened.
  const place = { orderId: order.id, buyerId, boughtAt: paidAt, owned: !gift };
  await insertLines(
    tx,
    lines.map((line, at) => ({ ...line, ...place, line: at + 1 })),
  );
  await keepParts(tx, parts, order, paidAt);
  // An entry of nothing is no entry.
  if (amount === 0) return { ...order, lines };
  await bookSale(tx, {
    orderId: order.id,
    rail,
    amount,
    fee,
    providerFee: fees.provider,
    shares: parts.map((part) => ({ account: shareAccount(part.partyId), amount: santim(part.amountSantim) })),
    owed,
    at: paidAt,
  });
  return { ...order, lines };
}

/**
 * What is left of an order after refunds, and the platform's fee of that part. Refunds give the fee back by what this says
 * before and after them, so that any number of them gives back exactly the fee. The rail keeps its own.
 */
export function partsOf(order: Pick<Order, 'amountSantim' | 'feeSantim' | 'refundedSantim'>): {
  left: number;
  fee: number;
} {
  const left = order.amountSantim - order.refundedSantim;
  if (left === 0) return { left, fee: 0 };
  // Exact for sums whose product is above the safe integers.
  const fee = (BigInt(order.feeSantim) * BigInt(left)) / BigInt(order.amountSantim);
  return { left, fee: Number(fee) };
}

/** Since when this buyer owns this product; undefined when she does not, or not any more. */
export async function ownedSince(
  tx: Tx,
  creatorId: CreatorId,
  buyerId: string,
  productId: string,
): Promise<Date | undefined> {
  return (await tx.executeQuery(ownedLines({ creatorId, buyerId, productIds: [productId] }))).rows[0]?.boughtAt;
}

/** Which of these products the buyer owns. */
export async function ownedAmong(
  tx: Tx,
  creatorId: CreatorId,
  buyerId: string,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(
    (await tx.executeQuery(ownedLines({ creatorId, buyerId, productIds }))).rows.map((line) => line.productId),
  );
}

/** Newest first; the cursor is the number of the last order seen. */
export async function listOrders(
  deps: Deps,
  creatorId: CreatorId,
  page: OrderFilter & { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: Order[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const before = page.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(page.cursor);
  if (!Number.isSafeInteger(before) || before < 1) throw wrongShape({}, { pointer: '/cursor' });
  const query = ordersBefore(deps.tenancy.compile, creatorId, before, limit + 1, page).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.number) : null };
}

/** One order and its lines. Absent and foreign are the same 404. */
export async function readOrder(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ order: Order; lines: OrderLine[] }> {
  const { compile } = deps.tenancy;
  const [orders, lines] = await deps.tenancy.batchInCreator(creatorId, [
    orderById(compile, creatorId, id).compile(),
    linesOfOrder(compile, creatorId, id).compile(),
  ]);
  const order = orders[0];
  if (!order) throw notFound();
  return { order, lines };
}
