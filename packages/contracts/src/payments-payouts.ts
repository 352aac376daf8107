// Money on its way to creators: accounts that it goes to, payouts, their schedule, and what operators do about them.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { Currency, Day, Done, Id, Moment, PageQuery, Santim, SignedSantim, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

export const accountKinds = ['telebirr', 'cbebirr', 'bank'] as const;
export type AccountKind = (typeof accountKinds)[number];
/** Banks that an account may be at; their names stand in the words of payouts. */
export const banks = [
  'cbe',
  'awash',
  'dashen',
  'abyssinia',
  'wegagen',
  'hibret',
  'nib',
  'coop-oromia',
  'oromia',
  'zemen',
  'bunna',
  'berhan',
  'abay',
  'lion',
  'enat',
  'global',
  'amhara',
  'tsehay',
] as const;
export type Bank = (typeof banks)[number];

export const payoutStates = ['requested', 'held', 'sending', 'unknown', 'paid', 'failed', 'cancelled'] as const;
export type PayoutState = (typeof payoutStates)[number];
/** Why money waits. Each has a sentence and one action in both languages (`words-payouts.ts`). */
export const holdReasons = [
  'account-new-24h',
  'name-differs',
  'below-minimum',
  'no-account',
  'risk-pause',
  'legal-hold',
  'rail-down',
  'rail-refused',
  'unknown-outcome',
  'receivable-open',
] as const;
export type HoldReason = (typeof holdReasons)[number];
export const whoCanFix = ['creator', 'us', 'rail'] as const;
export type WhoCanFix = (typeof whoCanFix)[number];
/** The one thing that a creator can do about a reason: what the button beside it does. */
export const holdActions = [
  'see-account',
  'correct-account',
  'change-minimum',
  'add-account',
  'appeal',
  'cancel',
  'see-history',
  'see-orders',
] as const;
export type HoldAction = (typeof holdActions)[number];
/** How sure it is that the account is in the creator's name. */
export const nameStates = ['own-number', 'rail-says', 'tax-name', 'person-said', 'waiting', 'differs'] as const;
export type NameState = (typeof nameStates)[number];

export const PayoutHold = T.Object({
  reason: oneOf(holdReasons),
  whoCanFix: oneOf(whoCanFix),
  /** In the reader's language. */
  says: T.String(),
  action: oneOf(holdActions),
});
export type PayoutHold = Static<typeof PayoutHold>;

export const PayoutAccountView = T.Object({
  id: Id,
  kind: oneOf(accountKinds),
  bank: nullable(oneOf(banks)),
  /** The last three digits; the whole number is never shown again. */
  numberHint: T.String(),
  holder: T.String(),
  name: oneOf(nameStates),
  /** From when money is sent to it. */
  readyAt: Moment,
  addedAt: Moment,
  inUse: T.Boolean(),
});
export type PayoutAccountView = Static<typeof PayoutAccountView>;

export const listPayoutAccounts = endpoint({
  method: 'GET',
  url: '/v1/payouts/accounts',
  access: 'creator',
  summary: 'Where the money of this creator goes, and where it went before',
  response: T.Object({ items: T.Array(PayoutAccountView) }),
});
export const addPayoutAccount = endpoint({
  method: 'POST',
  url: '/v1/payouts/accounts',
  access: 'creator',
  summary: 'Send money to this account from now on; needs an Idempotency-Key and the proof of a fresh code',
  status: 201,
  body: T.Object(
    {
      kind: oneOf(accountKinds),
      /** A wallet's phone number as a person types it, or a bank's account number. */
      number: T.String({ minLength: 1, maxLength: 40 }),
      bank: T.Optional(oneOf(banks)),
      holder: T.String({ minLength: 1, maxLength: 100 }),
      /** What `POST /v1/auth/step-up` gave for the purpose `payout-account`. */
      proof: T.String({ minLength: 1, maxLength: 200 }),
    },
    { additionalProperties: false },
  ),
  response: PayoutAccountView,
});
export const removePayoutAccount = endpoint({
  method: 'DELETE',
  url: '/v1/payouts/accounts/:id',
  access: 'creator',
  summary: 'Send nothing more to this account; what was not sent yet waits for another one',
  params: T.Object({ id: Id }),
  response: Done,
});

export const PayoutView = T.Object({
  id: Id,
  state: oneOf(payoutStates),
  amountSantim: Santim,
  currency: Currency,
  account: T.Object({
    id: Id,
    kind: oneOf(accountKinds),
    bank: nullable(oneOf(banks)),
    numberHint: T.String(),
    holder: T.String(),
  }),
  how: oneOf(['asked', 'schedule', 'again']),
  hold: nullable(PayoutHold),
  /** When it is tried, or asked about, next; null where nothing happens by itself. */
  nextAttemptAt: nullable(Moment),
  attempts: T.Integer(),
  requestedAt: Moment,
  sentAt: nullable(Moment),
  endedAt: nullable(Moment),
  /** The rail's own number of the transfer. */
  txnId: nullable(T.String()),
  canCancel: T.Boolean(),
});
export type PayoutView = Static<typeof PayoutView>;
export const PayoutLine = T.Object({
  kind: oneOf([
    'sale',
    'netting',
    'refund',
    'refund-back',
    'reversal',
    'reversal-undone',
    'payout-back',
    'plan',
    'share-in',
    'other',
  ]),
  at: Moment,
  orderId: nullable(Id),
  orderNumber: nullable(T.Integer()),
  title: nullable(T.String()),
  /** What the buyer paid or got back, our fee of it, and what that changed for the creator. */
  grossSantim: SignedSantim,
  feeSantim: SignedSantim,
  netSantim: SignedSantim,
});
export const PayoutDetail = T.Intersect([
  PayoutView,
  T.Object({
    history: T.Array(
      T.Object({
        at: Moment,
        what: T.String(),
        who: oneOf(['creator', 'we', 'rail', 'operator']),
        hold: nullable(PayoutHold),
      }),
    ),
    /** `opening` and all lines are `closing` and the payout: what this money is made of. */
    statement: T.Object({
      openingSantim: SignedSantim,
      closingSantim: SignedSantim,
      grossSantim: SignedSantim,
      feeSantim: SignedSantim,
      count: T.Integer(),
      /** The newest 500; `count` says how many there are. */
      lines: T.Array(PayoutLine),
    }),
  }),
]);

export const listPayouts = endpoint({
  method: 'GET',
  url: '/v1/payouts',
  access: 'creator',
  summary: 'Payouts, newest first, each with why it waits and who can change that',
  query: PageQuery,
  response: pageOf(PayoutView),
});
export const readPayout = endpoint({
  method: 'GET',
  url: '/v1/payouts/:id',
  access: 'creator',
  summary: 'One payout with its history and the orders, refunds and fees that it is made of',
  params: T.Object({ id: Id }),
  response: PayoutDetail,
});
export const requestPayout = endpoint({
  method: 'POST',
  url: '/v1/payouts',
  access: 'creator',
  summary: 'Send money to the account in use; needs an Idempotency-Key',
  status: 201,
  body: T.Object({ amountSantim: Santim }, { additionalProperties: false }),
  response: PayoutView,
});
export const cancelPayout = endpoint({
  method: 'POST',
  url: '/v1/payouts/:id/cancel',
  access: 'creator',
  summary: 'Take back a payout that was not sent yet; twice is once',
  params: T.Object({ id: Id }),
  response: PayoutView,
});

export const PayoutSchedule = T.Object({
  every: oneOf(['never', 'week', 'month']),
  /** 1 is Monday; only of a week. */
  weekday: nullable(T.Integer({ minimum: 1, maximum: 7 })),
  /** Of a month; 28 at most, so that each month has it. */
  monthDay: nullable(T.Integer({ minimum: 1, maximum: 28 })),
  minimumSantim: Santim,
});
export const ScheduleView = T.Intersect([
  PayoutSchedule,
  T.Object({
    /** The least that the schedule and a person may send, and what one payout may be at most. */
    leastSantim: Santim,
    mostSantim: Santim,
    nextAt: nullable(Moment),
    /** A day on which nothing was sent, and why. */
    skipped: nullable(T.Object({ at: Moment, hold: PayoutHold })),
  }),
]);
export const readSchedule = endpoint({
  method: 'GET',
  url: '/v1/payouts/schedule',
  access: 'creator',
  summary: 'When money is sent by itself, and from which sum on',
  response: ScheduleView,
});
export const changeSchedule = endpoint({
  method: 'PUT',
  url: '/v1/payouts/schedule',
  access: 'creator',
  summary: 'Change when money is sent by itself',
  body: T.Object(
    {
      every: oneOf(['never', 'week', 'month']),
      weekday: T.Optional(nullable(T.Integer({ minimum: 1, maximum: 7 }))),
      monthDay: T.Optional(nullable(T.Integer({ minimum: 1, maximum: 28 }))),
      minimumSantim: Santim,
    },
    { additionalProperties: false },
  ),
  response: ScheduleView,
});
export const readMoney = endpoint({
  method: 'GET',
  url: '/v1/payouts/overview',
  access: 'creator',
  summary: 'What can be sent now, what is on its way, held or not yet settled, and what would stop a payout',
  response: T.Object({
    currency: Currency,
    availableSantim: Santim,
    /** Taken over by the rail or about to be. */
    onItsWaySantim: Santim,
    heldSantim: Santim,
    held: T.Array(T.Object({ payoutId: Id, amountSantim: Santim, hold: PayoutHold, nextAttemptAt: nullable(Moment) })),
    /** Earned, and not yet with us: by the day on which it can be sent. */
    notSettledSantim: Santim,
    notSettled: T.Array(T.Object({ day: Day, amountSantim: Santim })),
    /** Owed by the creator; the next sales pay it. */
    owedSantim: Santim,
    paidSantim: Santim,
    nextAt: nullable(Moment),
    leastSantim: Santim,
    account: nullable(PayoutAccountView),
    /** What would stop a payout that is asked for now, the hardest first; empty when nothing does. */
    stops: T.Array(T.Intersect([PayoutHold, T.Object({ until: nullable(Moment) })])),
    /** Whether asking for a payout of everything makes sense now. */
    canAsk: T.Boolean(),
  }),
});

// Services.
export const numberOfPayoutAccount = endpoint({
  method: 'GET',
  url: '/v1/payouts/accounts/:id/phone',
  access: 'service',
  summary: 'The phone number of a wallet that money went to, for telling its owner that it is no longer used',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: T.Object({ phone: nullable(T.String({ description: 'E.164; null for a bank account' })) }),
});

/** Its key is the change: one message for each. */
export const payoutChanged = event(
  'payout.changed',
  1,
  T.Object({
    payoutId: Id,
    /** A state of a payout, or `skipped`: a day of the schedule on which nothing was sent. */
    state: T.String(),
    reason: nullable(T.String()),
    amountSantim: Santim,
    nextAt: nullable(Moment),
  }),
);
export const payoutAccountChanged = event(
  'payout-account.changed',
  1,
  T.Object({
    accountId: nullable(Id),
    /** The account before, whose owner is told too. */
    oldAccountId: nullable(Id),
    change: T.String(),
    readyAt: nullable(Moment),
    /** Whether the holder is who the rail, the tax profile or a person says; left out by builds that did not say. */
    nameMatches: T.Optional(T.Boolean()),
  }),
);
