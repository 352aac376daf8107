// What things are about: a fixed list of the platform, and what is sold in each part of it by anybody.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { problem } from './problem.ts';
import { Currency, Handle, Id, Moment, Santim, nullable } from './shapes.ts';

/** The slug of a category; also what a creator says that she makes. */
export const Category = T.Union([
  T.Literal('teacher'),
  T.Literal('cook'),
  T.Literal('designer'),
  T.Literal('musician'),
  T.Literal('fitness'),
  T.Literal('language'),
  T.Literal('choir'),
  T.Literal('developer'),
  T.Literal('other'),
]);
export type Category = Static<typeof Category>;
export const categories: readonly Category[] = Category.anyOf.map((one) => one.const);

export const SoldInCategory = T.Object({
  id: Id,
  title: T.String(),
  teaser: T.String(),
  category: Category,
  priceSantim: Santim,
  currency: Currency,
  coverUrl: nullable(T.String()),
  handle: Handle,
  storeName: T.String(),
  url: T.String(),
  publishedAt: Moment,
});
export type SoldInCategory = Static<typeof SoldInCategory>;
export const SoldInCategoryPage = T.Object({
  items: T.Array(SoldInCategory),
  /** For the next page; null on the last. */
  nextCursor: nullable(T.String()),
});
export type SoldInCategoryPage = Static<typeof SoldInCategoryPage>;

export const categoryUnknown = problem('category-unknown', 422, {
  en: 'There is no category “{category}”. There are: {list}.',
  am: '«{category}» የሚባል ምድብ የለም። ያሉት፦ {list}።',
});
