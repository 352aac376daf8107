// Chance that can be repeated: the same seed gives the same payments, faults and kills.

/** Mulberry32: small, fast, and good enough to choose faults with. Gives numbers from 0 to below 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of some things by their weights. */
export function pick<V>(random: () => number, weighted: readonly (readonly [weight: number, value: V])[]): V {
  const total = weighted.reduce((sum, [weight]) => sum + weight, 0);
  let at = random() * total;
  for (const [weight, value] of weighted) {
    at -= weight;
    if (at < 0) return value;
  }
  const last = weighted.at(-1);
  if (!last) throw new RangeError('nothing to pick from');
  return last[1];
}
