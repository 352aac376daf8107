// The same process as the task definition has it, which buildah's chroot isolation cannot do: the root mounted read-only, a
// tmpfs at /tmp, no capability and none that could come back. Made of mounts in a namespace of their own, gone with the process.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImageConfig } from './container.ts';

export type Enclosed = {
  /** What the kernel says of it: effective capabilities, and whether it may gain new ones. */
  status(): { readonly capabilities: string; readonly noNewPrivileges: boolean };
  readonly over: () => boolean;
  lines(): string;
  /** Ends it. Resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number>;
};

/**
 * chroot needs three capabilities, which its change of account drops; with no-new-privs nothing brings them back. Nothing of
 * the image's is expanded by a shell: everything comes as an argument.
 */
const ENCLOSE = `set -eu
root=$1 folder=$2
shift 2
mount --bind "$root" "$root"
mount -o remount,ro,bind "$root"
mount -t tmpfs -o size=64m,mode=1777 tmpfs "$root/tmp"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
# Even root cannot write it: the mount holds, not the modes of the files.
if touch "$root/app/written" 2> /dev/null; then echo 'the root is not read-only'; exit 9; fi
cd "$root$folder"
exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setuid,+setgid chroot --userspec=1000:1000 --groups= "$root" env -i "$@"`;

/**
 * @param root folder of the mounted root file system
 * @param config of the image, which gives account, folder and environment
 * @param env on top of the image's
 */
export function startEnclosed(
  root: string,
  config: ImageConfig,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Enclosed {
  const folder = config.WorkingDir ?? '/';
  const pairs = [...config.Env, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
  const inside = ['sh', '-c', 'cd "$0" && exec "$@"', folder, ...command];
  const child = spawn('unshare', ['--mount', 'sh', '-c', ENCLOSE, 'sh', root, folder, ...pairs, ...inside], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      log = (log + String(data)).slice(-4000);
    });
  let over = false;
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(-1));
    child.on('close', (code) => resolve(code ?? 1));
  }).finally(() => {
    over = true;
  });
  return {
    // Each program gives way to the next in one process, so its number is the service's.
    status() {
      const text = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return {
        capabilities: /^CapEff:\s+(\w+)$/m.exec(text)?.[1] ?? '?',
        noNewPrivileges: /^NoNewPrivs:\s+1$/m.test(text),
      };
    },
    over: () => over,
    lines: () => log,
    async end(signal) {
      child.kill(signal);
      return await ended;
    },
  };
}

const PATIENCE_MS = 30_000;

/**
 * Starts the process, waits until it answers, and ends it.
 *
 * @param ready asks it once
 * @returns what was wrong; empty when it ran as it must
 */
export async function proveEnclosed(
  enclosed: Enclosed,
  ready: () => Promise<boolean>,
  signal: NodeJS.Signals,
): Promise<string[]> {
  const wrong: string[] = [];
  const until = Date.now() + PATIENCE_MS;
  let answered = false;
  while (!answered && !enclosed.over() && Date.now() < until) {
    answered = await ready();
    if (!answered) await wait(50);
  }
  if (enclosed.over()) return [`does not run on a read-only root:\n${enclosed.lines()}`];
  if (!answered) wrong.push(`does not answer on a read-only root:\n${enclosed.lines()}`);
  const { capabilities, noNewPrivileges } = enclosed.status();
  if (!/^0+$/.test(capabilities)) wrong.push(`has capabilities: ${capabilities}`);
  if (!noNewPrivileges) wrong.push('may gain privileges');
  const code = await enclosed.end(signal);
  if (code !== 0) wrong.push(`ended with ${code} on a read-only root:\n${enclosed.lines()}`);
  return wrong;
}
