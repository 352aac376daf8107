import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import t from 'tap';
import { build } from 'vite';

/** Bytes of Brotli. 60 KB is the limit of the house for the first load, 30 KB more for the editor. */
const FIRST_LOAD = 60_000;
const EDITOR_MORE = 30_000;

type Chunk = {
  file: string;
  src: string;
  imports: string[];
  css: string[];
  dynamicImports: string[];
  isEntry: boolean;
};
type Manifest = Record<string, Partial<Chunk> & { file: string }>;

/** Everything that a chunk needs before it can run. */
const filesOf = (manifest: Manifest, key: string, found = new Set<string>()): Set<string> => {
  const chunk = manifest[key];
  if (chunk === undefined || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const next of chunk.imports ?? []) filesOf(manifest, next, found);
  return found;
};

/** All that can ever be asked for from there on. */
const everythingOf = (manifest: Manifest, key: string, found = new Set<string>()): Set<string> => {
  const chunk = manifest[key];
  if (chunk === undefined || found.has(chunk.file)) return found;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
  for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) everythingOf(manifest, next, found);
  return found;
};

t.test('app and console open with at most 60 KB each, the editor with 30 KB more, and nothing is inline', async (t) => {
  const dist = mkdtempSync(join(tmpdir(), 'dashboard-'));
  t.teardown(() => rmSync(dist, { recursive: true, force: true }));
  await build({
    root: join(import.meta.dirname, '..'),
    logLevel: 'error',
    build: { outDir: dist, emptyOutDir: true, manifest: 'manifest.json' },
  });
  const packed = (file: string): number => brotliCompressSync(readFileSync(join(dist, file))).length;
  const manifest: Manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
  const first = filesOf(manifest, 'index.html');
  const sum = (files: Iterable<string>): number => [...files].reduce((bytes, file) => bytes + packed(file), 0);
  const opening = packed('index.html') + sum(first);
  t.comment(`first load: ${opening} bytes in ${first.size + 1} files`);
  t.ok(opening > 10_000, 'something was measured');
  t.ok(opening <= FIRST_LOAD, `${opening} of ${FIRST_LOAD}`);

  const more = [...filesOf(manifest, 'src/page/editor.tsx')].filter((file) => !first.has(file));
  t.comment(`editor: ${sum(more)} bytes more in ${more.length} files`);
  t.ok(more.length > 0, 'the editor arrives by itself');
  t.ok(sum(more) <= EDITOR_MORE, `${sum(more)} of ${EDITOR_MORE}`);

  const desk = filesOf(manifest, 'ops.html');
  const atDesk = packed('ops.html') + sum(desk);
  t.comment(`operators' console: ${atDesk} bytes in ${desk.size + 1} files`);
  t.ok(desk.size > 0 && atDesk <= FIRST_LOAD, `${atDesk} of ${FIRST_LOAD}`);
  const deskAlone = Object.values(manifest).filter(({ src }) => src?.startsWith('src/ops/') || src === 'ops.html');
  t.ok(deskAlone.length > 5, 'the console arrives in parts');
  const creators = everythingOf(manifest, 'index.html');
  t.strictSame(
    deskAlone.filter(({ file }) => creators.has(file)),
    [],
    'and creators never download one of them',
  );

  for (const page of ['index.html', 'ops.html']) {
    const html = readFileSync(join(dist, page), 'utf8');
    t.notMatch(html, /<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/, `${page}: the policy forbids what is inline`);
  }
  const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
  const text = scripts.map((name) => readFileSync(join(dist, 'assets', name), 'utf8')).join('\n');
  t.notMatch(text, /TypeBox|~kind|additionalProperties/, 'schemas stay with the server');
  t.match(text, /\/v1\/stores\/mine/, 'and addresses do not');
});
