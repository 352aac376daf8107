import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import t from 'tap';
import { build } from 'vite';

/** Bytes of Brotli. 60 KB is the limit of the house for the first load, 30 KB more for the editor. */
const FIRST_LOAD = 60_000;
const EDITOR_MORE = 30_000;

type Chunk = { file: string; imports: string[]; css: string[]; dynamicImports: string[]; isEntry: boolean };
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

t.test('the app opens with at most 60 KB, the editor with at most 30 KB more, and nothing is inline', async (t) => {
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

  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  t.notMatch(html, /<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/, 'the policy forbids what is inline');
  const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
  const text = scripts.map((name) => readFileSync(join(dist, 'assets', name), 'utf8')).join('\n');
  t.notMatch(text, /TypeBox|~kind|additionalProperties/, 'schemas stay with the server');
  t.match(text, /\/v1\/stores\/mine/, 'and addresses do not');
});
