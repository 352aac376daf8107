// What stands on a share card, and its address: another name, price, picture or look is another address, because
// messengers keep what they have fetched under one (experience.md, SF-7).
import { createHash } from 'node:crypto';
import { computeTheme } from '@windsurf/html/themes';
import type { Colours, ThemeId, ThemeOverrides } from '@windsurf/html/themes';
import type { Share } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { shareWords as words } from '@windsurf/language/words-store-share';
import { formatBirr, santim } from '@windsurf/money/money';
import { initialOf } from '../storefront/creator-text.ts';
import { themeOf } from '../storefront/frame.ts';
import type { StorePage } from '../storefront/frame.ts';
import type { PublicProduct, PublicStore } from '../storefront/public-rows.ts';

/** Rises when cards are drawn differently, so that all of them have new addresses. */
const drawing = 1;

export type Card = {
  readonly lang: Language;
  readonly handle: string;
  /** Of the product; empty for the store's own card. */
  readonly slug: string;
  readonly name: string;
  /** The price, or her line. */
  readonly fact: string;
  /** The store's name on a product's card. */
  readonly from: string;
  readonly initial: string;
  /** Its JPEG, by picture and width. */
  readonly picture: { readonly id: string; readonly width: number } | null;
  readonly colours: Pick<Colours, 'ground' | 'text' | 'muted' | 'link' | 'accent' | 'onAccent'>;
};

type Look = { readonly id: ThemeId; readonly overrides: ThemeOverrides };
type Pictured = { readonly id: string; readonly widths: readonly number[] };

export function cardOf(
  facts: Omit<Card, 'initial' | 'colours' | 'picture'> & {
    readonly theme: Look;
    readonly image: Pictured | null | undefined;
  },
): Card {
  const { theme, image, ...card } = facts;
  const { ground, text, muted, link, accent, onAccent } = computeTheme(theme.id, theme.overrides).colours;
  const width = image?.widths.at(-1);
  return {
    ...card,
    initial: initialOf(card.name),
    picture: image && width !== undefined ? { id: image.id, width } : null,
    colours: { ground, text, muted, link, accent, onAccent },
  };
}

/** 32 signs that change with everything that is drawn. */
export function cardHash({ handle: _handle, slug: _slug, ...drawn }: Card): string {
  // The address of the store is only drawn when its name cannot be; a new one alone is no new card.
  return createHash('sha256')
    .update(JSON.stringify([drawing, drawn]))
    .digest('hex')
    .slice(0, 32);
}

export function cardPath(card: Card): string {
  const product = card.slug === '' ? '' : `/${card.slug}`;
  return `/@${card.handle}${product}/card/${card.lang}/${cardHash(card)}.jpg`;
}

/** The card as share tags name it. */
export const cardImage = (origin: string, card: Card): NonNullable<Share['image']> => ({
  url: origin + cardPath(card),
  width: 1200,
  height: 630,
  alt: [card.name, card.fact].filter((part) => part !== '').join(' – '),
});

/** What a product costs, in the words of its card; empty where another shop says it. */
export function priceWords(
  { priceSantim, details }: Pick<PublicProduct, 'priceSantim' | 'details'>,
  lang: Language,
): string {
  if (details.type === 'affiliate-link') return '';
  if (priceSantim === 0) return say(words.free, lang);
  const price = formatBirr(santim(priceSantim), lang);
  if (details.type === 'tip') return say(words.from, lang, { price });
  return details.type === 'membership' ? say(words.monthly, lang, { price }) : price;
}

type Store = Pick<PublicStore, 'handle' | 'displayName' | 'content' | 'pictures'>;

/** The store's own card: her cover or photo, else the first cover among what she sells. */
export function storeCard(store: Store, products: Iterable<PublicProduct>, lang: Language): Card {
  const { content, pictures } = store;
  const own = [content.coverImageId, content.photoImageId].map((id) => (id === undefined ? undefined : pictures[id]));
  // In an order that does not depend on how the rows came.
  const sold = [...products].toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((product) => product.cover);
  return cardOf({
    lang,
    handle: store.handle,
    slug: '',
    name: store.displayName,
    fact: content.line,
    from: '',
    theme: themeOf(content),
    image: [...own, ...sold].find((picture) => picture !== undefined && picture !== null),
  });
}

type Framed = Pick<StorePage, 'lang' | 'handle' | 'storeName' | 'theme'>;

export const productCard = (frame: Framed, product: PublicProduct): Card =>
  cardOf({
    lang: frame.lang,
    handle: frame.handle,
    slug: product.slug,
    name: product.title,
    fact: priceWords(product, frame.lang),
    from: frame.storeName,
    theme: themeOf(frame),
    image: product.cover,
  });
