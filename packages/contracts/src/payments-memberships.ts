// Memberships: prepaid time with a bill before its end. Nothing is ever taken by itself.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { Month } from './payments-billing.ts';
import { problem } from './problem.ts';
import { Currency, Id, Lang, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

/** active: paid · grace: over, and open for some days · paused: the rest is kept, nothing is open · ended. */
export const MembershipState = T.Union([
  T.Literal('active'),
  T.Literal('grace'),
  T.Literal('paused'),
  T.Literal('ended'),
]);
export type MembershipState = Static<typeof MembershipState>;
export const PrepaidMonths = T.Union([T.Literal(1), T.Literal(3), T.Literal(6), T.Literal(12)]);
export type PrepaidMonths = Static<typeof PrepaidMonths>;
/** left: she said so · forgot: nobody paid · given-back: her money went back. */
export const EndedHow = T.Union([T.Literal('left'), T.Literal('forgot'), T.Literal('given-back')]);
export type EndedHow = Static<typeof EndedHow>;

export const MemberView = T.Object({
  id: Id,
  productId: Id,
  title: T.String(),
  /** Last three digits of the member's number. */
  buyerHint: T.String(),
  state: MembershipState,
  /** She said that she does not go on; what is paid stays open. */
  leaving: T.Boolean(),
  joinedAt: Moment,
  /** End of what is paid; while paused, when the pause began. */
  until: Moment,
  /** From then on nothing is open. */
  accessUntil: Moment,
  /** When a pause ends by itself. */
  resumesAt: nullable(Moment),
  /** What a month costs her. */
  monthSantim: Santim,
  currency: Currency,
  endedHow: nullable(EndedHow),
});
export type MemberView = Static<typeof MemberView>;

export const listMemberships = endpoint({
  method: 'GET',
  url: '/v1/payments/memberships',
  access: 'creator',
  summary: 'My members, who joined last first',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(MembershipState) })]),
  response: pageOf(MemberView),
});

export const PriceNotice = T.Object({
  id: Id,
  productId: Id,
  monthSantim: Santim,
  /** Bills that are made from then on have this price. */
  fromAt: Moment,
  announcedAt: Moment,
});
export const readMembershipNumbers = endpoint({
  method: 'GET',
  url: '/v1/payments/memberships/summary',
  access: 'creator',
  summary: 'How many members, who came and who went in the last months and how, and what each membership costs',
  query: T.Object({ lang: T.Optional(Lang) }),
  response: T.Object({
    active: T.Integer(),
    grace: T.Integer(),
    paused: T.Integer(),
    leaving: T.Integer(),
    /** What the open memberships bring in a month. */
    monthSantim: Santim,
    currency: Currency,
    /** The last six months, newest first. */
    months: T.Array(
      T.Object({
        month: Month,
        /** Both calendars, in the reader's language. */
        label: T.String(),
        joined: T.Integer(),
        /** Came back after their time was over. */
        returned: T.Integer(),
        left: T.Integer(),
        forgot: T.Integer(),
        givenBack: T.Integer(),
      }),
    ),
    products: T.Array(
      T.Object({
        productId: Id,
        title: T.String(),
        members: T.Integer(),
        /** What who joins now pays for a month. */
        monthSantim: Santim,
        /** The last price that was announced to members, while it is not what everybody pays. */
        notice: nullable(PriceNotice),
      }),
    ),
  }),
});
export const readMembersTable = endpoint({
  method: 'GET',
  url: '/v1/payments/memberships/members.csv',
  access: 'creator',
  summary: 'All members as CSV',
  file: 'text/csv',
  response: T.Unknown({ description: 'the file itself' }),
});
export const announceMembershipPrice = endpoint({
  method: 'POST',
  url: '/v1/payments/memberships/prices',
  access: 'creator',
  summary:
    'Tell running members a new price; it holds for bills made a week from now or later. Needs an Idempotency-Key',
  status: 201,
  body: T.Object(
    { productId: Id, monthSantim: T.Integer({ minimum: 100, maximum: 100_000_000 }) },
    { additionalProperties: false },
  ),
  response: T.Intersect([PriceNotice, T.Object({ members: T.Integer() })]),
});

export const linkOfMembership = endpoint({
  method: 'GET',
  url: '/v1/payments/memberships/:id/link',
  access: 'service',
  summary: 'Where a member pays, pauses or leaves, for an SMS, and how it stands; the same address each time',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: T.Object({
    url: T.String(),
    title: T.String(),
    storeName: T.String(),
    state: MembershipState,
    leaving: T.Boolean(),
    until: Moment,
    accessUntil: Moment,
    /** What she chose last, and what the same costs now. */
    months: PrepaidMonths,
    amountSantim: Santim,
    currency: Currency,
  }),
});

/** The time of a membership is another one than before. */
export const membershipChanged = event(
  'membership.changed',
  1,
  T.Object({
    membershipId: Id,
    productId: Id,
    buyerId: Id,
    what: T.Union([
      T.Literal('joined'),
      T.Literal('renewed'),
      T.Literal('paused'),
      T.Literal('resumed'),
      T.Literal('left'),
      T.Literal('ended'),
      T.Literal('given-back'),
      T.Literal('restored'),
    ]),
    /** The order that it is about. */
    orderId: nullable(Id),
    /** Grows with each change of one membership: the latest one counts. */
    number: T.Integer({ minimum: 1 }),
    state: MembershipState,
    until: Moment,
    /** What is opened by it is closed then; it may lie behind. */
    accessUntil: Moment,
    at: Moment,
  }),
);
/** A membership ends soon, or has ended: five days before, two, on the day, two days after. */
export const membershipDue = event(
  'membership.due',
  1,
  T.Object({
    membershipId: Id,
    productId: Id,
    buyerId: Id,
    days: T.Union([T.Literal(5), T.Literal(2), T.Literal(0), T.Literal(-2)]),
    until: Moment,
  }),
);
/** A running member hears that her next bill has another price. */
export const membershipPriceAnnounced = event(
  'membership.price-announced',
  1,
  T.Object({ membershipId: Id, productId: Id, buyerId: Id, noticeId: Id, monthSantim: Santim, fromAt: Moment }),
);

export const notAMembership = problem('not-a-membership', 404, {
  en: 'There is no membership of yours here. Look at your products.',
  am: 'እዚህ የእርስዎ አባልነት የለም። ምርቶችዎን ይመልከቱ።',
});
export const samePrice = problem('same-price', 409, {
  en: 'That is the price already. Write another one.',
  am: 'ዋጋው አሁንም ይኸው ነው። ሌላ ዋጋ ይጻፉ።',
});
export const pauseNotPossible = problem('pause-not-possible', 409, {
  en: 'There is no paid time left to keep. Pay to go on.',
  am: 'የሚቀመጥ የተከፈለበት ጊዜ የለም። ለመቀጠል ይክፈሉ።',
});
export const pausedLately = problem('paused-lately', 409, {
  en: 'You can pause again from {day} on.',
  am: 'እንደገና ማቆም የሚችሉት ከ{day} ጀምሮ ነው።',
});
