// Prints papers in a process of its own: fonts and their layout cost 60 MB and a tenth of a second, and what acknowledges
// payments must not wait for that, nor carry it for ever. The process comes with the first paper and goes when nobody
// prints any more.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { busyNow } from '@windsurf/contracts/problem';
import type { Paper } from './paper.ts';

export type PressTask =
  | { readonly kind: 'pdf'; readonly papers: readonly Paper[] }
  | { readonly kind: 'zip'; readonly files: Readonly<Record<string, Uint8Array>>; readonly at: Date };
export type PressAnswer = { readonly id: number; readonly bytes?: Uint8Array; readonly error?: string };
export type Press = {
  /** One PDF; each paper begins a page. Throws busyNow when too many wait already, or the process died of one. */
  print(papers: readonly Paper[]): Promise<Buffer>;
  /** Files by their names, packed. */
  zip(files: Readonly<Record<string, Uint8Array>>, at: Date): Promise<Buffer>;
  /** Whether a process is there, for tests and figures. */
  warm(): boolean;
  close(): Promise<void>;
};

const mostWaiting = 32;
const taskMs = 20_000;
/** Enough for the two weights of the face and the longest paper; a paper that wants more ends the press, not the service. */
const heapMb = 96;

type Waiting = { resolve(bytes: Buffer): void; reject(error: unknown): void; timer: NodeJS.Timeout };

/** `idleMs`: how long the process stays after the last paper. */
export function createPress({ idleMs = 30_000 }: { readonly idleMs?: number } = {}): Press {
  const waiting = new Map<number, Waiting>();
  let press: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  const drop = (dropped: ChildProcess, why: unknown): void => {
    if (press !== dropped) return;
    press = undefined;
    clearTimeout(idle);
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(busyNow({}, { retryAfter: 5, cause: why }));
    }
    waiting.clear();
    dropped.kill('SIGKILL');
  };
  const start = (): ChildProcess => {
    const fresh = fork(fileURLToPath(new URL('press-process.ts', import.meta.url)), {
      // Nothing of the service's environment: what prints needs no secret.
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=2'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // Nobody waits for it to end.
    fresh.unref();
    fresh.channel?.unref();
    fresh.on('message', (message) => {
      const { id, bytes, error } = message as PressAnswer;
      const task = waiting.get(id);
      if (!task) return;
      waiting.delete(id);
      clearTimeout(task.timer);
      if (bytes) task.resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      else task.reject(new Error(`the press: ${error}`));
      if (waiting.size > 0) return;
      clearTimeout(idle);
      idle = setTimeout(() => drop(fresh, 'idle'), idleMs).unref();
    });
    fresh.on('error', (error) => drop(fresh, error));
    fresh.on('exit', (code, signal) => drop(fresh, new Error(`the press ended: ${signal ?? code}`)));
    return fresh;
  };
  const send = async (task: PressTask): Promise<Buffer> => {
    if (waiting.size >= mostWaiting) throw busyNow({}, { retryAfter: 5 });
    const at = (press ??= start());
    clearTimeout(idle);
    const id = ++last;
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => drop(at, new Error('a paper took too long')), taskMs);
      waiting.set(id, { resolve, reject, timer });
      at.send({ id, task });
    });
  };
  return {
    print: async (papers) => await send({ kind: 'pdf', papers }),
    zip: async (files, at) => await send({ kind: 'zip', files, at }),
    warm: () => press !== undefined,
    async close() {
      const running = press;
      if (!running) return;
      running.ref();
      const ended = new Promise((resolve) => running.once('exit', resolve));
      drop(running, new Error('the service stops'));
      await ended;
    },
  };
}
