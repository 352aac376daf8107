// What readers may know: the rows of the public tables, as pages use them.
import type { ProductDetails } from '@windsurf/contracts/product-types';
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
};
export type ProductDetail = PublicProduct & {
  description: string;
  fileKind: string | null;
  fileBytes: number | null;
  /** How many buyers said what they think, and their stars together. */
  reviewCount: number;
  reviewStars: number;
};

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
] as const;
