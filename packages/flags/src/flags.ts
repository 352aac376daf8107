// A service's copy of the flags: asked of auth every ten seconds, read without waiting. A switch that is turned off is off
// everywhere within 30 seconds, without a deployment.
import { flagDefaults, platformHeader, platforms, readPlatform } from '@windsurf/contracts/auth-platform';
import type { FlagName, FlagRule, Platform } from '@windsurf/contracts/auth-platform';
import type { Caller } from '@windsurf/http-client/call';
import type { Logger } from 'pino';
import { holds } from './rule.ts';
import type { Asked } from './rule.ts';

export type Flags = { isOn(flag: FlagName, asked: Asked): boolean };
export type FollowedFlags = Flags & {
  /** Asks now; the copy stays as it is when auth does not answer. */
  refresh(): Promise<void>;
  stop(): void;
};

export const refreshMs = 10_000;

/** Flags as nobody has set them; for tests, with `rules` instead. */
export const flagsOf = (rules: Partial<Readonly<Record<FlagName, FlagRule>>> = {}): Flags => ({
  isOn: (flag, asked) => holds(flag, rules[flag] ?? flagDefaults[flag], asked),
});

/**
 * Follows the flags until it is stopped. Before the first answer they are as nobody has set them; while auth is away they
 * stay as they were last, because a feature that vanishes is worse than one that stays a little longer.
 */
export function followFlags(auth: Caller, log: Logger, everyMs = refreshMs): FollowedFlags {
  let rules: Partial<Record<FlagName, FlagRule>> = {};
  let failed = false;
  const refresh = async (): Promise<void> => {
    try {
      const { flags } = await auth(readPlatform, {});
      rules = Object.fromEntries(flags.map(({ name, ...rule }) => [name, rule]));
      failed = false;
    } catch (error) {
      // Told once: the next question comes in ten seconds.
      if (!failed) log.warn({ err: error }, 'the flags cannot be asked for; they stay as they were');
      failed = true;
    }
  };
  void refresh();
  const timer = setInterval(() => void refresh(), everyMs);
  timer.unref();
  return {
    isOn: (flag, asked) => flagsOf(rules).isOn(flag, asked),
    refresh,
    stop: () => clearInterval(timer),
  };
}

/** What a request says of itself; a browser says nothing. */
export function platformOf(headers: Readonly<Record<string, string | string[] | undefined>>): Platform {
  const said = headers[platformHeader];
  return platforms.find((one) => one === said) ?? 'web';
}
