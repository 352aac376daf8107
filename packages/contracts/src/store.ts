// Stores, their pages, and what is said about products. What a product costs to sell is decided by payments.
import { Category, SoldInCategoryPage } from './store-categories.ts';
import { Type as T } from 'typebox';
import type { Static, TUnsafe } from 'typebox';
import { Approval } from './store-approval.ts';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { ProductDetails, ProductShown, ProductType } from './product-types.ts';
import { Currency, Done, Handle, Id, Lang, Moment, Santim, nullable } from './shapes.ts';
import { pageLimits } from './store-block-limits.ts';
import { Block, Theme } from './store-blocks.ts';

export { Block, LinkBlock, ProductBlock, TextBlock, Theme } from './store-blocks.ts';

export const ThemeName = Theme.properties.name;
export const Making = Category;

export const PageContent = T.Object(
  {
    displayName: T.String({ maxLength: 400 }),
    line: T.String({ maxLength: 600 }),
    bio: T.String({ maxLength: 2000 }),
    /** Square; undefined for a tile with the first letter. */
    photoImageId: T.Optional(Id),
    /** 16:9, behind the photo where the theme has a cover. */
    coverImageId: T.Optional(Id),
    theme: Theme,
    blocks: T.Array(Block, { maxItems: pageLimits.blocks }),
    /** Texts of the page in the language that is not the store's, by the text itself; see page-texts.ts of language. */
    translations: T.Optional(
      T.Array(
        T.Object(
          { from: T.String({ minLength: 1, maxLength: 8000 }), to: T.String({ maxLength: 8000 }) },
          { additionalProperties: false },
        ),
        { maxItems: 400 },
      ),
    ),
    /** Deleted blocks, newest first; each is kept for 30 days and is never a part of a published page. */
    bin: T.Optional(
      T.Array(T.Object({ block: Block, removedAt: Moment }, { additionalProperties: false }), {
        maxItems: pageLimits.blocks,
      }),
    ),
  },
  { additionalProperties: false },
);
export type PageContent = Static<typeof PageContent>;

export const Draft = T.Object({ version: T.Integer(), savedAt: Moment, content: PageContent });
export type Draft = Static<typeof Draft>;
export const OnboardingStep = T.Union([
  T.Literal('making'),
  T.Literal('links'),
  T.Literal('page'),
  T.Literal('published'),
]);
export const Store = T.Object({
  creatorId: Id,
  handle: Handle,
  displayName: T.String(),
  lang: Lang,
  making: nullable(Making),
  onboarding: OnboardingStep,
  url: T.String(),
  draft: Draft,
  published: nullable(T.Object({ number: T.Integer(), publishedAt: Moment, draftVersion: T.Integer() })),
});
export type Store = Static<typeof Store>;

export const checkHandle = endpoint({
  method: 'GET',
  url: '/v1/stores/handle-check',
  access: 'creator',
  summary: 'Is a handle free, and what else would be',
  query: T.Object({ handle: T.Optional(T.String({ maxLength: 300 })), name: T.Optional(T.String({ maxLength: 400 })) }),
  response: T.Object({
    handle: T.String(),
    available: T.Boolean(),
    /** Why not, in the reader's language; empty when available. */
    detail: T.String(),
    proposals: T.Array(T.String()),
  }),
});

export const openStore = endpoint({
  method: 'POST',
  url: '/v1/stores',
  access: 'creator',
  summary: 'Open the store of the creator who is signed in',
  status: 201,
  body: T.Object(
    { displayName: T.String({ maxLength: 1200 }), handle: T.String({ maxLength: 300 }), lang: T.Optional(Lang) },
    { additionalProperties: false },
  ),
  response: Store,
});

export const myStore = endpoint({
  method: 'GET',
  url: '/v1/stores/mine',
  access: 'creator',
  summary: 'The own store with its draft',
  response: Store,
});

/** ON-4 and ON-5: what she makes and where she already is. Each call saves at once; content is never lost. */
export const continueOnboarding = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/onboarding',
  access: 'creator',
  summary: 'Save a step of the first minutes',
  body: T.Object(
    {
      making: T.Optional(Making),
      links: T.Optional(T.Array(T.String({ maxLength: 2000 }), { maxItems: 5 })),
      step: OnboardingStep,
    },
    { additionalProperties: false },
  ),
  response: Store,
});

export const saveDraft = endpoint({
  method: 'PUT',
  url: '/v1/stores/mine/draft',
  access: 'creator',
  summary: 'Save the draft; 409 changed-elsewhere carries the other draft as `current`',
  body: T.Object({ baseVersion: T.Integer({ minimum: 0 }), content: PageContent }, { additionalProperties: false }),
  response: Draft,
});

export const listTemplates = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/templates',
  access: 'creator',
  summary: 'What a page can start from: a look and marked samples for each thing that people make',
  query: T.Object({ lang: T.Optional(Lang) }),
  response: T.Object({ items: T.Array(T.Object({ making: Making, content: PageContent })) }),
});

export const changeHandle = endpoint({
  method: 'PUT',
  url: '/v1/stores/mine/handle',
  access: 'creator',
  summary: 'Rename the store; the old address redirects for ever',
  body: T.Object({ handle: T.String({ maxLength: 300 }) }, { additionalProperties: false }),
  response: Store,
});

export const publishStore = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/publish',
  access: 'creator',
  summary: 'Make the draft public; 409 not-ready names each blocker',
  body: T.Object({ draftVersion: T.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  response: T.Object({
    number: T.Integer(),
    publishedAt: Moment,
    url: T.String(),
    /** Brotli bytes of the first visit, headers and styles included. */
    bytes: T.Integer(),
    hiddenBlocks: T.Integer(),
  }),
});

export const unpublishStore = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/unpublish',
  access: 'creator',
  summary: 'Take the page off; the draft stays',
  response: Done,
});

export const listVersions = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/versions',
  access: 'creator',
  summary: 'The last 20 published versions',
  response: T.Object({
    items: T.Array(T.Object({ number: T.Integer(), publishedAt: Moment, current: T.Boolean(), blocks: T.Integer() })),
  }),
});

export const readVersion = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/versions/:number',
  access: 'creator',
  summary: 'What a published version says, to compare it and to bring it back',
  params: T.Object({ number: T.Integer({ minimum: 1 }) }),
  response: T.Object({ number: T.Integer(), publishedAt: Moment, content: PageContent }),
});

export const restoreVersion = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/versions/:number/restore',
  access: 'creator',
  summary: 'Bring a version back as the draft; it never publishes by itself',
  params: T.Object({ number: T.Integer({ minimum: 1 }) }),
  response: Draft,
});

export const Product = T.Object({
  id: Id,
  type: ProductType,
  /** What its type promises: see product-types. */
  details: ProductDetails,
  slug: T.String(),
  title: T.String(),
  description: T.String(),
  tags: T.Optional(T.Array(T.String())),
  /** What it is about; null: what its store is about. */
  category: T.Optional(nullable(Category)),
  /** 0 is free; of a tip the least, which the buyer names above. */
  priceSantim: Santim,
  currency: Currency,
  coverImageId: nullable(Id),
  coverUrl: nullable(T.String()),
  fileId: nullable(Id),
  fileReady: T.Boolean(),
  version: T.Integer(),
  state: T.Union([T.Literal('draft'), T.Literal('published'), T.Literal('withdrawn')]),
  /** True when the draft differs from what buyers see. */
  changed: T.Boolean(),
  url: nullable(T.String()),
  /** Whether it waits for an operator, and what was said; null before it was first handed in. */
  approval: T.Optional(nullable(Approval)),
  shown: T.Optional(ProductShown),
  updatedAt: Moment,
});
export type Product = Static<typeof Product>;

/** Checked by the rules of its type, with a pointer for each field that is wrong. */
const DetailsInput = T.Unsafe<ProductDetails>(
  T.Object({ type: ProductType }, { additionalProperties: true, description: 'one of ProductDetails, by `type`' }),
);
const productFields = {
  details: DetailsInput,
  title: T.String({ maxLength: 2000 }),
  description: T.String({ maxLength: 20_000 }),
  /** Words by which a page lists products; in small letters. */
  tags: T.Array(T.String({ maxLength: 240 }), { maxItems: 10 }),
  /** Null: what the store is about. */
  category: nullable(Category),
  priceSantim: Santim,
  coverImageId: nullable(Id),
  fileId: nullable(Id),
  shown: ProductShown,
};
/** With a category the answer is a `SoldInCategoryPage`; whoever asks without one is the creator of what she gets. */
export const browseProducts = endpoint({
  method: 'GET',
  url: '/v1/products',
  access: 'public',
  summary: 'The own products, newest first; with a category what anybody sells in it, for everybody',
  query: T.Object({
    category: T.Optional(T.String({ maxLength: 40 })),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 50, default: 24 })),
  }),
  response: T.Unsafe<SoldInCategoryPage | { items: Product[] }>(
    T.Union([SoldInCategoryPage, T.Object({ items: T.Array(Product) })]),
  ),
});
/** The same, as a creator asks for her own. */
export const listProducts = browseProducts as Omit<typeof browseProducts, 'query' | 'response'> & {
  readonly response: TUnsafe<{ items: Product[] }>;
};
export const createProduct = endpoint({
  method: 'POST',
  url: '/v1/products',
  access: 'creator',
  summary: 'Begin a product; only title and price are needed',
  status: 201,
  body: T.Object(
    {
      title: productFields.title,
      priceSantim: productFields.priceSantim,
      /** A digital download where nothing is said; the type never changes. */
      details: T.Optional(productFields.details),
      description: T.Optional(productFields.description),
      tags: T.Optional(productFields.tags),
      category: T.Optional(productFields.category),
      coverImageId: T.Optional(productFields.coverImageId),
      fileId: T.Optional(productFields.fileId),
      shown: T.Optional(productFields.shown),
    },
    { additionalProperties: false },
  ),
  response: Product,
});
export const readProduct = endpoint({
  method: 'GET',
  url: '/v1/products/:id',
  access: 'creator',
  summary: 'One own product',
  params: T.Object({ id: Id }),
  response: Product,
});
export const changeProduct = endpoint({
  method: 'PATCH',
  url: '/v1/products/:id',
  access: 'creator',
  summary: 'Change a product; 409 changed-elsewhere carries the other one as `current`',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      baseVersion: T.Integer({ minimum: 1 }),
      title: T.Optional(productFields.title),
      description: T.Optional(productFields.description),
      tags: T.Optional(productFields.tags),
      category: T.Optional(productFields.category),
      priceSantim: T.Optional(productFields.priceSantim),
      details: T.Optional(productFields.details),
      coverImageId: T.Optional(productFields.coverImageId),
      fileId: T.Optional(productFields.fileId),
      shown: T.Optional(productFields.shown),
    },
    { additionalProperties: false },
  ),
  response: Product,
});
export const publishProduct = endpoint({
  method: 'POST',
  url: '/v1/products/:id/publish',
  access: 'creator',
  summary: 'Offer the product as it is now; 409 not-ready names each blocker',
  params: T.Object({ id: Id }),
  response: Product,
});
export const withdrawProduct = endpoint({
  method: 'POST',
  url: '/v1/products/:id/withdraw',
  access: 'creator',
  summary: 'Stop selling; buyers keep what they bought',
  params: T.Object({ id: Id }),
  response: Product,
});

/** What other services keep of a store: only what its public page says. */
export const storePublished = event(
  'store.published',
  1,
  T.Object({ handle: Handle, displayName: T.String(), lang: Lang, number: T.Integer() }),
);
const published = {
  productId: Id,
  version: T.Integer(),
  slug: T.String(),
  title: T.String(),
  priceSantim: Santim,
  currency: Currency,
  coverUrl: nullable(T.String()),
  fileId: nullable(Id),
  handle: Handle,
  storeName: T.String(),
};
/** A download that asks nothing, in the words of before there were other types: older listeners know no more. */
export const productPublished = event(
  'product.published',
  1,
  T.Object({ ...published, type: T.Literal('digital-download') }),
);
/** Every other product that is there. */
export const productPublishedTyped = event(
  'product.published',
  2,
  T.Object({ ...published, type: ProductType, details: ProductDetails }),
);
/** A pre-order: its details name the day. Who does not know of such days does not hear of it. */
export const productPublishedAhead = event('product.published', 3, productPublishedTyped.payload);
/** What all versions say. */
export type PublishedProduct = Omit<Static<typeof productPublished.payload>, 'type'> & { details?: ProductDetails };
export const productWithdrawn = event('product.withdrawn', 1, T.Object({ productId: Id, version: T.Integer() }));
