// The books: entries that anyone can recompute, days that are sealed, and statements of the rails held against them.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { RailName } from './payments.ts';
import { problem } from './problem.ts';
import { Currency, Day, Id, Moment, PageQuery, SignedSantim, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));
const Hash = T.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, lower-case hex' });

export const LedgerEntry = T.Object({
  id: Id,
  /** sale, netting, refund, refund-sent, payout …: what is booked. */
  kind: T.String(),
  /** The order, refund, payout or payment that it is about. */
  aboutId: Id,
  orderId: nullable(Id),
  at: Moment,
  postings: T.Array(
    T.Object({
      line: T.Integer(),
      /** `creator-payable`, `clearing:telebirr` … */
      account: T.String(),
      /** A debit is positive, a credit negative. */
      amountSantim: SignedSantim,
      currency: Currency,
    }),
  ),
});
export const listLedger = endpoint({
  method: 'GET',
  url: '/v1/payments/ledger',
  access: 'creator',
  summary: 'Entries of the books with their postings: newest first, or one day in the order in which it is sealed',
  query: T.Intersect([PageQuery, T.Object({ day: T.Optional(Day) })]),
  response: pageOf(LedgerEntry),
});
export const SealedDay = T.Object({
  day: Day,
  entries: T.Integer(),
  postings: T.Integer(),
  debitsSantim: SignedSantim,
  /** Null for the first day. */
  previous: nullable(Hash),
  /** Over the day's entries and the hash of the day before; docs/ledger.md says how. */
  hash: Hash,
  sealedAt: Moment,
});
export const listLedgerDays = endpoint({
  method: 'GET',
  url: '/v1/payments/ledger/days',
  access: 'creator',
  summary: 'Sealed days with their hashes, newest first',
  query: PageQuery,
  response: pageOf(SealedDay),
});
export const verifyLedger = endpoint({
  method: 'GET',
  url: '/v1/payments/ledger/verify',
  access: 'creator',
  summary: 'Recompute every sealed day and every balance; names the first day that was changed',
  response: T.Object({
    whole: T.Boolean(),
    firstChangedDay: nullable(Day),
    /** entries: they are not what was sealed · seal: the chain is broken · missing: a day has no seal. */
    what: nullable(oneOf(['entries', 'seal', 'missing', 'balance'])),
    days: T.Integer(),
    entries: T.Integer(),
    /** Debits less credits of all entries; zero. */
    trialBalanceSantim: SignedSantim,
    /** Accounts whose balance is not the sum of their postings; none. */
    wrongBalances: T.Array(T.String()),
  }),
});
/** A day of a creator's books was closed for ever. */
export const ledgerSealed = event('ledger.sealed', 1, T.Object({ day: Day, entries: T.Integer(), hash: Hash }));

// Reconciliation
export const differenceKinds = [
  'missing-here',
  'missing-there',
  'amount',
  'fee',
  'status',
  'double',
  'unknown-reference',
  'refund-missing-here',
  'refund-missing-there',
  'refund-amount',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];
export const differenceOwners = ['us', 'rail', 'creator'] as const;
/** What was decided about a difference. None of them moves money: that is done where it belongs, and then said here. */
export const differenceDecisions = [
  'waiting',
  'claimed',
  'explained',
  'corrected',
  'sent-back',
  'written-off',
] as const;

export const DifferenceView = T.Object({
  id: Id,
  kind: oneOf(differenceKinds),
  owner: oneOf(differenceOwners),
  state: oneOf(['open', 'decided', 'resolved']),
  /** Line of the file; null where the rail has none. */
  line: nullable(T.Integer()),
  txnId: nullable(T.String()),
  /** Our order at the rail. */
  orderReference: nullable(T.String()),
  creatorId: nullable(Id),
  intentId: nullable(Id),
  oursSantim: nullable(SignedSantim),
  theirsSantim: nullable(SignedSantim),
  /** What it is and what to do next, in the reader's language. */
  says: T.String(),
  nextStep: T.String(),
  decision: nullable(oneOf(differenceDecisions)),
  note: nullable(T.String()),
  decidedBy: nullable(Id),
  decidedAt: nullable(Moment),
});
export const ReconciliationView = T.Object({
  id: Id,
  rail: RailName,
  day: Day,
  fileName: T.String(),
  hash: Hash,
  uploadedBy: Id,
  uploadedAt: Moment,
  state: oneOf(['matching', 'done']),
  rows: T.Integer(),
  matched: T.Integer(),
  settled: T.Integer(),
  /** Rows that an earlier file had already. */
  repeated: T.Integer(),
  amountSantim: SignedSantim,
  feeSantim: SignedSantim,
  differences: T.Integer(),
  openDifferences: T.Integer(),
});
export const uploadStatement = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/reconciliations',
  access: 'operator',
  summary: 'A statement of a rail for one day, as CSV; the same file again is the same reconciliation',
  status: 201,
  body: T.Object(
    {
      rail: RailName,
      day: Day,
      fileName: T.String({ minLength: 1, maxLength: 200 }),
      /** The file itself, base64: UTF-8 or UTF-16, as it was downloaded. */
      content: T.String({ minLength: 4, maxLength: 14_000_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
      /** `own` when the file has our columns whatever the rail sends. */
      format: T.Optional(oneOf(['rail', 'own'])),
    },
    { additionalProperties: false },
  ),
  response: ReconciliationView,
});
export const listReconciliations = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/reconciliations',
  access: 'operator',
  summary: 'Statements that were read, newest first',
  query: T.Intersect([PageQuery, T.Object({ rail: T.Optional(RailName) })]),
  response: pageOf(ReconciliationView),
});
export const readReconciliation = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/reconciliations/:id',
  access: 'operator',
  summary: 'One statement and its differences, open ones first',
  params: T.Object({ id: Id }),
  query: PageQuery,
  response: T.Intersect([
    ReconciliationView,
    T.Object({ items: T.Array(DifferenceView), nextCursor: nullable(T.String()) }),
  ]),
});
export const decideDifference = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/reconciliations/:id/differences/:difference/decide',
  access: 'operator',
  summary: 'Say who has to act on a difference, what was decided, and why; saying the same twice is saying it once',
  params: T.Object({ id: Id, difference: Id }),
  body: T.Object(
    {
      owner: oneOf(differenceOwners),
      decision: oneOf(differenceDecisions),
      note: T.String({ minLength: 5, maxLength: 1000 }),
    },
    { additionalProperties: false },
  ),
  response: DifferenceView,
});
export const readTrialBalance = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/trial-balance',
  access: 'operator',
  summary:
    'The whole platform: debits less credits, accounts that are not the sum of their postings, sealed until when',
  response: T.Object({
    trialBalanceSantim: SignedSantim,
    debitsSantim: SignedSantim,
    entries: T.Integer(),
    unbalancedEntries: T.Integer(),
    wrongBalances: T.Integer(),
    sealedUntil: nullable(Day),
  }),
});

export const statementRefused = problem('statement-refused', 422, {
  en: 'Nothing of this file was taken: {count} lines are wrong. Each is named below; correct the file and send it again.',
  am: 'ከዚህ ፋይል ምንም አልተወሰደም፤ {count} መስመሮች ስህተት አለባቸው። እያንዳንዱ ከታች ተጠቅሷል፤ አስተካክለው እንደገና ይላኩ።',
});
export const statementDayOpen = problem('statement-day-open', 409, {
  en: 'This day is not over yet. Send its statement from tomorrow on.',
  am: 'ይህ ቀን ገና አላለቀም። ዝርዝሩን ከነገ ጀምሮ ይላኩ።',
});
export const differenceDecided = problem('difference-decided', 409, {
  en: 'Somebody has decided about this difference already. Reload to see how.',
  am: 'ስለዚህ ልዩነት ቀድሞ ተወስኗል። ውሳኔውን ለማየት እንደገና ይክፈቱ።',
});
