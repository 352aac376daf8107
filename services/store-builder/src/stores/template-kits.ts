// What a template prepares besides the page: drafts of products, which nobody sees before they are offered.
import { createHash } from 'node:crypto';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { isFault } from '@windsurf/db/errors';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { kitWords as words } from '@windsurf/language/words-store-templates';
import type { Deps } from '../deps.ts';
import { createProduct, listProducts } from '../products/products.ts';
import type { MakingName } from './template-samples.ts';

type Details = ProductDetails | ((lang: Language, now: Date) => ProductDetails);
type KitItem = { readonly title: Phrase; readonly priceSantim: number; readonly details: Details };

const hour = 3_600_000;
const lesson = (minutes: number): ProductDetails => ({
  type: 'booking',
  minutes,
  bufferBefore: 0,
  bufferAfter: 15,
  noticeHours: 12,
  horizonDays: 30,
  seats: 1,
  place: 'phone',
  placeText: '',
  cancelHours: 24,
  cancelRefundPercent: 100,
  moveHours: 12,
  bankCode: false,
});
const ticket =
  (seats: number): Details =>
  (_lang, now) => ({
    type: 'event-ticket',
    startsAt: new Date(now.getTime() + 14 * 24 * hour).toISOString(),
    endsAt: new Date(now.getTime() + (14 * 24 + 3) * hour).toISOString(),
    place: 'in-person',
    placeText: '',
    seats,
  });
const plan = (months: readonly (3 | 6)[]): ProductDetails => ({
  type: 'membership',
  benefits: [],
  graceDays: 3,
  prepay: months.map((each) => ({ months: each, percentOff: each === 6 ? 10 : 5 })),
  spaces: true,
});
const brief: Details = (lang) => ({
  type: 'custom-request',
  daysToDeliver: 7,
  questions: [words.whatFor, words.whichColours, words.whichWords, words.untilWhen].map((asked) => ({
    text: say(asked, lang),
    required: asked === words.whatFor,
    kind: 'text',
  })),
});

/** Prices are examples in a draft: each is looked at before it is offered. */
const items = {
  notes: { title: words.notes, priceSantim: 15_000, details: { type: 'digital-download' } },
  course: { title: words.course, priceSantim: 50_000, details: { type: 'course' } },
  tutoring: { title: words.tutoring, priceSantim: 30_000, details: lesson(45) },
  recipes: { title: words.recipes, priceSantim: 20_000, details: { type: 'digital-download' } },
  cooking: { title: words.cooking, priceSantim: 60_000, details: ticket(12) },
  templates: { title: words.templates, priceSantim: 35_000, details: { type: 'template-pack' } },
  commission: { title: words.commission, priceSantim: 100_000, details: brief },
  album: { title: words.album, priceSantim: 10_000, details: { type: 'digital-download' } },
  tip: {
    title: words.tip,
    priceSantim: 1000,
    details: { type: 'tip', amounts: [5000, 10_000, 50_000], minSantim: 1000, showNames: false },
  },
  songs: { title: words.songs, priceSantim: 5000, details: plan([3]) },
  concert: { title: words.concert, priceSantim: 30_000, details: ticket(100) },
  plan: { title: words.plan, priceSantim: 40_000, details: { type: 'digital-download' } },
  checkIn: { title: words.checkIn, priceSantim: 60_000, details: plan([3, 6]) },
  talk: { title: words.talk, priceSantim: 10_000, details: lesson(15) },
  conversation: { title: words.conversation, priceSantim: 20_000, details: lesson(30) },
  mezmur: { title: words.mezmur, priceSantim: 0, details: { type: 'digital-download' } },
  software: { title: words.software, priceSantim: 80_000, details: { type: 'licence-key' } },
  supportPlan: { title: words.supportPlan, priceSantim: 30_000, details: plan([3]) },
} as const satisfies Record<string, KitItem>;
export type KitKey = keyof typeof items;

/** The kit of each template, as experience.md 3.5 has it. */
export const kits: Readonly<Record<MakingName, readonly KitKey[]>> = {
  teacher: ['notes', 'course', 'tutoring'],
  cook: ['recipes', 'cooking'],
  designer: ['templates', 'commission'],
  musician: ['album', 'concert', 'tip', 'songs'],
  fitness: ['plan', 'checkIn', 'talk'],
  language: ['course', 'conversation'],
  choir: ['mezmur', 'tip'],
  developer: ['software', 'supportPlan'],
  other: [],
};

/** The id that a draft of a kit has at one creator: the same each time, so that it is made once. */
export function kitId(creatorId: CreatorId, key: KitKey): string {
  const hash = createHash('sha256').update(`kit\0${creatorId}\0${key}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Makes the drafts of a template for a creator who has no products yet, each of them once. Answers which drafts of any
 * kit she has.
 */
export async function prepareKit(
  deps: Deps,
  creatorId: CreatorId,
  making: MakingName,
  lang: Language,
): Promise<ReadonlySet<KitKey>> {
  const all = Object.keys(items) as KitKey[];
  const ids = new Map(all.map((key) => [kitId(creatorId, key), key]));
  const products = (await listProducts(deps, creatorId)).map(({ id }) => id);
  const has = new Set(products.flatMap((id) => ids.get(id) ?? []));
  // Who has begun something of her own is not given samples beside it.
  if (products.some((id) => !ids.has(id))) return has;
  for (const key of kits[making]) {
    if (has.has(key)) continue;
    const { title, priceSantim, details } = items[key] as KitItem;
    const given = typeof details === 'function' ? details(lang, deps.clock.now()) : details;
    try {
      await createProduct(
        deps,
        creatorId,
        { title: say(title, lang), priceSantim, details: given },
        kitId(creatorId, key),
      );
    } catch (error) {
      // The same screen was answered twice at once.
      if (!isFault(error, 'duplicate')) throw error;
    }
    has.add(key);
  }
  return has;
}
