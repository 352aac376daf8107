// What a runner needs to know of the rehearsal; written to a file, so that another process can carry on.
import { join } from 'node:path';
import type { AccessLog } from '@windsurf/release/switcher/access-log';
import type { Figures, Limits } from '@windsurf/release/deploy/judge';
import { LIMITS } from '@windsurf/release/deploy/judge';
import { migrationsFolder, missingExpansions } from '@windsurf/release/deploy/schema';
import { walk } from '@windsurf/release/deploy/machine';
import { openDeployment } from '@windsurf/release/deploy/open';
import type { Deployment, DomainResult } from '@windsurf/release/deploy/state';
import type { Plan } from '@windsurf/release/deploy/steps';
import { fileStore, type StateStore } from '@windsurf/release/deploy/store';
import { checkDomains } from '@windsurf/release/hooks/domains';
import { type Layout, otherSlot, type Slot } from '@windsurf/release/switcher/haproxy-config';
import { localSwitcher, slotsIn } from '@windsurf/release/switcher/local';
import { type Processes, processesIn } from '@windsurf/release/switcher/processes';
import pg from 'pg';

export type Config = {
  readonly layout: Layout;
  /** State, claims and logs lie below. */
  readonly folder: string;
  readonly adminUrl: string;
  readonly cwd: string;
  readonly services: readonly {
    readonly name: string;
    readonly main: string;
    readonly schema: string;
    readonly domains: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
  }[];
};

/** What is done to the validation, besides asking the domains. */
export type Hook = 'asks' | 'throws' | 'hangs';

export type Asked = {
  readonly service: string;
  readonly revision: string;
  readonly hook?: Hook;
  readonly stepMs?: number;
};

const PER_SLOT = 2;
/** Long enough for the balancer to see that a process leaves: two checks, 250 ms apart, and some air. */
const DRAIN_MS = 1_500;
const GRACE_MS = 12_000;

const PLAN: Plan = {
  shifts: [5, 25, 50, 100],
  stepMs: 3_000,
  bakeMs: 3_000,
  pollMs: 100,
  validateMs: 8_000,
  graceMs: GRACE_MS,
  leaseMs: 1_500,
};
/** A machine that other work shares answers late at times; the planted slowness is far above it. */
const REHEARSAL_LIMITS: Limits = { ...LIMITS, slowerFloorMs: 1_500, slowLeast: 10 };

export const processesOf = (config: Config, service: string): Processes => {
  const own = config.services.find(({ name }) => name === service);
  const ports = config.layout.services.find(({ name }) => name === service)?.ports;
  if (own === undefined || ports === undefined) throw new Error(`${service} is not rehearsed`);
  return processesIn(join(config.folder, service), PER_SLOT, (revision, slot, place) => {
    const fault = /^bad-([a-z0-9]+)/.exec(revision)?.[1];
    const preload = fault === undefined ? [] : ['--import', join(import.meta.dirname, 'bad-release.ts')];
    return {
      program: process.execPath,
      args: [...preload, own.main, '--role=web'],
      env: { ...own.env, PORT: String(ports[slot][place]), DRAIN_MS: String(DRAIN_MS), BAD_RELEASE: fault },
      cwd: config.cwd,
    };
  });
};

const unknownPayments = async (adminUrl: string): Promise<number> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const text = `select count(*)::int as unknown from payments.intents where state = 'unknown'`;
    return (await client.query<{ unknown: number }>(text)).rows[0]?.unknown ?? 0;
  } finally {
    await client.end();
  }
};

const missingIn = async (config: Config, service: string): Promise<string[]> => {
  const schema = config.services.find(({ name }) => name === service)?.schema ?? '';
  return await missingExpansions(config.adminUrl, schema, migrationsFolder(service));
};

const validation = async (config: Config, asked: Asked, baseUrl: string): Promise<DomainResult[]> => {
  if (asked.hook === 'throws') throw new Error('the hook broke');
  if (asked.hook === 'hangs') return await new Promise(() => undefined);
  const domains = config.services.find(({ name }) => name === asked.service)?.domains ?? [];
  return await checkDomains({ baseUrl, service: asked.service, domains, ready: true, timeoutMs: 5_000 });
};

/**
 * One deployment of the rehearsal, begun or carried on.
 *
 * @param wrap puts something between the runner and its state; a runner that is to die does
 */
export const deployInRehearsal = async (
  config: Config,
  asked: Asked,
  log: AccessLog,
  say: (line: string) => void,
  wrap: (store: StateStore<Deployment>) => StateStore<Deployment> = (store) => store,
): Promise<Deployment> => {
  const { service, revision } = asked;
  const store = wrap(fileStore<Deployment>(join(config.folder, 'state')));
  const frame = { store, runnerId: `runner-${process.pid}-${Date.now()}`, now: () => new Date() };
  const processes = processesOf(config, service);
  const switcher = localSwitcher({
    service,
    layout: config.layout,
    processes,
    folder: join(config.folder, service),
    readyMs: revision.startsWith('bad-unhealthy') ? 6_000 : 30_000,
    graceMs: GRACE_MS,
  });
  const held = await openDeployment(
    {
      ...frame,
      leaseMs: PLAN.leaseMs,
      runningNow: async () => (await switcher.current()).blue,
      facts: async () => ({ alarms: [], missingMigrations: await missingIn(config, service) }),
    },
    { environment: 'local', service, revision, change: 'ordinary', overrideReason: undefined, manualInterventions: [] },
  );
  const before = await unknownPayments(config.adminUrl);
  const figures = (slot: Slot, since: Date): Figures => log.figures(service, slot, since);
  const blueSlot = (): Slot => slotsIn(join(config.folder, service), config.layout.first).blue;
  return await walk(
    {
      ...frame,
      switcher,
      limits: REHEARSAL_LIMITS,
      validate: async (testUrl) => await validation(config, asked, testUrl),
      observe: async (since) => {
        const blue = blueSlot();
        return {
          blue: figures(blue, since),
          green: figures(otherSlot(blue), since),
          unknown: { before, now: await unknownPayments(config.adminUrl) },
        };
      },
      redAlarms: async () => [],
      say,
    },
    { ...PLAN, ...(asked.stepMs === undefined ? {} : { stepMs: asked.stepMs }) },
    held,
  );
};
