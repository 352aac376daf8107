// Whether a new revision does worse than the one it replaces (S3-105: payment success, unknown count, 5xx, p95).

/** What one colour did since its step began. */
export type Figures = {
  readonly requests: number;
  /** Answers of 500 and above, and answers that never came. */
  readonly failed: number;
  /** Milliseconds; undefined without requests. */
  readonly p95Ms: number | undefined;
  /** Payments that were begun, or that came to an end, and how many of them well. */
  readonly payments: number;
  readonly paymentsGood: number;
};

export type Observation = {
  readonly green: Figures;
  readonly blue: Figures;
  /** Payments of which nobody knows yet whether they were paid: now, and when the deployment began. */
  readonly unknown?: { readonly now: number; readonly before: number };
};

export type Limits = {
  /** Share of failed requests that green may have more than blue, 0–1. */
  readonly failedShare: number;
  /** Fewer failures than this say nothing. */
  readonly failedLeast: number;
  /** Green's p95 may be so many times blue's … */
  readonly slower: number;
  /** … and is never judged below this, in milliseconds. */
  readonly slowerFloorMs: number;
  /** Requests that a percentile needs. */
  readonly slowLeast: number;
  /** Share of payments that may go well less often than blue's, 0–1. */
  readonly paymentsShare: number;
  readonly paymentsLeast: number;
  /** How many unknown payments may come on top. */
  readonly unknownMore: number;
};

export const LIMITS: Limits = {
  failedShare: 0.01,
  failedLeast: 3,
  slower: 2,
  slowerFloorMs: 400,
  slowLeast: 20,
  paymentsShare: 0.05,
  paymentsLeast: 20,
  unknownMore: 5,
};

/** Why green is worse than blue, as a sentence; undefined while it is not. */
export const judge = ({ green, blue, unknown }: Observation, limits: Limits = LIMITS): string | undefined => {
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const percent = (part: number, whole: number): string => `${(100 * share(part, whole)).toFixed(1)} %`;
  if (
    green.failed >= limits.failedLeast &&
    share(green.failed, green.requests) > share(blue.failed, blue.requests) + limits.failedShare
  )
    return `5xx: ${green.failed} of ${green.requests} requests failed on green (${percent(green.failed, green.requests)}), ${percent(blue.failed, blue.requests)} on blue`;
  if (green.p95Ms !== undefined && green.requests >= limits.slowLeast) {
    const allowed = Math.max(limits.slowerFloorMs, (blue.p95Ms ?? 0) * limits.slower);
    if (green.p95Ms > allowed)
      return `latency: p95 is ${Math.round(green.p95Ms)} ms on green and ${Math.round(blue.p95Ms ?? 0)} ms on blue; ${Math.round(allowed)} ms are allowed`;
  }
  // Blue without payments is no yardstick; then they must simply go well.
  const yardstick = blue.payments === 0 ? 1 : share(blue.paymentsGood, blue.payments);
  if (
    green.payments >= limits.paymentsLeast &&
    share(green.paymentsGood, green.payments) < yardstick - limits.paymentsShare
  )
    return `payments: ${percent(green.paymentsGood, green.payments)} go well on green, ${(100 * yardstick).toFixed(1)} % on blue`;
  if (unknown !== undefined && unknown.now > unknown.before + limits.unknownMore)
    return `unknown payments: ${unknown.now}, and ${unknown.before} when the deployment began`;
  return undefined;
};
