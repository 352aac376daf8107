import { setTimeout as wait } from 'node:timers/promises';

/** Work that goes on behind an answer. */
export type Behind = {
  /** Starts it. The promise ends with the work and never fails. */
  run(work: () => Promise<void>): Promise<void>;
  /** Waits in real time, whatever the stand-in's clock says. Fails when the stand-in stops. */
  pause(milliseconds: number): Promise<void>;
  /** Ends when nothing is under way. */
  settled(): Promise<void>;
  /** Cuts what waits and ends with the rest. */
  stop(): Promise<void>;
};

/** @param log told of work that failed; what is cut by `stop` has nobody left to tell */
export function openBehind(log?: (msg: string, facts: object) => void): Behind {
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  return {
    run(work) {
      const running = work()
        .catch((reason: unknown) => {
          if (!stopping.signal.aborted) log?.('work behind an answer failed', { reason: String(reason) });
        })
        .finally(() => underWay.delete(running));
      underWay.add(running);
      return running;
    },
    pause: (milliseconds) => wait(milliseconds, undefined, { signal: stopping.signal }),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
