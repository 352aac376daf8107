// Share cards of what is public, drawn when the first messenger asks and kept under the address that names their content.
import type { Static } from 'typebox';
import type { readShare as readShareContract } from '@windsurf/contracts/store-share';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { shareWords as words } from '@windsurf/language/words-store-share';
import { visitorOf } from '@windsurf/visitors/visitor-class';
import type { Visit } from '@windsurf/visitors/visitor-class';
import type { Deps } from '../deps.ts';
import { keyOfSize } from '../images/images.ts';
import { sizeName } from '../images/picture.ts';
import { themeOf } from '../storefront/frame.ts';
import { productIn } from '../storefront/public-rows.ts';
import type { PublicProduct } from '../storefront/public-rows.ts';
import { readPublished, spokenIn } from '../storefront/storefront.ts';
import { readProduct } from '../products/products.ts';
import { readStore } from '../stores/stores.ts';
import { drawCard } from './card-art.ts';
import { cardHash, cardImage, cardOf, cardPath, productCard, storeCard } from './card.ts';
import type { Card } from './card.ts';
import { addPreview, countPreviews } from './cards.queries.ts';

export type Asked = { readonly lang: Language; readonly handle: string; readonly slug: string };

async function publicCard(
  deps: Deps,
  { lang, handle, slug }: Asked,
): Promise<{ card: Card; creatorId: CreatorId } | undefined> {
  const found = await readPublished(deps, handle, slug);
  if (found === undefined) return undefined;
  const { products, product } = found;
  const store = spokenIn(found.store, lang);
  const frame = { lang, handle: store.handle, storeName: store.displayName, theme: store.content.theme };
  const inLang = <P extends PublicProduct>(one: P): P => productIn(one, found.store, lang);
  const card =
    product === undefined ? storeCard(store, products.map(inLang), lang) : productCard(frame, inLang(product));
  return { card, creatorId: asCreatorId(store.creatorId) };
}

const keyOfCard = (hash: string): string => `images/cards/${hash}.jpg`;
const underway = new Map<string, Promise<Buffer>>();

async function read(deps: Deps, key: string): Promise<Buffer | undefined> {
  const found = await deps.blob.get(key);
  if (found === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of found.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Draws and keeps it; several who ask at once wait for one. The drawing itself runs outside of the event loop. */
async function draw(deps: Deps, card: Card, hash: string): Promise<Buffer> {
  const running = underway.get(hash);
  if (running) return await running;
  const work = async (): Promise<Buffer> => {
    const { picture } = card;
    const photo = picture && (await read(deps, keyOfSize(picture.id, sizeName(picture.width, 'jpg'))));
    const bytes = await drawCard(card, photo ?? undefined);
    await deps.blob.put(keyOfCard(hash), bytes, 'image/jpeg');
    return bytes;
  };
  const started = work().finally(() => underway.delete(hash));
  underway.set(hash, started);
  return await started;
}

export type FoundCard =
  | { readonly kind: 'card'; readonly bytes: Buffer }
  | { readonly kind: 'moved'; readonly path: string }
  | { readonly kind: 'none' };

/**
 * The card under an address. An older one is still sent as it was, because messages that carry it are out there; one
 * that never was leads to the present one. A messenger that asks is counted as a preview, never as a person.
 */
export async function findCard(deps: Deps, asked: Asked, hash: string, visit: Visit): Promise<FoundCard> {
  const now = await publicCard(deps, asked);
  if (now !== undefined && visitorOf(visit).class === 'preview') {
    const day = deps.clock.now().toISOString().slice(0, 10);
    await deps.tenancy.inCreator(now.creatorId, async (tx) => {
      await addPreview(tx, now.creatorId, { day, slug: now.card.slug });
    });
  }
  const kept = await read(deps, keyOfCard(hash));
  if (kept) return { kind: 'card', bytes: kept };
  if (now === undefined) return { kind: 'none' };
  if (cardHash(now.card) !== hash) return { kind: 'moved', path: cardPath(now.card) };
  return { kind: 'card', bytes: await draw(deps, now.card, hash) };
}

/** The public address under which a code may be drawn; undefined where nobody could arrive. */
export async function codeAddress(deps: Deps, handle: string, slug: string): Promise<string | undefined> {
  const found = await readPublished(deps, handle, slug);
  if (found === undefined) return undefined;
  const { store, product } = found;
  return `${deps.storeOrigin}/@${store.handle}${product === undefined ? '' : `/${product.slug}`}`;
}

/** How her store, or one product, looks where it is shared. Throws 404 for a product that is not hers. */
export async function readShare(
  deps: Deps,
  creatorId: CreatorId,
  productId: string | undefined,
  lang: Language,
): Promise<Static<(typeof readShareContract)['response']>> {
  const store = await readStore(deps, creatorId);
  const own = productId === undefined ? undefined : await readProduct(deps, creatorId, productId);
  const slug = own?.slug ?? '';
  const found = await publicCard(deps, { lang, handle: store.handle, slug });
  const content = store.draft.content;
  const name = own?.title ?? content.displayName;
  const frame = { lang, handle: store.handle, storeName: store.displayName, theme: content.theme };
  // Before it is public: the card as it will be, without a picture.
  const plain = cardOf({
    ...frame,
    slug,
    name,
    fact: own ? '' : content.line,
    from: own ? store.displayName : '',
    theme: themeOf(frame),
    image: null,
  });
  const card = found?.card ?? plain;
  const url = `${deps.storeOrigin}/@${store.handle}${slug === '' ? '' : `/${slug}`}`;
  const code = `/@${store.handle}${slug === '' ? '' : `/${slug}`}/code`;
  const since = new Date(deps.clock.now().getTime() - 30 * 86_400_000).toISOString().slice(0, 10);
  const previews = await deps.tenancy.inCreator(
    creatorId,
    async (tx) => await countPreviews(tx, creatorId, slug, since),
  );
  const image = cardImage(deps.storeOrigin, card);
  const description = [card.fact, own ? card.from : ''].filter((part) => part !== '').join(' · ');
  return {
    url,
    title: name,
    description,
    text: own ? say(words.productText, lang, { name, price: card.fact }) : say(words.storeText, lang, { name }),
    live: found !== undefined,
    card: { url: image.url, alt: image.alt },
    code: { svg: `${code}.svg`, png: `${code}.png` },
    previews,
  };
}
