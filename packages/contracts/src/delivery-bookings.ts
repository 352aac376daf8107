// Times that creators offer, who has them, and how they are moved, cancelled and remembered.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Day, Done, Id, Lang, Moment, Santim, nullable } from './shapes.ts';

/** `held` while it is being paid for; `lost` when that took too long; `moved` stands only in its history. */
export const BookingState = T.Union([
  T.Literal('held'),
  T.Literal('confirmed'),
  T.Literal('cancelled'),
  T.Literal('moved'),
  T.Literal('done'),
  T.Literal('no-show'),
  T.Literal('lost'),
]);
export type BookingState = Static<typeof BookingState>;

const Place = T.Union([T.Literal('phone'), T.Literal('online'), T.Literal('in-person')]);
/** What was promised when it was bought; a product that changes later does not change it. */
export const BookingTerms = T.Object({
  minutes: T.Integer(),
  place: Place,
  placeText: T.String(),
  cancelHours: T.Integer(),
  cancelRefundPercent: T.Integer(),
  moveHours: T.Integer(),
});
export type BookingTerms = Static<typeof BookingTerms>;

// Free times

export const FreeTime = T.Object({
  startsAt: Moment,
  endsAt: Moment,
  /** The day it begins on, EAT. */
  day: Day,
  /** Seats that are left; 1 for a session with one person. */
  seatsLeft: T.Integer(),
});
export type FreeTime = Static<typeof FreeTime>;
export const freeTimes = endpoint({
  method: 'GET',
  url: '/v1/bookings/free',
  access: 'public',
  summary: 'Times of a booking product that are free, up to a minute old; a time is decided when it is held',
  query: T.Object({
    productId: Id,
    /** First day to look at, EAT; today without it. */
    from: T.Optional(Day),
    /** How many days, 1 to 31; 14 without it. */
    days: T.Optional(T.Integer({ minimum: 1, maximum: 31 })),
  }),
  response: T.Object({
    /** In all answers: the zone of the creator, and the name of it that goes beside a time. */
    zone: T.Literal('Africa/Addis_Ababa'),
    zoneName: T.Literal('EAT'),
    minutes: T.Integer(),
    seats: T.Integer(),
    items: T.Array(FreeTime),
    /** The next day on which anything is free, when `items` is empty; null: nothing until the horizon. */
    nextDay: nullable(Day),
  }),
});

// Holding

export const HeldBooking = T.Object({
  bookingId: Id,
  productId: Id,
  startsAt: Moment,
  endsAt: Moment,
  state: BookingState,
  heldUntil: Moment,
});
export type HeldBooking = Static<typeof HeldBooking>;
export const holdBooking = endpoint({
  method: 'POST',
  url: '/v1/bookings/holds',
  access: 'service',
  summary: 'Hold a time for an attempt to pay; keyed by the attempt, so twice is once',
  status: 201,
  body: T.Object(
    {
      intentId: Id,
      creatorId: Id,
      productId: Id,
      buyerId: Id,
      startsAt: Moment,
      /** As long as the attempt can be paid. */
      heldUntil: Moment,
      lang: Lang,
    },
    { additionalProperties: false },
  ),
  response: HeldBooking,
});
export const releaseBooking = endpoint({
  method: 'POST',
  url: '/v1/bookings/holds/:intentId/release',
  access: 'service',
  summary: 'Free what an attempt held, because it did not begin; twice is once',
  params: T.Object({ intentId: Id }),
  body: T.Object({ creatorId: Id }, { additionalProperties: false }),
  response: Done,
});

export const createBooking = endpoint({
  method: 'POST',
  url: '/v1/bookings',
  access: 'person',
  summary: 'Hold a time for oneself for 15 minutes, to be paid at the address that is answered',
  status: 201,
  body: T.Object(
    {
      /** The creator. */
      providerId: Id,
      /** The booking product. */
      serviceId: Id,
      /** The person who asks; nobody books for another. */
      customerId: Id,
      startAt: Moment,
      /** What the caller believes it costs; the price is decided at checkout, never here. */
      amount: T.Optional(Santim),
    },
    { additionalProperties: false },
  ),
  response: T.Object({
    id: Id,
    providerId: Id,
    serviceId: Id,
    customerId: Id,
    startAt: Moment,
    endAt: Moment,
    /** `pending`: the older word for held. */
    status: T.Literal('pending'),
    heldUntil: Moment,
    checkoutUrl: T.String(),
  }),
});

// The creator's side

export const BookingView = T.Object({
  id: Id,
  productId: Id,
  orderId: nullable(Id),
  buyerId: Id,
  title: T.String(),
  startsAt: Moment,
  endsAt: Moment,
  state: BookingState,
  seats: T.Integer(),
  seat: T.Integer(),
  place: Place,
  placeText: T.String(),
  heldUntil: nullable(Moment),
  reason: nullable(T.String()),
  endedBy: nullable(T.Union([T.Literal('buyer'), T.Literal('creator'), T.Literal('we')])),
  /** Until when its buyer may move it, and cancel it with the share of the price that comes back. */
  moveUntil: Moment,
  cancelUntil: Moment,
  cancelRefundPercent: T.Integer(),
});
export type BookingView = Static<typeof BookingView>;

export const listBookings = endpoint({
  method: 'GET',
  url: '/v1/bookings',
  access: 'creator',
  summary: 'The own bookings of some days, in order of their times; what is only held included',
  query: T.Object({ from: Day, days: T.Optional(T.Integer({ minimum: 1, maximum: 92 })) }),
  response: T.Object({ items: T.Array(BookingView) }),
});
export const myBookings = endpoint({
  method: 'GET',
  url: '/v1/bookings/mine',
  access: 'person',
  summary: 'The bookings of the person who is signed in, the latest time first, at most 100',
  response: T.Object({ items: T.Array(BookingView) }),
});
export const readBooking = endpoint({
  method: 'GET',
  url: '/v1/bookings/:id',
  access: 'creator',
  summary: 'One of the own bookings',
  params: T.Object({ id: Id }),
  response: BookingView,
});
const Reason = T.String({ minLength: 1, maxLength: 600 });
export const moveBooking = endpoint({
  method: 'POST',
  url: '/v1/bookings/:id/move',
  access: 'creator',
  summary: 'Move an own booking to another time; its buyer is told why. Twice is once',
  params: T.Object({ id: Id }),
  body: T.Object({ startsAt: Moment, reason: Reason }, { additionalProperties: false }),
  response: BookingView,
});
export const cancelBooking = endpoint({
  method: 'POST',
  url: '/v1/bookings/:id/cancel',
  access: 'creator',
  summary: 'Cancel an own booking; its buyer gets everything back and is told why. Twice is once',
  params: T.Object({ id: Id }),
  body: T.Object({ reason: Reason }, { additionalProperties: false }),
  response: BookingView,
});
export const markBooking = endpoint({
  method: 'POST',
  url: '/v1/bookings/:id/mark',
  access: 'creator',
  summary: 'Say of a booking whose time has begun whether its buyer came. Twice is once',
  params: T.Object({ id: Id }),
  body: T.Object({ outcome: T.Union([T.Literal('done'), T.Literal('no-show')]) }, { additionalProperties: false }),
  response: BookingView,
});

const minute = (maximum: number) => T.Integer({ minimum: 0, maximum });
const Range = T.Object({ from: minute(1439), to: minute(2880) }, { additionalProperties: false });
export const WeeklyRange = T.Object(
  { weekday: T.Integer({ minimum: 0, maximum: 6 }), from: minute(1439), to: minute(2880) },
  { additionalProperties: false },
);
export const DayException = T.Object(
  { day: Day, ranges: T.Array(Range, { maxItems: 8 }) },
  { additionalProperties: false },
);
const hours = {
  /** Minutes from midnight, EAT; beyond 1440 on the next day. Weekday 0 is Sunday. */
  weekly: T.Array(WeeklyRange, { maxItems: 56 }),
  /** What holds on a day instead; without a range it is a day off. */
  exceptions: T.Array(DayException, { maxItems: 200 }),
  clock: T.Union([T.Literal('ethiopian'), T.Literal('international')]),
};
export const HoursView = T.Object({
  ...hours,
  version: T.Integer(),
  /** The secret address of a feed for other calendars. */
  feedUrl: T.String(),
});
export type HoursView = Static<typeof HoursView>;
export const readHours = endpoint({
  method: 'GET',
  url: '/v1/bookings/hours',
  access: 'creator',
  summary: 'When the creator takes bookings',
  response: HoursView,
});
export const changeHours = endpoint({
  method: 'PUT',
  url: '/v1/bookings/hours',
  access: 'creator',
  summary: 'Say when bookings are taken; bookings that are there stay',
  body: T.Object({ baseVersion: T.Integer({ minimum: 0 }), ...hours }, { additionalProperties: false }),
  response: HoursView,
});
export const renewFeed = endpoint({
  method: 'POST',
  url: '/v1/bookings/feed',
  access: 'creator',
  summary: 'Another secret address for the feed; the old one is over',
  response: HoursView,
});
export const bookingFeed = endpoint({
  method: 'GET',
  url: '/v1/bookings/feed/:creatorId/:token',
  access: 'public',
  summary: 'The bookings of a creator as a calendar (RFC 5545), at a secret address',
  params: T.Object({ creatorId: Id, token: T.String({ maxLength: 40 }) }),
  response: T.String(),
  file: 'text/calendar',
});
export const bookingFile = endpoint({
  method: 'GET',
  url: '/r/:token/booking/calendar.ics',
  access: 'public',
  summary: 'What was booked as a calendar file (RFC 5545), behind the receipt’s address',
  params: T.Object({ token: T.String({ maxLength: 40 }) }),
  query: T.Object({ lang: T.Optional(T.String({ maxLength: 10 })) }),
  response: T.String(),
  file: 'text/calendar',
});

// Events

const about = {
  bookingId: Id,
  orderId: Id,
  productId: Id,
  buyerId: Id,
  startsAt: Moment,
  endsAt: Moment,
  /** Of the same booking the higher one is newer. */
  sequence: T.Integer({ minimum: 0 }),
  lang: Lang,
};
const by = T.Union([T.Literal('buyer'), T.Literal('creator')]);
export const bookingConfirmed = event('booking.confirmed', 1, T.Object(about));
export const bookingMoved = event('booking.moved', 1, T.Object({ ...about, by }));
export const bookingCancelled = event(
  'booking.cancelled',
  1,
  T.Object({
    ...about,
    by: T.Union([by, T.Literal('we')]),
    /** Of what was paid for it; payments gives it back. */
    refundPercent: T.Integer({ minimum: 0, maximum: 100 }),
    at: Moment,
  }),
);
/** It was paid when its time was another's already: the buyer chooses another one or takes her money back. */
export const bookingLost = event('booking.lost', 1, T.Object(about));

// Problems

export const timeTaken = problem('time-taken', 409, {
  en: 'Somebody else has this time already. Choose another one.',
  am: 'ይህ ሰዓት በሌላ ሰው ተይዟል። ሌላ ሰዓት ይምረጡ።',
});
export const timeNotOffered = problem('time-not-offered', 409, {
  en: 'This time is not offered (any more). Choose one of the times that are shown.',
  am: 'ይህ ሰዓት አሁን ለምርጫ አይቀርብም። ከሚታዩት ሰዓቶች አንዱን ይምረጡ።',
});
export const timePast = problem('time-past', 422, {
  en: 'This time is over. Choose one that is still to come.',
  am: 'ይህ ሰዓት አልፏል። ገና ያልደረሰ ሰዓት ይምረጡ።',
});
export const timeMissing = problem('time-missing', 422, {
  en: 'Choose a day and a time.',
  am: 'ቀንና ሰዓት ይምረጡ።',
});
export const payAtOnce = problem('pay-at-once', 422, {
  en: 'A time is held for 15 minutes. Choose a way to pay that pays at once.',
  am: 'ሰዓቱ የሚጠበቀው ለ15 ደቂቃ ነው። ወዲያው የሚከፍል የክፍያ መንገድ ይምረጡ።',
});
export const tooLateToMove = problem('too-late-to-move', 409, {
  en: 'It could be moved until {until}. Ask the creator.',
  am: 'መቀየር የሚቻለው እስከ {until} ነበር። ፈጣሪውን ይጠይቁ።',
});
export const bookingOver = problem('booking-over', 409, {
  en: 'This booking is over or was cancelled; it cannot be changed any more.',
  am: 'ይህ ቀጠሮ አልቋል ወይም ተሰርዟል፤ ከእንግዲህ መቀየር አይቻልም።',
});
export const bookingNotBegun = problem('booking-not-begun', 409, {
  en: 'This can be said when its time has begun.',
  am: 'ይህን ማለት የሚቻለው ሰዓቱ ከደረሰ በኋላ ነው።',
});
export const hoursWrong = problem('hours-wrong', 422, {
  en: 'A time ends after it begins, within a day, and two times of a day do not overlap.',
  am: 'የሰዓት ክልል ከጀመረ በኋላ በአንድ ቀን ውስጥ ያልቃል፤ በአንድ ቀን ያሉ ክልሎችም መደራረብ የለባቸውም።',
});
export const notForYou = problem('not-for-you', 403, {
  en: 'You can only book for yourself.',
  am: 'ቀጠሮ መያዝ የሚችሉት ለራስዎ ብቻ ነው።',
});
