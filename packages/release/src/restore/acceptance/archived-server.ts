// PostgreSQL with an archive of its log, base backups and restores to new servers, with the bare binaries: pg_basebackup
// is not among them, so a base backup is a copy of the files between pg_backup_start and pg_backup_stop.
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '@windsurf/testbed/postgres';
import { embeddedBinaries, preparePostgres } from '@windsurf/testbed/postgres-binaries';

export type ArchivedServer = {
  /** The superuser's address, database `postgres`. */
  readonly url: string;
  /** Folder with the server's data. */
  readonly data: string;
  readonly archive: string;
  stop(): Promise<void>;
};

/** Seconds after which a segment of the log is archived although it is not full; RDS: five minutes. */
export const ARCHIVE_EVERY_S = 2;
const PATIENCE_MS = 60_000;

/** Removes what a server has left, also where its data had to lie outside of `dir`. */
export function removeServer(server: ArchivedServer): void {
  for (const folder of [server.data, server.archive]) rmSync(folder, { recursive: true, force: true });
}

/** False where no binaries are installed for this platform. */
export const canArchive = (): boolean => embeddedBinaries() !== undefined;

async function withClient<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Gives all that is in a folder to the account that `like` belongs to, which is the one that the server runs as. */
function giveTo(folder: string, like: string = folder): void {
  const { uid, gid } = statSync(like);
  for (const entry of [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ])
    if (lstatSync(entry).uid !== uid) chownSync(entry, uid, gid);
}

/** Starts a server in `dir` that archives its log beside its data. */
export async function startArchived(dir: string): Promise<ArchivedServer> {
  const first = await startPostgres({ dir, ephemeral: false, ownOnly: true });
  const { data, archive } = await withClient(first.url, async (client) => {
    const shown = await client.query<{ data: string }>("select current_setting('data_directory') as data");
    const folder = shown.rows[0]?.data ?? '';
    const kept = join(dirname(folder), `${basename(folder)}-archive`);
    mkdirSync(kept, { recursive: true });
    giveTo(kept, folder);
    const copy = `test ! -f "${kept}/%f" && cp "%p" "${kept}/%f.new" && mv "${kept}/%f.new" "${kept}/%f"`;
    await client.query(`alter system set archive_command = ${pg.escapeLiteral(copy)}`);
    await client.query("alter system set archive_mode = 'on'");
    await client.query(`alter system set archive_timeout = ${ARCHIVE_EVERY_S}`);
    return { data: folder, archive: kept };
  });
  await first.stop();
  const server = await startPostgres({ dir, ephemeral: false, ownOnly: true });
  return { url: server.url, data, archive, stop: server.stop };
}

/** Copies the running server's files to `into`, with the label that tells where recovery begins. */
export async function takeBaseBackup(server: ArchivedServer, into: string): Promise<void> {
  await withClient(server.url, async (client) => {
    await client.query("select pg_backup_start('base backup', fast => true)");
    cpSync(server.data, into, {
      recursive: true,
      filter: (source) => !/postmaster\.(pid|opts)$/.test(source) && !/\/pg_wal\/./.test(source) && existsSync(source),
    });
    const { rows } = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop()');
    writeFileSync(join(into, 'backup_label'), rows[0]?.label ?? '');
  });
}

/** Closes the segment of the log that holds everything until now, and waits until the archive has it. */
export async function archiveNow(server: ArchivedServer): Promise<void> {
  await withClient(server.url, async (client) => {
    const { rows } = await client.query<{ segment: string }>('select pg_walfile_name(pg_switch_wal()) as segment');
    const segment = rows[0]?.segment ?? '';
    const until = Date.now() + PATIENCE_MS;
    while (!existsSync(join(server.archive, segment))) {
      if (Date.now() > until) throw new Error(`${segment} was not archived`);
      await new Promise((done) => setTimeout(done, 50));
    }
  });
}

/**
 * Starts a new server in `dir` from a base backup and the archive.
 * @param until the moment to which the log is applied; to its end when left out
 */
export async function restoreTo(dir: string, backup: string, archive: string, until?: Date): Promise<ArchivedServer> {
  return await startFrom(dir, backup, archive, 'recovery.signal', [
    `restore_command = 'cp "${archive}/%f" "%p"'`,
    "recovery_target_action = 'promote'",
    ...(until ? [`recovery_target_time = '${until.toISOString().replace('T', ' ').replace('Z', '+00')}'`] : []),
  ]);
}

/** Starts a server that follows `primary` for as long as both run. */
export async function startStandby(dir: string, backup: string, primary: ArchivedServer): Promise<ArchivedServer> {
  const { hostname, port } = new URL(primary.url);
  return await startFrom(dir, backup, primary.archive, 'standby.signal', [
    `primary_conninfo = 'host=${hostname} port=${port} user=postgres'`,
    `restore_command = 'cp "${primary.archive}/%f" "%p"'`,
  ]);
}

async function startFrom(
  dir: string,
  backup: string,
  archive: string,
  signal: 'recovery.signal' | 'standby.signal',
  settings: readonly string[],
): Promise<ArchivedServer> {
  const native = embeddedBinaries();
  if (native === undefined) throw new Error('no PostgreSQL binaries for this platform');
  const { data } = preparePostgres(native, dir);
  cpSync(backup, data, { recursive: true });
  chmodSync(data, 0o700);
  writeFileSync(join(data, 'postgresql.auto.conf'), `${["archive_mode = 'off'", ...settings].join('\n')}\n`);
  writeFileSync(join(data, signal), '');
  giveTo(data);
  try {
    const server = await startPostgres({ dir, ephemeral: false, ownOnly: true, standby: signal === 'standby.signal' });
    return { url: server.url, data, archive, stop: server.stop };
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
}
