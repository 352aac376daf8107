import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { portNear } from '@windsurf/testbed/ports';
import { type Child, startChild } from './child.ts';
import { oncePerDatabase, serviceUrl } from './databases.ts';
import { keepEnvironment } from './environment.ts';
import { devFolder, root } from './place.ts';
import { addressVariable, type Service } from './registry.ts';
import type { Run } from './run-record.ts';
import { Sentence } from './sentence.ts';
import type { Stack } from './stack.ts';

export type Product = {
  portOf(service: string): number | undefined;
  /** Resolves with a sentence when a service has ended and is not restarted. */
  broken: Promise<string>;
  stop(): Promise<void>;
};

export type ProductOptions = {
  stack: Stack;
  run: Run;
  /** Those to start. */
  services: Service[];
  /** All that are declared: each has an address, also one that is not started. */
  known: Service[];
  logs: string;
  /** Declared ports where they are free; only free ones when false. */
  declaredPorts: boolean;
  say(line: string): void;
  /** Node's flags per service, for example `--watch`. */
  flags?: string[];
};

const READY_PATIENCE_MS = 60_000;
/** A service's worker ended by itself and asks to be started again. */
const PLEASE_RESTART = 57;
const SEED_ORDER = ['auth', 'store-builder', 'payments', 'delivery', 'notifications', 'analytics', 'community'];

/**
 * What V8 may take, the same in docker/service.Dockerfile: left to itself it sizes its heap by the machine, and a service
 * that lives on 40 MB takes 150 more before it looks for garbage.
 */
export const HEAP_LIMITS = '--max-semi-space-size=2 --max-old-space-size=96';

/** The environment of one service: the stack's, the addresses of all, its own port and login. */
export const environmentOf = (
  service: Service,
  stack: Stack,
  ports: ReadonlyMap<string, number>,
): NodeJS.ProcessEnv => {
  const addresses = [...ports].map(([name, port]) => [addressVariable(name), `http://127.0.0.1:${port}`]);
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TZ: process.env.TZ,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    NODE_COMPILE_CACHE: join(devFolder, 'compile-cache'),
    NODE_OPTIONS: HEAP_LIMITS,
    ...stack.env,
    ...Object.fromEntries(addresses),
    SERVICE_DATABASE_URL: serviceUrl(stack.adminUrl, service.schema),
    PORT: String(ports.get(service.name)),
  };
};

export const choosePorts = async (services: Service[], declared: boolean): Promise<Map<string, number>> => {
  const ports = new Map<string, number>();
  for (const service of services) ports.set(service.name, await portNear(declared ? service.port : undefined));
  return ports;
};

/**
 * Starts every service and waits until each says that it is ready.
 *
 * @throws Sentence that names a service that did not start, with its last lines
 */
export const startProduct = async (options: ProductOptions): Promise<Product> => {
  const { stack, services } = options;
  const ports = await choosePorts(options.known, options.declaredPorts);
  const children = new Map<string, Child>();
  const { promise: broken, resolve: breakUp } = Promise.withResolvers<string>();
  let stopping = false;
  const start = (service: Service, again: boolean): Child => {
    const env = environmentOf(service, stack, ports);
    if (options.declaredPorts) keepEnvironment(service.name, env);
    const child = startChild({
      name: service.name,
      args: [...(options.flags ?? []), join(service.folder, 'src/main.ts')],
      env,
      logFile: join(options.logs, `${service.name}.log`),
      run: options.run,
      onLine: (line) => stopping || showTrouble(service.name, line, options.say),
    });
    children.set(service.name, child);
    void child.ended.then((how) => {
      if (stopping) return;
      if (how === PLEASE_RESTART && again) {
        options.say(`${service.name} asked to be started again`);
        start(service, false);
      } else breakUp(endedSentence(service.name, how, child));
    });
    return child;
  };
  const stop = async () => {
    stopping = true;
    await Promise.all([...children.values()].map((child) => child.stop()));
  };
  for (const service of services) start(service, true);
  try {
    await Promise.race([
      Promise.all(services.map((service) => untilReady(service.name, ports.get(service.name) ?? 0, () => stopping))),
      broken.then((sentence) => Promise.reject(new Sentence(sentence))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { portOf: (name) => ports.get(name), broken, stop };
};

const endedSentence = (name: string, how: number | NodeJS.Signals, child: Child): string =>
  `${name} has ended (${typeof how === 'number' ? `exit code ${how}` : how}). Its last lines:\n${child
    .lastLines()
    .map((line) => `    ${line}`)
    .join('\n')}`;

export const untilReady = async (name: string, port: number, isStopping: () => boolean): Promise<void> => {
  const until = Date.now() + READY_PATIENCE_MS;
  let said = 'nothing';
  while (Date.now() < until && !isStopping()) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
      said = `${response.status} ${await response.text()}`;
    } catch {
      // Not listening yet.
    }
    await wait(40);
  }
  throw new Sentence(`${name} is not ready after ${READY_PATIENCE_MS / 1000} s; GET /readyz said: ${said}`);
};

const WARNING = 40;

/** Shows warnings and errors of a service's log, which is JSON lines of pino. A crash's text is shown when it has ended. */
const showTrouble = (name: string, line: string, say: (line: string) => void): void => {
  if (!line.startsWith('{')) return;
  try {
    const { level, msg, err }: { level?: unknown; msg?: string; err?: { message?: string } } = JSON.parse(line);
    const high = typeof level === 'number' ? level >= WARNING : /warn|error|fatal/i.test(String(level));
    if (high) say(`${name}: ${msg ?? ''} ${err?.message ?? ''}`.trimEnd());
  } catch {
    say(`${name}: ${line}`);
  }
};

/**
 * Runs each service's demo data once per database, in the order in which they build on each other.
 *
 * @returns names of the services that were seeded now
 */
export const seed = async (options: ProductOptions, product: Product): Promise<string[]> => {
  const place = (name: string) => (SEED_ORDER.includes(name) ? SEED_ORDER.indexOf(name) : SEED_ORDER.length);
  const ordered = [...options.services].sort((a, b) => place(a.name) - place(b.name));
  const ports = new Map(options.known.map(({ name }) => [name, product.portOf(name) ?? 0]));
  const seeded: string[] = [];
  for (const service of ordered) {
    const file = join(service.folder, 'src/seed.ts');
    if (!existsSync(file)) continue;
    const now = await oncePerDatabase(options.stack.adminUrl, `seed ${service.name}`, async () => {
      const child = startChild({
        name: `${service.name} seed`,
        args: [join(root, 'packages/workshop/src/seed-entry.ts'), file],
        env: environmentOf(service, options.stack, ports),
        logFile: join(options.logs, `${service.name}.seed.log`),
        run: options.run,
      });
      const how = await child.ended;
      if (how !== 0) throw new Sentence(endedSentence(`The demo data of ${service.name}`, how, child));
    });
    if (now) seeded.push(service.name);
  }
  return seeded;
};
