import { notFound } from '@windsurf/contracts/problem';
import { isId } from '@windsurf/db/ids';
import type { Deps } from '../deps.ts';

/** What a product is called and where its page is, also after it was withdrawn. Throws notFound. */
export async function soldProduct(
  deps: Pick<Deps, 'tenancy'>,
  productId: string,
): Promise<{ title: string; storeName: string; path: string }> {
  if (!isId(productId)) throw notFound();
  const [found] = await deps.tenancy.door<{ sellerOf: string | null }>('seller_of', productId);
  const creatorId = found?.sellerOf ?? null;
  if (creatorId === null) throw notFound();
  const row = await deps.tenancy.inPublic(
    async (tx) =>
      await tx
        .selectFrom('store.publishedProducts as o')
        .innerJoin('store.publicPages as p', 'p.creatorId', 'o.creatorId')
        .select(['o.title', 'o.slug', 'p.handle', 'p.displayName'])
        .where('o.creatorId', '=', creatorId)
        .where('o.id', '=', productId)
        .executeTakeFirst(),
  );
  if (!row) throw notFound();
  return { title: row.title, storeName: row.displayName, path: `/@${row.handle}/${row.slug}` };
}
