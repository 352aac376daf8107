// The blocks of a store's page (experience.md 2.3). The 26th, the header, is the content of the page itself.
import { Type as T } from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Id, Moment } from './shapes.ts';
import { blockEntries, buttonWords, socialNetworks } from './store-block-limits.ts';

// Limits in characters are a net, several for each grapheme; the limits in graphemes are rules of store-builder.
const text = (graphemes: number) => T.String({ maxLength: Math.max(40, graphemes * 6) });
const words = <const W extends string>(list: readonly W[]) => T.Unsafe<W>(T.Union(list.map((word) => T.Literal(word))));
const Address = T.String({ maxLength: 2000 });
const upTo = <S extends TSchema>(item: S, { max }: { max: number }) => T.Array(item, { maxItems: max });

const base = {
  id: T.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9_-]+$' }),
  visible: T.Boolean(),
  /** A sample of a template: greyed in the editor and never public until it is replaced. */
  example: T.Optional(T.Boolean()),
  /** Readers see the block from this moment on. */
  from: T.Optional(Moment),
  /** Readers see the block until this moment. */
  until: T.Optional(Moment),
};
const block = <const K extends string, P extends Record<string, TSchema>>(kind: K, properties: P) =>
  T.Object({ ...base, kind: T.Literal(kind), ...properties }, { additionalProperties: false });

/** A picture of the creator's own (`uploadImage`); decoration has no `alt`. */
const picture = { imageId: Id, alt: text(150), decoration: T.Optional(T.Boolean()) };

export const LinkBlock = block('link', {
  title: text(60),
  url: Address,
  note: T.Optional(text(120)),
  imageId: T.Optional(Id),
  /** One block of a page at most. */
  important: T.Optional(T.Boolean()),
});
export const ProductBlock = block('product', {
  productId: Id,
  look: words(['card', 'row', 'large']),
  /** Instead of the product's own. */
  title: T.Optional(text(60)),
  text: T.Optional(text(120)),
  button: T.Optional(words(buttonWords)),
});
export const ProductListBlock = block('product-list', {
  heading: text(60),
  source: words(['all', 'chosen', 'tag']),
  /** For `chosen`, in the creator's order. */
  productIds: T.Optional(T.Array(Id, { maxItems: 200 })),
  /** For `tag`. */
  tag: T.Optional(text(40)),
  order: words(['own', 'newest', 'price']),
  columns: T.Union([T.Literal(1), T.Literal(2)]),
  /** False keeps the list as it was when the page was published. */
  addNew: T.Boolean(),
});
/** `**bold**`, `*italic*`, `[words](https://…)`, lines of `- ` and `### `; everything else is text. */
export const TextBlock = block('text', { text: T.String({ maxLength: 8000 }) });
export const HeadingBlock = block('heading', { text: text(60), level: T.Union([T.Literal(2), T.Literal(3)]) });
export const PictureBlock = block('picture', {
  ...picture,
  caption: T.Optional(text(120)),
  url: T.Optional(Address),
});
export const GalleryBlock = block('gallery', {
  images: upTo(
    T.Object({ ...picture, caption: T.Optional(text(60)) }, { additionalProperties: false }),
    blockEntries.gallery,
  ),
  columns: T.Union([T.Literal(2), T.Literal(3)]),
});
/** YouTube, TikTok, Vimeo or Telegram; nothing of theirs is loaded before it is opened. */
export const VideoBlock = block('video', {
  url: Address,
  title: text(80),
  posterImageId: T.Optional(Id),
  seconds: T.Optional(T.Integer({ minimum: 1, maximum: 86_400 })),
});
export const AudioBlock = block('audio', {
  url: Address,
  title: text(80),
  artist: T.Optional(text(60)),
  seconds: T.Optional(T.Integer({ minimum: 1, maximum: 86_400 })),
});
export const SocialBlock = block('social', {
  links: upTo(
    T.Object({ network: words(socialNetworks), name: text(60) }, { additionalProperties: false }),
    blockEntries.social,
  ),
});
export const TelegramBlock = block('telegram', {
  url: Address,
  title: T.Optional(text(60)),
  text: T.Optional(text(120)),
});
export const FreebieGift = T.Union([
  T.Object({ kind: T.Literal('link'), url: Address }, { additionalProperties: false }),
  T.Object({ kind: T.Literal('product'), productId: Id }, { additionalProperties: false }),
]);
export const FreebieBlock = block('freebie', {
  heading: text(60),
  text: T.Optional(text(200)),
  asks: words(['phone', 'email', 'either']),
  askName: T.Boolean(),
  gift: FreebieGift,
  /** Empty for “Send it to me”. */
  button: T.Optional(text(24)),
});
/** The product is a tip: its amounts and its smallest one are its own. */
export const TipBlock = block('tip', { heading: text(60), text: T.Optional(text(200)), productId: Id });
export const BookingBlock = block('booking', {
  heading: T.Optional(text(60)),
  productId: Id,
  /** How many of the next free times. */
  show: T.Integer({ minimum: 3, maximum: 6 }),
});
export const CourseBlock = block('course', {
  heading: T.Optional(text(60)),
  productId: Id,
  /** So many lessons from the start are free to look at, where they have an address. */
  openFirst: T.Integer({ minimum: 0, maximum: 30 }),
  showLength: T.Boolean(),
  parts: upTo(
    T.Object(
      {
        title: text(80),
        lessons: upTo(
          T.Object(
            {
              title: text(80),
              minutes: T.Optional(T.Integer({ minimum: 1, maximum: 600 })),
              url: T.Optional(Address),
            },
            { additionalProperties: false },
          ),
          blockEntries.courseLessons,
        ),
      },
      { additionalProperties: false },
    ),
    blockEntries.courseParts,
  ),
});
/** Benefits and prices are those of the products. */
export const MembershipBlock = block('membership', {
  heading: T.Optional(text(60)),
  productIds: upTo(Id, blockEntries.membership),
});
export const DatesBlock = block('dates', {
  heading: T.Optional(text(60)),
  entries: upTo(
    T.Object(
      {
        startsAt: Moment,
        endsAt: T.Optional(Moment),
        title: text(80),
        place: T.Optional(text(80)),
        url: T.Optional(Address),
        /** A ticket. */
        productId: T.Optional(Id),
      },
      { additionalProperties: false },
    ),
    blockEntries.dates,
  ),
});
export const QuestionsBlock = block('questions', {
  heading: T.Optional(text(60)),
  entries: upTo(
    T.Object({ question: text(120), answer: text(600) }, { additionalProperties: false }),
    blockEntries.questions,
  ),
});
export const VoicesBlock = block('voices', {
  heading: T.Optional(text(60)),
  /** Her own words for what others say, where it is left out; else what buyers wrote, as they wrote it. */
  source: T.Optional(words(['own', 'reviews'])),
  /** For `reviews`, in the creator's order. */
  reviewIds: T.Optional(T.Array(Id, { maxItems: blockEntries.voices.max, uniqueItems: true })),
  entries: upTo(
    T.Object(
      { quote: text(300), name: text(60), place: T.Optional(text(60)), imageId: T.Optional(Id) },
      { additionalProperties: false },
    ),
    blockEntries.voices,
  ),
});
/** An offer with an end: the block goes when the offer does, and the product's price really changes then. */
export const CountdownBlock = block('countdown', {
  text: text(80),
  endsAt: Moment,
  productId: Id,
});
/** An affiliate link: says that the creator earns, and is counted on its way (`/go/<id>`). */
export const RecommendationBlock = block('recommendation', {
  title: text(60),
  url: Address,
  shop: text(60),
  imageId: T.Optional(Id),
});
export const ContactBlock = block('contact', {
  heading: T.Optional(text(60)),
  ways: upTo(
    T.Object(
      {
        way: words(['call', 'sms', 'telegram', 'email']),
        /** A phone number, a Telegram name or an e-mail address. */
        to: T.String({ maxLength: 254 }),
      },
      { additionalProperties: false },
    ),
    blockEntries.contact,
  ),
  hours: T.Optional(text(60)),
});
export const PlaceBlock = block('place', {
  name: text(60),
  directions: T.Optional(text(200)),
  latitude: T.Optional(T.Number({ minimum: -90, maximum: 90 })),
  longitude: T.Optional(T.Number({ minimum: -180, maximum: 180 })),
});
/** Stands above the header; `until` is required for it to be shown. */
export const NoticeBlock = block('notice', { text: text(120), tone: words(['info', 'warning']) });
export const PostsBlock = block('posts', {
  heading: T.Optional(text(60)),
  show: T.Integer({ minimum: 1, maximum: 6 }),
});

const kinds = [
  LinkBlock,
  ProductBlock,
  ProductListBlock,
  TextBlock,
  HeadingBlock,
  PictureBlock,
  GalleryBlock,
  VideoBlock,
  AudioBlock,
  SocialBlock,
  TelegramBlock,
  FreebieBlock,
  TipBlock,
  BookingBlock,
  CourseBlock,
  MembershipBlock,
  DatesBlock,
  QuestionsBlock,
  VoicesBlock,
  CountdownBlock,
  RecommendationBlock,
  ContactBlock,
  PlaceBlock,
  NoticeBlock,
  PostsBlock,
] as const;
export type Block = Static<(typeof kinds)[number]>;
export type BlockKind = Block['kind'];
export type BlockOf<K extends BlockKind> = Extract<Block, { kind: K }>;
/** Told apart by `kind`, so that a wrong field is pointed at in its own block and not in 25 others. */
export const Block = T.Unsafe<Block>({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: kinds,
});

/** A theme is exactly this (experience.md 3.1); every colour that is not named is computed from these two. */
export const Theme = T.Object(
  {
    name: words(['buna', 'adey', 'tana', 'simien', 'lalibela', 'addis']),
    accent: T.Optional(T.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
    ground: T.Optional(T.String({ pattern: '^#[0-9a-fA-F]{6}$' })),
    face: T.Optional(words(['sans', 'serif', 'round', 'mono'])),
    scale: T.Optional(words(['compact', 'normal', 'large'])),
    radius: T.Optional(T.Union([T.Literal(0), T.Literal(8), T.Literal(12), T.Literal(24)])),
    border: T.Optional(T.Union([T.Literal(1), T.Literal(2)])),
    button: T.Optional(words(['filled', 'outlined'])),
    /** Pixels between blocks: 16 is airy, 12 is dense. */
    gap: T.Optional(T.Union([T.Literal(12), T.Literal(16)])),
    photo: T.Optional(words(['round', 'square', 'cover'])),
    align: T.Optional(words(['center', 'start'])),
  },
  { additionalProperties: false },
);
export type Theme = Static<typeof Theme>;
