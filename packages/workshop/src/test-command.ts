import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runChecks } from './check-command.ts';
import { dropDatabases } from './databases.ts';
import { sourceFiles } from './files.ts';
import { devFolder, root } from './place.ts';
import { elapsed, say } from './progress.ts';
import { readServices, startable } from './registry.ts';
import { claimRun, type Run, sweep } from './run-record.ts';
import { Sentence, shown } from './sentence.ts';
import { type Stack, startStack } from './stack.ts';
import { runFiles } from './test-files.ts';
import { add, none, summary, type Totals } from './totals.ts';
import { originsOf, startWhole, untilAsked } from './up.ts';

const JOBS = 2;
const TEST = /^(packages|services)\/[^/]+\/(?!templates\/).*\.test\.ts$/;
const JOURNEY = /^packages\/workshop\/src\/journeys\/.*\.journey\.ts$/;
const FOLDER_PREFIX = 'test-';

/** Files below one of the given paths; all when none is given. */
const matching = (files: string[], only: string[]): string[] =>
  only.length === 0 ? files : files.filter((file) => only.some((path) => file.startsWith(path.replace(/^\.\//, ''))));

/**
 * `npm test`: checks, tests and journeys on a stack of their own that is thrown away.
 *
 * @param only paths; given, only the tests below them run, without the checks
 * @returns exit code
 */
export const test = async (only: string[]): Promise<number> => {
  await sweep(devFolder, FOLDER_PREFIX);
  const dir = join(devFolder, `${FOLDER_PREFIX}${process.pid}`);
  const run = await claimRun(dir, 'npm test');
  const asked = untilAsked();
  const plan: Plan = { dir, run, only, stops: new Set(), totals: none(), failed: [], spent: [] };
  try {
    const end = await Promise.race([phases(plan), asked]);
    if (typeof end === 'string') {
      say(`✗ interrupted by ${end}; stopping …`);
      plan.totals.failed += 1;
    }
  } finally {
    for (const stop of plan.stops) await stop().catch(() => {});
    run.release();
    await rm(dir, { recursive: true, force: true });
  }
  for (const line of plan.failed) say(`✗ ${line}`);
  say([...plan.spent, `${elapsed().trim()} in all`].join(', '));
  process.stdout.write(`${summary(plan.totals)}\n`);
  return plan.totals.failed === 0 && plan.totals.passed > 0 ? 0 : 1;
};

type Plan = {
  dir: string;
  run: Run;
  only: string[];
  /** What has to be ended when the run is interrupted. */
  stops: Set<() => Promise<void>>;
  totals: Totals;
  /** A line for each failure, said again at the end: the place where it happened may be thousands of lines above. */
  failed: string[];
  /** Seconds of each phase, for people. */
  spent: string[];
};

/** Runs one phase. A phase that throws is a failure, told in full, and the next one still runs. */
const phase = async (plan: Plan, name: string, work: () => Promise<Totals>): Promise<void> => {
  const began = Date.now();
  try {
    // Awaited first: phases lie within phases, and each adds to what stands by then.
    const more = await work();
    plan.totals = add(plan.totals, more);
  } catch (error) {
    say(`✗ ${name}: ${shown(error)}`);
    plan.totals.failed += 1;
    plan.failed.push(`${name}: ${shown(error).split('\n', 1)[0]}`);
  }
  plan.spent.push(`${name} ${((Date.now() - began) / 1000).toFixed(1)} s`);
};

const phases = async (plan: Plan): Promise<void> => {
  const { only } = plan;
  const files = sourceFiles(root);
  const chosen = (pattern: RegExp) =>
    matching(
      files.filter((file) => pattern.test(file)),
      only,
    );
  const [tests, journeys] = [chosen(TEST), chosen(JOURNEY)];
  if (tests.length + journeys.length === 0) throw new Sentence(`No test file lies below ${only.join(', ')}.`);
  if (tests.length > 0) await onStack(plan, tests);
  if (journeys.length > 0) await phase(plan, 'journeys', () => runJourneys(plan, journeys));
  else if (only.length === 0) {
    say('✗ there is no journey, and a run that drove no browser has failed');
    plan.totals.failed += 1;
  }
};

/** A stack of their own for all files: each test makes its own database on it. */
const onStack = async (plan: Plan, tests: string[]): Promise<void> => {
  const { dir, run, only, stops, failed } = plan;
  let stack: Stack | undefined;
  await phase(plan, 'stack', async () => {
    stack = await startStack({ dir: join(dir, 'stack'), ephemeral: true, run, origins: originsOf(8080) });
    stops.add(stack.stop);
    say(stack.how);
    return none();
  });
  if (stack === undefined) return;
  const { adminUrl, env, stop: stopStack } = stack;
  // On a given server nothing goes with the server; the databases of the tests carry the run's name.
  const TEST_DATABASES = `run_${process.pid}_${Date.now().toString(36)}_`;
  stops.delete(stopStack);
  const stop = async () => {
    if (process.env.DATABASE_URL) await dropDatabases(adminUrl, TEST_DATABASES);
    await stopStack();
  };
  stops.add(stop);
  if (only.length === 0) await phase(plan, 'checks', () => runChecks(undefined, adminUrl));
  await phase(plan, `${tests.length} test files`, () =>
    runFiles(tests, testEnvironment({ ...env, DATABASE_URL: adminUrl, TEST_DATABASES }), JOBS, failed),
  );
  stops.delete(stop);
  await stop();
};

const testEnvironment = (extra: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...extra,
  NODE_COMPILE_CACHE: join(devFolder, 'compile-cache'),
  // A run of kills takes its time on a busy machine; what hangs is ended all the same.
  TAP_TIMEOUT: '240',
});

/** Starts the whole product once, on free ports and throw-away data, and drives a browser through it. */
const runJourneys = async ({ dir, run, stops, failed }: Plan, journeys: string[]): Promise<Totals> => {
  if (process.env.ALLOW_NO_BROWSER === '1') {
    for (const file of journeys) say(`skipped: ${file} (ALLOW_NO_BROWSER=1)`);
    return { ...none(), skipped: journeys.length };
  }
  const { freePort } = await import('@windsurf/testbed/ports');
  const folder = join(dir, 'product');
  const services = startable(readServices(root));
  const options = { dir: folder, ephemeral: true, run, services, say, movableClock: true };
  const whole = await startWhole({ ...options, port: await freePort() });
  stops.add(whole.stop);
  try {
    const env = testEnvironment({
      ...whole.stack.env,
      STORE_ORIGIN: whole.origins.store,
      APP_ORIGIN: whole.origins.app,
      SANDBOX_URL: whole.stack.sandboxUrl,
      JOURNEY_DATABASE_URL: whole.stack.adminUrl,
      JOURNEY_PICTURES: join(devFolder, 'pictures'),
      JOURNEY_LOGS: join(folder, 'logs'),
    });
    return await runFiles(journeys, env, 1, failed);
  } finally {
    stops.delete(whole.stop);
    await whole.stop();
    if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
  }
};
