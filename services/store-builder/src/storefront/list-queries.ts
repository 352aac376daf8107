// Products of list blocks, as the public reader.
import type { CompiledQuery } from 'kysely';
import { sql } from 'kysely';
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import type { BlockOf } from './frame.ts';
import { cardColumns } from './public-rows.ts';
import type { PublicProduct } from './public-rows.ts';

export type ListBlock = BlockOf<'product-list'>;
export type ListOrder = ListBlock['order'];
type Compile = Deps['tenancy']['compile'];

/** Its products are named in it: chosen by hand, or kept as they were when the page was published. */
const isNamed = (block: ListBlock): boolean =>
  block.source === 'chosen' || (!block.addNew && block.productIds !== undefined);

/** The products of a list block in its order. `creatorId` is also what the reader's scope sees. */
function listQuery(compile: Compile | Tx, creatorId: string, block: ListBlock, order: ListOrder) {
  const ids = block.productIds ?? [];
  let query = compile.selectFrom('store.publishedProducts').where('creatorId', '=', creatorId).where('live', '=', true);
  if (isNamed(block)) query = query.where(sql<boolean>`id = any (${ids}::uuid[])`);
  else if (block.source === 'tag') query = query.where(sql<boolean>`${block.tag ?? ''} = any (tags)`);
  if (order === 'own' && isNamed(block)) {
    return query.orderBy(sql`array_position(${ids}::uuid[], id)`);
  }
  if (order === 'price') query = query.orderBy('priceSantim').orderBy('publishedAt', 'desc');
  else query = query.orderBy('publishedAt', 'desc');
  return query.orderBy('id');
}

/** The first cards of a list and one more, which says that there are others. */
export const firstCards = (compile: Compile, creatorId: string, block: ListBlock): CompiledQuery<PublicProduct> =>
  listQuery(compile, creatorId, block, block.order)
    .select(cardColumns)
    .limit(pageLimits.productCards + 1)
    .compile();

/** One page of all products of a list, `at` counts from 1, and how many there are. */
export function listPageQueries(compile: Compile, creatorId: string, block: ListBlock, order: ListOrder, at: number) {
  const { listPage } = pageLimits;
  const all = listQuery(compile, creatorId, block, order);
  return [
    all
      .select(cardColumns)
      .limit(listPage)
      .offset((at - 1) * listPage)
      .compile() as unknown as CompiledQuery<PublicProduct>,
    compile
      .selectFrom(all.select('id').as('listed'))
      .select((e) => e.fn.countAll<number>().as('count'))
      .compile() as CompiledQuery<{ count: number }>,
  ] as const;
}

/** The ids that a list shows today, for one that new products do not join. */
export async function listedIds(tx: Tx, creatorId: CreatorId, block: ListBlock): Promise<string[]> {
  const open: ListBlock = { ...block, addNew: true };
  const rows = await listQuery(tx, creatorId, open, block.order).select('id').limit(200).execute();
  return rows.map(({ id }) => id);
}
