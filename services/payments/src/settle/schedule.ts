// When a rail is asked about an attempt (../../README.md): 15 s, 30 s, 1 m, 2 m, 5 m, 15 m after one another, then every
// hour up to 72 hours; then a person takes over.
import type { RailCapabilities } from '../rails/rails.ts';

export type Timed = {
  readonly startedAt: Date;
  /** Until when it can be paid; null while the rail does not hold it. */
  readonly expiresAt: Date | null;
};

/** Longer than the rail's calls can take: until then a `created` attempt may still hear from its own process. */
export const startSeconds = 60;
/** From then on the buyer is told that she may close the page and hears by SMS how it ended. */
export const leaveSeconds = 120;
/** After this long without an end we say that we do not know. */
export const doubtSeconds = 600;
/** So long after its time is up we believe that nobody will pay any more, if the rail does not say so itself. */
export const graceSeconds = 1800;

const pauses = [15, 30, 60, 120, 300, 900] as const;
const hour = 3600;
/** So long after it began a person takes over; after its time is up where the buyer takes hers. */
export const giveUpSeconds = 72 * hour;

/** Whether this is the first question since the buyer may leave: the one before, if any, came earlier. */
export function passesLeave(attempt: { startedAt: Date; lastAskedAt: Date | null }, at: Date): boolean {
  const leave = attempt.startedAt.getTime() + leaveSeconds * 1000;
  return at.getTime() >= leave && (attempt.lastAskedAt === null || attempt.lastAskedAt.getTime() < leave);
}

/** Whether the buyer takes her time: what she pays with a code or by hand may come after days. */
export const isPatient = (pay: RailCapabilities['pay']): boolean => pay === 'code' || pay === 'instructions';

/** Seconds without an answer after which nobody can say any more; the whole life of what is paid at leisure. */
export const doubtAfter = ({ startedAt, expiresAt }: Timed, patient: boolean): number =>
  patient && expiresAt !== null ? (expiresAt.getTime() - startedAt.getTime()) / 1000 : doubtSeconds;

/** The next question, after the pauses and just after the attempt's own time is up. Undefined: a person takes over. */
export function nextAsk(attempt: Timed, at: Date, patient = false): Date | undefined {
  const start = attempt.startedAt.getTime();
  const end = patient && attempt.expiresAt !== null ? attempt.expiresAt.getTime() : start;
  if ((at.getTime() - end) / 1000 >= giveUpSeconds) return undefined;
  const age = (at.getTime() - start) / 1000;
  let due = 0;
  for (const pause of pauses) {
    due += pause;
    if (due > age) break;
  }
  while (due <= age) due += hour;
  const ended = attempt.expiresAt === null ? Number.POSITIVE_INFINITY : attempt.expiresAt.getTime() + 5000;
  const next = start + due * 1000;
  return new Date(ended > at.getTime() && ended < next ? ended : next);
}
