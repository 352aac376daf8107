// What is sold before it is there: the day on which it opens, and what becomes of those who have paid for it.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Id, Lang, Moment } from './shapes.ts';

/**
 * `late`: its day came and there was no file. `given-up`: it stayed so for a week. `withdrawn`: taken from sale before its
 * day. In these two everybody's money goes back.
 */
export const ReleaseState = T.Union([
  T.Literal('waiting'),
  T.Literal('late'),
  T.Literal('released'),
  T.Literal('given-up'),
  T.Literal('withdrawn'),
]);
export type ReleaseState = Static<typeof ReleaseState>;

export const ReleaseView = T.Object({
  productId: Id,
  title: T.String(),
  releaseAt: Moment,
  state: ReleaseState,
  /** Everything that its buyers get on the day is here. */
  fileReady: T.Boolean(),
  /** How many have paid and wait. */
  waiting: T.Integer(),
  /** When it is given up, and everybody's money goes back; only while it is late. */
  givenUpAt: T.Union([Moment, T.Null()]),
});
export type ReleaseView = Static<typeof ReleaseView>;

export const listReleases = endpoint({
  method: 'GET',
  url: '/v1/delivery/releases',
  access: 'creator',
  summary: 'The own pre-orders that are still waited for, the next one first, at most 100',
  response: T.Object({ items: T.Array(ReleaseView) }),
});

/** What became of a pre-order as a whole: it is out, late, or not coming. */
export const releaseChanged = event(
  'release.changed',
  1,
  T.Object({ productId: Id, state: ReleaseState, releaseAt: Moment, at: Moment }),
);
/** Its creator has to be reminded of the file; `days` are left, 0 when the day has come. */
export const releaseFileDue = event(
  'release.file-due',
  1,
  T.Object({ productId: Id, releaseAt: Moment, days: T.Union([T.Literal(7), T.Literal(1), T.Literal(0)]) }),
);
/** One buyer's, and told to her once each: it is open, has another day, or is late. */
export const preorderChanged = event(
  'preorder.changed',
  1,
  T.Object({
    entitlementId: Id,
    orderId: Id,
    productId: Id,
    buyerId: Id,
    lang: Lang,
    what: T.Union([T.Literal('out'), T.Literal('moved'), T.Literal('late')]),
    releaseAt: Moment,
    at: Moment,
  }),
);
export const ReturnReason = T.Union([T.Literal('buyer'), T.Literal('late'), T.Literal('withdrawn')]);
/** Its buyer does not get it any more: payments gives everything back. */
export const preorderReturned = event(
  'preorder.returned',
  1,
  T.Object({ entitlementId: Id, orderId: Id, productId: Id, lang: Lang, why: ReturnReason }),
);

export const returnClosed = problem('return-closed', 409, {
  en: 'This is open now, so the money does not go back by one press. Ask the seller.',
  am: 'ይህ አሁን ተከፍቷል፤ ስለዚህ ገንዘቡ በአንድ ጭነት አይመለስም። ሻጩን ይጠይቁ።',
});
export const returnNotOffered = problem('return-not-offered', 409, {
  en: 'It still comes out on the day that you agreed to. Ask the seller if you want your money back.',
  am: 'የሚወጣው አሁንም በተስማሙበት ቀን ነው። ገንዘብዎን ከፈለጉ ሻጩን ይጠይቁ።',
});
