// Who gets what of a sale, to the santim. Pure: what is agreed was frozen when the payment began, and the same sale is
// always split the same way. A part is never of the tax or of a fee: neither is the creator's to give.

/** What somebody was promised of a payment, as it was frozen with it. */
export type Promised = {
  readonly kind: 'affiliate' | 'collaborator';
  /** Of the agreement: its account in the seller's books is `share:<partyId>`. */
  readonly partyId: string;
  /** The tenant whose books take it in the end. */
  readonly payeeId: string;
  readonly holdDays: number;
  /** Whole percent by product; what is not named gives nothing. */
  readonly percents: Readonly<Record<string, number>>;
  /** By the phone number alone, from an earlier link or word. */
  readonly remembered?: true;
  /** Who began it was signed in with the number that buys. */
  readonly proven?: true;
};
export type Part = Omit<Promised, 'percents' | 'remembered' | 'proven'> & {
  readonly baseSantim: number;
  readonly amountSantim: number;
};
export type SplitSale = {
  readonly lines: readonly { readonly productId: string; readonly amountSantim: number }[];
  readonly amountSantim: number;
  readonly feeSantim: number;
  readonly providerFeeSantim: number;
  readonly vatSantim: number;
};

/**
 * What is the creator's of each line: the price less its part of tax and fees. Cut to whole santim by what adds up so
 * far, so that the lines together hold exactly the whole.
 */
export function basesOf({ lines, amountSantim, feeSantim, providerFeeSantim, vatSantim }: SplitSale): number[] {
  const net = Math.max(0, amountSantim - feeSantim - providerFeeSantim - vatSantim);
  const upTo = (sum: number): number =>
    amountSantim === 0 ? 0 : Number((BigInt(net) * BigInt(sum)) / BigInt(amountSantim));
  let seen = 0;
  return lines.map((line) => {
    const before = upTo(seen);
    seen += line.amountSantim;
    return upTo(seen) - before;
  });
}

const percentOf = (sum: number, percent: number): number => Math.floor((sum * percent) / 100);

/**
 * The parts of a sale in santim; a part of nothing is left out. An affiliate is paid for the sale that she brought, of
 * every line that is in her agreement; collaborators share what is left of a line after her. Throws a RangeError when more
 * is promised of a line than there is.
 */
export function splitOf(sale: SplitSale, promised: readonly Promised[]): Part[] {
  const bases = basesOf(sale);
  const sums = promised.map(() => ({ base: 0, amount: 0 }));
  for (const [at, { productId }] of sale.lines.entries()) {
    const base = bases[at] ?? 0;
    let left = base;
    for (const kind of ['affiliate', 'collaborator'] as const) {
      const of = left;
      for (const [who, one] of promised.entries()) {
        const percent = one.kind === kind ? (one.percents[productId] ?? 0) : 0;
        const sum = sums[who];
        if (percent === 0 || !sum) continue;
        const part = percentOf(of, percent);
        if (part > left) throw new RangeError('more is promised of a sale than there is');
        left -= part;
        sum.base += of;
        sum.amount += part;
      }
    }
  }
  return promised.flatMap(({ kind, partyId, payeeId, holdDays }, at) => {
    const { base = 0, amount = 0 } = sums[at] ?? {};
    // Named one by one: what a newer build has promised beside it is nothing of a part.
    return amount > 0 ? [{ kind, partyId, payeeId, holdDays, baseSantim: base, amountSantim: amount }] : [];
  });
}

export type HeldShare = {
  readonly id: string;
  readonly partyId: string;
  readonly amountSantim: number;
  readonly reversedSantim: number;
  readonly releasedSantim: number;
};

/** What is still held of a part: neither given back nor moved on. */
export const heldOf = ({ amountSantim, reversedSantim, releasedSantim }: HeldShare): number =>
  amountSantim - reversedSantim - releasedSantim;

/**
 * What each part gives back when so much of an order is left: in proportion, so that any number of refunds takes back
 * exactly the part when all is gone. What has moved on already is not taken: its time for refunds is over.
 *
 * @param left santim of the order that stay with the seller after this refund
 * @param most santim that the parts may give together
 */
export function givenBack(
  shares: readonly HeldShare[],
  order: { readonly amountSantim: number },
  left: number,
  most: number,
): { readonly share: HeldShare; readonly amount: number }[] {
  let room = most;
  return shares.flatMap((share) => {
    const keeps = Number((BigInt(share.amountSantim) * BigInt(left)) / BigInt(order.amountSantim));
    const wanted = share.amountSantim - keeps - share.reversedSantim;
    const amount = Math.max(0, Math.min(wanted, heldOf(share), room));
    room -= amount;
    return amount > 0 ? [{ share, amount }] : [];
  });
}
