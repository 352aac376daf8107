// What only some pages need besides the store and its products: lists, posts, counted addresses, free times.
import type { Block } from '@windsurf/contracts/store-blocks';
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import type { CompiledQuery } from 'kysely';
import type { Deps } from '../deps.ts';
import { findPublicPosts } from '../posts/posts.ts';
import { postCard } from '../posts/post-card.ts';
import type { BlockOf, FreeTime, Listed, StorePage } from './frame.ts';
import { firstCards } from './list-queries.ts';
import type { ListBlock } from './list-queries.ts';
import type { PublicProduct } from './public-rows.ts';

export type Extras = Pick<StorePage, 'lists' | 'times' | 'outbound' | 'posts'>;
export const noExtras: Extras = { lists: new Map(), times: new Map(), outbound: new Map(), posts: [] };

const isList = (block: Block): block is ListBlock => block.kind === 'product-list';
const isBooking = (block: Block): block is BlockOf<'booking'> => block.kind === 'booking';

/** The cards that fit on the page, block after block; the rest of each list stands on pages of its own. */
export function shareCards(
  blocks: readonly Block[],
  found: ReadonlyMap<string, readonly PublicProduct[]>,
): Map<string, Listed> {
  let room = pageLimits.productCards - blocks.filter((block) => block.kind === 'product').length;
  const lists = new Map<string, Listed>();
  for (const block of blocks.filter(isList)) {
    const all = found.get(block.id) ?? [];
    const items = all.slice(0, Math.max(0, room));
    room -= items.length;
    lists.set(block.id, { items, more: all.length > items.length });
  }
  return lists;
}

/** Next free times of the bookings of a page. Delivery is asked for half a second; without it a page has links. */
async function freeTimes(deps: Pick<Deps, 'freeTimes'>, blocks: readonly Block[]): Promise<Map<string, FreeTime[]>> {
  const ids = [...new Set(blocks.filter(isBooking).map((block) => block.productId))];
  const answers = await Promise.all(ids.map(async (id) => [id, await deps.freeTimes(id)] as const));
  return new Map(answers.flatMap(([id, times]) => (times === undefined ? [] : [[id, [...times]] as const])));
}

/** Reads what the blocks need; nothing is asked for a page that needs nothing. */
export async function readExtras(
  deps: Pick<Deps, 'tenancy' | 'freeTimes'>,
  creatorId: string,
  blocks: readonly Block[],
): Promise<Extras> {
  const lists = blocks.filter(isList);
  const wants = (kind: Block['kind']): boolean => blocks.some((block) => block.kind === kind);
  const times = freeTimes(deps, blocks);
  if (lists.length === 0 && !wants('posts') && !wants('recommendation')) return { ...noExtras, times: await times };
  const { compile } = deps.tenancy;
  const links = compile
    .selectFrom('store.outboundLinks')
    .select(['id', 'blockId'])
    .where('creatorId', '=', creatorId)
    .where('live', '=', true)
    .compile() as CompiledQuery<{ id: string; blockId: string }>;
  const [outbound, posts, ...cards] = await deps.tenancy.batchInPublic([
    links,
    findPublicPosts(compile, creatorId),
    ...lists.map((block) => firstCards(compile, creatorId, block)),
  ]);
  const found = new Map(lists.map((block, at) => [block.id, (cards[at] ?? []) as PublicProduct[]]));
  return {
    lists: shareCards(blocks, found),
    times: await times,
    outbound: new Map(outbound.map(({ id, blockId }) => [blockId, id])),
    posts: posts.map(postCard),
  };
}
