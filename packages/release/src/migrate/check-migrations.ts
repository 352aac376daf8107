// Looks at the migrations that are newer than the history of this repository: what squawk and the phases say of each.
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { phaseFindings, phaseOf, takenAway } from './phase-rules.ts';

export type Migration = {
  /** `services/payments/migrations/0014-note.sql` */
  readonly file: string;
  readonly service: string;
  readonly schema: string;
  readonly name: string;
  readonly text: string;
  readonly before: number;
};

export type Checked = {
  readonly files: number;
  /** Files that were looked at: those that history does not hold. */
  readonly looked: readonly string[];
  readonly findings: readonly string[];
  /** Statements that are excepted in the files themselves, with their reasons. */
  readonly allowed: readonly string[];
};

/**
 * Files from before these rules, by their checksum. What was applied somewhere cannot be mended, only followed by another
 * file; so nothing is ever added here, and a file of history that changes is a finding.
 */
type History = { readonly reason: string; readonly files: Readonly<Record<string, string>> };

/** Rules of squawk that do not fit how our files are run, each with its reason. */
export const EXCLUDED: Readonly<Record<string, string>> = {
  'require-lock-timeout': 'the migrator sets lock_timeout for each file and runs it again with growing pauses',
  'require-statement-timeout': 'the migrator sets statement_timeout for each file',
  'prefer-bigint-over-int': 'ids are uuid and money is bigint (house.md); an int counts what stays small',
};
/** What a contract file is there for; phase-rules looks at when it may. */
const OF_CONTRACT = ['ban-drop-column', 'ban-drop-table', 'ban-drop-not-null'];

/** Every migration of every service. */
export function readMigrations(root: string): Migration[] {
  const folder = join(root, 'services');
  return readdirSync(folder).flatMap((service) => {
    const migrations = join(folder, service, 'migrations');
    if (!existsSync(migrations)) return [];
    const manifest = JSON.parse(readFileSync(join(folder, service, 'package.json'), 'utf8')) as {
      service: { schema: string };
    };
    const names = readdirSync(migrations)
      .filter((name) => name.endsWith('.sql'))
      .toSorted();
    return names.map((name, before) => ({
      file: `services/${service}/migrations/${name}`,
      service,
      schema: manifest.service.schema,
      name,
      text: readFileSync(join(migrations, name), 'utf8'),
      before,
    }));
  });
}

export const readHistory = (): History =>
  JSON.parse(readFileSync(new URL('history.json', import.meta.url), 'utf8')) as History;

export type CheckOptions = {
  readonly root: string;
  readonly history?: History;
  /** Commit with which the change is compared: code of it must not read what a contract file takes away. */
  readonly base?: string;
};

/**
 * Checks all migrations.
 * @throws Error when there is none, or when squawk cannot be run: nothing seen is nothing proven
 */
export function checkMigrations({ root, history = readHistory(), base }: CheckOptions): Checked {
  const all = readMigrations(root);
  if (all.length === 0) throw new Error('no migrations were found');
  const findings: string[] = [];
  for (const [file, checksum] of Object.entries(history.files)) {
    const known = all.find((one) => one.file === file);
    if (known === undefined) findings.push(`${file}: was applied and is gone; migrations are never removed`);
    else if (hash('sha256', known.text) !== checksum)
      findings.push(`${file}: was applied and has changed; write a new migration`);
  }
  const fresh = all.filter(({ file }) => !(file in history.files));
  for (const migration of fresh) {
    const lines = phaseFindings(migration).map(({ rule, line, says }) => `${migration.file}:${line}: ${rule}: ${says}`);
    findings.push(...lines, ...squawkFindings(root, migration), ...readersOf(root, migration, base));
  }
  if (base !== undefined) findings.push(...changedSince(root, base));
  const allowed = fresh.flatMap(({ file, text }) =>
    [...text.matchAll(/^\s*-- (allow [\w-]+: .*)$/gm)].map(([, words = '']) => `${file}: ${words}`),
  );
  for (const { file, text } of fresh)
    findings.push(
      ...ignoredWithoutReason(text).map(
        (rule) => `${file}: squawk-ignore ${rule}: without a reason: write "-- allow ${rule}: <why>" above it`,
      ),
    );
  return { files: all.length, looked: fresh.map(({ file }) => file), findings, allowed };
}

/** squawk's own comment takes no words, so the reason stands above it: `-- allow <rule>: …`. */
const ignoredWithoutReason = (text: string): string[] =>
  [...text.matchAll(/^\s*-- squawk-ignore(?:-file)?(.*)$/gm)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => !new RegExp(`^\\s*-- allow ${name || 'all'}: .{10,}$`, 'm').test(text)),
  );

type Squawk = { readonly line: number; readonly message: string; readonly rule_name: string };

function squawkFindings(root: string, { file, text }: Migration): string[] {
  const excluded = [...Object.keys(EXCLUDED), ...(phaseOf(text) === 'contract' ? OF_CONTRACT : [])];
  const args = ['--pg-version', '18', '--assume-in-transaction', '--reporter', 'json', '--exclude', excluded.join(',')];
  const ran = spawnSync(process.execPath, [squawkFile(), ...args, '--stdin-filepath', file], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
  if (ran.status !== 0 && ran.status !== 1) throw new Error(`squawk: ${ran.stderr || String(ran.error)}`);
  const found = JSON.parse(ran.stdout || '[]') as Squawk[];
  return found.map(({ line, message, rule_name: rule }) => `${file}:${line + 1}: ${rule}: ${message}`);
}

function squawkFile(): string {
  const manifest = createRequire(import.meta.url).resolve('squawk-cli/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin.squawk ?? ''));
}

/** Code that names what a contract file takes away: in this tree, and in the one that runs beside it during the release. */
function readersOf(root: string, { file, service, text }: Migration, base?: string): string[] {
  if (phaseOf(text) !== 'contract') return [];
  return takenAway(text).flatMap(({ owner, name }) => {
    const excepted = new RegExp(`-- allow read: ${name.replaceAll('"', '')}, .{10,}`).test(text);
    if (excepted) return [];
    const words = [...new Set([name.replaceAll('"', ''), camel(name)])];
    const now = filesWith(root, service, words, undefined);
    const before = base === undefined ? [] : filesWith(root, service, words, base);
    return [
      ...now.map((reader) => `${file}: read: ${reader} still names ${name} of ${owner}`),
      ...before.map(
        (reader) =>
          `${file}: read: ${reader} of the build before names ${name} of ${owner}: take it away one release later`,
      ),
    ];
  });
}

const camel = (name: string): string =>
  name.replaceAll('"', '').replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Source files of the service with one of the words; row types of the build before know every column it has. */
function filesWith(root: string, service: string, words: readonly string[], commit: string | undefined): string[] {
  const patterns = words.flatMap((word) => ['-e', word]);
  const where = [
    `services/${service}/src`,
    `:(exclude)*.test.ts`,
    ...(commit === undefined ? [] : [':(exclude)*/db.gen.ts']),
  ];
  const tree = commit === undefined ? ['--untracked'] : [commit];
  const ran = spawnSync('git', ['grep', '-l', '-w', '-F', ...patterns, ...tree, '--', ...where], {
    cwd: root,
    encoding: 'utf8',
  });
  if (ran.status !== 0 && ran.status !== 1) throw new Error(`git grep: ${ran.stderr}`);
  return ran.stdout.split('\n').filter(Boolean);
}

/** Files of the base commit that this change has touched. */
function changedSince(root: string, base: string): string[] {
  const ran = spawnSync(
    'git',
    ['diff', '--name-status', '--no-renames', '--diff-filter=DM', base, '--', 'services/*/migrations/*.sql'],
    { cwd: root, encoding: 'utf8' },
  );
  if (ran.status !== 0) throw new Error(`git diff: ${ran.stderr}`);
  return ran.stdout
    .split('\n')
    .filter(Boolean)
    .map(
      (line) => `${line.split('\t')[1] ?? ''}: stands in ${base.slice(0, 12)} and has changed; write a new migration`,
    );
}
