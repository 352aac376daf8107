// Several products for one price. What a bundle holds is there while it is offered: its parts are for sale when it is
// published, and none of them is withdrawn before it.
import { typeRules } from '@windsurf/contracts/product-types';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { bundlePartRefused } from '@windsurf/contracts/store-problems';
import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

type Part = { readonly id: string; readonly title: string; readonly live: boolean; readonly mayBe: boolean };

async function partsOf(tx: Tx, creatorId: CreatorId, ids: readonly string[]): Promise<ReadonlyMap<string, Part>> {
  const rows = await tx
    .selectFrom('store.products')
    .select(['id', 'title', 'type', 'state'])
    // What comes out later is no part of something that is there now.
    .select(sql<boolean>`released_at is null and details ? 'releaseAt'`.as('ahead'))
    .where('creatorId', '=', creatorId)
    .where('id', 'in', ids)
    // Whoever withdraws one of them waits, or is waited for.
    .forShare()
    .execute();
  return new Map(
    rows.map(({ id, title, type, state, ahead }) => [
      id,
      { id, title, live: state === 'published' && !ahead, mayBe: typeRules[type].inBundle },
    ]),
  );
}

/** Throws bundlePartRefused for a part that is the bundle itself, foreign, unknown, or of a type that needs more than to be given. */
export async function assertParts(
  tx: Tx,
  creatorId: CreatorId,
  bundleId: string,
  details: ProductDetails | undefined,
): Promise<void> {
  if (details?.type !== 'bundle') return;
  const parts = await partsOf(tx, creatorId, details.productIds);
  const wrong = details.productIds.findIndex((id) => id === bundleId || parts.get(id)?.mayBe !== true);
  if (wrong >= 0) throw bundlePartRefused({}, { pointer: `/details/productIds/${wrong}` });
}

/** Titles of the parts that are not for sale. */
export async function unsoldParts(tx: Tx, creatorId: CreatorId, details: ProductDetails): Promise<string[]> {
  if (details.type !== 'bundle') return [];
  const parts = [...(await partsOf(tx, creatorId, details.productIds)).values()];
  return parts.filter((part) => !part.live).map((part) => part.title);
}

/** Bundles for sale that hold a product. */
export async function bundlesWith(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
): Promise<{ id: string; title: string }[]> {
  return await tx
    .selectFrom('store.publishedProducts')
    .select(['id', 'title'])
    .where('creatorId', '=', creatorId)
    .where('live', '=', true)
    .where('type', '=', 'bundle')
    .where(sql<boolean>`details -> 'productIds' ? ${productId}`)
    .execute();
}
