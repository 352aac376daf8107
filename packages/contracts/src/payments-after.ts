// What happens around a payment: what is offered right after it, and one reminder of a payment that was not finished.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Price } from './payments-sellable.ts';
import { problem } from './problem.ts';
import { Currency, Id, Santim, nullable } from './shapes.ts';

const Reminders = T.Object({
  /** Buyers who tick it are reminded once, by SMS, of a payment that they did not finish. */
  abandoned: T.Boolean(),
});
export const readReminders = endpoint({
  method: 'GET',
  url: '/v1/payments/reminders',
  access: 'creator',
  summary: 'Whether buyers may ask to be reminded of what they did not finish',
  response: Reminders,
});
export const changeReminders = endpoint({
  method: 'PUT',
  url: '/v1/payments/reminders',
  access: 'creator',
  summary: 'Let buyers ask to be reminded once, or stop it; the same again changes nothing',
  body: T.Object({ abandoned: T.Boolean() }, { additionalProperties: false }),
  response: Reminders,
});

export const UpsellView = T.Object({
  productId: Id,
  /** Counts up with each change; give it back with the next one. */
  version: T.Integer({ minimum: 0 }),
  /** Offered once to whoever has just paid for the product, at this price; null: nothing. */
  offer: nullable(T.Object({ productId: Id, title: T.String(), priceSantim: Santim, forSale: T.Boolean() })),
  currency: Currency,
});
export type UpsellView = Static<typeof UpsellView>;
export const readUpsell = endpoint({
  method: 'GET',
  url: '/v1/payments/products/:id/upsell',
  access: 'creator',
  summary: 'What is offered to somebody who has just paid for a product',
  params: T.Object({ id: Id }),
  response: UpsellView,
});
export const changeUpsell = endpoint({
  method: 'PUT',
  url: '/v1/payments/products/:id/upsell',
  access: 'creator',
  summary: 'Offer something after the payment, at a set price, or nothing',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** The version that was read; 409 changed-elsewhere when there is a newer one. The same change again is no change. */
      baseVersion: T.Integer({ minimum: 0 }),
      offer: nullable(T.Object({ productId: Id, priceSantim: Price }, { additionalProperties: false })),
    },
    { additionalProperties: false },
  ),
  response: UpsellView,
});

export const upsellOver = problem('upsell-over', 409, {
  en: 'This offer is over. You can still buy it in the store at its ordinary price.',
  am: 'ይህ ቅናሽ አብቅቷል። በመደበኛ ዋጋው ከመደብሩ አሁንም መግዛት ይችላሉ።',
});
export const upsellRefused = problem('upsell-refused', 422, {
  en: 'Choose another of your published files, courses, templates or keys to offer.',
  am: 'ለማቅረብ ሌላ የታተመ ፋይል፣ ኮርስ፣ ቴምፕሌት ወይም ቁልፍ ይምረጡ።',
});
