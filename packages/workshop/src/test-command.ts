import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runChecks } from './check-command.ts';
import { sourceFiles } from './files.ts';
import { devFolder, root } from './place.ts';
import { elapsed, say } from './progress.ts';
import { readServices, startable } from './registry.ts';
import { claimRun, type Run, sweep } from './run-record.ts';
import { Sentence } from './sentence.ts';
import { startStack } from './stack.ts';
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
  let totals: Totals = { passed: 0, failed: 1, skipped: 0 };
  const stops = new Set<() => Promise<void>>();
  try {
    const end = await Promise.race([phases({ dir, run, only, stops }), asked]);
    if (typeof end === 'string') say('stopping …');
    else totals = end;
  } finally {
    for (const stop of stops) await stop().catch(() => {});
    run.release();
    await rm(dir, { recursive: true, force: true });
  }
  process.stdout.write(`${summary(totals)}\n`);
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
};

type Plan = {
  dir: string;
  run: Run;
  only: string[];
  /** What has to be ended when the run is interrupted. */
  stops: Set<() => Promise<void>>;
};

const phases = async ({ dir, run, only, stops }: Plan): Promise<Totals> => {
  const files = sourceFiles(root);
  const tests = matching(
    files.filter((file) => TEST.test(file)),
    only,
  );
  const journeys = matching(
    files.filter((file) => JOURNEY.test(file)),
    only,
  );
  if (tests.length + journeys.length === 0) throw new Sentence(`No test file lies below ${only.join(', ')}.`);
  const spent: string[] = [];
  let totals = none();
  const phase = async (name: string, work: () => Promise<Totals>) => {
    const began = Date.now();
    totals = add(totals, await work());
    spent.push(`${name} ${((Date.now() - began) / 1000).toFixed(1)} s`);
  };
  const began = Date.now();
  const stack = await startStack({ dir: join(dir, 'stack'), ephemeral: true, run, origins: originsOf(8080) });
  stops.add(stack.stop);
  spent.push(`stack ${((Date.now() - began) / 1000).toFixed(1)} s`);
  say(stack.how);
  try {
    const env = testEnvironment({ ...stack.env, DATABASE_URL: stack.adminUrl, TEST_ADMIN_URL: stack.adminUrl });
    if (only.length === 0) {
      await phase('checks', async () => {
        process.env.DATABASE_URL = stack.adminUrl;
        const result = await runChecks();
        delete process.env.DATABASE_URL;
        return result;
      });
    }
    await phase(`${tests.length} test files`, () => runFiles(tests, env, JOBS));
  } finally {
    stops.delete(stack.stop);
    await stack.stop();
  }
  if (only.length === 0 && journeys.length === 0) {
    say('✗ there is no journey, and a run that drove no browser has failed');
    totals.failed += 1;
  }
  if (journeys.length > 0) await phase('journeys', () => runJourneys({ dir, run, only, stops }, journeys));
  say(`${spent.join(', ')}; ${elapsed().trim()} in all`);
  return totals;
};

const testEnvironment = (extra: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...extra,
  NODE_COMPILE_CACHE: join(devFolder, 'compile-cache'),
});

/** Starts the whole product once, on free ports and throw-away data, and drives a browser through it. */
const runJourneys = async ({ dir, run, stops }: Plan, journeys: string[]): Promise<Totals> => {
  if (process.env.ALLOW_NO_BROWSER === '1') {
    for (const file of journeys) say(`skipped: ${file} (ALLOW_NO_BROWSER=1)`);
    return { ...none(), skipped: journeys.length };
  }
  const { freePort } = await import('@windsurf/testbed/ports');
  const folder = join(dir, 'product');
  const services = startable(readServices(root));
  const whole = await startWhole({ dir: folder, ephemeral: true, run, port: await freePort(), services, say });
  stops.add(whole.stop);
  try {
    const env = testEnvironment({
      ...whole.stack.env,
      STORE_ORIGIN: whole.origins.store,
      APP_ORIGIN: whole.origins.app,
      SANDBOX_URL: whole.stack.sandboxUrl,
      JOURNEY_DATABASE_URL: whole.stack.adminUrl,
      JOURNEY_PICTURES: join(devFolder, 'pictures'),
    });
    return await runFiles(journeys, env, 1);
  } finally {
    stops.delete(whole.stop);
    await whole.stop();
    if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
  }
};
