// Reads the root file system of an image as it lies on disk and says what should not be there.
import { type Stats, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export type RootRules = {
  /** Names of packages that only development needs. */
  readonly developmentPackages: ReadonlySet<string>;
  /** Members of the workspace that the image may hold, as folders: `services/auth`, `packages/db`. */
  readonly members: ReadonlySet<string>;
  /** Most bytes below /app (service) or the web server's folder. */
  readonly budget: number;
  /** Where the product lies, relative to the root: `app`. */
  readonly product: string;
  /** Number of the account that the container runs as; it may own nothing. */
  readonly account: number;
};

export type RootSeen = {
  /** Files looked at. A walk that saw none proves nothing, and says so in its findings. */
  readonly files: number;
  readonly bytes: number;
  readonly productBytes: number;
  readonly findings: readonly string[];
};

const SETID = 0o6000;
const WORLD_WRITABLE = 0o002;
const STICKY = 0o1000;
/** Mounted by the engine when the container runs; what lies there in the image is never seen. */
const MOUNTED = new Set(['proc', 'sys', 'dev']);
const TEXT_LIMIT = 200_000;
const PACKAGE_MANAGERS = /^(usr\/local\/bin|usr\/bin|bin)\/(npm|npx|pnpm|yarn|corepack)$/;
const SECRET_FILE = /(^|\/)(\.env(\.\w+)?|secrets?\.json|id_(rsa|ed25519)|\.aws\/credentials)$/;
const SECRET_TEXT = /-----BEGIN (RSA |EC |OPENSSH )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{16}|_authToken=|AKIA[0-9A-Z]{16}/;
const TEST_FILE = /(\.(test|journey)\.tsx?|\/testing\.ts)$/;

/** @param root folder of the root file system on this machine */
export function walkRoot(root: string, rules: RootRules): RootSeen {
  const findings: string[] = [];
  let [files, bytes, productBytes] = [0, 0, 0];
  const visit = (folder: string): void => {
    for (const name of readdirSync(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (MOUNTED.has(path)) continue;
      const stat = lstatSync(join(root, path));
      if (!stat.isSymbolicLink()) findings.push(...ofMode(path, stat, rules.account));
      if (stat.isDirectory()) {
        visit(path);
        continue;
      }
      files++;
      bytes += stat.size;
      const ours = path.startsWith(`${rules.product}/`);
      if (ours) productBytes += stat.size;
      findings.push(...ofName(path, ours));
      if (ours && stat.isFile() && stat.size < TEXT_LIMIT && !path.includes('/node_modules/'))
        if (SECRET_TEXT.test(readFileSync(join(root, path), 'latin1'))) findings.push(`${path}: holds a secret`);
    }
  };
  visit('');
  findings.push(...ofMembers(root, rules), ...ofPackages(root, rules));
  if (productBytes === 0) findings.push(`nothing lies in /${rules.product}`);
  if (productBytes > rules.budget)
    findings.push(`/${rules.product} has ${productBytes} bytes; its budget is ${rules.budget}`);
  return { files, bytes, productBytes, findings };
}

function ofMode(path: string, stat: Stats, account: number): string[] {
  const [mode, isFolder] = [stat.mode, stat.isDirectory()];
  const found: string[] = [];
  if (!isFolder && (mode & SETID) !== 0) found.push(`${path}: setuid or setgid`);
  // A sticky folder is /tmp and its like: a tmpfs lies over it where it may be written at all.
  const shared = isFolder && (mode & STICKY) !== 0;
  if ((mode & WORLD_WRITABLE) !== 0 && !shared) found.push(`${path}: everybody may write it`);
  if (stat.uid === account && !path.startsWith('home')) found.push(`${path}: belongs to the account that runs`);
  return found;
}

function ofName(path: string, ours: boolean): string[] {
  const found: string[] = [];
  if (PACKAGE_MANAGERS.test(path)) found.push(`${path}: a package manager`);
  if (SECRET_FILE.test(path)) found.push(`${path}: a file of secrets`);
  if (ours && TEST_FILE.test(path) && !path.includes('/node_modules/')) found.push(`${path}: a test`);
  return found;
}

function ofMembers(root: string, { members, product }: RootRules): string[] {
  return ['packages', 'services'].flatMap((group) =>
    list(join(root, product, group))
      .map((name) => `${group}/${name}`)
      .filter((member) => !members.has(member))
      .map((member) => `${member}: a member of the workspace that is not needed`),
  );
}

/** pnpm's store has one folder for each package: `name@1.2.3_peers`, with + for the slash of a scope. */
function ofPackages(root: string, { developmentPackages, product }: RootRules): string[] {
  return list(join(root, product, 'node_modules/.pnpm'))
    .map((folder) => /^(@?[^@]+)@/.exec(folder)?.[1]?.replace('+', '/') ?? '')
    .filter((name) => developmentPackages.has(name))
    .map((name) => `${name}: only development needs it`);
}

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder).map((name) => name.split(sep).join('/'));
  } catch {
    return [];
  }
};
