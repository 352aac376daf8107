// What kinds of things are sold, and what each kind promises. The promise is said in the store, kept beside the product
// wherever it is projected, and never changes its type: another type is another product.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { Id, Moment, Santim, nullable } from './shapes.ts';

export const ProductType = T.Union([
  T.Literal('digital-download'),
  T.Literal('course'),
  T.Literal('template-pack'),
  T.Literal('membership'),
  T.Literal('booking'),
  T.Literal('event-ticket'),
  T.Literal('bundle'),
  T.Literal('tip'),
  T.Literal('custom-request'),
  T.Literal('licence-key'),
  T.Literal('affiliate-link'),
]);
export type ProductType = Static<typeof ProductType>;

/** What a buyer is asked at checkout. Her answers are sealed; only the creator and she read them. */
export const Question = T.Object(
  {
    text: T.String({ maxLength: 400 }),
    required: T.Boolean(),
    kind: T.Union([T.Literal('text'), T.Literal('choice')]),
    /** Only of a choice. */
    choices: T.Optional(T.Array(T.String({ maxLength: 240 }), { minItems: 2, maxItems: 10 })),
  },
  { additionalProperties: false },
);
export type Question = Static<typeof Question>;
const questions = T.Array(Question, { minItems: 1, maxItems: 5 });

const Place = T.Union([T.Literal('phone'), T.Literal('online'), T.Literal('in-person')]);
const whole = (minimum: number, maximum: number) => T.Integer({ minimum, maximum });

// Limits in characters are a net; the limits in graphemes are rules of store-builder.
const shapeOf = <K extends ProductType, F extends Parameters<typeof T.Object>[0]>(type: K, fields: F) =>
  T.Object({ type: T.Literal(type), ...fields }, { additionalProperties: false });
/** Any product may ask something; a custom request has to. */
const asking = { questions: T.Optional(questions) };
/** What may be sold before it is there: on this day it opens. Absent for what is there now. */
const ahead = { ...asking, releaseAt: T.Optional(Moment) };

export const DigitalDownloadDetails = shapeOf('digital-download', ahead);
export const CourseDetails = shapeOf('course', ahead);
export const TemplatePackDetails = shapeOf('template-pack', ahead);
export const LicenceKeyDetails = shapeOf('licence-key', ahead);
export const MembershipDetails = shapeOf('membership', {
  ...asking,
  benefits: T.Array(T.String({ maxLength: 480 }), { maxItems: 7 }),
  /** Days after the end of what is paid in which everything stays open. */
  graceDays: whole(0, 14),
  /** Paying several months at once. */
  prepay: T.Array(
    T.Object(
      { months: T.Union([T.Literal(3), T.Literal(6), T.Literal(12)]), percentOff: whole(0, 90) },
      { additionalProperties: false },
    ),
    { maxItems: 3 },
  ),
  /** Opens the creator's spaces for members. */
  spaces: T.Boolean(),
});
export const BookingDetails = shapeOf('booking', {
  ...asking,
  minutes: whole(10, 480),
  /** Minutes that stay free before and after. */
  bufferBefore: whole(0, 240),
  bufferAfter: whole(0, 240),
  /** So many hours before its begin a time can no longer be taken. */
  noticeHours: whole(0, 720),
  horizonDays: whole(1, 90),
  seats: whole(1, 50),
  place: Place,
  placeText: T.String({ maxLength: 800 }),
  /** Until so many hours before, a cancelled booking gives back so much. */
  cancelHours: whole(0, 720),
  cancelRefundPercent: whole(0, 100),
  moveHours: whole(0, 720),
  /** May be paid with a bank's code, which takes its time. */
  bankCode: T.Boolean(),
});
export const EventTicketDetails = shapeOf('event-ticket', {
  ...asking,
  startsAt: Moment,
  endsAt: Moment,
  place: Place,
  placeText: T.String({ maxLength: 800 }),
  /** How many tickets there are, as the page says it; payments counts them. Null: as many as are asked for. */
  seats: nullable(whole(1, 100_000)),
});
export const BundleDetails = shapeOf('bundle', {
  ...ahead,
  productIds: T.Array(Id, { minItems: 2, maxItems: 10, uniqueItems: true }),
});
export const TipDetails = shapeOf('tip', {
  ...asking,
  amounts: T.Array(Santim, { minItems: 3, maxItems: 3 }),
  minSantim: Santim,
  /** The names of those who gave are shown, where they say so themselves. */
  showNames: T.Boolean(),
});
export const CustomRequestDetails = shapeOf('custom-request', { questions, daysToDeliver: whole(1, 90) });
export const AffiliateLinkDetails = shapeOf('affiliate-link', {
  url: T.String({ maxLength: 2000 }),
  shop: T.String({ maxLength: 240 }),
});

export const detailsByType = {
  'digital-download': DigitalDownloadDetails,
  course: CourseDetails,
  'template-pack': TemplatePackDetails,
  membership: MembershipDetails,
  booking: BookingDetails,
  'event-ticket': EventTicketDetails,
  bundle: BundleDetails,
  tip: TipDetails,
  'custom-request': CustomRequestDetails,
  'licence-key': LicenceKeyDetails,
  'affiliate-link': AffiliateLinkDetails,
} as const satisfies Record<ProductType, unknown>;

export const ProductDetails = T.Union([
  DigitalDownloadDetails,
  CourseDetails,
  TemplatePackDetails,
  MembershipDetails,
  BookingDetails,
  EventTicketDetails,
  BundleDetails,
  TipDetails,
  CustomRequestDetails,
  LicenceKeyDetails,
  AffiliateLinkDetails,
]);
export type ProductDetails = Static<typeof ProductDetails>;
export type DetailsOf<K extends ProductType> = Extract<ProductDetails, { type: K }>;

/** What a creator promises of money back, as her page says it in one sentence; a booking's type says its own. */
export const RefundRule = T.Union([
  T.Literal('ask-3'),
  T.Literal('ask-7'),
  T.Literal('ask-14'),
  T.Literal('if-broken'),
  T.Literal('none'),
]);
export type RefundRule = Static<typeof RefundRule>;
/** What the page of a product says beside the promise of its type. */
export const ProductShown = T.Object(
  {
    /** Readers learn how many have bought it. */
    showBuyers: T.Boolean(),
    /** A picture of a page of it, to look at for nothing. */
    sampleImageId: nullable(Id),
    refundRule: nullable(RefundRule),
    /** Name and description in the language that is not the store's own. */
    translation: nullable(
      T.Object(
        { title: T.String({ maxLength: 2000 }), description: T.String({ maxLength: 20_000 }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type ProductShown = Static<typeof ProductShown>;
export const nothingShown: ProductShown = {
  showBuyers: false,
  sampleImageId: null,
  refundRule: null,
  translation: null,
};

export type TypeRule = {
  /** What it hands out is a file, and it cannot be offered without one. */
  readonly file: boolean;
  /** May cost nothing: then it is given for a phone number. */
  readonly free: boolean;
  /** Its buyer may buy it again. */
  readonly again: boolean;
  /** Bought here; else it leads to another shop. */
  readonly sold: boolean;
  /** May be a part of a bundle: it needs no answer, time or seat of its own. */
  readonly inBundle: boolean;
};
const file = { file: true, free: true, again: false, sold: true, inBundle: true };
const none = { file: false, free: false, again: false, sold: true, inBundle: false };
/** What follows from a type alone, the same in every service. */
export const typeRules: Readonly<Record<ProductType, TypeRule>> = {
  'digital-download': file,
  course: file,
  'template-pack': file,
  'licence-key': file,
  membership: { ...none, again: true },
  booking: { ...none, free: true, again: true },
  'event-ticket': { ...none, free: true, again: true },
  bundle: none,
  tip: { ...none, again: true },
  'custom-request': { ...none, again: true },
  'affiliate-link': { ...none, free: true, sold: false },
};

/** What its buyer is asked; nothing for most. */
export const questionsOf = (details: ProductDetails): readonly Question[] =>
  details.type === 'affiliate-link' ? [] : (details.questions ?? []);
/** The moment on which a pre-order opens, as its creator set it; undefined for what is there. */
export const releaseOf = (details: ProductDetails): string | undefined =>
  'releaseAt' in details ? details.releaseAt : undefined;
/** Said by version 1 of `product.published`, which knows one type and nothing more about it. */
export const isPlainDownload = (details: ProductDetails): boolean =>
  details.type === 'digital-download' && questionsOf(details).length === 0 && releaseOf(details) === undefined;
