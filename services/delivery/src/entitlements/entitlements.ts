// Who paid, owns: one entitlement for each order, with the words and the file of that moment.
import { entitlementGranted, fileMissing, linkTooOld } from '@windsurf/contracts/delivery';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { productOf } from '../products/products.ts';
import {
  addFile,
  addFileToFileless,
  boughtQueries,
  findByOrder,
  findEntitlement,
  insertEntitlement,
} from './entitlements.queries.ts';
import type { EntitlementRow, OwnedFile } from './entitlements.queries.ts';

export type { EntitlementRow, OwnedFile } from './entitlements.queries.ts';
export { entitlementColumns } from './entitlements.queries.ts';

/**
 * Inside the handler's transaction. A second event of the same order changes nothing.
 * Throws when the product is not known yet: its event is on its way, and the queue tries again.
 */
export async function grantEntitlement(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  order: PayloadOf<typeof orderPaid>,
): Promise<void> {
  const product = await productOf(tx, creatorId, order.productId);
  if (!product) throw new Error('the product of a paid order is not known here yet');
  const { productId, title, slug, handle, storeName, coverUrl, fileId } = product;
  const { orderId, buyerId, amountSantim, currency, lang } = order;
  const id = newId();
  const grantedAt = deps.clock.now();
  const tokenHash = deps.links.hashOf(deps.links.tokenOf(id)) ?? '';
  const bought = { productId, title, slug, handle, storeName, coverUrl };
  const paid = { orderId, buyerId, amountSantim, currency, lang, paidAt: new Date(order.paidAt) };
  if (!(await insertEntitlement(tx, { id, creatorId, tokenHash, grantedAt, ...bought, ...paid }))) return;
  const hasFile = fileId !== null && (await addFile(tx, { creatorId, entitlementId: id, fileId, buyerId }));
  const facts = { entitlementId: id, orderId, productId };
  await emit(tx, entitlementGranted, id, { ...facts, buyerId, lang, grantedAt: grantedAt.toISOString() });
  if (!hasFile) await emit(tx, fileMissing, id, facts);
}

/** Inside a transaction: buyers who have no file of this product get this one. Returns how many. */
export async function giveLateFile(tx: Tx, creatorId: string, productId: string, fileId: string): Promise<number> {
  return await addFileToFileless(tx, creatorId, productId, fileId);
}

export type Bought = { creatorId: CreatorId; entitlement: EntitlementRow; files: OwnedFile[] };

/** What a token opens. Throws the same 404 for a forged, mistyped or unknown one. */
export async function openByToken(deps: Deps, token: string): Promise<Bought> {
  const hash = deps.links.hashOf(token);
  if (hash === undefined) throw linkTooOld();
  const [found] = await deps.tenancy.door<{ creatorId: string; entitlementId: string }>('entitlement_of_token', hash);
  if (!found) throw linkTooOld();
  const creatorId = asCreatorId(found.creatorId);
  const { compile } = deps.tenancy;
  const queries = boughtQueries(compile, creatorId, found.entitlementId);
  const [[entitlement], files] = await deps.tenancy.batchInCreator(creatorId, queries);
  if (!entitlement) throw linkTooOld();
  return { creatorId, entitlement, files };
}

/** For an SMS. Throws 404 for an entitlement that this creator's buyers do not have. */
export async function linkOfEntitlement(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ url: string; title: string; storeName: string }> {
  const found = await deps.tenancy.inCreator(creatorId, async (tx) => await findEntitlement(tx, creatorId, id));
  if (!found) throw notFound();
  return { url: deps.links.receiptUrl(id), title: found.title, storeName: found.storeName };
}

/** The receipt's address; null while the order is not delivered, or is nobody's. */
export async function linkOfOrder(deps: Deps, creatorId: CreatorId, orderId: string): Promise<string | null> {
  const found = await deps.tenancy.inCreator(creatorId, async (tx) => await findByOrder(tx, creatorId, orderId));
  return found ? deps.links.receiptUrl(found.id) : null;
}
