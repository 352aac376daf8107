// buildah without a daemon and without rights to make namespaces: chroot isolation, storage in plain folders.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export type Buildah = {
  /** Runs one command and gives what it printed. Throws an Error with its last lines when it fails. */
  run(...args: string[]): Promise<string>;
  /** Starts a command that goes on, for example a service. */
  start(...args: string[]): ChildProcess;
};

const KEPT_LINES = 15;

/**
 * @param folder where images and containers are kept
 * @param env its TMPDIR keeps what `RUN --mount=type=cache` keeps between builds
 */
export function buildah(folder: string, env: NodeJS.ProcessEnv): Buildah {
  for (const part of ['root', 'run']) mkdirSync(join(folder, part), { recursive: true });
  const fixed = ['--storage-driver', 'vfs', '--root', join(folder, 'root'), '--runroot', join(folder, 'run')];
  const surroundings = { ...env, BUILDAH_ISOLATION: 'chroot' };
  const start: Buildah['start'] = (...args) =>
    spawn('buildah', [...fixed, ...args], { env: surroundings, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    start,
    async run(...args) {
      const child = start(...args);
      const ended = new Promise<number>((resolve) => {
        child.on('error', () => resolve(-1));
        child.on('close', (code) => resolve(code ?? 1));
      });
      const [out, complaints, code] = await Promise.all([
        child.stdout ? text(child.stdout) : '',
        child.stderr ? text(child.stderr) : '',
        ended,
      ]);
      if (code === 0) return out.trim();
      const last = `${out}\n${complaints}`.trim().split('\n').slice(-KEPT_LINES).join('\n');
      throw new Error(`buildah ${args.slice(0, 2).join(' ')} ended with ${code}:\n${last}`);
    },
  };
}
