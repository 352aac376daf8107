// The processes of a slot on this machine. They outlive the runner that started them; a claim, which only one starter can
// make, says which process is which.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Slot } from './haproxy-config.ts';

/** What to run for one revision. */
export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
};

export type Processes = {
  /** The revision whose processes are in a slot, all of them alive; undefined otherwise. */
  running(slot: Slot): string | undefined;
  /** Starts what is not there yet. A claim of another revision must have been stopped before. */
  start(slot: Slot, revision: string): void;
  /** SIGTERM, and SIGKILL after `graceMs`. @returns false when one had to be killed */
  stop(slot: Slot, graceMs: number): Promise<boolean>;
  pids(slot: Slot): number[];
};

// The claim is made by the process itself, in one step that fails when there is one, before it becomes the program.
export const LAUNCH =
  'set -C; { echo "$$ $2" > "$1"; } 2>/dev/null || exit 75; echo "$2 $$" >> "$3"; shift 3; exec "$@"';
const LOOK_MS = 20;

/** Whether a process lives; one that has ended and waits to be fetched by its parent does not. */
export const isAlive = (pid: number): boolean => {
  // 0 and below mean groups of processes, our own among them.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  if (!existsSync('/proc/self/stat')) return true;
  try {
    return !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
};

/**
 * @param folder holds the claims, the logs, and `starts.log`, one line per process that was ever started
 * @param count processes per slot
 * @param commandOf what runs a revision as the n-th process of a slot
 */
export const processesIn = (
  folder: string,
  count: number,
  commandOf: (revision: string, slot: Slot, place: number) => Command,
): Processes => {
  mkdirSync(folder, { recursive: true });
  const places = Array.from({ length: count }, (_, place) => place);
  const claimFile = (slot: Slot, place: number): string => join(folder, `${slot}${place + 1}.claim`);
  const claimOf = (slot: Slot, place: number): { pid: number; revision: string } | undefined => {
    const file = claimFile(slot, place);
    if (!existsSync(file)) return undefined;
    const [pid = '', revision = ''] = readFileSync(file, 'utf8').trim().split(' ');
    return { pid: Number(pid), revision };
  };
  const alive = (slot: Slot) =>
    places.map((place) => claimOf(slot, place)).filter((claim) => claim !== undefined && isAlive(claim.pid));
  const pids = (slot: Slot): number[] => alive(slot).map((claim) => claim?.pid ?? 0);
  return {
    pids,
    running(slot) {
      const claims = alive(slot);
      return claims.length === count ? claims[0]?.revision : undefined;
    },
    start(slot, revision) {
      for (const place of places) {
        const claim = claimOf(slot, place);
        // A claim without a number is being written at this moment.
        if (claim !== undefined && (claim.pid === 0 || isAlive(claim.pid))) continue;
        if (claim !== undefined) rmSync(claimFile(slot, place), { force: true });
        const { program, args, env, cwd } = commandOf(revision, slot, place);
        const log = openSync(join(folder, `${slot}${place + 1}.log`), 'a');
        const claimed = [claimFile(slot, place), revision, join(folder, 'starts.log')];
        const child = spawn('/bin/sh', ['-c', LAUNCH, 'launch', ...claimed, program, ...args], {
          cwd,
          env,
          detached: true,
          stdio: ['ignore', log, log],
        });
        child.unref();
      }
    },
    async stop(slot, graceMs) {
      const until = Date.now() + graceMs;
      for (const pid of pids(slot)) signal(pid, 'SIGTERM');
      while (pids(slot).length > 0 && Date.now() < until) await pause(LOOK_MS);
      const late = pids(slot);
      for (const pid of late) signal(pid, 'SIGKILL');
      while (pids(slot).length > 0) await pause(LOOK_MS);
      for (const place of places) rmSync(claimFile(slot, place), { force: true });
      return late.length === 0;
    },
  };
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in between.
  }
};

/** Written by one process and read by the next; replaced as a whole. */
export const writeWhole = (file: string, value: unknown): void => {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(value));
  renameSync(draft, file);
};
