// An address of her own in front of a store: claimed, proven by a record, pointed here, made the main one.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { problem } from './problem.ts';
import { Done, Id, Moment, nullable } from './shapes.ts';

export const DomainState = T.Union([T.Literal('waiting'), T.Literal('verified'), T.Literal('live'), T.Literal('lost')]);
export const Domain = T.Object({
  id: Id,
  domain: T.String(),
  /** As people read it, with letters of any script. */
  shown: T.String(),
  state: DomainState,
  /** Readers of the old address are led here. */
  main: T.Boolean(),
  /** What to enter where the name was bought. */
  records: T.Array(
    T.Object({ type: T.Union([T.Literal('TXT'), T.Literal('CNAME')]), name: T.String(), value: T.String() }),
  ),
  /** What was seen and what to do, in the reader's language. */
  detail: T.String(),
  checkedAt: nullable(Moment),
  nextCheckAt: nullable(Moment),
});
export type Domain = Static<typeof Domain>;

const params = T.Object({ id: Id });
export const listDomains = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/domains',
  access: 'creator',
  summary: 'The own addresses, each with its records and its state',
  response: T.Object({ items: T.Array(Domain) }),
});
export const addDomain = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/domains',
  access: 'creator',
  summary: 'Claim an address; the answer says which record proves it',
  status: 201,
  body: T.Object({ domain: T.String({ maxLength: 400 }) }, { additionalProperties: false }),
  response: Domain,
});
export const checkDomain = endpoint({
  method: 'POST',
  url: '/v1/stores/mine/domains/:id/check',
  access: 'creator',
  summary: 'Look at the records now; asked again within ten seconds it answers what was seen',
  params,
  response: Domain,
});
export const setMainDomain = endpoint({
  method: 'PUT',
  url: '/v1/stores/mine/domains/:id/main',
  access: 'creator',
  summary: 'Lead readers of the old address here, or no more',
  params,
  body: T.Object({ main: T.Boolean() }, { additionalProperties: false }),
  response: Domain,
});
export const removeDomain = endpoint({
  method: 'DELETE',
  url: '/v1/stores/mine/domains/:id',
  access: 'creator',
  summary: 'Let an address go; the store stays under its handle',
  params,
  response: Done,
});

export const domainRefused = problem('domain-refused', 422, {
  en: 'Write a name that you have bought, like abeba.com or shop.abeba.com, without https:// and without a path.',
  am: 'የገዙትን ስም ያለ https:// እና ያለ ተጨማሪ መንገድ ይጻፉ፤ ለምሳሌ abeba.com ወይም shop.abeba.com።',
});
export const domainOurs = problem('domain-ours', 422, {
  en: 'This name is ours. Write one that you have bought yourself.',
  am: 'ይህ ስም የእኛ ነው። እርስዎ የገዙትን ይጻፉ።',
});
export const domainLookalike = problem('domain-lookalike', 422, {
  en: 'This name has letters that look like others. Use Latin letters only, or Ethiopic letters only.',
  am: 'ይህ ስም ሌሎችን የሚመስሉ ፊደላት አሉት። የላቲን ፊደላት ብቻ ወይም የኢትዮጵያ ፊደላት ብቻ ይጠቀሙ።',
});
export const domainLimit = problem('domain-limit', 409, {
  en: 'A store has at most {limit} addresses. Remove one first.',
  am: 'አንድ መደብር ቢበዛ {limit} አድራሻዎች አሉት። መጀመሪያ አንዱን ያስወግዱ።',
});
export const domainTaken = problem('domain-taken', 409, {
  en: 'This name is connected to another store. If it is yours, remove the other store’s TXT record and look again tomorrow.',
  am: 'ይህ ስም ከሌላ መደብር ጋር ተያይዟል። የእርስዎ ከሆነ የሌላውን TXT መዝገብ ያስወግዱና ነገ እንደገና ያረጋግጡ።',
});
export const domainNotLive = problem('domain-not-live', 409, {
  en: 'Readers do not arrive under this address yet. Wait until it is connected and your page is public.',
  am: 'አንባቢዎች እስካሁን በዚህ አድራሻ አይደርሱም። እስኪያያዝና ገጽዎ ይፋ እስኪሆን ይጠብቁ።',
});
export const resolverSilent = problem('resolver-silent', 503, {
  en: 'The name service did not answer. Nothing has changed; we look again by ourselves.',
  am: 'የስም አገልግሎቱ አልመለሰም። ምንም አልተቀየረም፤ እኛው እንደገና እናረጋግጣለን።',
});
