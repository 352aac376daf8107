// What only some pages need besides the store and its products: lists, posts, counted addresses, free times.
import type { Block } from '@windsurf/contracts/store-blocks';
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import type { CompiledQuery } from 'kysely';
import type { Deps } from '../deps.ts';
import { findPublicPosts } from '../posts/posts.ts';
import { reviewsById } from '../reviews/reviews.ts';
import { postCard } from '../posts/post-card.ts';
import type { BlockOf, Listed, StorePage } from './frame.ts';
import { firstCards } from './list-queries.ts';
import type { ListBlock } from './list-queries.ts';
import type { PublicProduct } from './public-rows.ts';

export type Extras = Pick<StorePage, 'lists' | 'times' | 'prices' | 'outbound' | 'reviews' | 'posts'>;
export const noExtras: Extras = {
  lists: new Map(),
  times: new Map(),
  prices: new Map(),
  outbound: new Map(),
  reviews: new Map(),
  posts: [],
};

const isList = (block: Block): block is ListBlock => block.kind === 'product-list';
const ofKind = <K extends Block['kind']>(blocks: readonly Block[], kind: K): BlockOf<K>[] =>
  blocks.filter((block): block is BlockOf<K> => block.kind === kind);
const productIds = (blocks: readonly { productId: string }[]): string[] => blocks.map(({ productId }) => productId);

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

/** What another service says about each of these; one that it does not answer for is left out. */
async function answers<R>(
  ids: readonly string[],
  ask: (id: string) => Promise<R | undefined>,
): Promise<Map<string, R>> {
  const all = await Promise.all([...new Set(ids)].map(async (id) => [id, await ask(id)] as const));
  return new Map(all.flatMap(([id, answer]) => (answer === undefined ? [] : [[id, answer] as const])));
}

/** Reads what the blocks need; nothing is asked for a page that needs nothing. */
export async function readExtras(
  deps: Pick<Deps, 'tenancy' | 'freeTimes' | 'priceNow'>,
  creatorId: string,
  blocks: readonly Block[],
): Promise<Extras> {
  const lists = blocks.filter(isList);
  const wants = (kind: Block['kind']): boolean => blocks.some((block) => block.kind === kind);
  const asked = Promise.all([
    answers(productIds(ofKind(blocks, 'booking')), deps.freeTimes),
    answers(productIds(ofKind(blocks, 'countdown')), deps.priceNow),
  ]);
  const reviewIds = ofKind(blocks, 'voices').flatMap((block) =>
    block.source === 'reviews' ? (block.reviewIds ?? []) : [],
  );
  if (lists.length === 0 && reviewIds.length === 0 && !wants('posts') && !wants('recommendation')) {
    const [times, prices] = await asked;
    return { ...noExtras, times, prices };
  }
  const { compile } = deps.tenancy;
  const links = compile
    .selectFrom('store.outboundLinks')
    .select(['id', 'blockId'])
    .where('creatorId', '=', creatorId)
    .where('live', '=', true)
    .compile() as CompiledQuery<{ id: string; blockId: string }>;
  const [outbound, posts, said, ...cards] = await deps.tenancy.batchInPublic([
    links,
    findPublicPosts(compile, creatorId),
    reviewsById(compile, creatorId, reviewIds),
    ...lists.map((block) => firstCards(compile, creatorId, block)),
  ]);
  const [times, prices] = await asked;
  const found = new Map(lists.map((block, at) => [block.id, (cards[at] ?? []) as PublicProduct[]]));
  return {
    lists: shareCards(blocks, found),
    times,
    prices,
    outbound: new Map(outbound.map(({ id, blockId }) => [blockId, id])),
    reviews: new Map(said.map((review) => [review.id, review])),
    posts: posts.map(postCard),
  };
}
