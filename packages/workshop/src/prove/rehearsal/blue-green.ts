// The rehearsal of blue-green (proof 6): good releases of the real services under load without one failed request, then
// bad ones, each of which must be found out and rolled back by itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Proof, Say } from '@windsurf/release/proof';
import type { Deployment } from '@windsurf/release/deploy/state';
import { fileStore } from '@windsurf/release/deploy/store';
import { said } from '@windsurf/release/deploy/trouble';
import { type AccessLog, listenForRequests } from '@windsurf/release/switcher/access-log';
import { smokeChecks } from '@windsurf/release/smoke/smoke-checks';
import { smokeWorld } from '@windsurf/release/smoke/smoke-command';
import { runChecks, summary } from '@windsurf/release/verify/checks';
import { findHaproxy } from '@windsurf/testbed/haproxy';
import pg from 'pg';
import { devFolder } from '../../place.ts';
import { type Asked, deployInRehearsal, processesOf } from './config.ts';
import { type Load, onRehearsal, type RehearsalWorld } from './world.ts';

const NAME = '6 blue-green: no request fails while traffic moves, and a bad release is rolled back by itself';
const CLIENTS = 40;
const PAUSE_MS = 150;
const LIVES = 7;

type Case = {
  readonly name: string;
  readonly outcome: string;
  readonly trouble?: string;
  /** From the first request that it could get until blue had them all again; 0 when it never got any. */
  readonly exposed_ms?: number;
  /** From the decision until blue had everything. */
  readonly rollback_ms?: number;
  readonly requests: number;
  readonly failed: number;
};

const BAD: readonly (Asked & { readonly name: string; readonly finds: RegExp; readonly mayFail: boolean })[] = [
  { name: 'unhealthy', service: 'payments', revision: 'bad-unhealthy', finds: /^health:/, mayFail: false },
  { name: '5xx', service: 'payments', revision: 'bad-5xx', finds: /^5xx:/, mayFail: true },
  { name: 'slow', service: 'store-builder', revision: 'bad-slow', stepMs: 8_000, finds: /^latency:/, mayFail: false },
  {
    name: 'hook exception',
    service: 'payments',
    revision: 'v-throws',
    hook: 'throws',
    finds: /hook broke/,
    mayFail: false,
  },
  {
    name: 'hook timeout',
    service: 'payments',
    revision: 'v-hangs',
    hook: 'hangs',
    finds: /did not answer/,
    mayFail: false,
  },
];

/** For `npm run prove:ops`; about three minutes. */
export const proveBlueGreen = async (say: Say): Promise<Proof> => {
  const haproxy = findHaproxy(join(devFolder, 'cache'));
  if (haproxy === undefined)
    return {
      name: NAME,
      ok: false,
      skipped:
        'haproxy is neither on PATH nor among the system packages: apt-get install haproxy, or brew install haproxy',
      figures: {},
    };
  return await onRehearsal(haproxy, say, async (world) => await rehearse(world, say));
};

const rehearse = async (world: RehearsalWorld, say: Say): Promise<Proof> => {
  const { config } = world;
  let log = await listenForRequests(config.layout.log);
  const load = await world.startLoad(CLIENTS, PAUSE_MS);
  const faults: string[] = [];
  const cases: Case[] = [];
  try {
    await pause(2_000);
    if (load.counts().requests < 50)
      throw new Error(`the load does not come off the ground: ${load.counts().samples.join('; ')}`);
    const good: Case[] = [];
    for (const service of ['payments', 'store-builder']) {
      const one = await during(
        load,
        `cut-over of ${service}`,
        async () => await deploy(world, { service, revision: 'v2' }, log, say),
      );
      good.push(one.case);
      if (one.deployment.outcome !== 'promoted')
        faults.push(`${service}: ${one.deployment.outcome}: ${one.deployment.trouble}`);
      faults.push(...sharesOf(one.deployment));
    }
    const cutover = load.counts();
    if (cutover.failed > 0) faults.push(`requests failed while good releases went out: ${cutover.samples.join('; ')}`);
    for (const asked of BAD) {
      const one = await during(load, asked.name, async () => await deploy(world, asked, log, say));
      cases.push(one.case);
      if (one.deployment.outcome !== 'rolled-back' || !asked.finds.test(one.deployment.trouble ?? ''))
        faults.push(`${asked.name}: ${one.deployment.outcome}: ${one.deployment.trouble}`);
      if (!asked.mayFail && one.case.failed > 0) faults.push(`${asked.name}: ${load.counts().samples.join('; ')}`);
    }
    faults.push(...(await refusals(world, log)));
    await log.close();
    const killed = await during(load, 'runner killed', async () => await killRunners(world, say));
    cases.push(killed.case);
    faults.push(...killed.deployment.faults);
    if (killed.case.failed > 0) faults.push(`runner killed: ${load.counts().samples.join('; ')}`);
    log = await listenForRequests(config.layout.log);
    const control = await during(load, 'control: blue is killed, not drained', async () => await cutHard(world));
    if (control.case.failed === 0) faults.push('the control lost no request, so this load would not notice one');
    const total = await load.stop();
    const smoke = await smokeThrough(world, say);
    faults.push(...smoke.faults);
    return {
      name: NAME,
      ok: faults.length === 0,
      figures: {
        requests: cutover.requests,
        cutover_failures: cutover.failed,
        rollback_ms: Math.max(...cases.map((one) => one.rollback_ms ?? 0)),
        exposed_ms: Math.max(...cases.map((one) => one.exposed_ms ?? 0)),
        failed_by_bad_releases: cases.reduce((sum, one) => sum + one.failed, 0),
        smoke: smoke.figures,
        runner_kills: killed.deployment.kills,
        control_failures: control.case.failed,
        all_requests: total.requests,
        payments_begun: total.payments,
        cutovers: good,
        cases,
        ...(faults.length === 0 ? {} : { faults }),
      },
    };
  } finally {
    await log.close().catch(() => undefined);
  }
};

const deploy = async (world: RehearsalWorld, asked: Asked, log: AccessLog, say: Say): Promise<Deployment> =>
  await deployInRehearsal(world.config, asked, log, say);

type Ended = Partial<Omit<Deployment, 'outcome'>> & { readonly outcome?: string };

/** Counts what the load saw while something went on, and reads the times off its events. */
const during = async <D extends Ended>(
  load: Load,
  name: string,
  work: () => Promise<D>,
): Promise<{ case: Case; deployment: D }> => {
  const before = load.counts();
  const deployment = await work();
  // What was on its way comes to its end, and is counted.
  await pause(600);
  const after = load.counts();
  const times = timesOf(deployment);
  return {
    deployment,
    case: {
      name,
      outcome: deployment.outcome ?? 'none',
      ...(deployment.trouble === undefined ? {} : { trouble: deployment.trouble }),
      ...times,
      requests: after.requests - before.requests,
      failed: after.failed - before.failed,
    },
  };
};

const timesOf = ({ events = [], steps = [] }: Ended): Pick<Case, 'exposed_ms' | 'rollback_ms'> => {
  const back = events.find(({ what }) => what === 'rolled back');
  const decided = steps.find(({ name }) => name === 'rollback');
  if (back === undefined || decided === undefined) return {};
  const first = steps.find(({ name }) => name.startsWith('shift-'));
  const between = (from: string): number => new Date(back.at).getTime() - new Date(from).getTime();
  return { exposed_ms: first === undefined ? 0 : between(first.begunAt), rollback_ms: between(decided.begunAt) };
};

/** The weights must be what the traffic does: a step that moved nothing would look as calm as a good one. */
const sharesOf = ({ service, steps }: Deployment): string[] =>
  steps.flatMap(({ name, detail }) => {
    const wanted = Number(/^shift-(\d+)$/.exec(name)?.[1]);
    const [, green, blue] = /^(\d+) requests on green, \d+ failed; (\d+) on blue/.exec(detail ?? '') ?? [];
    if (Number.isNaN(wanted) || wanted === 100) return [];
    const all = Number(green) + Number(blue);
    const share = (100 * Number(green)) / all;
    const close = all > 100 && Math.abs(share - wanted) < 6;
    return close ? [] : [`${service} ${name}: green had ${green} of ${all} requests`];
  });

/** A release may not start on a schema that lacks one of its migrations. */
const refusals = async (world: RehearsalWorld, log: AccessLog): Promise<string[]> => {
  const { config } = world;
  const asked = { service: 'payments', revision: 'v-refused' };
  const why = async (): Promise<string> =>
    await deployInRehearsal(config, asked, log, () => undefined).then(
      ({ outcome }) => `it was ${outcome}`,
      (error: unknown) => said(error),
    );
  const faults: string[] = [];
  const client = new pg.Client({ connectionString: config.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select min(name) as name from app.migrations where schema = 'payments'`,
    );
    const first = rows[0]?.name ?? '';
    const row = await client.query(`delete from app.migrations where schema = 'payments' and name = $1 returning *`, [
      first,
    ]);
    const lacking = await why();
    const columns = row.fields.map(({ name }) => name);
    await client.query(
      `insert into app.migrations (${columns.join(', ')}) values (${columns.map((_, place) => `$${place + 1}`).join(', ')})`,
      columns.map((name) => (row.rows[0] as Record<string, unknown>)[name]),
    );
    if (!lacking.includes(first)) faults.push(`a schema without ${first}: ${lacking}`);
  } finally {
    await client.end();
  }
  return faults;
};

type Killed = Ended & { readonly kills: number; readonly faults: string[] };

/** One release whose runners die one after the other, until one comes through. */
const killRunners = async (world: RehearsalWorld, say: Say): Promise<Killed> => {
  const [service, revision] = ['payments', 'v3'];
  const store = fileStore<Deployment>(join(world.config.folder, 'state'));
  const state = async (): Promise<Deployment | undefined> => (await store.read(`local/${service}`))?.value;
  const faults: string[] = [];
  const cut: string[] = [];
  for (let life = 0; life < LIVES * 2; life++) {
    const dieAt = life < LIVES ? 4 + (life % 2) : 0;
    const file = join(import.meta.dirname, 'runner.ts');
    const runner = spawn(process.execPath, [file, world.configFile, service, revision, String(dieAt)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [runner.stdout, runner.stderr])
      stream.on('data', (data: Buffer) => {
        text += data.toString();
      });
    const [code, signal] = (await once(runner, 'close')) as [number | null, NodeJS.Signals | null];
    const now = await state();
    if (signal === 'SIGKILL' && now?.outcome === undefined) {
      cut.push(now?.steps.at(-1)?.name ?? 'the beginning');
      say(`the runner was killed at ${cut.at(-1)}`);
      // The next one may begin when nobody can believe any more that this one lives.
      const until = new Date(now?.runner.until ?? 0).getTime();
      await pause(Math.max(0, until - Date.now()) + 50);
      continue;
    }
    if (code !== 0 && signal === null) faults.push(`a runner ended with ${text.slice(-400)}`);
    break;
  }
  const last = await state();
  if (last?.outcome !== 'promoted') faults.push(`runner killed: ${last?.outcome ?? 'no end'}: ${last?.trouble}`);
  if (cut.length < 3) faults.push(`only ${cut.length} runners were killed`);
  const starts = readFileSync(join(world.config.folder, service, 'starts.log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${revision} `)).length;
  if (starts !== 2) faults.push(`${starts} processes of ${revision} were started instead of 2`);
  return { ...last, kills: cut.length, faults };
};

/** The smoke test of a release, against the rehearsal's product. */
const smokeThrough = async ({ whole }: RehearsalWorld, say: Say) => {
  const world = smokeWorld('local', {
    app: whole.origins.app,
    store: whole.origins.store,
    sandbox: whole.stack.sandboxUrl,
    phone: undefined,
    storeHandle: undefined,
  });
  const results = await runChecks(smokeChecks(world), say);
  const bad = results.filter(({ state }) => state === 'failed').map(({ name, says }) => `smoke: ${name}: ${says}`);
  return { faults: bad, figures: JSON.parse(summary(results).line) as Record<string, number> };
};

/** What must not happen to a release, done on purpose. */
const cutHard = async ({ config }: RehearsalWorld): Promise<Ended> => {
  const processes = processesOf(config, 'payments');
  for (const slot of ['a', 'b'] as const)
    for (const pid of processes.pids(slot)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        return { outcome: said(error) };
      }
    }
  await pause(700);
  return { outcome: 'killed' };
};
