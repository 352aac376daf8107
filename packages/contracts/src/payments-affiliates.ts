// Who has a part in a sale: affiliates, who bring buyers by a link or a spoken code, and collaborators, who made it with her.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Currency, Id, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

const Percent = T.Integer({ minimum: 1, maximum: 75, description: 'whole percent of the price less tax and fees' });
const Count = T.Integer({ minimum: 0 });
const oneOf = <const W extends readonly string[]>(words: W) => T.Unsafe<W[number]>(T.Enum([...words]));
/** `ABEBE7`, in any case; the same word stands in a link as `?ref=abebe7`. */
export const ReferralText = T.String({ pattern: '^[A-Za-z]{3,12}[1-9][0-9]{0,3}$' });

export const AffiliateTermsView = T.Object({
  productId: Id,
  title: T.String(),
  /** Counts up with each change; give it back with the next one. 0: never said. */
  version: Count,
  open: T.Boolean(),
  percent: nullable(T.Integer()),
  buyersOnly: T.Boolean(),
  /** People who recommend it now. */
  affiliates: Count,
  /** Days after a sale until a commission is the affiliate's for good. */
  holdDays: Count,
});
export type AffiliateTermsView = Static<typeof AffiliateTermsView>;

export const readAffiliateTerms = endpoint({
  method: 'GET',
  url: '/v1/payments/products/:id/affiliate-terms',
  access: 'creator',
  summary: 'Whether people may recommend a product for a commission, and for how much',
  params: T.Object({ id: Id }),
  response: AffiliateTermsView,
});
export const changeAffiliateTerms = endpoint({
  method: 'PUT',
  url: '/v1/payments/products/:id/affiliate-terms',
  access: 'creator',
  summary: 'Let people recommend a product; who has accepted keeps what she accepted',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** The version that was read; 409 changed-elsewhere when there is a newer one. The same change again is no change. */
      baseVersion: Count,
      open: T.Boolean(),
      percent: Percent,
      /** Only people who own the product may join. */
      buyersOnly: T.Boolean(),
    },
    { additionalProperties: false },
  ),
  response: AffiliateTermsView,
});

const Sums = T.Object({
  sales: Count,
  /** Earned, given back with refunds, held until the days for refunds are over, and moved to whom it belongs. */
  earnedSantim: Santim,
  reversedSantim: Santim,
  heldSantim: Santim,
  releasedSantim: Santim,
});
export const AffiliateView = T.Object({
  affiliateId: Id,
  productId: Id,
  title: T.String(),
  code: T.String(),
  percent: T.Integer(),
  state: oneOf(['active', 'ended']),
  joinedAt: Moment,
  endedAt: nullable(Moment),
  currency: Currency,
  /** Of all that she brought to this creator. */
  sums: Sums,
});
export type AffiliateView = Static<typeof AffiliateView>;
export const listAffiliates = endpoint({
  method: 'GET',
  url: '/v1/payments/affiliates',
  access: 'creator',
  summary: 'Who recommends what of mine, and what that has earned; the newest first',
  query: PageQuery,
  response: pageOf(AffiliateView),
});
export const endAffiliate = endpoint({
  method: 'POST',
  url: '/v1/payments/affiliates/:id/end',
  access: 'creator',
  summary: 'End an agreement: the link and the code earn nothing from now on, what was earned stays',
  params: T.Object({ id: Id }),
  body: T.Object({ productId: Id }, { additionalProperties: false }),
  response: AffiliateView,
});

export const ShareView = T.Object({
  id: Id,
  kind: oneOf(['affiliate', 'collaborator']),
  title: T.String(),
  currency: Currency,
  /** The price less tax and fees, of which the part was taken, and the part. */
  baseSantim: Santim,
  amountSantim: Santim,
  reversedSantim: Santim,
  /** Held until then, so that refunds can take it back; told from the first minute. */
  state: oneOf(['held', 'released', 'reversed']),
  earnedAt: Moment,
  releaseAt: Moment,
});
export type ShareView = Static<typeof ShareView>;
export const AffiliationView = T.Object({
  productId: Id,
  title: T.String(),
  storeName: T.String(),
  code: T.String(),
  /** The address to send to people. */
  link: T.String(),
  percent: T.Integer(),
  state: oneOf(['active', 'ended']),
  acceptedAt: Moment,
});
export const listMyAffiliations = endpoint({
  method: 'GET',
  url: '/v1/payments/affiliations',
  access: 'person',
  summary: 'What I recommend for a commission, with my links and codes',
  response: T.Object({ items: T.Array(AffiliationView) }),
});
export const listMyShares = endpoint({
  method: 'GET',
  url: '/v1/payments/shares',
  access: 'person',
  summary: 'My parts of other people’s sales, the newest first, each with the day on which it is mine for good',
  query: PageQuery,
  response: pageOf(ShareView),
});
export const becomeAffiliate = endpoint({
  method: 'POST',
  url: '/v1/payments/products/:id/affiliations',
  access: 'person',
  summary: 'Accept the terms and get a link and a code; again is the same agreement',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** What people will say, as a word: the code is made of it. */
      name: T.String({ minLength: 1, maxLength: 40 }),
      /** The percentage that was read; 409 terms-changed when it is another one by now. */
      percent: Percent,
      accept: T.Literal(true),
    },
    { additionalProperties: false },
  ),
  response: AffiliationView,
});

export const CollaborationView = T.Object({
  id: Id,
  productId: Id,
  title: T.String(),
  storeName: T.String(),
  /** `mine`: I sell it and share. `theirs`: they sell it and share with me. */
  side: oneOf(['mine', 'theirs']),
  partnerHandle: T.String(),
  percent: T.Integer(),
  state: oneOf(['offered', 'active', 'declined', 'ended']),
  offeredAt: Moment,
  answeredAt: nullable(Moment),
  endedAt: nullable(Moment),
});
export type CollaborationView = Static<typeof CollaborationView>;
export const listCollaborations = endpoint({
  method: 'GET',
  url: '/v1/payments/collaborations',
  access: 'creator',
  summary: 'Products that I share with others, and that others share with me',
  response: T.Object({ items: T.Array(CollaborationView) }),
});
export const offerCollaboration = endpoint({
  method: 'POST',
  url: '/v1/payments/collaborations',
  access: 'creator',
  summary: 'Offer another creator a part of a product; nothing is shared before she agrees',
  body: T.Object(
    {
      productId: Id,
      /** Her store's name, with or without @. */
      handle: T.String({ minLength: 1, maxLength: 40 }),
      percent: T.Integer({ minimum: 1, maximum: 90 }),
    },
    { additionalProperties: false },
  ),
  response: CollaborationView,
});
export const answerCollaboration = endpoint({
  method: 'POST',
  url: '/v1/payments/collaborations/:id/answer',
  access: 'creator',
  summary: 'Agree to an offer that was made to me, or decline it',
  params: T.Object({ id: Id }),
  body: T.Object({ agree: T.Boolean() }, { additionalProperties: false }),
  response: CollaborationView,
});
export const endCollaboration = endpoint({
  method: 'POST',
  url: '/v1/payments/collaborations/:id/end',
  access: 'creator',
  summary: 'End it, from either side: later sales are not shared, earlier ones stay as they were split',
  params: T.Object({ id: Id }),
  response: CollaborationView,
});

export const affiliatesClosed = problem('affiliates-closed', 409, {
  en: 'Nobody can join for this product now. Ask the store, or choose another product.',
  am: 'ለዚህ ምርት አሁን መመዝገብ አይቻልም። መደብሩን ይጠይቁ፣ ወይም ሌላ ምርት ይምረጡ።',
});
export const affiliateIsSeller = problem('affiliate-is-seller', 409, {
  en: 'This is your own product. Share its ordinary link: what it earns is yours anyway.',
  am: 'ይህ የራስዎ ምርት ነው። መደበኛ ሊንኩን ያጋሩ፤ ገቢው ያለኮሚሽንም የእርስዎ ነው።',
});
export const affiliateEndedBySeller = problem('affiliate-ended-by-seller', 409, {
  en: 'The store has ended your part in this product, and you cannot join it again. What you earned stays yours; ask the store if you think that it is a mistake.',
  am: 'መደብሩ ለዚህ ምርት የነበረዎትን ድርሻ አቋርጧል፤ እንደገና መመዝገብ አይችሉም። ያገኙት የእርስዎ ነው፤ ስህተት ከመሰለዎት መደብሩን ይጠይቁ።',
});
export const affiliateBuysFirst = problem('affiliate-buys-first', 409, {
  en: 'Only people who have this product may recommend it. Buy it with this number first.',
  am: 'ይህን ምርት ማስተዋወቅ የሚችሉት የገዙት ብቻ ናቸው። መጀመሪያ በዚህ ስልክ ቁጥር ይግዙት።',
});
export const affiliateTermsChanged = problem('affiliate-terms-changed', 409, {
  en: 'The commission is {percent} % by now. Read the terms again and accept them.',
  am: 'ኮሚሽኑ አሁን {percent} % ነው። ውሉን እንደገና አንብበው ይቀበሉ።',
});
export const affiliateName = problem('affiliate-name', 422, {
  en: 'Write a name of 3 to 12 letters that people can say, like ABEBE.',
  am: 'ሰዎች የሚጠሩት ከ3 እስከ 12 ፊደል ያለው ስም ይጻፉ፤ ለምሳሌ ABEBE።',
});
export const ownReferral = problem('own-referral', 409, {
  en: '{code} is your own code: nobody earns on what she buys herself. Take it out, or press Pay to go on without it.',
  am: '{code} የራስዎ ኮድ ነው፤ ማንም ለራሱ በሚገዛው ኮሚሽን አያገኝም። ያውጡት፣ ወይም ያለ ኮዱ ለመቀጠል «ይክፈሉ» የሚለውን ይጫኑ።',
});
export const partnerUnknown = problem('partner-unknown', 422, {
  en: 'No store that sells something has this name. Look at the address of the other store.',
  am: 'በዚህ ስም የሚሸጥ መደብር የለም። የሌላውን መደብር አድራሻ ይመልከቱ።',
});
export const partnerIsYou = problem('partner-is-you', 422, {
  en: 'This is your own store. Write the name of the other one.',
  am: 'ይህ የራስዎ መደብር ነው። የሌላውን መደብር ስም ይጻፉ።',
});
export const partnersTooMuch = problem('partners-too-much', 409, {
  en: 'Together with the others that would be more than 90 %. At most {left} % are left to share.',
  am: 'ከሌሎቹ ጋር ከ90 % በላይ ይሆናል። ለማካፈል የቀረው ቢበዛ {left} % ነው።',
});
export const partnerAskedAlready = problem('partner-asked-already', 409, {
  en: 'You share this product with her already, or she has an offer. End that first.',
  am: 'ይህን ምርት አስቀድመው ከእርሷ ጋር ይካፈላሉ፣ ወይም ያቀረቡት ጥያቄ አላት። መጀመሪያ እሱን ያቁሙ።',
});
export const collaborationOver = problem('collaboration-over', 409, {
  en: 'This offer was answered or ended already. Look at the list again.',
  am: 'ይህ ጥያቄ አስቀድሞ ተመልሷል ወይም አብቅቷል። ዝርዝሩን እንደገና ይመልከቱ።',
});
