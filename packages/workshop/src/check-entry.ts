import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check-command.ts';
import { runTool } from './checks/run-tool.ts';
import { devFolder, root, tool } from './place.ts';
import { claimRun, sweep } from './run-record.ts';
import { startPostgres } from '@windsurf/testbed/postgres';
import { summary } from './totals.ts';

/**
 * `npm run check [name]`: the checks of `npm test` without the tests.
 *
 * @returns exit code
 */
export const check = async ([name]: string[]): Promise<number> => {
  await sweep(devFolder, 'check-');
  const dir = join(devFolder, `check-${process.pid}`);
  const run = await claimRun(dir, 'npm run check');
  const needsDatabase = name === undefined || 'generated files'.startsWith(name);
  const postgres = needsDatabase
    ? await startPostgres({
        dir: join(dir, 'postgres'),
        ephemeral: true,
        started: (pid, folders) => {
          run.add('postgres', pid);
          run.addFolders(folders);
        },
      })
    : undefined;
  try {
    const totals = await runChecks(name, postgres?.url);
    process.stdout.write(`${summary(totals)}\n`);
    return totals.failed === 0 ? 0 : 1;
  } finally {
    await postgres?.stop();
    run.release();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** `npm run format`: repairs the format of every file. */
export const format = async (): Promise<number> => {
  const { code, output } = await runTool(tool('biome'), ['format', '--write', '.'], root);
  process.stdout.write(output);
  return code;
};
