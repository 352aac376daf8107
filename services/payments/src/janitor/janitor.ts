// Regular work: each round is done by one worker at a time, cluster-wide, and survives whoever did it. What is due stands
// in rows; nothing waits in memory.
import type { Deps } from '../deps.ts';
import { finishRound, takeRound } from './janitor.queries.ts';

export type Round = {
  /** `intents.ask`: unique. */
  readonly name: string;
  /** Milliseconds by the service's clock between the end of one and the next. */
  readonly everyMs: number;
  /** How long it may take before another worker believes that this one is gone; milliseconds of real time. */
  readonly leaseMs?: number;
  /** `cursor` is what the last one returned; undefined keeps it. True: there is more, so again at once. */
  work(deps: Deps, cursor: string): Promise<{ readonly cursor?: string; readonly more?: boolean } | undefined | void>;
};

/** Real milliseconds as the service's clock counts them: a development clock may run faster. */
export const scaled = (deps: Deps, ms: number): number => ms * (deps.clock.scale ?? 1);

/** Does each round that is due, once; gives how many were done. What throws is logged and comes again after its pause. */
export async function tick(deps: Deps, rounds: readonly Round[]): Promise<number> {
  let done = 0;
  for (const round of rounds) {
    for (let again = true; again; ) {
      const result = await doRound(deps, round);
      if (result === 'not-due') break;
      done += 1;
      again = result === 'more';
    }
  }
  return done;
}

async function doRound(deps: Deps, round: Round): Promise<'not-due' | 'done' | 'more'> {
  const now = deps.clock.now();
  const lease = new Date(now.getTime() + scaled(deps, round.leaseMs ?? 120_000));
  const taken = await deps.tenancy.inPlatform(async (tx) => await takeRound(tx, round.name, now, lease));
  if (!taken) return 'not-due';
  let result: { readonly cursor?: string; readonly more?: boolean } | undefined | void;
  try {
    result = await round.work(deps, taken.cursor);
  } catch (error) {
    deps.log.error({ err: error, round: round.name, alarm: true }, 'a round failed');
  }
  const more = result?.more === true;
  const nextAt = new Date(deps.clock.now().getTime() + (more ? 0 : round.everyMs));
  await deps.tenancy.inPlatform(async (tx) => {
    await finishRound(tx, round.name, lease, nextAt, result?.cursor);
  });
  return more ? 'more' : 'done';
}

/** Ticks until it is stopped; a tick ends before the next begins. */
export function startJanitor(deps: Deps, rounds: readonly Round[], everyMs = 500): { stop(): Promise<void> } {
  let stopped = false;
  let wake = (): void => undefined;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      try {
        await tick(deps, rounds);
      } catch (error) {
        deps.log.warn({ err: error }, 'the janitor could not work; it tries again');
      }
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}

/** Works on many at once, but not on all; a failure of one is told and does not stop the others. */
export async function eachOf<I>(items: readonly I[], atOnce: number, work: (item: I) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
