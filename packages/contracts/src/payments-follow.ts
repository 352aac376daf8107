// For buyers who follow a payment: its timeline, telling a reference, finding a payment that seems lost; and how the rails
// do at the moment.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { IntentState, OrderState, RailName } from './payments.ts';
import { TimelineNext, TimelineRefund, TimelineStep } from './payments-timeline.ts';
import { problem } from './problem.ts';
import { Currency, Id, Lang, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

const token = T.String({ maxLength: 200 });

export const readTimeline = endpoint({
  method: 'GET',
  url: '/v1/payments/checkouts/:token/timeline',
  access: 'public',
  summary: 'What happened to one payment, each step with who says so; no name, no number',
  params: T.Object({ token }),
  response: T.Object({
    title: T.String(),
    storeName: T.String(),
    amountSantim: Santim,
    currency: Currency,
    rail: RailName,
    state: IntentState,
    orderState: nullable(OrderState),
    orderNumber: nullable(T.Integer()),
    /** Last three digits of the buyer's number. */
    buyerHint: T.String(),
    refundedSantim: Santim,
    asked: T.Integer(),
    lastAskedAt: nullable(Moment),
    /** Oldest first. */
    steps: T.Array(TimelineStep),
    next: nullable(TimelineNext),
    /** What of it goes or went back, oldest first. */
    refunds: T.Array(TimelineRefund),
  }),
});

export const tellReference = endpoint({
  method: 'POST',
  url: '/v1/payments/checkouts/:token/reference',
  access: 'public',
  summary: 'The bank’s reference of a transfer by hand; each counts once, for ever',
  params: T.Object({ token }),
  body: T.Object({ text: T.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
  response: T.Object({
    state: IntentState,
    /** In its one form, as it was understood. */
    reference: T.String(),
    says: T.String(),
  }),
});

export const readBillCard = endpoint({
  method: 'GET',
  url: '/v1/payments/bills/:bill/card',
  access: 'public',
  summary: 'A bill as a small picture for whoever pays it: code, sum, to whom, until when; nothing of the buyer',
  params: T.Object({ bill: T.String({ maxLength: 100 }) }),
  query: T.Object({ lang: T.Optional(Lang) }),
  file: 'image/svg+xml',
  response: T.Unknown({ description: 'the file itself' }),
});

/**
 * granted: the rail has confirmed it · asking: it is being asked, and the answer comes by SMS · queued: a person looks at
 * it · returning: it bought nothing and goes back · ended: a person has looked already
 */
export const FoundOutcome = T.Union([
  T.Literal('granted'),
  T.Literal('asking'),
  T.Literal('queued'),
  T.Literal('returning'),
  T.Literal('ended'),
]);
export type FoundOutcome = Static<typeof FoundOutcome>;
export const findPayment = endpoint({
  method: 'POST',
  url: '/v1/payments/where',
  access: 'public',
  summary: 'Look for a payment by the wallet’s message or its number; the rail decides, never the text',
  body: T.Object(
    {
      /** The message as it came, or the reference in it. */
      text: T.String({ minLength: 1, maxLength: 2000 }),
      /** The number that was typed when the payment began; not needed with a token. */
      phone: T.Optional(T.String({ maxLength: 40 })),
      /** Of the waiting page. */
      token: T.Optional(token),
    },
    { additionalProperties: false },
  ),
  response: T.Object({
    outcome: FoundOutcome,
    says: T.String(),
    /** Where to follow it; null for whoever knows nothing of it but a number and a sum. */
    statusUrl: nullable(T.String()),
  }),
});

/** good · slow · unsteady: many attempts get no answer · down · quiet: nobody paid lately, so nothing is known */
export const RailState = T.Union([
  T.Literal('good'),
  T.Literal('slow'),
  T.Literal('unsteady'),
  T.Literal('down'),
  T.Literal('quiet'),
]);
export type RailState = Static<typeof RailState>;
const Window = T.Object({
  /** Attempts that ended, one way or the other. */
  attempts: T.Integer(),
  /** Of these, what the rail answered, in hundredths; null without attempts. */
  answeredPercent: nullable(T.Integer()),
  /** Median from beginning to confirmation; null when nothing was confirmed. */
  confirmSeconds: nullable(T.Integer()),
});
export const readRails = endpoint({
  method: 'GET',
  url: '/v1/payments/rails',
  access: 'public',
  summary: 'How the ways to pay do at the moment, the best choice first, from our own payments',
  response: T.Object({
    at: Moment,
    rails: T.Array(
      T.Object({
        rail: RailName,
        name: T.String(),
        pay: T.String(),
        state: RailState,
        /** What a buyer should know now; null when all is well. */
        says: nullable(T.String()),
        last15: Window,
        last60: Window,
      }),
    ),
  }),
});

export const listTold = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/told',
  access: 'operator',
  summary: 'References and messages that buyers told, whose payment nobody has confirmed yet; oldest first',
  query: PageQuery,
  response: pageOf(
    T.Object({
      id: Id,
      creatorId: Id,
      intentId: Id,
      state: IntentState,
      rail: RailName,
      title: T.String(),
      storeName: T.String(),
      /** The price. */
      amountSantim: Santim,
      reference: nullable(T.String()),
      /** What the text says was paid. */
      toldSantim: nullable(Santim),
      text: T.String(),
      toldAt: Moment,
    }),
  ),
});

export const noReference = problem('no-reference', 422, {
  en: 'There is no reference in it. Paste the whole message from your wallet or bank, or type its transaction number.',
  am: 'በውስጡ የግብይት ቁጥር የለም። ከዋሌትዎ ወይም ከባንክዎ የመጣውን መልእክት በሙሉ ይለጥፉ፣ ወይም የግብይት ቁጥሩን ይጻፉ።',
});
export const toldBefore = problem('told-before', 409, {
  en: 'This reference was told before. One payment counts once; nothing was changed.',
  am: 'ይህ የግብይት ቁጥር አስቀድሞ ተነግሯል። አንድ ክፍያ አንድ ጊዜ ብቻ ይቆጠራል፤ ምንም አልተቀየረም።',
});
export const amountDiffers = problem('amount-differs', 409, {
  en: 'The text is about another amount than {price}. Look for the message of this payment and paste it as it came.',
  am: 'ጽሑፉ ከ{price} የተለየ መጠን ይናገራል። የዚህን ክፍያ መልእክት ፈልገው እንደመጣ ይለጥፉት።',
});
/** The same whether there is no such payment or it is somebody else's. */
export const paymentNotFound = problem('payment-not-found', 404, {
  en: 'We could not match this with a payment of this number. Check the number that you typed when you paid, and paste the whole message. If money left your wallet, keep the message.',
  am: 'ይህን ከዚህ ስልክ ቁጥር ክፍያ ጋር ማገናኘት አልቻልንም። ሲከፍሉ የጻፉትን ቁጥር ያረጋግጡና መልእክቱን በሙሉ ይለጥፉ። ገንዘብ ከዋሌትዎ ወጥቶ ከሆነ መልእክቱን ይያዙ።',
});
export const nothingToTell = problem('nothing-to-tell', 409, {
  en: 'This payment does not wait for a reference any more. See where it is.',
  am: 'ይህ ክፍያ ከእንግዲህ የግብይት ቁጥር አይጠብቅም። የት እንዳለ ይመልከቱ።',
});
