// Builds /sw.js, the program that holds the dashboard's files in a browser, and gives it the list of this build's files.
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** What a first view of the creators' app and its editor need. */
const STARTS = ['index.html', 'src/page/editor.tsx'];

type Piece = {
  readonly type: string;
  readonly fileName: string;
  readonly facadeModuleId?: string | null;
  readonly imports?: string[];
  readonly dynamicImports?: string[];
  readonly viteMetadata?: { readonly importedCss: Set<string> };
};

/**
 * @param on false builds a /sw.js that drops what earlier builds held and removes itself from every browser that has it; this
 *   is how holding is switched off
 */
export function offlineShell({ on }: { on: boolean }): Plugin {
  return {
    name: 'offline-shell',
    enforce: 'post',
    config: (_, { command }) => ({
      define: { __OFFLINE_SHELL__: String(on && command === 'build') },
      build: {
        rolldownOptions: {
          input: { sw: 'src/offline/worker.ts' },
          output: {
            entryFileNames: ({ name }: { name: string }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
          },
        },
      },
    }),
    generateBundle(_, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('the build has no sw.js');
      const pieces = bundle as unknown as Record<string, Piece>;
      const files = on ? filesOf(pieces) : [];
      const page = pieceOf(pieces, 'index.html').fileName;
      const html = pieces['index.html'] as { readonly source?: unknown } | undefined;
      const version = createHash('sha256')
        .update(`${worker.code} ${files.join(' ')} ${String(html?.source)}`)
        .digest('hex')
        .slice(0, 16);
      const shell = JSON.stringify(JSON.stringify({ version, page: `/${page}`, files }));
      worker.code = worker.code.replace(/(["'`])__SHELL__\1/, () => shell);
      if (!worker.code.includes(version)) throw new Error('sw.js has no place for its list');
    },
  };
}

/** The files of the first view, of the editor, and of all its sheets, as addresses. */
function filesOf(pieces: Record<string, Piece>): string[] {
  const found = new Set<string>();
  const add = (name: string, further: boolean): void => {
    const piece = pieces[name];
    if (piece === undefined || found.has(name)) return;
    found.add(name);
    for (const css of piece.viteMetadata?.importedCss ?? []) found.add(css);
    for (const next of piece.imports ?? []) add(next, further);
    if (further) for (const next of piece.dynamicImports ?? []) add(next, true);
  };
  for (const start of STARTS) add(pieceOf(pieces, start).fileName, start.includes('editor'));
  return [...[...found].map((name) => `/${name}`), '/icon.svg'].toSorted();
}

function pieceOf(pieces: Record<string, Piece>, source: string): Piece {
  const piece = Object.values(pieces).find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${source}`) === true);
  if (piece === undefined) throw new Error(`the build has no ${source}`);
  return piece;
}
