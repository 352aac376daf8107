// Looking at creators whose money may be somebody else's: a score from facts, pauses that two people decide, appeals
// with a clock. A pause stops payouts only; selling goes on and what was earned stays visible.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Id, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));
const Note = T.String({ minLength: 3, maxLength: 2000 });

export const caseKinds = ['pause', 'legal-hold'] as const;
export type CaseKind = (typeof caseKinds)[number];
/** proposed → approved | refused by another person; approved → released. */
export const caseStates = ['proposed', 'approved', 'refused', 'released'] as const;
export type CaseState = (typeof caseStates)[number];
export const caseReasons = [
  'many-reversals',
  'many-disputes',
  'many-refunds',
  'many-failures',
  'stolen-payments',
  'account-taken-over',
  'not-as-sold',
  'court-order',
  'other',
] as const;
export type CaseReason = (typeof caseReasons)[number];

/** Counted over the last 30 days. What we did ourselves is in none of them. */
export const RiskFacts = T.Object({
  orders: T.Integer(),
  refunds: T.Integer(),
  reversals: T.Integer(),
  disputes: T.Integer(),
  failedPayments: T.Integer(),
  failedPayouts: T.Integer(),
});
export const CaseView = T.Object({
  id: Id,
  creatorId: Id,
  kind: oneOf(caseKinds),
  state: oneOf(caseStates),
  reason: oneOf(caseReasons),
  note: T.String(),
  proposedBy: Id,
  proposedAt: Moment,
  decidedBy: nullable(Id),
  decidedAt: nullable(Moment),
  releasedAt: nullable(Moment),
  appealId: nullable(Id),
});
export const appealStates = ['open', 'granted', 'denied'] as const;
export const AppealView = T.Object({
  id: Id,
  caseId: Id,
  kind: oneOf(caseKinds),
  reason: oneOf(caseReasons),
  text: T.String(),
  state: oneOf(appealStates),
  askedAt: Moment,
  /** Answered by then at the latest: 72 hours. */
  dueAt: Moment,
  overdue: T.Boolean(),
  answeredAt: nullable(Moment),
  answer: nullable(T.String()),
});

export const listRisk = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/risk',
  access: 'operator',
  summary: 'Creators by their score, highest first, with the facts it comes from',
  query: PageQuery,
  response: pageOf(
    T.Object({
      creatorId: Id,
      score: T.Integer({ minimum: 0, maximum: 100 }),
      facts: RiskFacts,
      countedAt: Moment,
      payouts: oneOf(['open', 'proposed', 'paused']),
      caseId: nullable(Id),
    }),
  ),
});
export const listCases = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/cases',
  access: 'operator',
  summary: 'Pauses and legal holds that were proposed, oldest first',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(oneOf(caseStates)) })]),
  response: pageOf(CaseView),
});
export const pauseCreator = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/creators/:id/pause',
  access: 'operator',
  summary: 'Propose to pause the payouts of a creator; it holds when another operator approves',
  status: 201,
  params: T.Object({ id: Id }),
  body: T.Object(
    { kind: T.Optional(oneOf(['pause', 'legal-hold'])), reason: oneOf(caseReasons), note: Note },
    { additionalProperties: false },
  ),
  response: CaseView,
});
export const approveCase = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/cases/:id/approve',
  access: 'operator',
  summary: 'Agree to what another operator proposed; never to one’s own',
  params: T.Object({ id: Id }),
  body: T.Object({ note: Note }, { additionalProperties: false }),
  response: CaseView,
});
export const refuseCase = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/cases/:id/refuse',
  access: 'operator',
  summary: 'End what was proposed without doing it; who proposed it may do so too',
  params: T.Object({ id: Id }),
  body: T.Object({ note: Note }, { additionalProperties: false }),
  response: CaseView,
});
export const releaseCase = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/cases/:id/release',
  access: 'operator',
  summary: 'End a pause: payouts go on',
  params: T.Object({ id: Id }),
  body: T.Object({ note: Note }, { additionalProperties: false }),
  response: CaseView,
});
export const listOperatorAppeals = endpoint({
  method: 'GET',
  url: '/v1/payments/operator/appeals',
  access: 'operator',
  summary: 'Appeals, the one that is due first at the top',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(oneOf(appealStates)) })]),
  response: pageOf(T.Intersect([AppealView, T.Object({ creatorId: Id })])),
});
export const answerAppeal = endpoint({
  method: 'POST',
  url: '/v1/payments/operator/appeals/:id/answer',
  access: 'operator',
  summary: 'Answer an appeal; granting it ends the pause; never by who proposed it',
  params: T.Object({ id: Id }),
  body: T.Object({ grant: T.Boolean(), answer: Note }, { additionalProperties: false }),
  response: T.Intersect([AppealView, T.Object({ creatorId: Id })]),
});

// Creators.
export const listAppeals = endpoint({
  method: 'GET',
  url: '/v1/payouts/appeals',
  access: 'creator',
  summary: 'What holds this creator’s money by our decision, and the appeals against it',
  response: T.Object({
    items: T.Array(AppealView),
    /** What can be appealed against now. */
    cases: T.Array(T.Object({ id: Id, kind: oneOf(caseKinds), reason: oneOf(caseReasons), since: Moment })),
  }),
});
export const appeal = endpoint({
  method: 'POST',
  url: '/v1/payouts/appeals',
  access: 'creator',
  summary: 'Ask a person to look again; answered within 72 hours; one open appeal for each decision',
  status: 201,
  body: T.Object(
    { caseId: T.Optional(Id), text: T.String({ minLength: 10, maxLength: 4000 }) },
    { additionalProperties: false },
  ),
  response: AppealView,
});

/** A decision of ours about a creator was made, ended or answered. */
export const riskCaseChanged = event(
  'risk-case.changed',
  1,
  T.Object({
    caseId: Id,
    kind: T.String(),
    /** approved, released, appealed, granted, denied. */
    state: T.String(),
    until: nullable(Moment),
  }),
);

export const secondPersonNeeded = problem('second-person-needed', 409, {
  en: 'Another operator has to decide this: nobody approves what they proposed.',
  am: 'ይህን ሌላ ኦፕሬተር መወሰን አለበት፤ ማንም ራሱ ያቀረበውን አያጸድቅም።',
});
export const alreadyDecided = problem('already-decided', 409, {
  en: 'Somebody has decided this already. Reload to see how.',
  am: 'ይህ ቀድሞ ተወስኗል። ውሳኔውን ለማየት ገጹን እንደገና ይክፈቱ።',
});
export const caseOpen = problem('case-open', 409, {
  en: 'The payouts of this creator are paused, or that is proposed already.',
  am: 'የዚህ ፈጣሪ ክፍያዎች ቆመዋል ወይም እንዲቆሙ ቀርቧል።',
});
export const nothingToAppeal = problem('nothing-to-appeal', 409, {
  en: 'Nothing holds your money by our decision, so there is nothing to appeal against.',
  am: 'በእኛ ውሳኔ የተያዘ ገንዘብ የለም፤ ስለዚህ ይግባኝ የሚባልበት ነገር የለም።',
});
export const appealOpen = problem('appeal-open', 409, {
  en: 'Your appeal is with us. You get an answer within 72 hours of sending it.',
  am: 'ይግባኝዎ ደርሶናል። ከላኩበት በ72 ሰዓት ውስጥ መልስ ያገኛሉ።',
});
