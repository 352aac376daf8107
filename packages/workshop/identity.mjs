// Which process a pid means: its pid alone may belong to a stranger later, its start time does not.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const linux = process.platform === 'linux';

/** The fields of /proc/<pid>/stat after the command, which may itself hold spaces and brackets. */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const ps = (pid, column) =>
  spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined;

/**
 * @param {number} pid
 * @returns {string | undefined} what tells this process from another that later has its pid; undefined when it is gone
 */
export function identityOf(pid) {
  if (!linux) return ps(pid, 'lstart');
  const fields = statFields(pid);
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${bootId()} ${fields[19]}`;
}

/**
 * @param {number} pid
 * @returns {number | undefined}
 */
export function parentOf(pid) {
  if (linux) return Number(statFields(pid)?.[1]) || undefined;
  return Number(ps(pid, 'ppid')) || undefined;
}

/**
 * @param {number} pid
 * @returns {string} the command line, empty when the process is gone
 */
export function commandOf(pid) {
  if (!linux) return ps(pid, 'command') ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

let boot;
function bootId() {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}
