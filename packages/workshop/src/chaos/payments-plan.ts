// What happens to each of the payments, and to the machines meanwhile: decided by the seed alone.
import { chance, pick } from './random.ts';

export type RailName = 'telebirr' | 'webirr' | 'cbebirr';
/** What the buyer does when she is asked for her PIN, or has the code. */
export type Act = 'pays' | 'declines' | 'leaves' | 'pays-late';
export type Notice = 'normal' | 'late' | 'duplicate' | 'reordered' | 'lost' | 'wrong-amount' | 'bad-signature';
export type Plan = {
  readonly index: number;
  readonly rail: RailName;
  readonly phone: string;
  readonly act: Act;
  readonly notice: Notice;
  /** Seconds of a late notice. */
  readonly seconds: number;
  /** The rail itself says another amount when it is asked. */
  readonly lies: boolean;
  /** The same request is sent once more although it was answered. */
  readonly asksTwice: boolean;
  /** Milliseconds until the buyer acts. */
  readonly thinks: number;
};
export type Victim = 'payments-web' | 'payments-worker' | 'sandbox' | 'delivery' | 'postgres';
export type Kill = { readonly after: number; readonly victim: Victim };

const notices: readonly (readonly [number, Notice])[] = [
  [44, 'normal'],
  [20, 'late'],
  [12, 'reordered'],
  [14, 'duplicate'],
  [6, 'lost'],
  [2, 'wrong-amount'],
  [2, 'bad-signature'],
];
const acts: readonly (readonly [number, Act])[] = [
  [84, 'pays'],
  [6, 'declines'],
  [6, 'leaves'],
  [4, 'pays-late'],
];

export function plansOf(count: number, seed: number): Plan[] {
  const random = chance(seed);
  return Array.from({ length: count }, (_, index): Plan => {
    const rail = pick<RailName>(random, [
      [50, 'telebirr'],
      [30, 'webirr'],
      [20, 'cbebirr'],
    ]);
    return {
      index,
      rail,
      phone: `+2519${String(10_000_000 + index)}`,
      act: pick(random, acts),
      notice: pick(random, notices),
      seconds: 1 + Math.floor(random() * 12),
      // A push cannot be asked, so it has no second voice that could lie.
      lies: rail !== 'cbebirr' && random() < 0.004,
      asksTwice: random() < 0.2,
      thinks: Math.floor(random() * 400),
    };
  });
}

/** At least 40 kills and 5 crashes of the database, spread over the payments; fewer for a small run. */
export function killsOf(count: number, seed: number): Kill[] {
  const random = chance(seed ^ 0x5eed);
  const share = Math.min(1, count / 10_000);
  const times = (all: number): number => Math.max(1, Math.round(all * share));
  const victims: Victim[] = [
    ...Array.from({ length: times(15) }, () => 'payments-web' as const),
    ...Array.from({ length: times(15) }, () => 'payments-worker' as const),
    ...Array.from({ length: times(9) }, () => 'sandbox' as const),
    ...Array.from({ length: times(4) }, () => 'delivery' as const),
    ...Array.from({ length: times(5) }, () => 'postgres' as const),
  ];
  const kills = victims.map((victim) => ({ victim, after: Math.floor((0.02 + 0.95 * random()) * count) }));
  return kills.sort((a, b) => a.after - b.after);
}
