import type { FileView } from '@windsurf/contracts/delivery';
import t from 'tap';
import { ApiProblem } from '../api-problem.ts';
import { missingParts, percentOf, rangeOf } from './upload-plan.ts';
import { createUploader, type Kept, type PutAnswer, type UploadState } from './uploader.ts';

const PART = 10;
const view = (more: Partial<FileView> = {}): FileView => ({
  id: 'file-1',
  name: 'book.pdf',
  sizeBytes: 35,
  kind: null,
  sha256: null,
  state: 'uploading',
  detail: null,
  partSizeBytes: PART,
  arrivedParts: [],
  createdAt: '2026-11-20T06:00:00Z',
  ...more,
});
const bytes = (size = 35, name = 'book.pdf') => ({
  name,
  size,
  lastModified: 1,
  slice: (from = 0, to = size) => new Blob(['x'.repeat(to - from)]),
});
const parts = (numbers: readonly number[], sign = 0) =>
  numbers.map((number) => ({ number, url: `s3/${number}?${sign}` }));

/** A store and an API that can be told how to answer. */
function bench(
  answers: { put?: (url: string, tries: number) => PutAnswer; final?: Partial<FileView>; begin?: unknown } = {},
) {
  const told: UploadState[] = [];
  const puts: string[] = [];
  const signs: number[][] = [];
  const kept: { value: Kept | undefined } = { value: undefined };
  const arrived = new Set<number>();
  const aborted: string[] = [];
  const tries = new Map<string, number>();
  let completed = 0;
  const uploader = createUploader({
    begin: async (name, sizeBytes) => {
      if (answers.begin !== undefined) throw answers.begin;
      return { file: view({ name, sizeBytes }), parts: parts([1, 2, 3, 4]) };
    },
    sign: async (_id, numbers) => {
      signs.push([...numbers]);
      return parts(numbers, signs.length);
    },
    complete: async () => {
      completed += 1;
      return view({ state: 'checking', arrivedParts: [1, 2, 3, 4] });
    },
    read: async () =>
      completed > 0 ? view({ state: 'ready', kind: 'pdf', ...answers.final }) : view({ arrivedParts: [...arrived] }),
    abort: async (id) => {
      aborted.push(id);
    },
    put: async (url, blob, progress, signal) => {
      puts.push(url);
      const count = (tries.get(url) ?? 0) + 1;
      tries.set(url, count);
      progress(Math.floor(blob.size / 2));
      const answer = answers.put?.(url, count) ?? 'arrived';
      if (signal.aborted) return 'again';
      if (answer === 'arrived') arrived.add(Number(/\/(\d+)/.exec(url)?.[1]));
      return answer;
    },
    wait: async () => undefined,
    keep: (value) => {
      kept.value = value;
    },
    forget: () => {
      kept.value = undefined;
    },
    told: (state) => told.push(state),
  });
  return { uploader, told, puts, signs, kept, arrived, aborted, completed: () => completed };
}
const kinds = (told: readonly UploadState[]): string[] =>
  told.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1]);

t.test('parts cut the file without gap or overlap, and percent never says 100 too early', async (t) => {
  const file = view();
  t.same(
    [1, 2, 3, 4].map((number) => rangeOf(file, number)),
    [
      { from: 0, to: 10 },
      { from: 10, to: 20 },
      { from: 20, to: 30 },
      { from: 30, to: 35 },
    ],
  );
  t.same(missingParts({ ...file, arrivedParts: [2, 4] }), [1, 3]);
  t.equal(percentOf(file, [1, 2, 3], 4), 97);
  t.equal(percentOf(file, [1, 2, 3, 4]), 100);
});

t.test(
  'a file travels part by part, is completed once, and is waited for until the server knows what it is',
  async (t) => {
    const { uploader, told, puts, kept, completed } = bench();
    await uploader.choose(bytes());
    t.same([...puts].sort(), ['s3/1?0', 's3/2?0', 's3/3?0', 's3/4?0']);
    t.equal(completed(), 1);
    t.same(kinds(told), ['starting', 'sending', 'checking', 'ready']);
    t.equal(kept.value, undefined);
    const percents = told.flatMap((state) => ('percent' in state ? [state.percent] : []));
    t.ok(percents.length > 4);
  },
);

t.test('a cut is waited out and only what is missing is sent again', async (t) => {
  const { uploader, told, puts } = bench({
    put: (url, tries) => (url.startsWith('s3/3') && tries < 3 ? 'again' : 'arrived'),
  });
  await uploader.choose(bytes());
  t.ok(kinds(told).includes('stalled'));
  t.equal(puts.filter((url) => url.startsWith('s3/3')).length, 3);
  t.equal(puts.filter((url) => url.startsWith('s3/1')).length, 1);
  t.equal(told.at(-1)?.kind, 'ready');
});

t.test('an address that is too old is exchanged for a fresh one', async (t) => {
  const { uploader, signs, told } = bench({ put: (url) => (url.endsWith('2?0') ? 'sign' : 'arrived') });
  await uploader.choose(bytes());
  t.ok(signs[0]?.includes(2));
  t.equal(told.at(-1)?.kind, 'ready');
});

t.test('after a reload the same file goes on with the missing parts, and another file is not mixed in', async (t) => {
  const { uploader, told, puts, arrived, completed } = bench();
  arrived.add(1).add(2);
  const print = { name: 'book.pdf', size: 35, modified: 1 };
  await uploader.pickUp({ fileId: 'file-1', print });
  t.match(told.at(-1), { kind: 'interrupted', percent: 57, other: false });
  await uploader.choose(bytes(35, 'other.pdf'));
  t.match(told.at(-1), { kind: 'interrupted', other: true });
  t.equal(puts.length, 0);
  await uploader.choose(bytes());
  t.same(puts.map((url) => url.slice(0, 4)).sort(), ['s3/3', 's3/4']);
  t.equal(completed(), 1);
  t.equal(told.at(-1)?.kind, 'ready');
});

t.test('a refused file says why in the words of the server', async (t) => {
  const empty = new ApiProblem({ status: 422, title: 'file-empty', detail: 'This file is empty (0 bytes).' });
  const first = bench({ begin: empty });
  await first.uploader.choose(bytes(0));
  t.match(first.told.at(-1), { kind: 'refused', problem: empty });
  t.equal(first.puts.length, 0);
  const second = bench({ final: { state: 'refused', detail: 'This kind of file cannot be sold here.' } });
  await second.uploader.choose(bytes());
  t.match(second.told.at(-1), { kind: 'refused', problem: 'This kind of file cannot be sold here.' });
  t.equal(second.kept.value, undefined);
});

t.test('pausing stops it, going on sends the rest, cancelling gives it up', async (t) => {
  const paused: { now: boolean } = { now: true };
  const held = bench({
    put: (url) => {
      if (!paused.now || !url.startsWith('s3/2')) return 'arrived';
      held.uploader.pause();
      return 'again';
    },
  });
  await held.uploader.choose(bytes());
  t.equal(held.told.at(-1)?.kind, 'paused');
  t.equal(held.completed(), 0);
  t.ok(held.kept.value, 'a reload could still go on');
  paused.now = false;
  const before = held.puts.length;
  await held.uploader.resume();
  t.equal(held.told.at(-1)?.kind, 'ready');
  t.notOk(
    held.puts.slice(before).some((url) => url.startsWith('s3/1')),
    'what had arrived is not sent twice',
  );

  const given = bench({ put: () => (given.uploader.pause(), 'again') });
  await given.uploader.choose(bytes());
  await given.uploader.cancel();
  t.same(given.aborted, ['file-1']);
  t.equal(given.told.at(-1)?.kind, 'none');
  t.equal(given.kept.value, undefined);
});
