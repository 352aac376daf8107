// A PostgreSQL of its own for one benchmark or proof, gone afterwards.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres } from '@windsurf/testbed/postgres';
import { devFolder } from './place.ts';
import { claimRun, sweep } from './run-record.ts';

export type OwnDatabase = {
  /** The bootstrap role's address. */
  readonly adminUrl: string;
  urlOf(user: string): string;
};

export async function onOwnDatabase<R>(name: string, work: (database: OwnDatabase) => Promise<R>): Promise<R> {
  await sweep(devFolder, `${name}-`);
  const dir = join(devFolder, `${name}-${process.pid}`);
  const run = await claimRun(dir, name);
  const postgres = await startPostgres({
    dir: join(dir, 'postgres'),
    ephemeral: true,
    ownOnly: true,
    started: (pid, folders) => {
      run.add('postgres', pid);
      run.addFolders(folders);
    },
  });
  try {
    return await work({
      adminUrl: postgres.url,
      urlOf: (user) => {
        const url = new URL(postgres.url);
        url.username = user;
        url.password = '';
        return url.href;
      },
    });
  } finally {
    await postgres.stop();
    run.release();
    await rm(dir, { recursive: true, force: true });
  }
}
