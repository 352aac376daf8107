// The least and the most that one payout may be, by where it goes. They are ours, on the safe side of what wallets and
// banks are said to take, and are checked before anybody can ask.
import type { AccountKind } from '@windsurf/contracts/payments-payouts';
import { birr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';

export type PayoutLimits = { readonly least: Santim; readonly most: Santim };
const limits: Readonly<Record<AccountKind, PayoutLimits>> = {
  telebirr: { least: birr(10), most: birr(75_000) },
  cbebirr: { least: birr(10), most: birr(75_000) },
  bank: { least: birr(50), most: birr(1_000_000) },
};
/** Without an account, a wallet's. */
export const limitsOf = (kind: AccountKind | undefined): PayoutLimits => limits[kind ?? 'telebirr'];
/** What a schedule sends at least, unless the creator says otherwise. */
export const usualMinimum: Santim = birr(100);
