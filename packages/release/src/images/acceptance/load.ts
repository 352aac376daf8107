// Requests as a load balancer sends them: over connections that stay open, and to a target only while it says it is ready.
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export type Load = {
  readonly answered: number;
  readonly failed: number;
  /** What failed, one line for each kind. */
  readonly failures: Readonly<Record<string, number>>;
};

export type Balancer = {
  /** Stops sending, waits for what is under way, and counts. */
  end(): Promise<Load>;
};

const CLIENTS = 20;
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 5000;

/** Sends one GET. Resolves with the status, or with the error's code where there was no whole answer. */
export const ask = (port: number, path: string, agent?: Agent): Promise<number | string> =>
  new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, agent, timeout: PATIENCE_MS }, (answer) => {
      answer.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      answer.on('end', () => resolve(answer.complete ? (answer.statusCode ?? 0) : 'cut'));
      answer.resume();
    });
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end();
  });

/**
 * Sends requests from 20 clients until the target is no longer ready.
 *
 * @param paths path → the status that is right for it
 */
export function balance(port: number, paths: Readonly<Record<string, number>>): Balancer {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const failures: Record<string, number> = {};
  let [ready, ended, answered, failed] = [true, false, 0, 0];
  const fail = (what: string): void => {
    failed++;
    failures[what] = (failures[what] ?? 0) + 1;
  };
  const look = async (): Promise<void> => {
    while (ready && !ended) {
      // Only a clear answer takes a target out: one that is gone without a word is what must not happen.
      if ((await ask(port, '/readyz')) === 503) ready = false;
      await wait(LOOK_EVERY_MS);
    }
  };
  const client = async (): Promise<void> => {
    while (ready && !ended)
      for (const [path, right] of Object.entries(paths)) {
        if (!ready || ended) return;
        const got = await ask(port, path, agent);
        if (got === right) answered++;
        else fail(`${path}: ${got}`);
        // A target that refuses at once would be asked in a tight circle.
        if (typeof got === 'string') await wait(20);
      }
  };
  const all = Promise.all([look(), ...Array.from({ length: CLIENTS }, client)]);
  return {
    async end() {
      ended = true;
      await all;
      agent.destroy();
      return { answered, failed, failures };
    },
  };
}
