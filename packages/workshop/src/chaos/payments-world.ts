// The processes of the rehearsal: the real services, the stand-ins of the rails, a PostgreSQL that is durable, and the
// hand that ends them without warning.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@windsurf/testbed/ports';
import { startPostgres, type RunningPostgres } from '@windsurf/testbed/postgres';
import { startRedis } from '@windsurf/testbed/redis';
import pg from 'pg';
import { type Child, startChild } from '../child.ts';
import { migrateAll } from '../databases.ts';
import { devFolder, root } from '../place.ts';
import { environmentOf, untilReady } from '../product.ts';
import { readServices, type Service, startable } from '../registry.ts';
import { claimRun, sweep } from '../run-record.ts';
import { startSandbox } from '../stack.ts';
import type { Stack } from '../stack.ts';
import { say } from '../progress.ts';
import type { Victim } from './payments-plan.ts';

export type World = {
  readonly db: pg.Pool;
  readonly adminUrl: string;
  readonly paymentsUrl: string;
  readonly sandboxUrl: string;
  /** Ends one without warning and starts it again; a second hand waits for the first. */
  kill(victim: Victim): Promise<void>;
  /** Cuts a share of the services' connections. */
  cutConnections(): Promise<void>;
  /** Moves everybody's clock; days pass at once. */
  advance(hours: number): Promise<void>;
  /** Process ids by name; `postgres` is the server's own, whose children are its backends. */
  pids(): ReadonlyMap<string, number>;
  /** Where a process of that name writes what it prints. */
  logOf(name: string): string;
  /** Keeps what the processes have printed, and says where: for the one who has to find out why. */
  keepLogs(): Promise<string>;
  stop(): Promise<void>;
};

export type WorldOptions = {
  /** `warn` unless told. */
  readonly logLevel?: string;
  /** The world's own time, with no clock to move. */
  readonly realTime?: boolean;
  /** Node's flags for the services, for example `--cpu-prof`. */
  readonly flags?: readonly string[];
};

type Process = { readonly name: string; readonly service: string; readonly role: string };
const processes: readonly Process[] = [
  { name: 'auth', service: 'auth', role: 'both' },
  { name: 'payments-web', service: 'payments', role: 'web' },
  { name: 'payments-worker', service: 'payments', role: 'worker' },
  { name: 'delivery', service: 'delivery', role: 'both' },
];

/** Starts everything in a folder of its own. `name` is the rehearsal's. */
export async function startWorld(name: string, options: WorldOptions = {}): Promise<World> {
  await sweep(devFolder, `${name}-`);
  const dir = join(devFolder, `${name}-${process.pid}`);
  const run = await claimRun(dir, name);
  const stops: (() => Promise<unknown>)[] = [async () => await rm(dir, { recursive: true, force: true })];
  stops.push(async () => run.release());
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => undefined);
  };
  try {
    return await build(dir, run, stops, stop, options);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  dir: string,
  run: Awaited<ReturnType<typeof claimRun>>,
  stops: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
  options: WorldOptions,
): Promise<World> {
  const services = startable(readServices(root));
  let server = 0;
  // Kept data is durable data: what is acknowledged must be there after a crash.
  const startDatabase = async (): Promise<RunningPostgres> =>
    await startPostgres({
      dir: join(dir, 'postgres'),
      ephemeral: false,
      ownOnly: true,
      started: (pid, folders) => {
        if (server === 0) run.addFolders(folders);
        server = pid;
        run.add('postgres', pid);
      },
    });
  let postgres = await startDatabase();
  stops.push(async () => await postgres.stop());
  const adminUrl = postgres.url;
  const redis = await startRedis({
    cache: join(devFolder, 'cache'),
    ephemeral: true,
    started: (pid) => run.add('redis', pid),
  });
  stops.push(async () => await redis.stop());
  await migrateAll(adminUrl, services, () => undefined);
  // One after the other, and no two the same: a port is free until somebody listens there.
  const taken = new Set<number>();
  const ownPort = async (): Promise<number> => {
    for (;;) {
      const port = await freePort();
      if (!taken.has(port)) return taken.add(port) && port;
    }
  };
  const ports = new Map<string, number>();
  for (const service of services) ports.set(service.name, await ownPort());
  const workers = new Map<string, number>();
  for (const { name } of processes) workers.set(name, await ownPort());
  workers.set('payments-web', ports.get('payments') ?? 0);
  workers.set('auth', ports.get('auth') ?? 0);
  const paymentsUrl = `http://127.0.0.1:${workers.get('payments-web')}`;
  const sandbox = await startSandbox(
    { dir, ephemeral: true, run, origins: { store: paymentsUrl, app: paymentsUrl } },
    { sandbox: await ownPort(), s3: await ownPort(), secrets: await ownPort() },
  );
  stops.push(async () => await sandbox.stop());
  const stack = {
    adminUrl,
    env: { ...sandbox.env, REDIS_URL: redis.url, CHECKOUTS_PER_ADDRESS: '1000000' },
  } as unknown as Stack;
  const db = new pg.Pool({ connectionString: adminUrl, max: 4 });
  // A crash ends idle connections; the next query gets a new one.
  db.on('error', () => undefined);
  stops.push(async () => await db.end());
  const clock = { realAt: new Date().toISOString(), fakeAt: new Date().toISOString(), scale: 1 };
  const writeClock = async (): Promise<void> => {
    await db.query(
      `insert into app.dev_clock (real_at, fake_at, scale) values ($1, $2, $3)
       on conflict (only_one) do update set real_at = $1, fake_at = $2, scale = $3`,
      [clock.realAt, clock.fakeAt, clock.scale],
    );
  };
  if (options.realTime !== true) await writeClock();
  const children = new Map<string, Child>();
  let stopping = false;
  /** Started again whenever it ends, as ECS would: also when it cannot start while the database is away. */
  const supervise = async ({ name, service, role }: Process): Promise<void> => {
    const known = services.find((one) => one.name === service) as Service;
    const env = {
      ...environmentOf(known, stack, ports),
      PORT: String(workers.get(name)),
      LOG_LEVEL: options.logLevel ?? process.env.LOG_LEVEL ?? 'warn',
    };
    while (!stopping) {
      const child = startChild({
        name,
        args: [...(options.flags ?? []), join(known.folder, 'src/main.ts'), `--role=${role}`],
        env,
        logFile: join(dir, `logs/${name}.log`),
        run,
      });
      children.set(name, child);
      await child.ended;
      // What cannot start at all must not take the machine from the others.
      await wait(150);
    }
  };
  const ready = async (name: string): Promise<void> => await untilReady(name, workers.get(name) ?? 0, () => stopping);
  let turn: Promise<void> = Promise.resolve();
  stops.push(async () => {
    stopping = true;
    await turn; // a server that is being started again must be known before it is stopped
    await Promise.all([...children.values()].map(async (child) => await child.stop()));
  });
  for (const one of processes) void supervise(one);
  await Promise.all(processes.map(async ({ name }) => await ready(name)));

  const killDatabase = async (): Promise<void> => {
    process.kill(server, 'SIGKILL');
    postgres = await startDatabase();
  };
  const killOne = async (victim: Victim): Promise<void> => {
    if (stopping) return;
    if (victim === 'postgres') return await killDatabase();
    if (victim === 'sandbox') {
      await sandbox.kill();
      return await sandbox.again({ DEV_CLOCK: JSON.stringify(clock) });
    }
    const child = children.get(victim);
    if (!child) throw new Error(`nothing is called ${victim}`);
    child.kill();
    await child.ended;
    await ready(victim);
  };
  return {
    db,
    adminUrl,
    paymentsUrl,
    sandboxUrl: sandbox.url,
    async kill(victim) {
      const mine = turn.then(async () => await killOne(victim));
      turn = mine.catch(() => undefined);
      await mine;
    },
    async cutConnections() {
      await db
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where usename like 'svc\\_%' and pid <> pg_backend_pid() and random() < 0.3`,
        )
        .catch(() => undefined);
    },
    async advance(hours) {
      clock.fakeAt = new Date(Date.parse(clock.fakeAt) + hours * 3_600_000).toISOString();
      await writeClock();
      await sandbox.kill();
      await sandbox.again({ DEV_CLOCK: JSON.stringify(clock) });
      say(`the clock is ${hours} h further`);
    },
    pids: () => new Map([...[...children].map(([name, child]) => [name, child.pid] as const), ['postgres', server]]),
    logOf: (name) => join(dir, `logs/${name}.log`),
    async keepLogs() {
      const kept = join(devFolder, 'kept-logs-of-chaos-payments');
      await rm(kept, { recursive: true, force: true });
      await cp(join(dir, 'logs'), kept, { recursive: true });
      return kept;
    },
    stop,
  };
}
