import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { dockerAnswers } from './docker.ts';
import { assertRedis } from './given.ts';
import { claimDatabase } from './given-redis.ts';
import { NoServer } from './no-server.ts';
import { answers, portNear } from './ports.ts';
import { type Server, unpackedServer, which } from './unpacked.ts';

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

const onPath = (): Server | undefined => {
  if (process.env.NO_SYSTEM_REDIS) return undefined;
  const command = which('redis-server') ?? which('valkey-server');
  return command === undefined ? undefined : { command, env: process.env, how: command };
};

/** redis-check-rdb is the server under another name. */
const unpacked = (cache: string): Server | undefined =>
  unpackedServer({ cache, name: 'redis', packages: PACKAGES, command: 'usr/bin/redis-check-rdb' });

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
