// Which rail takes money to an account. Where none of ours does, a person sends it.
import type { AccountKind } from '@windsurf/contracts/payments-payouts';
import type { Rail, Rails } from '../rails/rails.ts';

export type RouteOfMoney = { readonly rail: string; readonly byHand: boolean };
const sends = (rail: Rail, kind: AccountKind): boolean =>
  rail.payout !== undefined && rail.capabilities.payout.includes(kind);

/** A wallet's own rail first, then any that reaches it. */
export function routeTo(rails: Rails, kind: AccountKind): RouteOfMoney {
  const own = rails.get(kind);
  const rail = own && sends(own, kind) ? own : [...rails.values()].find((one) => sends(one, kind));
  return rail ? { rail: rail.name, byHand: false } : { rail: 'manual', byHand: true };
}
