// VAT inside of a price: buyers are shown one price, and the tax is a part of it.
import { santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';

/**
 * The tax inside of an amount, half a santim up: 115 birr at 1500 basis points hold 15 birr.
 *
 * @param basisPoints 0 to 10000, of the price without tax
 */
export function vatInside(amount: Santim, basisPoints: number): Santim {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 0 || basisPoints > 10_000 || amount < 0) {
    throw new RangeError('VAT is split from an amount of zero or more, by 0 to 10000 basis points');
  }
  const rate = BigInt(basisPoints);
  const whole = 10_000n + rate;
  return santim(Number((2n * BigInt(amount) * rate + whole) / (2n * whole)));
}

/**
 * The tax of a credit note over a part of a receipt. All notes of a receipt together hold exactly its tax, however it was
 * divided: each takes what is missing to the share of all that went back.
 *
 * @param before what went back before, and the tax of that
 */
export function vatOfPart(
  receipt: { readonly total: Santim; readonly vat: Santim },
  before: { readonly total: Santim; readonly vat: Santim },
  amount: Santim,
): Santim {
  const back = before.total + amount;
  if (amount <= 0 || back > receipt.total) throw new RangeError('a credit note is for a part of its receipt');
  const whole = BigInt(receipt.total);
  const share = Number((2n * BigInt(receipt.vat) * BigInt(back) + whole) / (2n * whole));
  return santim(Math.min(Math.max(share - before.vat, 0), amount));
}
