// Plans of creators, receipts without gaps, statements, the yearly pack, and what the tax law counts.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { CheckoutView, RailName } from './payments.ts';
import { problem } from './problem.ts';
import { Currency, Day, Id, Lang, Moment, Santim, SignedSantim, nullable } from './shapes.ts';

const LangQuery = T.Object({ lang: T.Optional(Lang) });
/** A month of the Gregorian calendar in East Africa Time; people are shown both calendars. */
export const Month = T.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM in East Africa Time' });
/** What the answer of an endpoint with `file` is: bytes. */
const FileBody = T.Unknown({ description: 'the file itself' });

// Plans
export const PlanName = T.Union([T.Literal('free'), T.Literal('pro')]);
export type PlanName = Static<typeof PlanName>;
export const PaidPlan = T.Literal('pro');
export const PlanMonths = T.Union([T.Literal(1), T.Literal(12)]);

export const listPlans = endpoint({
  method: 'GET',
  url: '/v1/billing/plans',
  access: 'public',
  summary: 'The plans, their prices, the platform fee of each and what each gives, as they are today',
  query: LangQuery,
  response: T.Object({
    plans: T.Array(
      T.Object({
        plan: PlanName,
        /** Zero for the free plan. */
        monthSantim: Santim,
        yearSantim: Santim,
        currency: Currency,
        /** What the platform keeps of each sale: 500 is 5 %. */
        feeBasisPoints: T.Integer({ minimum: 0, maximum: 10_000 }),
        /** Sentences in the reader's language. */
        gives: T.Array(T.String()),
      }),
    ),
  }),
});

export const MyPlan = T.Object({
  plan: PlanName,
  feeBasisPoints: T.Integer({ minimum: 0, maximum: 10_000 }),
  /** The end of what has been paid for; null on the free plan. Then it is the free plan again, nothing is taken. */
  until: nullable(Moment),
  /** What renewing costs at that moment; never charged by itself. */
  nextBill: nullable(T.Object({ at: Moment, months: PlanMonths, amountSantim: Santim, currency: Currency })),
  /** Newest first. */
  history: T.Array(
    T.Object({
      plan: PlanName,
      months: PlanMonths,
      from: Moment,
      until: Moment,
      amountSantim: Santim,
      currency: Currency,
      paidAt: Moment,
    }),
  ),
});
export const readPlan = endpoint({
  method: 'GET',
  url: '/v1/billing/plan',
  access: 'creator',
  summary: 'My plan, until when, what was paid, and what renewing costs',
  response: MyPlan,
});
export const startPlan = endpoint({
  method: 'POST',
  url: '/v1/billing/plan',
  access: 'creator',
  summary: 'Begin to pay for a plan; paid early it goes on from its old end. Needs an Idempotency-Key',
  status: 201,
  body: T.Object(
    { plan: PaidPlan, months: PlanMonths, rail: RailName, lang: T.Optional(Lang) },
    { additionalProperties: false },
  ),
  response: CheckoutView,
});

// Who the seller is for the tax office
export const Tin = T.String({ pattern: '^\\d{10}$', description: 'taxpayer number, ten digits' });
export const TaxProfile = T.Object({
  legalName: T.String(),
  address: T.String(),
  /** `••••••7890`; null while none is on file. */
  tinMasked: nullable(T.String()),
  /** Null for a seller who is not registered for VAT. */
  vat: nullable(T.Object({ number: T.String(), since: Day })),
  updatedAt: Moment,
});
export type TaxProfile = Static<typeof TaxProfile>;
export const readTaxProfile = endpoint({
  method: 'GET',
  url: '/v1/billing/tax-profile',
  access: 'creator',
  summary: 'What stands on my receipts about me; null while nothing was said',
  response: T.Object({ profile: nullable(TaxProfile) }),
});
export const saveTaxProfile = endpoint({
  method: 'PUT',
  url: '/v1/billing/tax-profile',
  access: 'creator',
  summary: 'Say who the seller is; receipts that were issued keep what was true then',
  body: T.Object(
    {
      legalName: T.String({ minLength: 1, maxLength: 120 }),
      address: T.String({ minLength: 1, maxLength: 200 }),
      /** Left out: the number on file stays. Null: it is taken off. */
      tin: T.Optional(nullable(T.String({ minLength: 1, maxLength: 20 }))),
      vat: nullable(
        T.Object({ number: T.String({ minLength: 1, maxLength: 20 }), since: Day }, { additionalProperties: false }),
      ),
    },
    { additionalProperties: false },
  ),
  response: T.Object({ profile: TaxProfile }),
});

export const readThresholds = endpoint({
  method: 'GET',
  url: '/v1/billing/thresholds',
  access: 'creator',
  summary: 'Turnover of the last twelve months against the sum from which VAT registration is due',
  response: T.Object({
    turnoverSantim: SignedSantim,
    thresholdSantim: Santim,
    currency: Currency,
    from: Moment,
    to: Moment,
    /** Whole per cent, cut. */
    percent: T.Integer(),
    /** When each mark was reached first; null while it was not. */
    reached: T.Array(T.Object({ percent: T.Union([T.Literal(80), T.Literal(100)]), at: nullable(Moment) })),
    /** How sure the rule is: it is dated data, and no legal advice. */
    certainty: T.String(),
    source: T.String(),
  }),
});

// Receipts
export const ReceiptKind = T.Union([T.Literal('receipt'), T.Literal('credit-note')]);
export const readReceiptFile = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/receipt.pdf',
  access: 'creator',
  summary: 'Receipt or VAT invoice of an order with its credit notes, as PDF',
  params: T.Object({ id: Id }),
  query: LangQuery,
  file: 'application/pdf',
  response: FileBody,
});
export const readBuyersReceiptFile = endpoint({
  method: 'GET',
  url: '/pay/:token/receipt.pdf',
  access: 'public',
  summary: 'The same for the buyer, by the signed address of the payment',
  params: T.Object({ token: T.String({ maxLength: 200 }) }),
  query: LangQuery,
  file: 'application/pdf',
  response: FileBody,
});

// Statements
export const StatementSums = T.Object({
  /** What buyers paid, and what went back to them. */
  salesSantim: Santim,
  refundsSantim: Santim,
  platformFeeSantim: SignedSantim,
  providerFeeSantim: SignedSantim,
  payoutsSantim: SignedSantim,
  /** Parts of her sales that belong to affiliates and collaborators, less what came back from them with refunds. */
  sharesOutSantim: SignedSantim,
  /** Her parts of other creators' sales. */
  sharesInSantim: SignedSantim,
  /** Anything else that moved what we owe the creator, such as a correction. */
  otherSantim: SignedSantim,
  /** VAT inside of the receipts less that of the credit notes. */
  vatSantim: SignedSantim,
  receipts: T.Integer(),
  receiptsSantim: Santim,
  creditNotes: T.Integer(),
  creditNotesSantim: Santim,
});
export type StatementSums = Static<typeof StatementSums>;
export const listStatements = endpoint({
  method: 'GET',
  url: '/v1/payments/statements',
  access: 'creator',
  summary: 'The months that have a statement, newest first, and the fiscal years that have a pack',
  query: LangQuery,
  response: T.Object({
    months: T.Array(
      T.Object({
        month: Month,
        /** Both calendars, in the reader's language. */
        label: T.String(),
        /** The month still goes on. */
        open: T.Boolean(),
        salesSantim: Santim,
        refundsSantim: Santim,
        currency: Currency,
      }),
    ),
    /** Ethiopian fiscal years, 1 Hamle to 30 Sene, by the Ethiopian year in which they end. */
    years: T.Array(T.Object({ year: T.Integer(), label: T.String(), open: T.Boolean() })),
  }),
});
export const StatementLine = T.Object({
  at: Moment,
  what: T.Union([T.Literal('receipt'), T.Literal('credit-note'), T.Literal('payout'), T.Literal('payout-back')]),
  /** Number of the receipt or credit note. */
  number: nullable(T.Integer()),
  orderNumber: nullable(T.Integer()),
  title: T.String(),
  /** Positive is for the creator, negative against. */
  amountSantim: SignedSantim,
  vatSantim: SignedSantim,
});
export const readStatement = endpoint({
  method: 'GET',
  url: '/v1/payments/statements/:month',
  access: 'creator',
  summary: 'One month: what was there, what came, what went, what is there; to the santim the ledger and the receipts',
  params: T.Object({ month: Month }),
  query: LangQuery,
  response: T.Object({
    month: Month,
    label: T.String(),
    from: Moment,
    /** Not included. */
    to: Moment,
    open: T.Boolean(),
    currency: Currency,
    openingSantim: SignedSantim,
    closingSantim: SignedSantim,
    sums: StatementSums,
    /** The first 500; the CSV has them all. */
    lines: T.Array(StatementLine),
    lineCount: T.Integer(),
  }),
});
export const readStatementFile = endpoint({
  method: 'GET',
  url: '/v1/payments/statements/:month/statement.pdf',
  access: 'creator',
  summary: 'The same month as PDF',
  params: T.Object({ month: Month }),
  query: LangQuery,
  file: 'application/pdf',
  response: FileBody,
});
export const readStatementTable = endpoint({
  method: 'GET',
  url: '/v1/payments/statements/:month/statement.csv',
  access: 'creator',
  summary: 'The same month as CSV, every line',
  params: T.Object({ month: Month }),
  query: LangQuery,
  file: 'text/csv',
  response: FileBody,
});
export const readPayoutFile = endpoint({
  method: 'GET',
  url: '/v1/payouts/:id/statement.pdf',
  access: 'creator',
  summary: 'What a payout is made of, as PDF',
  params: T.Object({ id: Id }),
  query: LangQuery,
  file: 'application/pdf',
  response: FileBody,
});
export const readTaxPack = endpoint({
  method: 'GET',
  url: '/v1/payments/tax-packs/:year',
  access: 'creator',
  summary: 'An Ethiopian fiscal year as ZIP: yearly statement, every receipt and credit note, sums of each month',
  params: T.Object({ year: T.Integer({ minimum: 2000, maximum: 2100 }) }),
  query: LangQuery,
  file: 'application/zip',
  response: FileBody,
});

/** A plan ends soon, or has ended: five days before, two, on the day. Nothing is taken by itself. */
export const planDue = event(
  'plan.due',
  1,
  T.Object({
    creatorId: Id,
    plan: PaidPlan,
    until: Moment,
    daysLeft: T.Union([T.Literal(5), T.Literal(2), T.Literal(0)]),
    months: PlanMonths,
    amountSantim: Santim,
    currency: Currency,
  }),
);
export const planChanged = event(
  'plan.changed',
  1,
  T.Object({ creatorId: Id, plan: PlanName, until: nullable(Moment), at: Moment }),
);
/** Sales of the last twelve months came to 80 or 100 % of the sum from which VAT registration is due; once for each. */
export const turnoverReached = event(
  'turnover.reached',
  1,
  T.Object({
    creatorId: Id,
    percent: T.Union([T.Literal(80), T.Literal(100)]),
    turnoverSantim: Santim,
    thresholdSantim: Santim,
    currency: Currency,
    at: Moment,
  }),
);

export const badTin = problem('bad-tin', 422, {
  en: 'A taxpayer number (TIN) has ten digits. Look at your certificate and type it again.',
  am: 'የግብር ከፋይ መለያ ቁጥር (TIN) አሥር አሃዝ ነው። ከምስክር ወረቀትዎ አይተው እንደገና ይጻፉ።',
});
export const badVat = problem('bad-vat-registration', 422, {
  en: 'Write the VAT registration number, and the day from which it holds; that day is not in the future.',
  am: 'የተ.እ.ታ. ምዝገባ ቁጥሩንና የጀመረበትን ቀን ይጻፉ፤ ቀኑ ወደፊት መሆን የለበትም።',
});
export const noReceiptYet = problem('no-receipt-yet', 404, {
  en: 'There is no receipt here. One is made when a payment is confirmed.',
  am: 'እዚህ ደረሰኝ የለም። ደረሰኝ የሚዘጋጀው ክፍያ ሲረጋገጥ ነው።',
});
