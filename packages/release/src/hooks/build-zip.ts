// The archive of the three hook functions: our sources without their types, and the packages that the runtime has not.
// The same sources make the same bytes, so a plan shows a change only when there is one.
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';

export const HOOKS = ['admission', 'feature-domains', 'business-metrics'] as const;

/** The runtime brings the SDK along. */
const GIVEN = /^(node:|@aws-sdk\/)/;
const IMPORT = /(\bfrom\s*|\bimport\s*|\bimport\(\s*)'([^']+)'/g;
/** A zip knows no earlier year. */
const MOMENT = new Date(1980, 0, 1, 0, 0, 0);

type Files = Map<string, string | Uint8Array>;

/** A source and all that it imports, by its path below `root`, as JavaScript. */
const addSource = (files: Files, packages: Set<string>, root: string, file: string): void => {
  const name = relative(root, file).replace(/\.ts$/, '.mjs');
  if (files.has(name)) return;
  files.set(name, '');
  const text = stripTypeScriptTypes(readFileSync(file, 'utf8'));
  const script = text.replaceAll(IMPORT, (all: string, how: string, from: string) => {
    if (from.startsWith('.')) {
      addSource(files, packages, root, resolve(dirname(file), from));
      return `${how}'${from.replace(/\.ts$/, '.mjs')}'`;
    }
    if (!GIVEN.test(from)) packages.add(from.split('/', from.startsWith('@') ? 2 : 1).join('/'));
    return all;
  });
  files.set(name, script);
};

type Manifest = { readonly version?: string; readonly dependencies?: Readonly<Record<string, string>> };

const folderOf = (from: string, name: string): string => {
  for (const folder of createRequire(join(from, 'package.json')).resolve.paths(name) ?? [])
    if (existsSync(join(folder, name, 'package.json'))) return realpathSync(join(folder, name));
  throw new Error(`${name} is not installed`);
};

/** A package and what it depends on, flat. */
const addPackage = (files: Files, from: string, name: string): void => {
  const folder = folderOf(from, name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const kept = files.get(`node_modules/${name}/package.json`);
  if (kept !== undefined) {
    if ((JSON.parse(String(kept)) as Manifest).version !== manifest.version)
      throw new Error(`two versions of ${name} do not fit into one flat folder`);
    return;
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const inside = relative(folder, path);
    if (
      !entry.isFile() ||
      !/\.(c?js|mjs|json)$/.test(entry.name) ||
      /(^|\/)(node_modules|test)\/|\.test\./.test(inside)
    )
      continue;
    files.set(`node_modules/${name}/${inside}`, readFileSync(path, 'utf8'));
  }
  for (const dependency of Object.keys(manifest.dependencies ?? {})) addPackage(files, folder, dependency);
};

/**
 * Makes the archive.
 *
 * @param root `packages/release/src`
 */
export const buildZip = (root: string): { bytes: Uint8Array; sha256: string; names: string[] } => {
  const files: Files = new Map();
  const packages = new Set<string>();
  for (const hook of HOOKS) {
    addSource(files, packages, root, join(root, `hooks/${hook}.ts`));
    files.set(`${hook}.mjs`, `export { handler } from './hooks/${hook}.mjs';\n`);
  }
  for (const name of packages) addPackage(files, root, name);
  const names = [...files.keys()].toSorted();
  const encoder = new TextEncoder();
  const content = Object.fromEntries(
    names.map((name) => {
      const body = files.get(name) ?? '';
      return [
        name,
        [typeof body === 'string' ? encoder.encode(body) : body, { mtime: MOMENT, level: 9 as const }],
      ] as const;
    }),
  );
  const bytes = zipSync(content as Parameters<typeof zipSync>[0]);
  return { bytes, sha256: hash('sha256', bytes, 'base64'), names };
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: '.dev/hooks.zip' } } });
  const { bytes, sha256, names } = buildZip(resolve(import.meta.dirname, '..'));
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  writeFileSync(values.out, bytes);
  process.stdout.write(`${JSON.stringify({ file: values.out, files: names.length, bytes: bytes.length, sha256 })}\n`);
}
