import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@windsurf/testbed/postgres';
import { outsidePath } from '@windsurf/testbed/postgres-binaries';
import { generatedFiles } from './checks/generated.ts';
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts';
import { devFolder, root } from './place.ts';
import { say } from './progress.ts';
import { claimRun, endOrphans, sweep } from './run-record.ts';
import { Sentence } from './sentence.ts';

/**
 * `npm run db`: writes every generated file anew from migrations and contracts. `npm run db -- reset`: throws the
 * clone's own data away. `dead-letters` and `replay`: see dead-letters.ts.
 *
 * @returns exit code
 */
export const db = async ([action = 'generate', ...args]: string[]): Promise<number> => {
  if (action === 'generate') return generate();
  if (action === 'reset') return reset();
  if (action === 'dead-letters') return listDeadLetters(args);
  if (action === 'replay') return replayDeadLetters(args);
  throw new Sentence(
    'npm run db writes the generated files; npm run db -- reset throws the data of this clone away; npm run db -- dead-letters SERVICE lists messages that were given up; npm run db -- replay SERVICE IDS runs them again.',
  );
};

const generate = async (): Promise<number> => {
  await sweep(devFolder, 'db-');
  const dir = join(devFolder, `db-${process.pid}`);
  const run = await claimRun(dir, 'npm run db');
  const postgres = await startPostgres({
    dir: join(dir, 'postgres'),
    ephemeral: true,
    started: (pid, folders) => {
      run.add('postgres', pid);
      run.addFolders(folders);
    },
  });
  try {
    for (const { file, text } of await generatedFiles(root, postgres.url)) {
      const path = join(root, file);
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
      writeFileSync(path, text);
      say(`written: ${file}`);
    }
    say('generated files are in step');
    return 0;
  } finally {
    await postgres.stop();
    run.release();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** Everything but the caches that only cost time: database, objects, secrets, logs. */
const reset = async (): Promise<number> => {
  await endOrphans(devFolder);
  for (const path of [
    ...['postgres', 'sandbox', 'secrets.json', 'secrets.seed.json', 'logs'].map((name) => join(devFolder, name)),
    outsidePath(join(devFolder, 'postgres')),
  ])
    rmSync(path, { recursive: true, force: true });
  say('data thrown away; npm start makes the demo anew');
  return 0;
};
