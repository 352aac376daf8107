// A command of an image, run as the image says (account, folder, environment), on this machine's network.
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Buildah } from './buildah.ts';

export type ImageConfig = {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly WorkingDir?: string;
  /** Durations in nanoseconds. */
  readonly Healthcheck?: {
    readonly Test: readonly string[];
    readonly Interval: number;
    readonly Timeout: number;
    readonly StartPeriod: number;
    readonly Retries: number;
  };
};

export const configOf = async (b: Buildah, image: string): Promise<ImageConfig> => {
  const read: { Docker: { config: ImageConfig } } = JSON.parse(await b.run('inspect', '--type', 'image', image));
  return read.Docker.config;
};

export type Running = {
  /** Of the process in the container, not of the tool around it. */
  readonly pid: number;
  readonly user: number;
  /** The last lines it printed. */
  lines(): string;
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number>;
};

const KEPT = 4000;
const START_PATIENCE_MS = 20_000;

const flagsOf = (env: Readonly<Record<string, string>>): string[] =>
  Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);

/** Runs a command to its end. Throws an Error with its last lines when it fails. */
export const runIn = async (
  b: Buildah,
  container: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> => await b.run('run', ...flagsOf(env), container, '--', ...command);

/**
 * Starts a command that goes on.
 *
 * @param command as it stands in the process list
 * @throws Error with its last lines when it ends at once
 */
export async function startIn(
  b: Buildah,
  container: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Running> {
  const child = b.start('run', ...flagsOf(env), container, '--', ...command);
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      log = (log + String(data)).slice(-KEPT);
    });
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const until = Date.now() + START_PATIENCE_MS;
  while (Date.now() < until && child.exitCode === null) {
    const pid = descendants(child).find((one) => commandOf(one) === command.join(' '));
    if (pid !== undefined) return { pid, user: userOf(pid), lines: () => log, ended };
    await wait(20);
  }
  for (const pid of descendants(child)) process.kill(pid, 'SIGKILL');
  throw new Error(`${command.join(' ')} did not start:\n${log}`);
}

/** Processes below one, from the kernel's own lists. */
function descendants(child: ChildProcess): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^PPid:\s+(\d+)$/m.exec(readOr(`/proc/${name}/status`))?.[1];
    if (/^\d+$/.test(name) && parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === child.pid) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow);
}

/** As it was given: without the folder in which the program was found. */
const commandOf = (pid: number): string =>
  readOr(`/proc/${pid}/cmdline`)
    .replace(/^[^\0]*\//, '')
    .replaceAll('\0', ' ')
    .trim();
const userOf = (pid: number): number => Number(/^Uid:\s+(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1] ?? -1);

/** A process may be gone between the list and the look. */
function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
