// A service's copy of the flags: asked of auth every ten seconds, read without waiting. A switch that is turned off is off
// everywhere within 30 seconds, without a deployment.
import { flagDefaults, flagsUnread, platformHeader, platforms, readPlatform } from '@windsurf/contracts/auth-platform';
import type { Component, FlagName, FlagRule, NoticeView, Platform } from '@windsurf/contracts/auth-platform';
import type { Caller } from '@windsurf/http-client/call';
import type { Logger } from 'pino';
import { holds } from './rule.ts';
import type { Asked } from './rule.ts';

export type Flags = {
  isOn(flag: FlagName, asked: Asked): boolean;
  /** Notices about a part that go on at this moment. */
  notices(about: Component, at: Date): readonly NoticeView[];
};
export type FollowedFlags = Flags & {
  /** Asks now; the copy stays as it is when auth does not answer. */
  refresh(): Promise<void>;
  /** When the first question was answered, or was not: whoever starts waits for it. Never fails. */
  readonly first: Promise<void>;
  stop(): void;
};

export const refreshMs = 10_000;
/** While nothing was ever answered. */
export const firstMs = 1000;

const goesOn = ({ startsAt, endsAt }: NoticeView, at: Date): boolean =>
  new Date(startsAt) <= at && (endsAt === null || new Date(endsAt) > at);

/** Flags as nobody has set them, without notices; for tests, with `rules` and `announced` instead. */
export const flagsOf = (
  rules: Partial<Readonly<Record<FlagName, FlagRule>>> = {},
  announced: readonly NoticeView[] = [],
): Flags => ({
  isOn: (flag, asked) => holds(flag, rules[flag] ?? flagDefaults[flag], asked),
  notices: (about, at) => announced.filter((notice) => notice.components.includes(about) && goesOn(notice, at)),
});

/**
 * Follows the flags until it is stopped. Before the first answer they are as nobody has set them, but for those that hold
 * something back: they hold it (`flagsUnread`). While auth is away they stay as they were last, because a feature that
 * vanishes is worse than one that stays a little longer.
 */
export function followFlags(auth: Caller, log: Logger, everyMs = refreshMs): FollowedFlags {
  let now = flagsOf(flagsUnread);
  let read = false;
  let failed = false;
  let stopped = false;
  const refresh = async (): Promise<void> => {
    try {
      const { flags, notices } = await auth(readPlatform, {});
      now = flagsOf(Object.fromEntries(flags.map(({ name, ...rule }) => [name, rule])), notices);
      failed = false;
      read = true;
    } catch (error) {
      // Told once: the next question comes in ten seconds.
      if (!failed) log.warn({ err: error }, 'the flags cannot be asked for; they stay as they were');
      failed = true;
    }
  };
  const first = refresh();
  let timer: NodeJS.Timeout;
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void refresh().finally(again), read ? everyMs : Math.min(firstMs, everyMs));
    timer.unref();
  };
  again();
  return {
    isOn: (flag, asked) => now.isOn(flag, asked),
    notices: (about, at) => now.notices(about, at),
    refresh,
    first,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** What a request says of itself; a browser says nothing. */
export function platformOf(headers: Readonly<Record<string, string | string[] | undefined>>): Platform {
  const said = headers[platformHeader];
  return platforms.find((one) => one === said) ?? 'web';
}
