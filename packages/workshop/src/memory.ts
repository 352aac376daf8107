import { readdirSync, readFileSync } from 'node:fs';
import { parentOf } from '../identity.mjs';

export type Weight = { processes: number; megabytes: number };

/**
 * Counts this process and everything below it. Shared pages are split between those that share them where the system
 * tells (Linux); a server's shared memory would be counted once per connection otherwise.
 *
 * @returns undefined where the system has no /proc
 */
export const weigh = (): Weight | undefined => {
  let pids: number[];
  try {
    pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return undefined;
  }
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === process.pid || isOurs(parents.get(pid)));
  const ours = pids.filter(isOurs);
  const kilobytes = ours.reduce((sum, pid) => sum + kilobytesOf(pid), 0);
  return { processes: ours.length, megabytes: Math.round(kilobytes / 1024) };
};

const kilobytesOf = (pid: number): number => {
  for (const [file, field] of [
    ['smaps_rollup', /^Pss:\s+(\d+)/m],
    ['status', /^VmRSS:\s+(\d+)/m],
  ] as const)
    try {
      const found = field.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'));
      if (found) return Number(found[1]);
    } catch {
      // Another account's process: the next file may be open to us.
    }
  return 0;
};
