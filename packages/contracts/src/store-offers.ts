// What brands ask of creators, with terms that freeze when they are sent (S1-10 … S1-16, S1-33 … S1-43, A12.5, A12.6).
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Currency, Day, Handle, Id, Moment, Santim, nullable, pageOf } from './shapes.ts';

const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));

export const offerStatuses = [
  'pending',
  'countered',
  'accepted',
  'declined',
  'expired',
  'cancelled',
  'completed',
] as const;
export type OfferStatus = (typeof offerStatuses)[number];
export const offerActions = ['accept', 'decline', 'counter', 'cancel', 'complete'] as const;
export type OfferAction = (typeof offerActions)[number];
export const deliverableKinds = ['post', 'story', 'video', 'live', 'review', 'other'] as const;

export const OfferTerms = T.Object(
  {
    /** Paid in money. */
    cashSantim: Santim,
    /** Value of what is given instead: a stay, a product. */
    inKindSantim: Santim,
    /** What that is; empty when nothing is given. */
    inKind: T.String({ maxLength: 300 }),
    deliverables: T.Array(
      T.Object(
        {
          kind: oneOf(deliverableKinds),
          count: T.Integer({ minimum: 1, maximum: 50 }),
          note: T.String({ maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 10 },
    ),
    /** The last of it is there on this day, in East Africa Time. */
    dueOn: Day,
    /** For so many days the brand may use what was made. */
    usageDays: T.Integer({ minimum: 0, maximum: 3650 }),
    note: T.String({ maxLength: 1000 }),
  },
  { additionalProperties: false },
);
export type OfferTerms = Static<typeof OfferTerms>;

const party = oneOf(['creator', 'brand', 'system']);
export const OfferChange = T.Object({
  from: nullable(oneOf(offerStatuses)),
  to: oneOf(offerStatuses),
  by: party,
  at: Moment,
});
export type OfferChange = Static<typeof OfferChange>;

export const OfferView = T.Object({
  id: Id,
  /** As whom the reader stands in it. */
  role: oneOf(['creator', 'brand']),
  status: oneOf(offerStatuses),
  brandName: T.String(),
  creatorId: Id,
  handle: Handle,
  storeName: T.String(),
  campaignId: nullable(Id),
  terms: OfferTerms,
  originalTermsSnapshot: OfferTerms,
  counterTerms: nullable(OfferTerms),
  /** Integer santim: money and what is given, together. */
  totalValueCents: Santim,
  currency: Currency,
  isValid: T.Boolean(),
  validationErrors: T.Array(T.String()),
  statusHistory: T.Array(OfferChange),
  creatorCompleted: T.Boolean(),
  brandCompleted: T.Boolean(),
  /** What the reader may do now. */
  may: T.Array(oneOf(offerActions)),
  sentAt: Moment,
  expiresAt: Moment,
});
export type OfferView = Static<typeof OfferView>;

export const Brand = T.Object({
  name: T.String(),
  about: T.String(),
  website: nullable(T.String()),
  /** What keeps this brand from sending offers, by name; empty when nothing does. */
  blockers: T.Array(
    T.Object({ code: T.String(), messageAm: T.String(), messageEn: T.String(), actionUrl: T.String() }),
  ),
});
export const readBrand = endpoint({
  method: 'GET',
  url: '/v1/offers/brand',
  access: 'creator',
  summary: 'The own brand profile; 404 before there is one',
  response: Brand,
});
export const saveBrand = endpoint({
  method: 'PUT',
  url: '/v1/offers/brand',
  access: 'creator',
  summary: 'Become a brand, or change its profile',
  body: T.Object(
    {
      name: T.String({ minLength: 2, maxLength: 80 }),
      about: T.String({ maxLength: 1000 }),
      website: nullable(T.String({ maxLength: 300, pattern: '^https://' })),
    },
    { additionalProperties: false },
  ),
  response: Brand,
});

const params = T.Object({ id: Id });
export const sendOffer = endpoint({
  method: 'POST',
  url: '/v1/offers',
  access: 'creator',
  summary: 'Send an offer to a creator; the same id again is the same offer',
  status: 201,
  body: T.Object(
    {
      /** Made by who sends, so that sending twice is sending once. */
      id: Id,
      handle: T.String({ minLength: 3, maxLength: 60 }),
      campaignId: T.Optional(Id),
      terms: OfferTerms,
      answerWithinDays: T.Integer({ minimum: 1, maximum: 60, default: 14 }),
    },
    { additionalProperties: false },
  ),
  response: OfferView,
});
export const listOffers = endpoint({
  method: 'GET',
  url: '/v1/offers',
  access: 'creator',
  summary: 'Offers that were received, or sent as a brand; the newest first',
  query: T.Object({
    role: T.Optional(oneOf(['creator', 'brand'])),
    campaignId: T.Optional(Id),
    cursor: T.Optional(T.String({ maxLength: 200 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 50, default: 25 })),
  }),
  response: pageOf(OfferView),
});
export const readOffer = endpoint({
  method: 'GET',
  url: '/v1/offers/:id',
  access: 'creator',
  summary: 'One offer, for the two who are in it',
  params,
  response: OfferView,
});
const act = <const N extends string>(name: N, summary: string) =>
  endpoint({
    method: 'POST',
    url: `/v1/offers/:id/${name}`,
    access: 'creator',
    summary,
    params,
    body: T.Object({ seenStatus: oneOf(offerStatuses) }, { additionalProperties: false }),
    response: OfferView,
  });
export const acceptOffer = act('accept', 'Agree: the creator to what is asked, the brand to what was asked instead');
export const declineOffer = act('decline', 'Say no to what is offered');
export const cancelOffer = act('cancel', 'Take back what was offered or asked, or end what was agreed');
export const completeOffer = act('complete', 'Say that it is done; it is completed when both have said so');
export const counterOffer = endpoint({
  method: 'POST',
  url: '/v1/offers/:id/counter',
  access: 'creator',
  summary: 'Ask for other terms',
  params,
  body: T.Object({ seenStatus: oneOf(offerStatuses), terms: OfferTerms }, { additionalProperties: false }),
  response: OfferView,
});

export const Campaign = T.Object({
  id: Id,
  title: T.String(),
  brief: T.String(),
  budgetSantim: nullable(Santim),
  currency: Currency,
  state: oneOf(['draft', 'open', 'closed']),
  /** How many offers of it stand in each status. */
  offers: T.Record(T.String(), T.Integer()),
  createdAt: Moment,
});
export type Campaign = Static<typeof Campaign>;
export const createCampaign = endpoint({
  method: 'POST',
  url: '/v1/campaigns',
  access: 'creator',
  summary: 'Begin a campaign as a draft; the same id again is the same campaign',
  status: 201,
  body: T.Object(
    {
      id: Id,
      title: T.String({ minLength: 2, maxLength: 120 }),
      brief: T.String({ maxLength: 2000 }),
      budgetSantim: nullable(Santim),
    },
    { additionalProperties: false },
  ),
  response: Campaign,
});
export const listCampaigns = endpoint({
  method: 'GET',
  url: '/v1/campaigns',
  access: 'creator',
  summary: 'The own campaigns, the newest first',
  response: T.Object({ items: T.Array(Campaign) }),
});
export const readCampaign = endpoint({
  method: 'GET',
  url: '/v1/campaigns/:id',
  access: 'creator',
  summary: 'One own campaign with how its offers stand',
  params,
  response: Campaign,
});
export const changeCampaign = endpoint({
  method: 'PATCH',
  url: '/v1/campaigns/:id',
  access: 'creator',
  summary: 'Open a draft so that offers may be sent, or close it',
  params,
  body: T.Object({ state: oneOf(['open', 'closed']) }, { additionalProperties: false }),
  response: Campaign,
});

export const offerMoved = problem('offer-moved', 409, {
  en: 'This offer is not as you saw it any more. Look at it again, then decide.',
  am: 'ይህ ጥያቄ እንዳዩት አይደለም። እንደገና ይመልከቱት፤ ከዚያ ይወስኑ።',
});
export const offerNotValid = problem('offer-not-valid', 422, {
  en: 'These terms cannot be offered as they are. Each line below says what to change.',
  am: 'እነዚህ ውሎች ባሉበት ሊቀርቡ አይችሉም። እያንዳንዱ መስመር ምን እንደሚቀየር ይነግራል።',
});
export const ownOffer = problem('own-offer', 422, {
  en: 'This is your own store. Choose the store of somebody else.',
  am: 'ይህ የራስዎ መደብር ነው። የሌላ ሰው መደብር ይምረጡ።',
});
export const brandNotReady = problem('brand-not-ready', 409, {
  en: 'Before you can send offers a few things are missing. Each one is named below.',
  am: 'ጥያቄ ከመላክዎ በፊት የሚጎድሉ ነገሮች አሉ። እያንዳንዱ ከታች ተጠቅሷል።',
});
export const campaignNotOpen = problem('campaign-not-open', 409, {
  en: 'This campaign is not open. Open it first, or send the offer without it.',
  am: 'ይህ ዘመቻ ክፍት አይደለም። መጀመሪያ ይክፈቱት፤ ወይም ያለ ዘመቻው ይላኩ።',
});
