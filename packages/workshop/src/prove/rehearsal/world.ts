// The rehearsal's world: the whole product, an HAProxy before it, and two services in two processes per colour.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { haproxyConfig, type Layout, SLOTS } from '@windsurf/release/switcher/haproxy-config';
import type { Server } from '@windsurf/testbed/unpacked';
import { freePort } from '@windsurf/testbed/ports';
import pg from 'pg';
import { devFolder, root } from '../../place.ts';
import { environmentOf, untilReady } from '../../product.ts';
import { readServices, startable } from '../../registry.ts';
import { claimRun, type Run, sweep } from '../../run-record.ts';
import { startWhole, type Whole } from '../../up.ts';
import { type Config, processesOf } from './config.ts';
import type { LoadCounts, LoadPlan } from './load.ts';

export type Load = { counts(): LoadCounts; stop(): Promise<LoadCounts> };
export type RehearsalWorld = {
  readonly config: Config;
  /** The configuration as a file, for a runner in a process of its own. */
  readonly configFile: string;
  readonly whole: Whole;
  startLoad(clients: number, pauseMs: number): Promise<Load>;
};

const NAME = 'prove-blue-green';
const REHEARSED = ['payments', 'store-builder'];

/** Starts everything, does the work, ends everything that was started, the deployed processes too. */
export const onRehearsal = async <R>(
  haproxy: Server,
  say: (line: string) => void,
  work: (world: RehearsalWorld) => Promise<R>,
): Promise<R> => {
  await sweep(devFolder, `${NAME}-`);
  const dir = join(devFolder, `${NAME}-${process.pid}`);
  const run = await claimRun(dir, NAME);
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const services = startable(readServices(root));
    const port = await freePort();
    const whole = await startWhole({ dir, ephemeral: true, run, port, services, say });
    stops.push(whole.stop);
    const config = await layOut(dir, whole);
    const configFile = join(dir, 'rehearsal.json');
    writeFileSync(configFile, JSON.stringify(config));
    stops.push(watchStarts(config, run));
    await startBlue(config);
    stops.push(await startHaproxy(haproxy, dir, config.layout, run));
    const startLoad = async (clients: number, pauseMs: number) => await beginLoad(whole, config, run, clients, pauseMs);
    return await work({ config, configFile, whole, startLoad });
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => undefined);
    run.release();
    await rm(dir, { recursive: true, force: true });
  }
};

const layOut = async (dir: string, whole: Whole): Promise<Config> => {
  const all = readServices(root);
  const services = all.filter(({ name }) => REHEARSED.includes(name));
  const ports = new Map(all.map(({ name }) => [name, whole.product.portOf(name) ?? 0]));
  const two = async (): Promise<number[]> => [await freePort(), await freePort()];
  const laid: Layout['services'][number][] = [];
  for (const { name, paths } of services) laid.push({ name, paths, ports: { a: await two(), b: await two() } });
  return {
    layout: {
      // A unix socket's path has a limit of about 100 characters.
      socket: join('/tmp', `windsurf-haproxy-${process.pid}.sock`),
      production: await freePort(),
      test: await freePort(),
      log: await freePort(),
      first: 'a',
      services: laid,
    },
    folder: join(dir, 'rehearsal'),
    adminUrl: whole.stack.adminUrl,
    cwd: root,
    services: services.map((service) => ({
      name: service.name,
      main: join(service.folder, 'src/main.ts'),
      schema: service.schema,
      domains: service.domains,
      env: {
        ...environmentOf(service, whole.stack, ports),
        LOG_LEVEL: 'warn',
        // One address stands for all buyers here.
        CHECKOUTS_PER_ADDRESS: '1000000',
      },
    })),
  };
};

/** Deployed processes outlive their runner by design, so the run's record must know them. @returns ends them all */
const watchStarts = (config: Config, run: Run): (() => Promise<void>) => {
  const all = config.services.map(({ name }) => ({ name, processes: processesOf(config, name) }));
  const known = new Set<number>();
  const look = (): void => {
    for (const { name, processes } of all)
      for (const slot of SLOTS)
        for (const pid of processes.pids(slot)) {
          if (known.has(pid)) continue;
          known.add(pid);
          run.add(`${name} ${slot}`, pid);
        }
  };
  const timer = setInterval(look, 200);
  return async () => {
    clearInterval(timer);
    await Promise.all(all.flatMap(({ processes }) => SLOTS.map(async (slot) => await processes.stop(slot, 8_000))));
  };
};

const startBlue = async (config: Config): Promise<void> => {
  for (const { name } of config.services) processesOf(config, name).start(config.layout.first, 'v1');
  for (const { name, ports } of config.layout.services)
    for (const port of ports[config.layout.first]) await untilReady(name, port, () => false);
};

const startHaproxy = async (haproxy: Server, dir: string, layout: Layout, run: Run): Promise<() => Promise<void>> => {
  const file = join(dir, 'haproxy.cfg');
  writeFileSync(file, haproxyConfig(layout));
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const log = openSync(join(dir, 'logs/haproxy.log'), 'a');
  const child = spawn(haproxy.command, ['-f', file, '-db'], { env: haproxy.env, stdio: ['ignore', log, log] });
  if (child.pid === undefined) throw new Error('HAProxy could not be started');
  run.add('haproxy', child.pid);
  const lastResort = () => child.kill('SIGKILL');
  process.on('exit', lastResort);
  const [{ name, paths }] = layout.services as [Layout['services'][number]];
  const until = Date.now() + 10_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`HAProxy has ended (exit code ${child.exitCode}); see ${file}`);
    const up = await fetch(`http://127.0.0.1:${layout.production}${paths[0]}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) break;
    if (Date.now() > until) throw new Error(`HAProxy does not lead to ${name}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  return async () => {
    process.removeListener('exit', lastResort);
    await ended(child, 'SIGTERM');
    await rm(layout.socket, { force: true });
  };
};

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
};

const beginLoad = async (whole: Whole, config: Config, run: Run, clients: number, pauseMs: number): Promise<Load> => {
  const plan: LoadPlan = {
    port: config.layout.production,
    storeHost: new URL(whole.origins.store).host,
    appHost: new URL(whole.origins.app).host,
    clients,
    pauseMs,
    ...(await whatIsSold(config.adminUrl)),
  };
  const child = fork(join(import.meta.dirname, 'load.ts'), [JSON.stringify(plan)], { stdio: 'inherit' });
  if (child.pid !== undefined) run.add('load', child.pid);
  let counts: LoadCounts = { requests: 0, failed: 0, payments: 0, samples: [] };
  child.on('message', (said) => {
    counts = said as LoadCounts;
  });
  return {
    counts: () => counts,
    async stop() {
      if (child.exitCode !== null) throw new Error('the load has ended by itself');
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
      return counts;
    },
  };
};

const whatIsSold = async (adminUrl: string): Promise<Pick<LoadPlan, 'stores' | 'products'>> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    type Row = { id: string; price: number; handle: string };
    const { rows } = await client.query<Row>(
      `select id, price_santim::int as price, handle from payments.products where state = 'published' and price_santim >= 1000`,
    );
    if (rows.length === 0) throw new Error('the demo stores sell nothing');
    const products = rows.map(({ id, price }) => ({ id, priceSantim: price }));
    return { products, stores: [...new Set(rows.map(({ handle }) => `@${handle}`))] };
  } finally {
    await client.end();
  }
};
