// What readers may know: the rows of the public tables, as pages use them.
import type { ProductDetails, RefundRule } from '@windsurf/contracts/product-types';
import type { PageContent } from '@windsurf/contracts/store';
import type { Language } from '@windsurf/language/phrases';
import type { Picture } from '../images/picture.ts';

export type PublicStore = {
  creatorId: string;
  generation: number;
  handle: string;
  displayName: string;
  lang: Language;
  content: PageContent;
  /** Pictures of the page that are ready, by id. */
  pictures: Readonly<Record<string, Picture>>;
  shareText: string;
  /** Where readers are led to, when it is not `/@handle`. */
  domain: string | null;
};
export type PublicProduct = {
  id: string;
  slug: string;
  title: string;
  shareTitle: string;
  teaser: string;
  priceSantim: number;
  coverImageId: string | null;
  coverKind: string | null;
  coverWidth: number | null;
  coverHeight: number | null;
  /** Null until its sizes are made, and for one that was kept before there were sizes. */
  cover: Picture | null;
  details: ProductDetails;
  /** What a card says in the language that is not the store's own. */
  translation: Partial<Pick<PublicProduct, 'title' | 'shareTitle' | 'teaser'>> | null;
};
export type ProductDetail = PublicProduct & {
  description: string;
  fileKind: string | null;
  fileBytes: number | null;
  /** How many buyers said what they think, and their stars together. */
  reviewCount: number;
  reviewStars: number;
  descriptionOther: string | null;
  showBuyers: boolean;
  /** People whose purchase has not gone back. */
  buyers: number;
  sample: Picture | null;
  refundRule: RefundRule | null;
  /** Since when this creator has offered anything here. */
  sellingSince: Date;
};

/** A product as it speaks in a language: the store's own, or the other one as far as it was translated. */
export function productIn<P extends PublicProduct>(product: P, store: Pick<PublicStore, 'lang'>, lang: Language): P {
  if (lang === store.lang || product.translation === null) return product;
  return { ...product, ...product.translation };
}

/** Columns of a product's card. */
export const cardColumns = [
  'id',
  'slug',
  'title',
  'shareTitle',
  'teaser',
  'priceSantim',
  'coverImageId',
  'coverKind',
  'coverWidth',
  'coverHeight',
  'cover',
  'details',
  'translation',
] as const;
