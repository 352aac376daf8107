// How long something waits, in words, and whether that is too long.
import { opsWords as words } from '@windsurf/language/words-ops';
import type { Phrase } from '@windsurf/language/phrases';
import type { DeskQueue } from '@windsurf/contracts/payments-desk';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An age in its largest whole unit; from 48 hours on in days. */
export function ageOf(ms: number): { phrase: Phrase; n: number } {
  const age = Math.max(0, ms);
  if (age < MINUTE) return { phrase: words.seconds, n: 0 };
  if (age < HOUR) return { phrase: words.minutes, n: Math.floor(age / MINUTE) };
  if (age < 48 * HOUR) return { phrase: words.hours, n: Math.floor(age / HOUR) };
  return { phrase: words.days, n: Math.floor(age / (24 * HOUR)) };
}

/** Hours within which a queue's oldest should be gone. An appeal carries its own clock. */
export const targetHours = {
  unknown: 72,
  parked: 4,
  'not-back': 24,
  told: 4,
  'refunds-manual': 24,
  'refunds-unknown': 24,
  'refunds-second': 4,
  'refunds-kept': 24,
  'payouts-held': 48,
  'payouts-parked': 4,
  'payouts-by-hand': 24,
  'payouts-failed': 48,
  'account-names': 24,
  'cases-proposed': 4,
  appeals: 0,
  'appeals-overdue': 0,
  differences: 72,
} as const satisfies Record<DeskQueue, number>;

export type Level = 'ok' | 'warn' | 'bad';
type Count = { readonly queue: DeskQueue; readonly count: number; readonly oldestAt: string | null };

/** Nothing waits, something waits, or its oldest waits longer than it should. */
export function levelOf({ queue, count, oldestAt }: Count, now: number): Level {
  if (count === 0) return 'ok';
  const since = oldestAt === null ? now : Date.parse(oldestAt);
  return now - since > targetHours[queue] * HOUR ? 'bad' : 'warn';
}

const rank: Record<Level, number> = { ok: 0, warn: 1, bad: 2 };
/** The worst of several. */
export const worstOf = (levels: readonly Level[]): Level =>
  levels.reduce<Level>((worst, level) => (rank[level] > rank[worst] ? level : worst), 'ok');
