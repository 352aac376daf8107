// The pages behind the page of a store, made from the tables. Their place is the rest of the address.
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import type { Block } from '@windsurf/contracts/store-blocks';
import { findPublicPost, findPublicPosts, postsOnPage } from '../posts/posts.ts';
import type { BlockOf } from './frame.ts';
import { listOrders, renderListPage, renderPicturePage, renderPostPage, renderPostsPage } from './inner.pages.ts';
import { listPageQueries } from './list-queries.ts';
import type { ListBlock, ListOrder } from './list-queries.ts';
import { productIn } from './public-rows.ts';
import type { PublicStore } from './public-rows.ts';
import { finished, frameOf, nobody, shownStore, spokenIn } from './storefront.ts';
import type { Found, Maker, Wish } from './storefront.ts';

type Shown = { readonly store: PublicStore; readonly blocks: readonly Block[] };

function inLanguageOf(shown: Shown, { lang }: Wish): Shown {
  const store = spokenIn(shown.store, lang);
  const ids = new Set(shown.blocks.map(({ id }) => id));
  return store === shown.store ? shown : { store, blocks: store.content.blocks.filter(({ id }) => ids.has(id)) };
}

async function listPage(deps: Maker, shown: Shown, wish: Wish, [id = '', place = '']: readonly string[]) {
  const block = shown.blocks.find((each): each is ListBlock => each.kind === 'product-list' && each.id === id);
  const [, named, number = ''] = /^(?:([a-z]+)-)?([1-9][0-9]{0,4})$/.exec(place) ?? [];
  const order: ListOrder | undefined = named === undefined ? block?.order : listOrders.find((each) => each === named);
  if (!block || !order || number === '') return undefined;
  const at = Number(number);
  const { creatorId } = shown.store;
  const [items, [sum]] = await deps.tenancy.batchInPublic(
    listPageQueries(deps.tenancy.compile, creatorId, block, order, at),
  );
  const count = sum?.count ?? 0;
  if (at > 1 && (at - 1) * pageLimits.listPage >= count) return undefined;
  return renderListPage(frameOf(deps, shown.store, wish, null), block, {
    items: items.map((item) => productIn(item, shown.store, wish.lang)),
    count,
    order,
    at,
  });
}

function picturePage(deps: Maker, shown: Shown, wish: Wish, [id = '', number = '']: readonly string[]) {
  const block = shown.blocks.find((each): each is BlockOf<'gallery'> => each.kind === 'gallery' && each.id === id);
  if (!block || !/^[1-9]$/.test(number)) return undefined;
  return renderPicturePage(frameOf(deps, shown.store, wish, null), block, shown.store.pictures, Number(number));
}

async function postPage(deps: Maker, { store }: Shown, wish: Wish, [slug = '']: readonly string[]) {
  const { compile } = deps.tenancy;
  const frame = frameOf(deps, store, wish, null);
  if (slug === 'all') {
    const [posts] = await deps.tenancy.batchInPublic([findPublicPosts(compile, store.creatorId, postsOnPage)]);
    return renderPostsPage(frame, posts);
  }
  if (!/^[a-z0-9-]+$/.test(slug)) return undefined;
  const [[post]] = await deps.tenancy.batchInPublic([findPublicPost(compile, store.creatorId, slug)]);
  return post && renderPostPage(frame, post);
}

/** `place` is `list/<block>/2`, `picture/<block>/1` or `posts/<slug>`. */
export async function makeInnerPage(deps: Maker, handle: string, place: string, wish: Wish): Promise<Found> {
  const own = await shownStore(deps, handle);
  if (own === undefined) return await nobody(deps, handle);
  const { store } = own;
  const shown = inLanguageOf(own, wish);
  if (store.handle !== handle) return { kind: 'moved', handle: store.handle, slug: place };
  const [kind, ...rest] = place.split('/');
  const html =
    kind === 'list'
      ? await listPage(deps, shown, wish, rest)
      : kind === 'picture'
        ? picturePage(deps, shown, wish, rest)
        : await postPage(deps, shown, wish, rest);
  return html === undefined
    ? { kind: 'no-product', store }
    : { kind: 'page', page: finished(deps, html, store.generation) };
}
