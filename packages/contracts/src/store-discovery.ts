// Looking for creators and for what they sell, by whoever comes along. At an equal match the more trusted one comes first.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Currency, Handle, Id, Lang, Santim, nullable } from './shapes.ts';
import { Making } from './store.ts';
import { TrustTier } from './store-trust.ts';

const query = T.Object({
  /** In Amharic or English letters; at most 200. Without it: the trusted first, then the newest. */
  search: T.Optional(T.String({ maxLength: 200 })),
  category: T.Optional(Making),
  /** From 1; each has 24. */
  page: T.Optional(T.Integer({ minimum: 1, maximum: 12, default: 1 })),
});
const found = {
  /** False: nothing has all the words, and these have some of them. */
  exact: T.Boolean(),
  nextPage: nullable(T.Integer()),
};

export const FoundCreator = T.Object({
  creatorId: Id,
  handle: Handle,
  displayName: T.String(),
  line: T.String(),
  lang: Lang,
  category: nullable(Making),
  trustTier: TrustTier,
  url: T.String(),
});
export type FoundCreator = Static<typeof FoundCreator>;
export const FoundProduct = T.Object({
  id: Id,
  title: T.String(),
  teaser: T.String(),
  priceSantim: Santim,
  currency: Currency,
  coverUrl: nullable(T.String()),
  handle: Handle,
  storeName: T.String(),
  trustTier: TrustTier,
  url: T.String(),
});
export type FoundProduct = Static<typeof FoundProduct>;

export const findCreators = endpoint({
  method: 'GET',
  url: '/v1/creators',
  access: 'public',
  summary: 'Creators whose page is public, by words, category and trust',
  query,
  response: T.Object({ items: T.Array(FoundCreator), ...found }),
});
export const findSoldProducts = endpoint({
  method: 'GET',
  url: '/v1/products/search',
  access: 'public',
  summary: 'Products that are sold, by words, category and trust',
  query,
  response: T.Object({ items: T.Array(FoundProduct), ...found }),
});
