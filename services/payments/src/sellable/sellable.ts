// What the other rooms of this house may do with what is sellable.
export { holdCode, holdStock, releaseHeld, scarce, takeSold } from './holds.ts';
export { holdUpsell, upsellAfter } from './upsells.ts';
export type { Upsell } from './upsells.ts';
export { findMore, holdMore, isCartable, mostMore, othersFor } from './offers.ts';
export { codeName, faultOf, findCode, findOffer, sellerOf, holdOffer, leftOf, planTypes, usedUp } from './offers.ts';
export type { FoundCode, Sellable } from './offers.ts';
export type { Sharing } from './offers.queries.ts';
export { priceOf } from './price.ts';
export type { Choice, Total } from './price.ts';
export { quoteOf } from './quotes.ts';
export type { Choices, Quote } from './quotes.ts';
export { notePublishedPrice } from './terms.queries.ts';
export { giveSeatsBack, lockSeatsBack, noteSeats, takeSeatsAgain } from './seats.ts';
