import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { brotliCompressSync } from 'node:zlib';
import t from 'tap';
import { build } from 'vite';
import { offlineShell } from '../../offline-shell.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

type Answer = { ok: boolean; body: string; clone(): Answer; text(): Promise<string> };
const answer = (body: string): Answer => ({ ok: true, body, clone: () => answer(body), text: async () => body });
type Work = (event: Record<string, unknown>) => void;

/** Runs the built program with a browser's caches made of maps, and a network that is what the test says. */
function run(code: string, network: (path: string) => Promise<Answer>) {
  const kept = new Map<string, Map<string, Answer>>();
  const listeners = new Map<string, Work>();
  const facts = { unregistered: 0, skipped: 0 };
  const late: (() => void)[] = [];
  const fetching = async (asked: string | { url: string }) =>
    await network(typeof asked === 'string' ? asked : new URL(asked.url).pathname);
  const context = createContext({
    location: { origin: 'https://app.example.test' },
    URL,
    setTimeout: (work: () => void) => late.push(work),
    fetch: fetching,
    registration: { unregister: async () => ++facts.unregistered > 0 },
    skipWaiting: async () => void (facts.skipped += 1),
    addEventListener: (name: string, work: Work) => listeners.set(name, work),
    caches: {
      keys: async () => [...kept.keys()],
      delete: async (name: string) => kept.delete(name),
      match: async (path: string, { cacheName }: { cacheName: string }) => kept.get(cacheName)?.get(path),
      open: async (name: string) => {
        const files = kept.get(name) ?? new Map<string, Answer>();
        kept.set(name, files);
        return {
          put: async (path: string, file: Answer) => void files.set(path, file),
          addAll: async (paths: string[]) => {
            for (const path of paths) files.set(path, await fetching(path));
          },
        };
      },
    },
  });
  runInContext(code, context);
  const tell = async (name: 'install' | 'activate'): Promise<void> => {
    const works: Promise<unknown>[] = [];
    listeners.get(name)?.({ waitUntil: (work: Promise<unknown>) => works.push(work) });
    await Promise.all(works);
  };
  /** undefined: it is left to the browser. */
  const ask = (path: string, { mode = 'cors', method = 'GET', origin = 'https://app.example.test' } = {}) => {
    let given: Promise<Answer> | undefined;
    const respondWith = (coming: Promise<Answer>): void => void (given = coming);
    listeners.get('fetch')?.({ request: { url: origin + path, mode, method }, respondWith });
    return given;
  };
  return { kept, facts, late, tell, ask };
}

const built = async (t: Tap, on: boolean): Promise<string> => {
  const dist = mkdtempSync(join(tmpdir(), 'shell-'));
  t.teardown(() => rmSync(dist, { recursive: true, force: true }));
  const plugins = on ? {} : { configFile: false as const, plugins: [offlineShell({ on: false })] };
  const input = on ? {} : { rolldownOptions: { input: { index: 'index.html', edit: 'src/page/editor.tsx' } } };
  await build({ root, logLevel: 'error', ...plugins, build: { outDir: dist, emptyOutDir: true, ...input } });
  return dist;
};
type Tap = Pick<typeof t, 'teardown'>;
const listOf = (code: string): { version: string; page: string; files: string[] } =>
  JSON.parse(JSON.parse(/JSON\.parse\(("(?:\\.|[^"\\])*")\)/.exec(code)?.[1] ?? '"{}"') as string) as never;

t.test(
  'UC-9: what is held is the first view and the editor of one build; the API and other pages are not',
  async (t) => {
    const dist = await built(t, true);
    const code = readFileSync(join(dist, 'sw.js'), 'utf8');
    const { version, page, files } = listOf(code);
    const bytes = files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0);
    t.comment(`${bytes} bytes in ${files.length} files, the program itself ${brotliCompressSync(code).length}`);
    t.ok(bytes > 20_000 && bytes < 110_000, `${bytes} bytes are held`);
    t.ok(
      files.includes(page) &&
        files.some((file) => file.includes('/editor-')) &&
        files.some((f) => f.includes('/sheets-')),
    );
    t.notOk(
      files.some((file) => /\/(ops|orders|money)-/.test(file)),
      'nothing that needs the network to say anything',
    );

    const network = { on: true, page: `<script src="${page}">` };
    const { kept, tell, ask } = run(code, async (path) => {
      if (!network.on) throw new TypeError('no network');
      return answer(path === '/index.html' ? network.page : `from the network: ${path}`);
    });
    network.page = '<script src="/assets/index-of-another-build.js">';
    await t.rejects(tell('install'), /another build/, 'a page of another build is not mixed with these files');
    network.page = `<script src="${page}">`;
    kept.set('shell of-before', new Map());
    kept.set('not ours', new Map());
    await tell('install');
    await tell('activate');
    t.same([...kept.keys()].toSorted(), ['not ours', `shell ${version}`], 'what the build before held is dropped');

    const routes = [...read('src/app/app.tsx').matchAll(/<Route path="([^"]+)"/g)].map(([, path]) => path ?? '');
    t.ok(routes.length > 30, `${routes.length} routes`);
    network.on = false;
    for (const path of [...routes, '/start/code'])
      t.equal(await ask(path, { mode: 'navigate' })?.then(({ body }) => body), network.page, path);
    const paths = (JSON.parse(read('../../infra/terraform/services.json')) as { paths: string[] }[]).flatMap(
      (s) => s.paths,
    );
    t.ok(paths.length > 20, `${paths.length} paths of services`);
    for (const path of [...paths, '/ops', '/pages', '/k/some'])
      t.equal(ask(path, { mode: 'navigate' }) ?? ask(path), undefined, `${path} is left to the browser`);
    t.equal(ask(page, { method: 'POST' }) ?? ask(page, { origin: 'https://cdn.example.test' }), undefined);
    t.match(await ask(page), { body: `from the network: ${page}` }, 'its files come from what is held');

    network.on = true;
    t.match(await ask('/page', { mode: 'navigate' }), { body: 'from the network: /page' }, 'the network comes first');
    const never = run(code, async (path) =>
      path === '/page' ? await new Promise<Answer>(() => undefined) : answer(network.page),
    );
    await never.tell('install');
    const coming = never.ask('/page', { mode: 'navigate' });
    for (const work of never.late) work();
    t.match(await coming, { body: network.page }, 'a network that does not answer is none');
  },
);

t.test('UC-9: switched off, it drops what was held and removes itself', async (t) => {
  const code = readFileSync(join(await built(t, false), 'sw.js'), 'utf8');
  t.same(listOf(code).files, []);
  const { kept, facts, tell, ask } = run(code, async (path) => answer(path));
  kept.set('shell of-before', new Map());
  await tell('install');
  await tell('activate');
  t.same(kept.size, 0);
  t.match(facts, { unregistered: 1, skipped: 1 });
  t.equal(ask('/page', { mode: 'navigate' }), undefined);
});
