import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './place.ts';
import type { Run } from './run-record.ts';

export type ChildOptions = {
  name: string;
  /** Node's own flags, then the entry file and its arguments. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Every line goes here as it is. */
  logFile: string;
  run: Run;
  /** Told each line; used to show warnings. */
  onLine?: (line: string) => unknown;
};

export type Child = {
  name: string;
  pid: number;
  /** Resolves with the exit code, or the signal, when the process has ended. */
  ended: Promise<number | NodeJS.Signals>;
  /** The last lines it printed, newest last. */
  lastLines(): string[];
  stop(): Promise<void>;
  kill(): void;
};

const KEPT_LINES = 25;
const STOP_PATIENCE_MS = 8_000;
const LEASH = ['--import', join(root, 'packages/workshop/leash.mjs'), '--disable-warning=ExperimentalWarning'];

const living = new Set<ChildProcess>();
// A throw elsewhere must not leave a service behind.
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Starts a Node process that ends with the workshop, whatever ends the workshop.
 *
 * @throws Error when the process cannot be started
 */
export const startChild = (options: ChildOptions): Child => {
  const { name, run, onLine } = options;
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn(process.execPath, [...LEASH, ...options.args], {
    cwd: root,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.pid === undefined) throw new Error(`${name} could not be started`);
  run.add(name, child.pid);
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      onLine?.(line);
    });
  }
  living.add(child);
  // `close`, not `exit`: the last lines that say why are still in the pipe at `exit`.
  const ended = once(child, 'close').then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
    living.delete(child);
    log.end();
    return code ?? signal ?? 1;
  });
  return {
    name,
    pid: child.pid,
    ended,
    lastLines: () => [...kept],
    stop: () => stop(child, ended),
    kill: () => void child.kill('SIGKILL'),
  };
};

const stop = async (child: ChildProcess, ended: Promise<unknown>): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(hard);
};
