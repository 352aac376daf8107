// Payment plans: a price in equal monthly parts. Each part is paid by its buyer; nothing is ever taken by itself.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Currency, Id, Moment, Santim, nullable } from './shapes.ts';

const Parts = T.Integer({ minimum: 2, maximum: 6 });
export const InstalmentTerms = T.Object({
  productId: Id,
  /** Counts up with each change; give it back with the next one. */
  version: T.Integer({ minimum: 0 }),
  /** Null: not in parts. */
  parts: nullable(Parts),
  /** Why nobody is offered it now: another type, not out yet, a price that the buyer names or that is below the limit. */
  blocked: nullable(T.Union([T.Literal('type'), T.Literal('preorder'), T.Literal('open-amount'), T.Literal('price')])),
  leastSantim: Santim,
  priceSantim: Santim,
  currency: Currency,
});
export type InstalmentTerms = Static<typeof InstalmentTerms>;
export const readInstalmentTerms = endpoint({
  method: 'GET',
  url: '/v1/payments/products/:id/instalments',
  access: 'creator',
  summary: 'In how many monthly parts a product may be paid',
  params: T.Object({ id: Id }),
  response: InstalmentTerms,
});
export const changeInstalmentTerms = endpoint({
  method: 'PUT',
  url: '/v1/payments/products/:id/instalments',
  access: 'creator',
  summary: 'Let buyers pay in 2 to 6 equal monthly parts, or not; plans that run stay as they are',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** The version that was read; 409 changed-elsewhere when there is a newer one. The same change again is no change. */
      baseVersion: T.Integer({ minimum: 0 }),
      parts: nullable(Parts),
    },
    { additionalProperties: false },
  ),
  response: InstalmentTerms,
});

/** due: not paid yet · late: its day is over · given-back: refunded, and not asked again · disputed: the bank looks at it. */
export const PartState = T.Union([
  T.Literal('due'),
  T.Literal('late'),
  T.Literal('paid'),
  T.Literal('given-back'),
  T.Literal('disputed'),
]);
export type PartState = Static<typeof PartState>;
/** running · paused: closed until it is paid · done: all paid · ended: its money went back. */
export const PlanState = T.Union([T.Literal('running'), T.Literal('paused'), T.Literal('done'), T.Literal('ended')]);
export type PlanState = Static<typeof PlanState>;
export const InstalmentPlan = T.Object({
  id: Id,
  productId: Id,
  title: T.String(),
  state: PlanState,
  wholeSantim: Santim,
  leftSantim: Santim,
  currency: Currency,
  parts: T.Array(
    T.Object({
      number: T.Integer({ minimum: 1 }),
      dueAt: Moment,
      amountSantim: Santim,
      state: PartState,
      paidAt: nullable(Moment),
      /** Who paid it. */
      orderId: nullable(Id),
    }),
  ),
});
export type InstalmentPlan = Static<typeof InstalmentPlan>;
export const readInstalmentsOfOrder = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/instalments',
  access: 'creator',
  summary: 'The payment plan that an order belongs to, the same list that its buyer sees; null when it is paid at once',
  params: T.Object({ id: Id }),
  response: T.Object({ plan: nullable(InstalmentPlan) }),
});
export const linkOfInstalments = endpoint({
  method: 'GET',
  url: '/v1/payments/instalments/:id/link',
  access: 'service',
  summary: 'Where the buyer of a plan pays her parts, for an SMS, and how it stands; the same address each time',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: T.Intersect([InstalmentPlan, T.Object({ url: T.String(), storeName: T.String() })]),
});

/** A part is due: three days before its day, on it, three days and seven days after it. */
export const instalmentDue = event(
  'instalment.due',
  1,
  T.Object({
    planId: Id,
    productId: Id,
    buyerId: Id,
    number: T.Integer({ minimum: 1 }),
    days: T.Union([T.Literal(3), T.Literal(0), T.Literal(-3), T.Literal(-7)]),
    dueAt: Moment,
  }),
);

export const instalmentsRefused = problem('instalments-refused', 422, {
  en: 'This cannot be paid in parts. Choose a course, download, template pack or bundle with a set price of {least} or more.',
  am: 'ይህ በክፍያ ሊከፈል አይችልም። ዋጋው {least} ወይም ከዚያ በላይ የሆነ ኮርስ፣ ፋይል፣ ቴምፕሌት ወይም ጥቅል ይምረጡ።',
});
export const instalmentsOver = problem('instalments-over', 409, {
  en: 'This cannot be paid in these parts now. Choose again how you pay.',
  am: 'ይህን አሁን በእነዚህ ክፍያዎች መክፈል አይቻልም። እንዴት እንደሚከፍሉ እንደገና ይምረጡ።',
});
export const instalmentsAlone = problem('instalments-alone', 422, {
  en: 'In parts you can buy one thing alone: take the extra and the rest of the cart away, or pay all at once.',
  am: 'በክፍያ የሚገዛው አንድ ነገር ብቻ ነው፤ ተጨማሪውንና ሌሎቹን ከጋሪው ያውጡ፣ ወይም ሁሉንም በአንድ ጊዜ ይክፈሉ።',
});
export const instalmentsRunning = problem('instalments-running', 409, {
  en: 'You already pay for this in parts. Open your payments to see what is left.',
  am: 'ይህን አስቀድመው በክፍያ እየከፈሉ ነው። የቀረውን ለማየት ክፍያዎችዎን ይክፈቱ።',
});
export const partPaid = problem('part-paid', 409, {
  en: 'This part is paid already, or is not asked for any more. Look at the list of your payments.',
  am: 'ይህ ክፍያ ተከፍሏል፣ ወይም ከእንግዲህ አይጠየቅም። የክፍያዎችዎን ዝርዝር ይመልከቱ።',
});
