// Where a product stands between its creator and the world (S0-05, S0-30, A12.1), and what readers report (A12.9).
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Handle, Id, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';
import { TrustTier } from './store-trust.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

/** draft → pending_review → approved | rejected; archived is what its creator gave up. */
export const approvalStates = ['draft', 'pending_review', 'approved', 'rejected', 'archived'] as const;
export type ApprovalState = (typeof approvalStates)[number];
/** Why a product is not sold; each has a sentence for its creator that says what to do. */
export const rejectReasons = [
  'not-yours',
  'forbidden',
  'misleading',
  'unclear',
  'file-wrong',
  'wrong-price',
  'other',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

export const Approval = T.Object({
  status: oneOf(approvalStates),
  reason: nullable(oneOf(rejectReasons)),
  /** The operator's own words to the creator. */
  said: T.String(),
  takenDown: T.Boolean(),
  submittedAt: Moment,
  decidedAt: nullable(Moment),
});
export type Approval = Static<typeof Approval>;

export const productRejected = problem('product-rejected', 409, {
  en: 'This was not approved as it is. Change what the reason says, save, and publish again.',
  am: 'ይህ ባለበት ሁኔታ አልተፈቀደም። በምክንያቱ የተገለጸውን ያስተካክሉ፣ ያስቀምጡና እንደገና ያቅርቡ።',
});
export const secondPerson = problem('second-person', 403, {
  en: 'You took this from sale. Another operator gives it back.',
  am: 'ከሽያጭ ያወረዱት እርስዎ ነዎት። የሚመልሰው ሌላ ኦፕሬተር ነው።',
});

/** A creator's id and the id of what it is about, with a line between. A dot would look like a file's name to servers. */
const CaseId = T.String({
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
});
const params = T.Object({ id: CaseId });
const Said = T.String({ minLength: 5, maxLength: 1000 });

const approvalRow = {
  id: CaseId,
  creatorId: Id,
  productId: Id,
  status: oneOf(approvalStates),
  /** On sale already; a person looks all the same. */
  sampled: T.Boolean(),
  submittedAt: Moment,
  title: T.String(),
  type: T.String(),
  priceSantim: Santim,
  handle: Handle,
  storeName: T.String(),
  trustTier: TrustTier,
};
export const listApprovals = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/approvals',
  access: 'operator',
  summary: 'Products that wait, oldest first; or those on sale that a person should look at',
  query: T.Intersect([PageQuery, T.Object({ queue: T.Optional(oneOf(['waiting', 'sampled'])) })]),
  response: pageOf(T.Object(approvalRow)),
});
export const ApprovalCase = T.Object({
  ...approvalRow,
  approval: nullable(Approval),
  /** As it would be sold. */
  description: T.String(),
  details: T.Unknown(),
  coverUrl: nullable(T.String()),
  fileKind: nullable(T.String()),
  fileBytes: nullable(T.Integer()),
  version: T.Integer(),
  /** What buyers see meanwhile; null while it was never on sale. */
  onSale: nullable(T.Object({ title: T.String(), priceSantim: Santim, url: T.String() })),
  decidedBy: nullable(Id),
});
export type ApprovalCase = Static<typeof ApprovalCase>;
export const readApproval = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/approvals/:id',
  access: 'operator',
  summary: 'One product as it would be sold, and what is sold now',
  params,
  response: ApprovalCase,
});
const seen = {
  seenVersion: T.Integer({ minimum: 1, description: 'the version that was looked at' }),
  seenStatus: oneOf(approvalStates),
  note: Said,
};
export const approveProduct = endpoint({
  method: 'POST',
  url: '/v1/stores/operator/approvals/:id/approve',
  access: 'operator',
  summary: 'Put it on sale as it was seen; nobody approves her own',
  params,
  body: T.Object(seen, { additionalProperties: false }),
  response: ApprovalCase,
});
export const rejectProduct = endpoint({
  method: 'POST',
  url: '/v1/stores/operator/approvals/:id/reject',
  access: 'operator',
  summary: 'Do not sell it, with a reason and words that its creator reads; what is on sale comes down',
  params,
  body: T.Object({ ...seen, reason: oneOf(rejectReasons) }, { additionalProperties: false }),
  response: ApprovalCase,
});
export const restoreProduct = endpoint({
  method: 'POST',
  url: '/v1/stores/operator/approvals/:id/restore',
  access: 'operator',
  summary: 'Give back what was taken from sale; never by who took it',
  params,
  body: T.Object({ seenVersion: seen.seenVersion, note: Said }, { additionalProperties: false }),
  response: ApprovalCase,
});

export const reportReasons = ['not-as-sold', 'stolen', 'forbidden', 'hurtful', 'deceives', 'other'] as const;
export type ReportReason = (typeof reportReasons)[number];
export const reportStates = ['open', 'kept', 'taken-down'] as const;
const Report = T.Object({
  id: CaseId,
  creatorId: Id,
  productId: nullable(Id),
  /** Title of the product; null when the whole store was reported. */
  title: nullable(T.String()),
  handle: Handle,
  storeName: T.String(),
  reason: oneOf(reportReasons),
  said: T.String(),
  state: oneOf(reportStates),
  reportedAt: Moment,
});
export const listReports = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/reports',
  access: 'operator',
  summary: 'What readers reported, oldest first',
  query: T.Intersect([PageQuery, T.Object({ state: T.Optional(oneOf(reportStates)) })]),
  response: pageOf(Report),
});
export const decideReport = endpoint({
  method: 'POST',
  url: '/v1/stores/operator/reports/:id/decide',
  access: 'operator',
  summary:
    'Leave it as it is, or take the product from sale; a whole store is closed by a pause that two people decide',
  params,
  body: T.Object(
    { decision: oneOf(['keep', 'take-down']), reason: T.Optional(oneOf(rejectReasons)), note: Said },
    { additionalProperties: false },
  ),
  response: Report,
});

/** An operator decided about a product; its creator is told. */
export const productReviewed = event(
  'product.reviewed',
  1,
  T.Object({ productId: Id, status: oneOf(approvalStates), reason: nullable(oneOf(rejectReasons)) }),
);
