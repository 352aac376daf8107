// Who paid, owns: one entitlement for each product of an order, with the words and the file of that moment.
import { entitlementGranted, fileMissing, linkTooOld } from '@windsurf/contracts/delivery';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import { notFound } from '@windsurf/contracts/problem';
import { typeRules } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { accessColumns, holdAccess, tellChange } from './access.ts';
import type { OrderAccess } from './access.ts';
import { entitlementOfOrder, keepOrder, membershipIn, standingOf } from '../memberships/memberships.ts';
import { beginPreorder, giveBack, isWaiting } from '../preorders/preorders.ts';
import type { NewPreorder } from '../preorders/preorders.ts';
import { planIn } from './parts.ts';
import { productOf } from '../products/products.ts';
import type { ProductRow } from '../products/products.ts';
import {
  addFile,
  addFileToFileless,
  boughtQueries,
  findByOrder,
  findByProduct,
  findEntitlement,
  insertEntitlement,
} from './entitlements.queries.ts';
import type { EntitlementRow, OwnedFile } from './entitlements.queries.ts';

export type { EntitlementRow, OwnedFile } from './entitlements.queries.ts';
export { entitlementColumns, paidOrder } from './entitlements.queries.ts';
export { accessOf } from './access.ts';
export { handOver } from './hand-over.ts';
export { hashOfCode, readCode, shownCode, ticketText } from './ticket-code.ts';

/** What was bought, the first thing first. Older builds of payments say one product for the whole order. */
function itemsOf({ productId, amountSantim, items = [] }: PayloadOf<typeof orderPaid>) {
  const first = items.find((item) => item.productId === productId);
  if (!first) return [{ productId, amountSantim }, ...items];
  return [first, ...items.filter((item) => item.productId !== productId)];
}

/**
 * Inside the handler's transaction. A second event of the same order changes nothing; what payments decided about its
 * access before it was known here holds from the beginning.
 * Throws when a product is not known yet: its event is on its way, and the queue tries again.
 */
export async function grantEntitlement(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  order: PayloadOf<typeof orderPaid>,
): Promise<readonly Granted[]> {
  const access = await holdAccess(tx, creatorId, order.orderId);
  const [first, ...beside] = itemsOf(order);
  if (!first) return [];
  // The product before its day, as whoever announces it takes them.
  await productOf(tx, creatorId, first.productId);
  const preorder = await beginPreorder(tx, creatorId, first.productId);
  const main = await grantItem(deps, tx, creatorId, { order, access, preorder, ...first });
  const granted = [main];
  for (const item of beside)
    granted.push(await grantItem(deps, tx, creatorId, { order, access, preorder, beside: main.id, ...item }));
  return granted;
}

/** What was granted, and whether now or before. */
export type Granted = { readonly id: string; readonly fresh: boolean; readonly product: ProductRow };

type Item = {
  readonly order: PayloadOf<typeof orderPaid>;
  readonly access: OrderAccess;
  /** Of the whole order: what comes with it opens with it. */
  readonly preorder: NewPreorder;
  readonly productId: string;
  readonly amountSantim: number;
  /** The entitlement of the first thing of the order; undefined for itself. */
  readonly beside?: string;
};

/** The entitlement, made now or there already. */
async function grantItem(deps: Deps, tx: Tx, creatorId: CreatorId, item: Item): Promise<Granted> {
  const { order, access, amountSantim, beside, preorder } = item;
  const product = await productOf(tx, creatorId, item.productId);
  if (!product) throw new Error('the product of a paid order is not known here yet');
  const { productId, title, slug, handle, storeName, coverUrl, fileId, details } = product;
  const { orderId, buyerId, currency, lang } = order;
  // More time of a membership is more of what she has: its entitlement has the membership's own id.
  const membership = beside === undefined ? membershipIn(order.choice) : undefined;
  const id = membership ?? newId();
  const opened = membership === undefined ? accessColumns(access) : await standingOf(tx, creatorId, membership);
  const grantedAt = deps.clock.now();
  const fresh = await insertEntitlement(tx, {
    id,
    creatorId,
    tokenHash: deps.links.hashOf(deps.links.tokenOf(id)) ?? '',
    ...(beside === undefined ? { orderId, besideOrderId: null } : { orderId: null, besideOrderId: orderId }),
    productId,
    title,
    slug,
    handle,
    storeName,
    coverUrl,
    buyerId,
    amountSantim,
    currency,
    lang,
    paidAt: new Date(order.paidAt),
    grantedAt,
    ...opened,
    ...preorder,
    type: details.type,
    gift: order.choice?.gift === true,
    instalmentPlan: planIn(order.choice),
    // What was chosen is of the product that was bought, not of what came with it.
    choice: JSON.stringify(beside === undefined ? (order.choice ?? {}) : {}),
  });
  if (!fresh && membership !== undefined) {
    await keepOrder(tx, creatorId, orderId, membership);
    return { id, fresh, product };
  }
  if (!fresh) {
    const known = await findByProduct(tx, creatorId, orderId, productId);
    return { id: known?.id ?? id, fresh: false, product };
  }
  const waits = isWaiting(preorder);
  const hasFile = !waits && fileId !== null && (await addFile(tx, { creatorId, entitlementId: id, fileId, buyerId }));
  const facts = { entitlementId: id, orderId, productId };
  const opensAt = waits && preorder.opensAt !== null ? { opensAt: preorder.opensAt.toISOString() } : {};
  const granted = { ...facts, ...opensAt, buyerId, lang, grantedAt: grantedAt.toISOString() };
  await emit(tx, entitlementGranted, id, beside === undefined ? granted : { ...granted, beside });
  if (membership === undefined) await tellChange(tx, orderId, { id, productId, buyerId }, access);
  if (!hasFile && !waits && typeRules[details.type].file) await emit(tx, fileMissing, id, facts);
  if (preorder.preorder === 'returned' && beside === undefined)
    await giveBack(tx, [{ id, main: true, paidOrder: orderId, productId, lang }], 'withdrawn');
  return { id, fresh: true, product };
}

/** Inside a transaction: buyers who have no file of this product get this one. Returns how many. */
export async function giveLateFile(tx: Tx, creatorId: string, productId: string, fileId: string): Promise<number> {
  return await addFileToFileless(tx, creatorId, productId, fileId);
}

export type BoughtItem = { readonly entitlement: EntitlementRow; readonly files: readonly OwnedFile[] };
export type Bought = {
  readonly creatorId: CreatorId;
  /** That of the token. */
  readonly entitlement: EntitlementRow;
  readonly files: readonly OwnedFile[];
  /** All of its order, the first thing first. */
  readonly items: readonly BoughtItem[];
};

/** What a token opens: a thing, and the order in which it was bought. Throws the same 404 for a forged, mistyped or unknown one. */
export async function openByToken(deps: Deps, token: string): Promise<Bought> {
  const hash = deps.links.hashOf(token);
  if (hash === undefined) throw linkTooOld();
  const [found] = await deps.tenancy.door<{ creatorId: string; entitlementId: string }>('entitlement_of_token', hash);
  if (!found) throw linkTooOld();
  const creatorId = asCreatorId(found.creatorId);
  const { compile } = deps.tenancy;
  const queries = boughtQueries(compile, creatorId, found.entitlementId);
  const [all, files] = await deps.tenancy.batchInCreator(creatorId, queries);
  const byEntitlement = Map.groupBy(files, (file) => file.entitlementId);
  const items = all.map((entitlement) => ({ entitlement, files: byEntitlement.get(entitlement.id) ?? [] }));
  const own = items.find(({ entitlement }) => entitlement.id === found.entitlementId);
  if (!own) throw linkTooOld();
  return { creatorId, ...own, items };
}

/** For an SMS. Throws 404 for an entitlement that this creator's buyers do not have. */
export async function linkOfEntitlement(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ url: string; title: string; storeName: string; free: boolean; gift: boolean }> {
  const found = await deps.tenancy.inCreator(creatorId, async (tx) => await findEntitlement(tx, creatorId, id));
  if (!found) throw notFound();
  const { title, storeName, amountSantim, gift } = found;
  return { url: deps.links.receiptUrl(id), title, storeName, free: amountSantim === 0, gift };
}

/** The receipt's address; null while the order is not delivered, or is nobody's. */
export async function linkOfOrder(deps: Deps, creatorId: CreatorId, orderId: string): Promise<string | null> {
  const found = await deps.tenancy.inCreator(creatorId, async (tx) => {
    return (await findByOrder(tx, creatorId, orderId)) ?? (await entitlementOfOrder(tx, creatorId, orderId));
  });
  return found ? deps.links.receiptUrl(found.id) : null;
}
