import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { dockerAnswers } from './docker.ts';
import { assertPostgres } from './given.ts';
import { NoServer } from './no-server.ts';
import { portNear } from './ports.ts';
import { embeddedBinaries, type PostgresHome, preparePostgres } from './postgres-binaries.ts';

export type RunningPostgres = {
  /** Superuser's address, database `postgres`. */
  url: string;
  /** Where it comes from, for people. */
  how: string;
  /** Folders outside of the caller's own that an ephemeral server leaves when it is killed. */
  folders: string[];
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Folder for data, port and locks. */
  dir: string;
  /** True: data is thrown away at the end and durability is off. False: data is kept. */
  ephemeral: boolean;
  /** True: a given server is left alone, because the work would leave roles and a flood of rows on it. */
  ownOnly?: boolean;
  /** True: the data is a replica's, which is ready when it can be read. */
  standby?: boolean;
  /** Told the pid of a server as soon as it is started, so that it can be written down. */
  started?: (pid: number, folders: string[]) => void;
};

const STOP_PATIENCE_MS = 8_000;
const SETTINGS = ['max_connections=250', 'shared_buffers=64MB', 'listen_addresses=127.0.0.1', 'timezone=UTC'];
const EPHEMERAL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=2GB'];

/**
 * The one function that decides where a database comes from: `DATABASE_URL` where it is given; for tests a container
 * where Docker answers; else the embedded server. Kept data prefers the embedded server, which needs no image.
 *
 * @throws NoServer when there is no source, or the given one cannot carry the product
 */
export const startPostgres = async (options: PostgresOptions): Promise<RunningPostgres> => {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== '' && options.ownOnly !== true) {
    await assertPostgres(given);
    return { url: given, how: 'given', folders: [], stop: async () => {} };
  }
  const native = embeddedBinaries();
  if ((options.ephemeral || native === undefined) && (await dockerAnswers())) {
    try {
      return await startContainer(options);
    } catch (error) {
      if (native === undefined) throw error;
    }
  }
  if (native === undefined)
    throw new NoServer(
      `No PostgreSQL for ${process.platform} ${process.arch}: start Docker, or give DATABASE_URL of a PostgreSQL 18.`,
    );
  return startEmbedded(native, options);
};

const startContainer = async ({ dir, ephemeral }: PostgresOptions): Promise<RunningPostgres> => {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = new PostgreSqlContainer('postgres:18-alpine')
    .withUsername('postgres')
    .withPassword('postgres')
    .withDatabase('postgres')
    .withCommand([
      'postgres',
      ...[...SETTINGS.filter((s) => !s.startsWith('listen')), ...(ephemeral ? EPHEMERAL : [])].flatMap((s) => [
        '-c',
        s,
      ]),
    ]);
  if (!ephemeral) container.withBindMounts([{ source: resolve(dir, 'container'), target: '/var/lib/postgresql' }]);
  const running = await container.start();
  return {
    url: running.getConnectionUri(),
    how: 'container',
    folders: [],
    stop: async () => void (await running.stop()),
  };
};

const startEmbedded = async (native: string, options: PostgresOptions): Promise<RunningPostgres> => {
  const dir = resolve(options.dir);
  const home = preparePostgres(native, dir);
  const outsideFolders = home.data.startsWith(dir) ? [] : [dirname(home.data)];
  await endLeftover(home.data);
  if (options.ephemeral || !existsSync(join(home.data, 'PG_VERSION'))) initialise(home);
  const portFile = join(dir, 'postgres.port');
  const remembered = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined;
  const port = await portNear(remembered);
  const settings = [...SETTINGS, 'unix_socket_directories=', ...(options.ephemeral ? EPHEMERAL : [])];
  const [command = '', ...args] = [
    ...home.prefix,
    join(home.native, 'bin/postgres'),
    '-D',
    home.data,
    '-p',
    String(port),
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  // Detached: a terminal's Ctrl-C goes to the whole group, and the database has to outlast those who still write to it.
  const server = spawn(command, args, {
    ...home.ids,
    cwd: home.data,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  // A throw elsewhere must not leave the server behind.
  const lastResort = () => server.kill('SIGINT');
  process.on('exit', lastResort);
  if (server.pid !== undefined) options.started?.(server.pid, outsideFolders);
  await untilReady(server, options.standby === true ? 'read-only connections' : 'ready to accept connections');
  writeFileSync(portFile, String(port));
  // The caller's own work keeps the process alive, not the server.
  server.unref();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    how: 'embedded',
    folders: outsideFolders,
    stop: async () => {
      process.removeListener('exit', lastResort);
      await end(server);
      if (options.ephemeral)
        for (const folder of [dir, ...outsideFolders]) rmSync(folder, { recursive: true, force: true });
    },
  };
};

const initialise = (home: PostgresHome): void => {
  const flags = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  const [command = '', ...args] = [...home.prefix, join(home.native, 'bin/initdb'), '-D', home.data, ...flags];
  const run = spawnSync(command, args, { ...home.ids, cwd: home.data, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`initdb: ${run.stderr || String(run.error)}`);
};

/** The log line, not the port: the port already answers "the database system is starting up". */
const untilReady = async (server: ChildProcess, words: string): Promise<void> => {
  let log = '';
  const ready = new Promise<void>((done) => {
    server.stderr?.on('data', (data: Buffer) => {
      log = (log + String(data)).slice(-4000);
      if (log.includes(words)) done();
    });
  });
  const failed = new Promise<never>((_, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL stopped while starting:\n${log.trim()}`)));
  });
  failed.catch(() => {});
  await Promise.race([ready, failed]);
};

const end = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.ref();
  const gone = once(server, 'exit');
  server.kill('SIGINT');
  const hard = setTimeout(() => server.kill('SIGKILL'), STOP_PATIENCE_MS);
  await gone;
  clearTimeout(hard);
};

/**
 * Ends a server that an earlier, killed run left on this data folder, and removes a lock whose process is gone or is
 * somebody else's by now. The lock goes only after the last of the server's processes: they outlive a killed postmaster
 * for a moment, and a second server beside them would destroy the data.
 *
 * @param data the data folder
 */
const endLeftover = async (data: string): Promise<void> => {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const isOurs = () => pid > 1 && commandLine(pid).includes(data);
  if (isOurs()) process.kill(pid, 'SIGINT');
  const left = () => (isOurs() ? [pid] : processesIn(data));
  const until = Date.now() + STOP_PATIENCE_MS;
  for (let running = left(); running.length > 0; running = left()) {
    if (Date.now() > until) for (const one of running) process.kill(one, 'SIGKILL');
    await new Promise((done) => setTimeout(done, 50));
  }
  rmSync(lock, { force: true });
};

const linux = process.platform === 'linux';

/** Processes that work in a folder, as all of a server's do; none where the system does not tell. */
const processesIn = (folder: string): number[] => {
  if (!linux) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder && commandLine(pid).includes('postgres');
    } catch {
      return false;
    }
  });
};

const commandLine = (pid: number): string => {
  if (!linux) return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
