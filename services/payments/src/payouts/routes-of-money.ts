// Which rail takes money to an account. Where none of ours does, a person sends it.
import type { AccountKind } from '@windsurf/contracts/payments-payouts';
import type { Rail, Rails } from '../rails/rails.ts';

export type RouteOfMoney = { readonly rail: string; readonly byHand: boolean };
type To = { readonly kind: AccountKind; readonly bank: string | null };
const sends = (rail: Rail, { kind, bank }: To): boolean =>
  rail.payout !== undefined &&
  rail.capabilities.payout.includes(kind) &&
  (bank === null || rail.payoutBanks === undefined || rail.payoutBanks.includes(bank));

/** A wallet's own rail first, then any that reaches it. */
export function routeTo(rails: Rails, to: To): RouteOfMoney {
  const own = rails.get(to.kind);
  const rail = own && sends(own, to) ? own : [...rails.values()].find((one) => sends(one, to));
  return rail ? { rail: rail.name, byHand: false } : { rail: 'manual', byHand: true };
}
