import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NoServer } from '@windsurf/testbed/no-server';
import t from 'tap';
import { root } from './place.ts';
import { Sentence, shown } from './sentence.ts';

const run = promisify(execFile);

t.test('a failure that a person can mend is one line; an unforeseen one is shown whole', async (t) => {
  const rows: [error: unknown, says: RegExp][] = [
    [new Sentence('Port 8080 is taken.'), /^Port 8080 is taken\.$/],
    [new NoServer('No PostgreSQL here.'), /^No PostgreSQL here\.$/],
    [new Error('ENOSPC: no space left on device, write'), /^The disk is full: free some space/],
    [new Error('initdb: could not extend file: No space left on device\nHINT: check'), /^The disk is full/],
    [
      new Error("EACCES: permission denied, open '/clone/.dev/run.json'"),
      /^No permission to write \/clone\/.dev\/run.json: .* \/clone\/.dev\), then/,
    ],
    [new Error("EROFS: read-only file system, mkdir '/clone/.dev'"), /^No permission to write \/clone\/.dev:/],
    [
      new Error('store/0001-a.sql has changed since it was applied; write a new one'),
      /^store\/0001-a\.sql has changed/,
    ],
  ];
  for (const [error, says] of rows) {
    t.match(shown(error), says);
    t.notMatch(shown(error), /\n/);
  }
  t.match(shown(new Error('never seen')), /never seen\n\s+at /);
});

t.test('a Node that is too old is told so in one line, before anything else is tried', async (t) => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '18.20.1' })`;
  const go = join(root, 'packages/workshop/go.mjs');
  const end: { code?: number; stdout?: string; stderr?: string } = await run(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(old)}`,
    go,
    'up',
  ]).catch((error: unknown) => error as { code: number; stdout: string; stderr: string });
  t.equal(end.code, 1);
  t.equal(end.stdout, '');
  t.match(end.stderr, /^\nNode 18\.20\.1 is too old: install Node 20 or newer .*, then npm start\.\n$/);
});
