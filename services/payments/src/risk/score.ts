// How likely it is that a creator's money is somebody else's, from facts alone. What we did ourselves (refunds by operators
// or by itself, pauses, refused payouts by our decision) is no fact about her and is never counted: else our own doubt
// would prove itself.
export type RiskFacts = {
  readonly orders: number;
  /** Given back by the creator. */
  readonly refunds: number;
  /** Taken back by a bank. */
  readonly reversals: number;
  readonly disputes: number;
  readonly failedPayments: number;
  /** Refused by a wallet or bank. */
  readonly failedPayouts: number;
};

/** Share of all orders at which a sign counts in full, and how much of the score it is. */
const signs = [
  { of: 'reversals', full: 0.02, weight: 40 },
  { of: 'disputes', full: 0.02, weight: 30 },
  { of: 'refunds', full: 0.3, weight: 15 },
] as const;
/** Below this many orders a single one says little: the share is taken of at least so many. */
const fewest = 20;

/** 0 to 100. */
export function scoreOf(facts: RiskFacts): number {
  const orders = Math.max(fewest, facts.orders);
  const shares = signs.map(({ of, full, weight }) => weight * Math.min(1, facts[of] / orders / full));
  // Stolen wallets are tried out: many that fail for few that pay.
  const tried = 10 * Math.min(1, Math.max(0, facts.failedPayments / orders - 1) / 3);
  const refused = 5 * Math.min(1, facts.failedPayouts / 3);
  return Math.round([...shares, tried, refused].reduce((sum, part) => sum + part, 0));
}
