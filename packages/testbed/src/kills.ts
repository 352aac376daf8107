// Kills a worker's process with -9 in the middle of its work, again and again, and lets the last one finish.
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type KillPlan = {
  /** Says `listening` on a line of its own when it works; other lines are collected. */
  readonly script: URL;
  readonly args: readonly string[];
  readonly kills: number;
  /** The work is done when `progress` has come so far. */
  readonly goal: number;
  /** How many effects are there now. */
  progress(): Promise<number>;
  /** True when nothing is left to do. */
  finished(): Promise<boolean>;
};
/** One life of the process: what it said, and when that was heard and when it was killed, in milliseconds. */
export type Life = { readonly lines: { readonly text: string; readonly at: number }[]; killedAt: number };

type Child = ChildProcessByStdio<null, Readable, null>;
const patienceMs = 60_000;

async function start({ script, args }: KillPlan, life: Life): Promise<Child> {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const listening = Promise.withResolvers<void>();
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      if (text === 'listening') listening.resolve();
      else life.lines.push({ text, at: performance.now() });
    }
  });
  child.once('exit', () => listening.reject(new Error('the worker ended before it listened')));
  await listening.promise;
  return child;
}

/** Polls, because what is waited for happens in another process. */
async function until(what: string, fact: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await fact())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await pause(5);
  }
}

/** The lives of the process, the last one included. Rejects when a worker does not start or the work does not go on. */
export async function surviveKills(plan: KillPlan): Promise<Life[]> {
  const lives: Life[] = [];
  let child: Child | undefined;
  try {
    for (let i = 1; i <= plan.kills + 1; i++) {
      const life: Life = { lines: [], killedAt: 0 };
      lives.push(life);
      child = await start(plan, life);
      if (i > plan.kills) {
        await until('the end of the work', plan.finished);
      } else {
        const goal = Math.floor((plan.goal * i) / (plan.kills + 1));
        await until('progress between kills', async () => (await plan.progress()) >= goal);
      }
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      life.killedAt = performance.now();
      await gone;
    }
    return lives;
  } finally {
    child?.kill('SIGKILL');
  }
}
