// Servers that a machine lacks, from Debian's packages: fetched and unpacked into the clone, not installed, which needs
// no root.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a server is started: the file, and the environment in which it finds its libraries. */
export type Server = { command: string; env: NodeJS.ProcessEnv; how: string };

export type Unpacked = {
  /** Folder that keeps what was unpacked between runs. */
  cache: string;
  /** Folder of this server below the cache. */
  name: string;
  /** Debian's names. */
  packages: readonly string[];
  /** The server's file inside of the packages, for example `usr/sbin/haproxy`. */
  command: string;
  /** Fetches the libraries that the packages name as well, and theirs. */
  libraries?: boolean;
};

const FETCH_PATIENCE_MS = 90_000;
const DEPTH = 3;
/** Every system that runs Node has these. */
const PRESENT = new Set(['libc6', 'libgcc-s1', 'libstdc++6']);

/** A file of PATH, or of the folders where servers are kept and ordinary accounts do not look. */
export const which = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .concat('/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

/** The server out of its packages; undefined where there is no apt, or where they cannot be fetched. */
export const unpackedServer = (wanted: Unpacked): Server | undefined => {
  if (which('apt-get') === undefined || which('dpkg-deb') === undefined) return undefined;
  const home = join(wanted.cache, wanted.name);
  const command = join(home, wanted.command);
  if (!existsSync(command)) {
    const fresh = join(wanted.cache, `${wanted.name}.${process.pid}`);
    mkdirSync(fresh, { recursive: true });
    const fetched = fetchPackages(wanted, fresh);
    if (fetched && !existsSync(home)) renameSync(fresh, home);
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(command)) return undefined;
  }
  const folder = readdirSync(join(home, 'usr/lib')).find((name) => name.endsWith('-linux-gnu')) ?? '';
  // Some libraries lie in /lib, some in /usr/lib, as their package was made.
  const folders = [join(home, 'usr/lib', folder), join(home, 'lib', folder)].join(delimiter);
  return { command, env: { ...process.env, LD_LIBRARY_PATH: folders }, how: 'unpacked package' };
};

const fetchPackages = (wanted: Unpacked, into: string): boolean => {
  const download = downloader(wanted.cache, into);
  if (!download([...wanted.packages])) return false;
  const archives = () => readdirSync(into).filter((name) => name.endsWith('.deb'));
  const fetched = new Set(wanted.packages);
  for (let depth = 0; wanted.libraries === true && depth < DEPTH; depth++) {
    const missing = [...new Set(archives().flatMap((name) => librariesOf(join(into, name))))].filter(
      (name) => !fetched.has(name),
    );
    if (missing.length === 0) break;
    if (!download(missing)) return false;
    for (const name of missing) fetched.add(name);
  }
  return archives().every((name) => spawnSync('dpkg-deb', ['-x', name, '.'], { cwd: into }).status === 0);
};

/** The libraries that a package names, the first of each choice. */
const librariesOf = (archive: string): string[] => {
  const { stdout } = spawnSync('dpkg-deb', ['-f', archive, 'Pre-Depends', 'Depends'], { encoding: 'utf8' });
  return stdout
    .split(/[\n,]/)
    .map((part) => /^(?:(?:Pre-)?Depends:)?\s*([a-z0-9][a-z0-9+.-]*)/.exec(part)?.[1] ?? '')
    .filter((name) => name.startsWith('lib') && !PRESENT.has(name));
};

const downloader = (cache: string, into: string): ((packages: string[]) => boolean) => {
  const own = join(cache, 'apt');
  // Lists and archives of our own: the system's may be empty, and an ordinary account may not fill them.
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(own, folder), { recursive: true });
  const asOwn = [`Dir::State=${own}/state`, `Dir::Cache=${own}/cache`, 'Debug::NoLocking=1', 'APT::Sandbox::User=root'];
  const apt = (options: string[], args: string[]) =>
    spawnSync('apt-get', [...options.flatMap((option) => ['-o', option]), ...args], {
      cwd: into,
      timeout: FETCH_PATIENCE_MS,
    }).status === 0;
  return (packages) =>
    apt(['APT::Sandbox::User=root'], ['download', ...packages]) ||
    apt(asOwn, ['download', ...packages]) ||
    (apt(asOwn, ['update', '-qq']) && apt(asOwn, ['download', ...packages]));
};
