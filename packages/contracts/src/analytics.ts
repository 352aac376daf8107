// What a creator sees of her store: views by people, checkouts, sales.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Currency, Day, Moment, Santim, SignedSantim } from './shapes.ts';

const Counts = {
  views: T.Integer({ description: 'by people, of the store and of its products' }),
  productViews: T.Integer({ description: 'of these, of products' }),
  /** Robots, link previews and the creator's own visits: counted, shown apart. */
  otherViews: T.Integer(),
  checkouts: T.Integer(),
  sales: T.Integer(),
  /** What buyers paid, before fees. */
  revenueSantim: Santim,
  /** Refunds that were asked for and did not fail, and payments that the bank took back, on the day on which it happened. */
  refunds: T.Integer(),
  refundedSantim: Santim,
  /** Revenue less what went back; a day on which more went back than came in is below zero. */
  netSantim: SignedSantim,
};
export const readSummary = endpoint({
  method: 'GET',
  url: '/v1/analytics/summary',
  access: 'creator',
  summary: 'Today and the last days, in East Africa Time',
  query: T.Object({ days: T.Optional(T.Integer({ default: 30, description: '1 to 400; today is the last one' })) }),
  response: T.Object({
    currency: Currency,
    asOf: Moment,
    today: T.Object(Counts),
    total: T.Object(Counts),
    days: T.Array(T.Object({ day: Day, ...Counts })),
  }),
});
/** A picture of one pixel on each public page, whatever the token is; works without JavaScript and sets no cookie. */
export const recordView = endpoint({
  method: 'GET',
  url: '/v1/analytics/view.gif',
  access: 'public',
  summary: 'Count a view of the page whose signed token this is',
  query: T.Object({ t: T.Optional(T.Unknown({ description: 'signed page token' })) }),
  response: T.Unknown(),
});
export const rangeTooLong = problem('range-too-long', 422, {
  en: 'Choose a range of 1 to 400 days.',
  am: 'ከ1 እስከ 400 ቀን ያለ ጊዜ ይምረጡ።',
});
