import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { dockerAnswers } from './docker.ts';
import { assertRedis } from './given.ts';
import { claimDatabase } from './given-redis.ts';
import { NoServer } from './no-server.ts';
import { answers, portNear } from './ports.ts';

export type RunningRedis = { url: string; how: string; stop(): Promise<void> };

export type RedisOptions = {
  /** Folder that keeps the unpacked packages between runs. */
  cache: string;
  /** True: what is written is thrown away at the end, also on a given server. */
  ephemeral?: boolean;
  /** Preferred port. */
  port?: number;
  started?: (pid: number) => void;
};

type Server = { command: string; env: NodeJS.ProcessEnv; how: string };

const PACKAGES = ['redis-tools', 'libjemalloc2', 'liblzf1', 'liblua5.1-0', 'libatomic1'];
const START_PATIENCE_MS = 10_000;

/**
 * A Redis: `REDIS_URL` where given, a server on PATH, Debian's packages unpacked into the clone, Docker.
 *
 * @throws NoServer
 */
export const startRedis = async (options: RedisOptions): Promise<RunningRedis> => {
  const given = process.env.REDIS_URL;
  if (given !== undefined && given !== '') {
    await assertRedis(given);
    if (options.ephemeral !== true) return { url: given, how: 'given', stop: async () => {} };
    const own = await claimDatabase(given);
    return { url: own.url, how: 'given', stop: own.empty };
  }
  const server = onPath() ?? unpacked(resolve(options.cache));
  if (server !== undefined) return startServer(server, options);
  if (await dockerAnswers()) return startContainer();
  throw new NoServer(
    'No Redis could be found or fetched: install redis-server (apt-get install redis-server, or brew install redis), or give REDIS_URL.',
  );
};

const which = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .concat('/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const onPath = (): Server | undefined => {
  if (process.env.NO_SYSTEM_REDIS) return undefined;
  const command = which('redis-server') ?? which('valkey-server');
  return command === undefined ? undefined : { command, env: process.env, how: command };
};

/**
 * Debian's packages, unpacked and not installed, which needs no root. redis-check-rdb is the server under another name.
 */
const unpacked = (cache: string): Server | undefined => {
  if (which('apt-get') === undefined || which('dpkg-deb') === undefined) return undefined;
  const home = join(cache, 'redis');
  const command = join(home, 'usr/bin/redis-check-rdb');
  if (!existsSync(command)) {
    const fresh = join(cache, `redis.${process.pid}`);
    mkdirSync(fresh, { recursive: true });
    const fetched = fetchPackages(cache, fresh);
    if (fetched && !existsSync(home)) renameSync(fresh, home);
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(command)) return undefined;
  }
  const folder = readdirSync(join(home, 'usr/lib')).find((name) => name.endsWith('-linux-gnu')) ?? '';
  return { command, env: { ...process.env, LD_LIBRARY_PATH: join(home, 'usr/lib', folder) }, how: 'unpacked package' };
};

const fetchPackages = (cache: string, into: string): boolean => {
  const own = join(cache, 'apt');
  // Lists and archives of our own: the system's may be empty, and an ordinary account may not fill them.
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(own, folder), { recursive: true });
  const asOwn = [`Dir::State=${own}/state`, `Dir::Cache=${own}/cache`, 'Debug::NoLocking=1', 'APT::Sandbox::User=root'];
  const apt = (options: string[], args: string[]) =>
    spawnSync('apt-get', [...options.flatMap((option) => ['-o', option]), ...args], { cwd: into, timeout: 90_000 })
      .status === 0;
  const done =
    apt(['APT::Sandbox::User=root'], ['download', ...PACKAGES]) ||
    apt(asOwn, ['download', ...PACKAGES]) ||
    (apt(asOwn, ['update', '-qq']) && apt(asOwn, ['download', ...PACKAGES]));
  if (!done) return false;
  const archives = readdirSync(into).filter((name) => name.endsWith('.deb'));
  return archives.every((name) => spawnSync('dpkg-deb', ['-x', name, '.'], { cwd: into }).status === 0);
};

const startServer = async (server: Server, options: RedisOptions): Promise<RunningRedis> => {
  const port = await portNear(options.port);
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(server.command, flags, {
    cwd: '/tmp',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: server.env,
    argv0: 'redis-server',
    // Like the database: stopped by its starter, after those who use it, and not by the terminal.
    detached: true,
  });
  const lastResort = () => child.kill('SIGKILL');
  process.on('exit', lastResort);
  if (child.pid !== undefined) options.started?.(child.pid);
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      log = (log + String(data)).slice(-2000);
    });
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = String(error);
  });
  const until = Date.now() + START_PATIENCE_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null) failure ??= log.trim();
    if (failure !== undefined || Date.now() > until) throw new Error(`Redis did not start: ${failure ?? log.trim()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  child.unref();
  return {
    url: `redis://127.0.0.1:${port}`,
    how: server.how,
    stop: async () => {
      process.removeListener('exit', lastResort);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
};

const startContainer = async (): Promise<RunningRedis> => {
  const { GenericContainer } = await import('testcontainers');
  const container = await new GenericContainer('redis:7-alpine').withExposedPorts(6379).start();
  return {
    url: `redis://${container.getHost()}:${container.getMappedPort(6379)}`,
    how: 'container',
    stop: async () => void (await container.stop()),
  };
};
