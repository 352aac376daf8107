// What each kind of block asks for, once, for fields, states, saving and comparing (experience.md 2.3).
import type { ProductType } from '@windsurf/contracts/product-types';
import { blockEntries, blockTexts, buttonWords, socialNetworks } from '@windsurf/contracts/store-block-limits';
import type { Block, BlockKind } from '@windsurf/contracts/store-blocks';

export type Values = Readonly<Record<string, unknown>>;
type Common = {
  readonly key: string;
  /** The block is not finished without it. */
  readonly need?: true;
  /** The wire may leave it out; without it, it has to have a value before it can be sent. */
  readonly optional?: true;
  /** Stands under “more options”. */
  readonly more?: true;
  /** Asked for only then. */
  readonly when?: (of: Values) => boolean;
  /** In a sample it is made up, so that it never becomes hers. */
  readonly madeUp?: true;
};
export type FieldSpec = Common &
  (
    | { readonly type: 'text' | 'area'; readonly limit: number }
    | { readonly type: 'url' | 'tick' | 'moment' | 'length' | 'gift' | 'place' }
    | { readonly type: 'picture'; readonly shape: 'square' | 'wide' | 'free' }
    | { readonly type: 'choice'; readonly options: readonly (string | number)[] }
    | { readonly type: 'number'; readonly min: number; readonly max: number }
    | { readonly type: 'product'; readonly types?: readonly ProductType[] }
    | { readonly type: 'reviews'; readonly max: number }
    | { readonly type: 'products'; readonly types?: readonly ProductType[]; readonly max: number }
    | {
        readonly type: 'list';
        readonly min: number;
        readonly max: number;
        readonly fields: readonly FieldSpec[];
        /** One entry that is not finished keeps the whole block back; else it is only left out itself. */
        readonly every?: true;
      }
  );
export type ListSpec = Extract<FieldSpec, { type: 'list' }>;

const text = (key: string, limit: number, more: Partial<Common> = {}): FieldSpec => ({
  key,
  type: 'text',
  limit,
  ...more,
});
const area = (key: string, limit: number, more: Partial<Common> = {}): FieldSpec => ({
  key,
  type: 'area',
  limit,
  ...more,
});
const need = { need: true } as const;
const free = { optional: true } as const;
const later = { optional: true, more: true } as const;
const url = (more: Partial<Common> = need): FieldSpec => ({ key: 'url', type: 'url', madeUp: true, ...more });
const choice = (key: string, options: readonly (string | number)[], more: Partial<Common> = {}): FieldSpec => ({
  key,
  type: 'choice',
  options,
  ...more,
});
const picture = (key: string, shape: 'square' | 'wide' | 'free', more: Partial<Common> = later): FieldSpec => ({
  key,
  type: 'picture',
  shape,
  madeUp: true,
  ...more,
});
const product = (types?: readonly ProductType[], more: Partial<Common> = need): FieldSpec => ({
  key: 'productId',
  type: 'product',
  madeUp: true,
  ...(types === undefined ? {} : { types }),
  ...more,
});
const list = (
  key: string,
  { min, max }: { min: number; max: number },
  fields: readonly FieldSpec[],
  more: Partial<Common> & { every?: true } = need,
): FieldSpec => ({
  key,
  type: 'list',
  min,
  max,
  fields,
  ...more,
});
const heading = text('heading', 60, free);
const fromReviews = (of: Values): boolean => of.source === 'reviews';
const described = [
  text('alt', blockTexts.picture.alt, { when: (of) => of.decoration !== true, ...need }),
  { key: 'decoration', type: 'tick', ...free } as const,
];
const length: FieldSpec = { key: 'seconds', type: 'length', ...later };
const t = blockTexts;

/** The fields of each kind, in their order; at most six stand outside “more options”. */
export const kinds: Readonly<Record<BlockKind, readonly FieldSpec[]>> = {
  link: [
    text('title', t.link.title, need),
    url(),
    text('note', t.link.note, free),
    { key: 'important', type: 'tick', ...free },
    picture('imageId', 'square'),
  ],
  product: [
    product(),
    choice('look', ['card', 'row', 'large']),
    text('title', t.product.title, later),
    text('text', t.product.text, later),
    choice('button', buttonWords, later),
  ],
  'product-list': [
    text('heading', t['product-list'].heading),
    choice('source', ['all', 'chosen', 'tag']),
    { key: 'productIds', type: 'products', max: 200, when: (of) => of.source === 'chosen', ...free },
    text('tag', t['product-list'].tag, { when: (of) => of.source === 'tag', need: true, ...free }),
    choice('order', ['own', 'newest', 'price']),
    choice('columns', [1, 2], { more: true }),
    { key: 'addNew', type: 'tick', more: true, when: (of) => of.source !== 'chosen' },
  ],
  text: [area('text', t.text.text, need)],
  heading: [text('text', t.heading.text, need), choice('level', [2, 3])],
  picture: [
    picture('imageId', 'free', need),
    ...described,
    text('caption', t.picture.caption, free),
    url({ optional: true, more: true }),
  ],
  gallery: [
    list(
      'images',
      blockEntries.gallery,
      [picture('imageId', 'square', need), ...described, text('caption', t.gallery.caption, free)],
      { need: true, every: true },
    ),
    choice('columns', [2, 3]),
  ],
  video: [url(), text('title', t.video.title, need), picture('posterImageId', 'wide'), length],
  audio: [url(), text('title', t.audio.title, need), text('artist', t.audio.artist, free), length],
  social: [
    list('links', blockEntries.social, [
      choice('network', socialNetworks),
      text('name', t.social.name, { need: true, madeUp: true }),
    ]),
  ],
  telegram: [url(), text('title', t.telegram.title, free), text('text', t.telegram.text, free)],
  freebie: [
    text('heading', t.freebie.heading, need),
    text('text', t.freebie.text, free),
    { key: 'gift', type: 'gift', madeUp: true, ...need },
    choice('asks', ['phone', 'email', 'either']),
    { key: 'askName', type: 'tick', more: true },
    text('button', t.freebie.button, later),
  ],
  tip: [text('heading', t.tip.heading, need), text('text', t.tip.text, free), product(['tip'])],
  booking: [product(['booking']), heading, choice('show', [3, 4, 5, 6], { more: true })],
  course: [
    product(['course']),
    heading,
    list('parts', blockEntries.courseParts, [
      text('title', t.course.part, need),
      list(
        'lessons',
        blockEntries.courseLessons,
        [
          text('title', t.course.lesson, need),
          { key: 'minutes', type: 'number', min: 1, max: 600, ...free },
          url({ optional: true }),
        ],
        {},
      ),
    ]),
    { key: 'openFirst', type: 'number', min: 0, max: 30, more: true },
    { key: 'showLength', type: 'tick', more: true },
  ],
  membership: [
    {
      key: 'productIds',
      type: 'products',
      types: ['membership'],
      max: blockEntries.membership.max,
      madeUp: true,
      ...need,
    },
    heading,
  ],
  dates: [
    heading,
    list('entries', blockEntries.dates, [
      text('title', t.dates.title, need),
      { key: 'startsAt', type: 'moment', ...need },
      text('place', t.dates.place, free),
      url({ optional: true }),
      { key: 'endsAt', type: 'moment', ...free },
      product(['event-ticket'], free),
    ]),
  ],
  questions: [
    heading,
    list('entries', blockEntries.questions, [
      text('question', t.questions.question, need),
      area('answer', t.questions.answer, need),
    ]),
  ],
  voices: [
    heading,
    choice('source', ['own', 'reviews'], free),
    list(
      'entries',
      blockEntries.voices,
      [
        area('quote', t.voices.quote, need),
        text('name', t.voices.name, need),
        text('place', t.voices.place, free),
        picture('imageId', 'square', free),
      ],
      { need: true, when: (of) => of.source !== 'reviews' },
    ),
    {
      key: 'reviewIds',
      type: 'reviews',
      max: blockEntries.voices.max,
      when: fromReviews,
      madeUp: true,
      ...need,
      ...free,
    },
  ],
  countdown: [text('text', t.countdown.text, need), { key: 'endsAt', type: 'moment', ...need }, product()],
  recommendation: [
    text('title', t.recommendation.title, need),
    url(),
    text('shop', t.recommendation.shop, need),
    picture('imageId', 'square'),
  ],
  contact: [
    heading,
    list('ways', blockEntries.contact, [
      choice('way', ['call', 'sms', 'telegram', 'email']),
      text('to', 254, { need: true, madeUp: true }),
    ]),
    text('hours', t.contact.hours, free),
  ],
  place: [
    text('name', t.place.name, need),
    area('directions', t.place.directions, free),
    { key: 'latitude', type: 'place', madeUp: true, ...later },
  ],
  notice: [
    text('text', t.notice.text, need),
    choice('tone', ['info', 'warning']),
    { key: 'until', type: 'moment', need: true, optional: true },
  ],
  posts: [heading, choice('show', [1, 2, 3, 4, 5, 6])],
};

/** Of every block: when readers see it. */
export const times: readonly FieldSpec[] = [
  { key: 'from', type: 'moment', ...later },
  { key: 'until', type: 'moment', ...later },
];

const blanks: { readonly [K in BlockKind]: Omit<Extract<Block, { kind: K }>, 'id' | 'kind' | 'visible'> } = {
  link: { title: '', url: '' },
  product: { productId: '', look: 'card' },
  'product-list': { heading: '', source: 'all', order: 'own', columns: 1, addNew: true },
  text: { text: '' },
  heading: { text: '', level: 2 },
  picture: { imageId: '', alt: '' },
  gallery: { images: [], columns: 2 },
  video: { url: '', title: '' },
  audio: { url: '', title: '' },
  social: { links: [] },
  telegram: { url: '' },
  freebie: { heading: '', asks: 'phone', askName: false, gift: { kind: 'link', url: '' } },
  tip: { heading: '', productId: '' },
  booking: { productId: '', show: 4 },
  course: { productId: '', openFirst: 1, showLength: true, parts: [] },
  membership: { productIds: [] },
  dates: { entries: [] },
  questions: { entries: [] },
  voices: { source: 'own', entries: [] },
  countdown: { text: '', endsAt: '', productId: '' },
  recommendation: { title: '', url: '', shop: '' },
  contact: { ways: [] },
  place: { name: '' },
  notice: { text: '', tone: 'info' },
  posts: { show: 3 },
};

/** A new block as it stands on this phone, before anything is written into it. */
export const blankBlock = (kind: BlockKind, id: string, values: Values = {}): Block =>
  // The table has the fields of each kind; what is given is checked where it is sent.
  ({ id, kind, visible: true, ...blanks[kind], ...values }) as Block;

/** A new entry of a list. */
export const blankEntry = (fields: readonly FieldSpec[]): Values =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      if (field.optional === true) return [];
      if (field.type === 'choice') return [[field.key, field.options[0]]];
      return [[field.key, field.type === 'list' ? [] : '']];
    }),
  );

/** All fields of a block, with the times that every block has. */
export const fieldsOf = (kind: BlockKind): readonly FieldSpec[] => {
  const own = kinds[kind];
  return [...own, ...times.filter(({ key }) => !own.some((field) => field.key === key))];
};
