// What must be so before a deployment starts; each rule is a sentence when it is not.
import type { Change, Environment } from './state.ts';

/** Sunday 02:00–06:00 UTC, which is 05:00–09:00 in Addis Ababa (S4-87). */
const WINDOW = { weekday: 0, fromHour: 2, toHour: 6 };

/** Whether a moment lies in production's maintenance window. */
export const inWindow = (now: Date): boolean =>
  now.getUTCDay() === WINDOW.weekday && now.getUTCHours() >= WINDOW.fromHour && now.getUTCHours() < WINDOW.toHour;

export type Asked = {
  readonly environment: Environment;
  readonly service: string;
  readonly change: Change;
  readonly now: Date;
  /** Why the window, or a red alarm, is to be disregarded. */
  readonly overrideReason: string | undefined;
};

export type Facts = {
  /** Names of alarms that are red. */
  readonly alarms: readonly string[];
  /** A deployment of the service that somebody else has begun, past this command. */
  readonly underWay?: string | undefined;
  /** Migrations that the image needs and the database has not; undefined: the admission hook looks, not we. */
  readonly missingMigrations: readonly string[] | undefined;
};

export type Verdict = { readonly refusals: readonly string[]; readonly overridden: readonly string[] };

/**
 * The reasons not to start. A reason that was given lets the window and alarms be disregarded, and is recorded; a schema
 * that does not fit is never disregarded. A roll-back always starts.
 */
export const mayStart = (asked: Asked, facts: Facts): Verdict => {
  if (asked.change === 'rollback') return { refusals: [], overridden: [] };
  const lenient: string[] = [];
  if (asked.change === 'maintenance' && asked.environment === 'production' && !inWindow(asked.now))
    lenient.push(
      `it is ${asked.now.toISOString()}, and maintenance of production is done on Sunday 02:00–06:00 UTC (05:00–09:00 in Addis Ababa)`,
    );
  if (facts.alarms.length > 0)
    lenient.push(
      `${facts.alarms.length === 1 ? 'an alarm is' : 'alarms are'} red already: ${facts.alarms.join(', ')}. ECS disregards alarms that are red at the start, so nothing would guard this release`,
    );
  const strict: string[] = [];
  if (facts.missingMigrations !== undefined && facts.missingMigrations.length > 0)
    strict.push(
      `the database of ${asked.service} lacks ${facts.missingMigrations.join(', ')}, which this image needs: run its migrations first`,
    );
  if (facts.underWay !== undefined)
    strict.push(`${facts.underWay} is under way, begun by somebody else: wait for its end, or stop it`);
  const reason = asked.overrideReason?.trim() ?? '';
  if (reason === '')
    return {
      refusals: [...strict, ...lenient.map((text) => `${text}. To start nevertheless give --override-reason="…"`)],
      overridden: [],
    };
  return { refusals: strict, overridden: lenient.map((text) => `disregarded because ${reason}: ${text}`) };
};
