import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isFree } from '@windsurf/testbed/ports';
import { buildDashboard, dashboardPolicy } from './dashboard.ts';
import { createDatabase, migrateAll } from './databases.ts';
import { makeMovableClock } from './dev-time.ts';
import { type Gateway, startGateway, takenPort } from './gateway.ts';
import { weigh } from './memory.ts';
import { devFolder, root } from './place.ts';
import { type Product, type ProductOptions, seed, startProduct } from './product.ts';
import { say, withLifeSigns } from './progress.ts';
import { readServices, type Service, startable } from './registry.ts';
import { claimRun, type Run } from './run-record.ts';
import { Sentence, shown } from './sentence.ts';
import { type Stack, startStack } from './stack.ts';

export type Whole = {
  stack: Stack;
  product: Product;
  gateway: Gateway;
  origins: { store: string; app: string };
  stop(): Promise<void>;
};

export type WholeOptions = {
  dir: string;
  ephemeral: boolean;
  run: Run;
  port: number;
  services: Service[];
  say(line: string): void;
  /** The services take the time from the database, so that a proof may move it on. */
  movableClock?: boolean;
};

const DEFAULT_PORT = 8080;

export const originsOf = (port: number): { store: string; app: string } => ({
  store: `http://localhost:${port}`,
  app: `http://app.localhost:${port}`,
});

/** Paths of the demo stores, which the store-builder's demo data names. */
const demoPaths = async (services: Service[]): Promise<string[]> => {
  const builder = services.find((service) => service.name === 'store-builder');
  const file = builder === undefined ? '' : join(builder.folder, 'src/demo/demo-stores.ts');
  if (!existsSync(file)) return [];
  const { demoStores }: { demoStores: { handle: string }[] } = await import(file);
  return demoStores.map(({ handle }) => `/@${handle}`);
};

/**
 * Starts the whole product: stack, schemas, services, demo data, dashboard, gateway. What was started is stopped again
 * when a later part fails.
 *
 * @throws Sentence that says which part failed and what to do
 */
export const startWhole = async (options: WholeOptions): Promise<Whole> => {
  const { dir, ephemeral, run, port, services } = options;
  const origins = originsOf(port);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => {});
  };
  try {
    rmSync(join(dir, 'logs'), { recursive: true, force: true });
    // A broken dashboard must not keep anybody from working on a service; journeys need it and stop.
    const dashboard = buildDashboard().catch((error: unknown) => {
      if (ephemeral) throw error;
      options.say(shown(error));
      return undefined;
    });
    dashboard.catch(() => {});
    const stack = await startStack({ dir, ephemeral, run, origins });
    stops.push(stack.stop);
    options.say(stack.how);
    if (ephemeral) {
      // A given server may hold somebody's data: this run gets a database of its own on it.
      const own = await createDatabase(stack.adminUrl, `windsurf_${process.pid}`);
      stops.push(own.drop);
      stack.adminUrl = own.url;
    }
    const applied = await withLifeSigns('migrating', () => migrateAll(stack.adminUrl, services, options.say));
    options.say(applied === 0 ? 'schemas are up to date' : `${applied} migrations applied`);
    if (options.movableClock === true) {
      await makeMovableClock(stack.adminUrl);
      // All journeys come from one address, within minutes.
      stack.env.CHECKOUTS_PER_ADDRESS = '100000';
    }
    const parts: ProductOptions = {
      stack,
      run,
      services,
      known: readServices(root),
      logs: join(dir, 'logs'),
      declaredPorts: !ephemeral,
      say: options.say,
    };
    const product = await withLifeSigns('starting the services', () => startProduct(parts));
    stops.push(product.stop);
    options.say(`${services.length} services are ready`);
    // Open before the demo data and the dashboard are made: each page answers as soon as its own part is there.
    const site: { dist: string | undefined } = { dist: undefined };
    const gateway = await startGateway({
      port,
      services,
      portOf: product.portOf,
      dashboard: () => site.dist,
      home: (await demoPaths(services))[0],
      policy: dashboardPolicy(stack.env.S3_PUBLIC_ENDPOINT ?? ''),
    });
    stops.push(gateway.stop);
    const seeded = await withLifeSigns('making the demo data', () => seed(parts, product));
    if (seeded.length > 0) options.say(`demo data made by ${seeded.join(', ')}`);
    const built = await withLifeSigns('building the dashboard', () => dashboard);
    if (built?.built === true) options.say('dashboard built');
    site.dist = built?.dist;
    return { stack, product, gateway, origins, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The port of the gateway: PORT, or 8080. */
export const chosenPort = (): number => {
  const text = process.env.PORT;
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Sentence(`PORT=${text} is no port: give a number from 1 to 65535, for example PORT=9090 npm start.`);
  return port;
};

/**
 * Resolves at the first signal that asks to end; a second one ends at once. Both copies of one Ctrl-C (the terminal's
 * and npm's) count as one.
 */
export const untilAsked = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    let first = 0;
    const hear = (signal: NodeJS.Signals) => {
      if (first === 0) {
        first = Date.now();
        resolve(signal);
      } else if (Date.now() - first > 700) process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  });

/** `npm start`: everything, until Ctrl-C. */
export const up = async (): Promise<number> => {
  const port = chosenPort();
  const run = await claimRun(devFolder, 'npm start');
  try {
    if (!(await isFree(port))) throw takenPort(port);
    const asked = untilAsked();
    const services = startable(readServices(root));
    const starting = startWhole({ dir: devFolder, ephemeral: false, run, port, services, say });
    const early = await Promise.race([starting.then(() => undefined), asked]);
    if (early !== undefined) {
      say('stopping …');
      await starting.then((whole) => whole.stop()).catch(() => {});
      return 0;
    }
    const whole = await starting;
    run.opened(whole.origins.store);
    await tellWhatToOpen(whole, services);
    const end = await Promise.race([asked, whole.product.broken]);
    const broke = !end.startsWith('SIG');
    if (broke) say(end);
    say('stopping …');
    await whole.stop();
    say('stopped; data is kept in .dev');
    return broke ? 1 : 0;
  } finally {
    run.release();
  }
};

const tellWhatToOpen = async (whole: Whole, services: Service[]): Promise<void> => {
  const weight = weigh();
  const demos = await demoPaths(services);
  const stores = demos.length === 0 ? ['/'] : demos;
  const lines = [
    '',
    ...stores.map((path) => `  store      ${whole.origins.store}${path}`),
    `  dashboard  ${whole.origins.app}/`,
    `  phone      ${whole.stack.sandboxUrl}/phone   SMS and the wallet, to tap on`,
    ...(weight === undefined ? [] : [`  running    ${weight.processes} processes, ${weight.megabytes} MB together`]),
    '',
  ];
  for (const line of lines) process.stdout.write(`${line}\n`);
  say('ready; Ctrl-C stops everything');
};
