// A platform kept in a folder, and runners that die at a chosen moment; run as a program, this file is one such runner.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventLog, type TrafficSwitcher } from '../switcher/types.ts';
import type { Figures, Observation } from './judge.ts';
import { type MachineParts, walk } from './machine.ts';
import { type Begin, openDeployment } from './open.ts';
import type { Deployment } from './state.ts';
import type { Plan } from './steps.ts';
import { fileStore, type StateStore } from './store.ts';

export const quickPlan: Plan = {
  shifts: [5, 25, 50, 100],
  stepMs: 2,
  bakeMs: 2,
  pollMs: 1,
  validateMs: 200,
  graceMs: 10,
  leaseMs: 30_000,
};

export const asked = (revision: string, change: Partial<Begin> = {}): Begin => ({
  environment: 'local',
  service: 'payments',
  revision,
  change: 'ordinary',
  overrideReason: undefined,
  manualInterventions: [],
  ...change,
});

const none: Figures = { requests: 0, failed: 0, p95Ms: undefined, payments: 0, paymentsGood: 0 };
export const calm = (): Observation => ({ green: { ...none, requests: 10 }, blue: { ...none, requests: 100 } });

export type Platform = { lines(): string[]; serving(): string | undefined; running(): string[]; weight(): number };

/** What happened is one line each, appended in one write, as a real platform's own books would be. */
export const platformIn = (folder: string): Platform & { note(line: string): void } => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'platform.log');
  const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  const last = (word: string) =>
    lines()
      .findLast((line) => line.startsWith(`${word} `))
      ?.slice(word.length + 1);
  return {
    lines,
    note: (line) => appendFileSync(file, `${line}\n`),
    serving: () => last('serves'),
    weight: () => Number(last('weight') ?? 0),
    running: () =>
      lines().reduce<string[]>((all, line) => {
        const [word, revision = ''] = line.split(' ');
        if (word === 'start') return [...all, revision];
        return word === 'stop' ? all.filter((one) => one !== revision) : all;
      }, []),
  };
};

export const folderSwitcher = (folder: string, deployment: Deployment, alive: () => void): TrafficSwitcher => {
  const platform = platformIn(folder);
  const events = eventLog(() => new Date());
  const { previous, revision } = deployment;
  const note = (line: string): void => {
    alive();
    platform.note(line);
    alive();
  };
  const stop = (name: string | undefined): void => {
    if (name !== undefined && platform.running().includes(name)) note(`stop ${name}`);
  };
  return {
    current: async () => ({ blue: platform.serving(), green: undefined, weight: platform.weight() }),
    startGreen: async (wanted) => {
      if (!platform.running().includes(wanted)) note(`start ${wanted}`);
      events.add('started', wanted);
    },
    testUrl: () => 'http://test.invalid',
    setWeight: async (percent) => note(`weight ${percent}`),
    promote: async () => note(`serves ${revision}`),
    rollback: async () => {
      note('weight 0');
      if (previous !== undefined) note(`serves ${previous}`);
      stop(revision);
    },
    retireBlue: async () => stop(previous),
    events: () => events.all,
  };
};

export class Killed extends Error {}
/** Called before and after whatever is written or done; dies at the n-th call, and stays dead. */
export const mortal = (n: number, die: () => void): (() => void) => {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls >= n) die();
  };
};

export const mortalStore = <T>(store: StateStore<T>, alive: () => void): StateStore<T> => ({
  read: store.read,
  async write(...args) {
    alive();
    const version = await store.write(...args);
    alive();
    return version;
  },
});

export type Run = {
  readonly folder: string;
  readonly begin: Begin;
  readonly alive?: () => void;
  readonly now?: () => Date;
  readonly parts?: Partial<MachineParts>;
  readonly plan?: Partial<Plan>;
};

/** One runner, from the beginning or from where the last one died. */
export const runOnce = async (run: Run): Promise<Deployment> => {
  const alive = run.alive ?? (() => undefined);
  const store = mortalStore(fileStore<Deployment>(join(run.folder, 'state')), alive);
  const plan = { ...quickPlan, ...run.plan };
  const frame = { store, runnerId: `runner-${process.pid}-${Math.random()}`, now: run.now ?? (() => new Date()) };
  const held = await openDeployment(
    {
      ...frame,
      leaseMs: plan.leaseMs,
      runningNow: async () => platformIn(run.folder).serving(),
      facts: async () => ({ alarms: [], missingMigrations: [] }),
    },
    run.begin,
  );
  const parts: MachineParts = {
    ...frame,
    switcher: folderSwitcher(run.folder, held.deployment, alive),
    validate: async () => [{ domain: 'payments', ok: true, requests: 3 }],
    observe: async () => calm(),
    redAlarms: async () => [],
    workers: async (revision) => platformIn(run.folder).note(`worker ${revision}`),
    say: () => undefined,
    ...run.parts,
  };
  return await walk(parts, plan, held);
};

if (import.meta.main) {
  const [folder = '', revision = '', dieAt = '0', bad = ''] = process.argv.slice(2);
  const deployment = await runOnce({
    folder,
    begin: asked(revision),
    plan: { leaseMs: 1 },
    alive: mortal(Number(dieAt), () => process.kill(process.pid, 'SIGKILL')),
    parts: bad === '' ? {} : { validate: async () => [{ domain: 'payments', ok: false, requests: 1, problem: bad }] },
  });
  process.stdout.write(`${deployment.outcome}\n`);
}
