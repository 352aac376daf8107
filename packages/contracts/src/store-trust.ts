// How far a creator is trusted, and what still stands between her and being ready (S1-01 … S1-09, S1-23, S1-24, A12.2).
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Handle, Id, Moment, PageQuery, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

export const trustTiers = ['NEW', 'VERIFIED', 'PROVEN'] as const;
export type TrustTier = (typeof trustTiers)[number];
export const TrustTier = oneOf(trustTiers);
export const readinessStates = ['INCOMPLETE', 'PENDING_OAUTH', 'READY'] as const;
export type ReadinessState = (typeof readinessStates)[number];

/** What is missing, with the place where it is mended. */
export const ReadinessBlocker = T.Object({
  code: T.String(),
  messageAm: T.String(),
  messageEn: T.String(),
  /** Address in the dashboard. */
  actionUrl: T.String(),
});
export type ReadinessBlocker = Static<typeof ReadinessBlocker>;

const standing = {
  trustTier: TrustTier,
  readinessState: oneOf(readinessStates),
  readinessBlockers: T.Array(ReadinessBlocker),
  /** Share of the profile that is done, 0 to 1. */
  profileCompleteness: T.Number({ minimum: 0, maximum: 1 }),
  firstOfferReceivedAt: nullable(Moment),
  firstOfferRespondedAt: nullable(Moment),
  firstCollabCompletedAt: nullable(Moment),
};
export const CreatorProfile = T.Object({
  creatorId: Id,
  handle: Handle,
  displayName: T.String(),
  line: T.String(),
  bio: T.String(),
  /** What she makes, one of the words of her store. */
  making: nullable(T.String()),
  /** Of the draft that holds the texts. */
  draftVersion: T.Integer(),
  ...standing,
});
export type CreatorProfile = Static<typeof CreatorProfile>;

export const myCreator = endpoint({
  method: 'GET',
  url: '/v1/creators/me',
  access: 'creator',
  summary: 'The own profile, how far one is trusted, and what is missing by name',
  response: CreatorProfile,
});
export const changeMyCreator = endpoint({
  method: 'PATCH',
  url: '/v1/creators/me',
  access: 'creator',
  summary: 'Save the own profile into the draft of the page; readiness is computed again',
  body: T.Object(
    {
      displayName: T.Optional(T.String({ maxLength: 400 })),
      line: T.Optional(T.String({ maxLength: 600 })),
      bio: T.Optional(T.String({ maxLength: 2000 })),
      baseVersion: T.Integer({ minimum: 0 }),
    },
    { additionalProperties: false },
  ),
  response: CreatorProfile,
});
export const creatorBySlug = endpoint({
  method: 'GET',
  url: '/v1/creators/by-slug/:slug',
  access: 'public',
  summary: 'Who has this public page; an older name of hers finds her too',
  params: T.Object({ slug: T.String({ minLength: 3, maxLength: 30 }) }),
  response: T.Object({ creatorId: Id, handle: Handle, displayName: T.String(), trustTier: TrustTier }),
});

const CreatorRow = T.Object({
  /** The creator's id. */
  id: Id,
  handle: Handle,
  displayName: T.String(),
  trustTier: TrustTier,
  /** What an operator has set, above the rule. */
  trustSet: nullable(TrustTier),
  readinessState: oneOf(readinessStates),
  profileCompleteness: T.Number(),
  openedAt: Moment,
});
export const trustReasons = [
  'identity-checked',
  'known-in-public',
  'asked-by-support',
  'deceived-buyers',
  'account-taken-over',
  'mistake-before',
  'other',
] as const;
export type TrustReason = (typeof trustReasons)[number];
const Note = T.String({ minLength: 5, maxLength: 1000 });

export const listCreators = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/creators',
  access: 'operator',
  summary: 'Creators with their tier and readiness',
  query: T.Intersect([
    PageQuery,
    T.Object({ tier: T.Optional(TrustTier), handle: T.Optional(T.String({ maxLength: 60 })) }),
  ]),
  response: pageOf(CreatorRow),
});
export const CreatorCase = T.Object({
  ...CreatorRow.properties,
  ...standing,
  /** What the rule says by itself, and from what. */
  computedTier: TrustTier,
  because: T.Array(T.String()),
  /** Known too, and never enough by itself. */
  evidence: T.Object({
    payoutAccount: oneOf(['none', 'linked', 'name-matches']),
    identityCheckedAt: nullable(Moment),
    productsOnSale: T.Integer(),
    reportsUpheld: T.Integer(),
  }),
});
export const readCreator = endpoint({
  method: 'GET',
  url: '/v1/stores/operator/creators/:id',
  access: 'operator',
  summary: 'One creator: tier, evidence, blockers',
  params: T.Object({ id: Id }),
  response: CreatorCase,
});
export const setTrust = endpoint({
  method: 'POST',
  url: '/v1/stores/operator/creators/:id/trust',
  access: 'operator',
  summary: 'Set a tier by hand with a reason, or give it back to the rule; nobody sets her own',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** Null: what the rule says. */
      tier: nullable(TrustTier),
      reason: oneOf(trustReasons),
      note: Note,
      seenTier: TrustTier,
    },
    { additionalProperties: false },
  ),
  response: CreatorCase,
});

const Counts = T.Object({
  trustTier: T.Object({ NEW: T.Integer(), VERIFIED: T.Integer(), PROVEN: T.Integer() }),
  readinessState: T.Object({ INCOMPLETE: T.Integer(), PENDING_OAUTH: T.Integer(), READY: T.Integer() }),
});
export const BackfillStats = T.Object({ totalCreators: T.Integer(), stats: Counts }, { additionalProperties: false });
export const BackfillDone = T.Object(
  { processed: T.Integer(), changed: T.Integer(), ...BackfillStats.properties },
  { additionalProperties: false },
);
const backfill = {
  access: 'operator',
  summary: 'Compute tier and readiness of every creator again; a second run changes nothing',
} as const;
const backfillStats = { access: 'operator', summary: 'How many creators are in each tier and state' } as const;
export const runBackfill = endpoint({
  method: 'POST',
  url: '/v1/admin/backfill-infrastructure',
  response: BackfillDone,
  ...backfill,
});
export const readBackfill = endpoint({
  method: 'GET',
  url: '/v1/admin/backfill-infrastructure',
  response: BackfillStats,
  ...backfillStats,
});
/** The path that earlier scripts call. */
export const runBackfillAlias = endpoint({
  method: 'POST',
  url: '/api/admin/backfill-infrastructure',
  response: BackfillDone,
  ...backfill,
});
export const readBackfillAlias = endpoint({
  method: 'GET',
  url: '/api/admin/backfill-infrastructure',
  response: BackfillStats,
  ...backfillStats,
});

export const ownCase = problem('own-case', 403, {
  en: 'This is about your own store. Another operator decides it.',
  am: 'ይህ ስለ ራስዎ መደብር ነው። ሌላ ኦፕሬተር ይወስናል።',
});
export const caseMoved = problem('case-moved', 409, {
  en: 'This has changed since you opened it. Look at it again, then decide.',
  am: 'ከከፈቱት በኋላ ይህ ተቀይሯል። እንደገና ይመልከቱት፤ ከዚያ ይወስኑ።',
});
