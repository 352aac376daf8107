// The kill proof: a worker process is killed with -9 in the middle of its work, again and again; each event must have
// its effect exactly once. `node packages/messages/src/kills.ts [events] [kills]` with DATABASE_URL of the bootstrap
// role prints one line of JSON and ends with 1 if an event was lost or doubled.
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { asCreatorId } from '@windsurf/db/tenancy';
import { emit } from './emit.ts';
import { openLab, orderPaid } from './lab.ts';

/** `no-claim`: the effect without onceIn. `claim-apart`: the claim in a transaction of its own. */
export type KillDefect = 'no-claim' | 'claim-apart';

export type KillFigures = {
  readonly events: number;
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  /** Handlers that were started a second time for the same event. */
  readonly deliveredAgain: number;
  readonly dead: number;
  /** From a kill to the next handler of a message that the killed process held, the longest, in seconds; kills in between included. */
  readonly longestRecovery: number;
  readonly seconds: number;
};

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Start = { readonly key: string; readonly at: number };

async function startChild(url: string, starts: Start[], ended: string[], defect = ''): Promise<Child> {
  const file = new URL('kills-worker.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, url, defect], { stdio: ['ignore', 'pipe', 'pipe'] });
  const listening = Promise.withResolvers<void>();
  let rest = '';
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'listening') listening.resolve();
      else starts.push({ key: line, at: performance.now() });
    }
  });
  child.once('close', (code, signal) => {
    const why = `the worker ended by itself (${String(code ?? signal)}): ${said}`;
    listening.reject(new Error(why));
    if (signal !== 'SIGKILL') ended.push(why);
  });
  await listening.promise;
  return child;
}

/** Polls, because what is waited for happens in another process. */
async function until(what: string, fact: () => Promise<boolean> | boolean, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await fact())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(10);
  }
}

async function kill(child: Child): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** `defect` plants a careless handler, which the proof must notice: see kills-worker.ts. */
export async function proveKills({
  events,
  kills,
  defect,
}: {
  events: number;
  kills: number;
  defect?: KillDefect;
}): Promise<KillFigures> {
  const began = performance.now();
  const lab = await openLab();
  const starts: Start[] = [];
  /** Reasons of workers that nobody killed; there must be none. */
  const ended: string[] = [];
  let child: Child | undefined;
  try {
    const tenancy = lab.tenancy('mlab_a');
    const creator = asCreatorId(randomUUID());
    for (let i = 0; i < events; i += 50) {
      await tenancy.inCreator(creator, async (tx) => {
        for (let j = i; j < Math.min(i + 50, events); j++) await emit(tx, orderPaid, randomUUID(), { order: `${j}` });
      });
    }
    const url = lab.url('svc_mlab_b');
    const held: { readonly keys: Set<unknown>; readonly at: number }[] = [];
    child = await startChild(url, starts, ended, defect);
    for (let i = 1; i <= kills; i++) {
      const goal = Math.floor((events * i) / (kills + 1));
      await until(
        'progress between kills',
        async () => {
          if (ended[0] !== undefined) throw new Error(ended[0]);
          return (await lab.count('select count(*) from mlab_b.facts')) >= goal;
        },
        60,
      );
      await kill(child);
      const rows = await lab.admin(
        "select payload ->> 'key' as key from queue_mlab_b._private_jobs where locked_at is not null",
      );
      held.push({ keys: new Set(rows.map((row) => row['key'])), at: performance.now() });
      child = await startChild(url, starts, ended, defect);
    }
    await until(
      'an empty queue',
      async () => {
        if (ended[0] !== undefined) throw new Error(ended[0]);
        return (await lab.count('select count(*) from queue_mlab_b._private_jobs where attempts < max_attempts')) === 0;
      },
      60,
    );
    await kill(child);
    const rows = await lab.count('select count(*) from mlab_b.facts');
    const effects = await lab.count('select coalesce(sum(n), 0) from mlab_b.facts');
    const recoveries = held.flatMap(({ keys, at }) =>
      [...keys].flatMap((key) => {
        const next = starts.find((start) => start.at > at && start.key === key);
        return next ? [next.at - at] : [];
      }),
    );
    return {
      events,
      kills,
      lost: events - rows,
      doubled: effects - rows,
      deliveredAgain: starts.length - new Set(starts.map((start) => start.key)).size,
      dead: await lab.count('select count(*) from queue_mlab_b.dead'),
      longestRecovery: Math.round(Math.max(0, ...recoveries) / 100) / 10,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    };
  } finally {
    child?.kill('SIGKILL');
    await lab.end();
  }
}

if (import.meta.main) {
  const [events = '300', kills = '5'] = process.argv.slice(2);
  const figures = await proveKills({ events: Number(events), kills: Number(kills) });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exitCode = figures.lost + figures.doubled === 0 ? 0 : 1;
}
