import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { sourceFiles } from './files.ts';
import { devFolder, root } from './place.ts';
import { knownCause, Sentence } from './sentence.ts';

const FOLDER = join(root, 'services/dashboard');
const DIST = join(FOLDER, 'dist');
const STAMP = join(devFolder, 'dashboard.stamp');
/** What the dashboard may import, and thus what a build depends on. */
const SOURCES = /^(services\/dashboard|packages\/(contracts|money|phone|calendar|language))\/|^pnpm-lock\.yaml$/;
const PACKED = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest']);

/**
 * Builds the dashboard when a source has changed since the last build.
 *
 * @returns its folder, and whether it was built now; undefined while there is no dashboard
 * @throws Sentence with the bundler's last lines
 */
export const buildDashboard = async (): Promise<{ dist: string; built: boolean } | undefined> => {
  if (!existsSync(join(FOLDER, 'index.html'))) return undefined;
  const want = hashOfSources();
  if (existsSync(join(DIST, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === want)
    return { dist: DIST, built: false };
  rmSync(STAMP, { force: true });
  await runVite();
  pack(DIST);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, want);
  return { dist: DIST, built: true };
};

/**
 * The dashboard's Content-Security-Policy, from services/dashboard/csp.json as in production.
 *
 * @param objectStore address to which browsers send files
 */
export const dashboardPolicy = (objectStore: string): string => {
  const rules: Record<string, string[]> = JSON.parse(readFileSync(join(FOLDER, 'csp.json'), 'utf8'));
  return Object.entries(rules)
    .map(([rule, sources]) => `${rule} ${sources.join(' ')}`)
    .join('; ')
    .replaceAll('{objectStore}', objectStore === '' ? '' : new URL(objectStore).origin);
};

const hashOfSources = (): string => {
  const hash = createHash('sha256');
  for (const file of sourceFiles(root).filter((name) => SOURCES.test(name) && !name.includes('.test.')))
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

const runVite = async (): Promise<void> => {
  const vite = join(FOLDER, 'node_modules/vite/bin/vite.js');
  let output = '';
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: FOLDER,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += String(data)));
  const code = await new Promise<number | null>((done) => {
    child.on('error', () => done(1));
    child.on('close', done);
  });
  if (code !== 0)
    throw new Sentence(knownCause(output) ?? `The dashboard could not be built:\n${whatWentWrong(output)}`);
};

/** The bundler's own words, without its stack. */
const whatWentWrong = (output: string): string =>
  stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-20)
    .join('\n');

/** Packed once at build time, as production's upload does, so that no request waits for the best compression. */
const pack = (folder: string): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !PACKED.has(extname(file))) continue;
    const text = readFileSync(file);
    const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    if (packed.length < text.length) writeFileSync(`${file}.br`, packed);
  }
};
