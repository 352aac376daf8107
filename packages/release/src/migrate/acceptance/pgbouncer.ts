// PgBouncer in transaction mode before a database, as the second step of docs/decisions/0011 has it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort } from '@windsurf/testbed/ports';
import { unpackedServer, which } from '@windsurf/testbed/unpacked';
import type { Server } from '@windsurf/testbed/unpacked';

/** On PATH, or Debian's packages unpacked into the clone; undefined where neither can be had. */
export function findPgbouncer(cache: string): Server | undefined {
  const command = which('pgbouncer');
  if (command !== undefined) return { command, env: process.env, how: command };
  return unpackedServer({
    cache,
    name: 'pgbouncer',
    // Its package names programs that run it as a service; the libraries alone are enough to run it by hand.
    packages: ['pgbouncer'],
    command: 'usr/sbin/pgbouncer',
    libraries: true,
  });
}

export type Bouncer = {
  readonly port: number;
  /** `1.18.0`. */
  readonly version: string;
  stop(): Promise<void>;
};

/** PgBouncer refuses root. */
const NOBODY = 65534;
const PATIENCE_MS = 10_000;
/** node-postgres sends these at the start of a session, where a pooler cannot keep them: they stand on the role instead. */
const OF_THE_ROLE = 'statement_timeout,idle_in_transaction_session_timeout,extra_float_digits';

/**
 * Starts it before the database of `url`, with `connections` to the server for all clients together.
 * @param url address and login with which it connects, and which clients use
 */
export async function startPgbouncer(server: Server, url: string, connections: number): Promise<Bouncer> {
  const to = new URL(url);
  const dir = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  const port = await freePort();
  const [settings, users] = [join(dir, 'pgbouncer.ini'), join(dir, 'users')];
  const version =
    /(\d+\.\d+\.\d+)/.exec(
      spawnSync(server.command, ['--version'], { env: server.env, encoding: 'utf8' }).stdout,
    )?.[1] ?? '';
  const lines = [
    '[databases]',
    `* = host=${to.hostname} port=${to.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = trust',
    `auth_file = ${users}`,
    'pool_mode = transaction',
    `default_pool_size = ${connections}`,
    'max_client_conn = 200',
    `ignore_startup_parameters = ${OF_THE_ROLE}`,
    ...(knowsNamedStatements(version) ? ['max_prepared_statements = 200'] : []),
  ];
  writeFileSync(settings, `${lines.join('\n')}\n`);
  writeFileSync(users, `"${decodeURIComponent(to.username)}" "${decodeURIComponent(to.password)}"\n`);
  const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  chmodSync(dir, 0o755);
  if (asNobody.uid !== undefined) for (const file of [dir, settings, users]) chownSync(file, NOBODY, NOBODY);
  const child = spawn(server.command, ['-q', settings], {
    ...asNobody,
    env: server.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastResort = (): void => void child.kill('SIGKILL');
  process.on('exit', lastResort);
  let log = '';
  child.stderr.on('data', (data: Buffer) => (log += String(data)));
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`pgbouncer did not start: ${log.slice(-1000)}`);
    await new Promise((done) => setTimeout(done, 30));
  }
  return {
    port,
    version,
    stop: async () => {
      process.removeListener('exit', lastResort);
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Since 1.21 a pooler carries named statements from one server connection to the next. */
export function knowsNamedStatements(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 21;
}
