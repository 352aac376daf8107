import type { Block } from '@windsurf/contracts/store-blocks';
import type { PageContent } from '@windsurf/contracts/store';
import t from 'tap';
import { differences, kindOfChange, merged, proposals } from './compare.ts';

const text = (id: string, words = id): Block => ({ id, kind: 'text', visible: true, text: words });
const page = (line: string, ...blocks: Block[]): PageContent => ({
  displayName: 'S',
  line,
  bio: '',
  theme: { name: 'buna' },
  blocks,
});
const base = page('', text('a'), text('b'), text('c'));
const words = (content: PageContent): string =>
  content.blocks.map((block) => (block.kind === 'text' ? block.text : '')).join(' ');

t.test('two versions that say the same differ nowhere', async (t) => {
  t.same(differences(base, structuredClone(base)), []);
});

t.test('every difference is shown: words, head, theme, order, blocks that only one has', async (t) => {
  const mine = { ...page('my line', text('b'), text('a', 'A'), text('c')), theme: { name: 'tana' as const } };
  const theirs = page('', text('a'), text('b'), text('x'));
  t.same(
    differences(mine, theirs).map(({ key }) => key),
    ['line', 'theme', 'a', 'c', 'x', 'order'],
  );
});

t.test('the side that changed since both were the same is proposed; mine where both did', async (t) => {
  const mine = page('mine', text('a', 'A'), text('b'), text('c'));
  const theirs = page('theirs', text('a'), text('b', 'B'), text('c'));
  t.same(proposals(base, mine, theirs), { line: 'mine', a: 'mine', b: 'theirs' });
  t.same(proposals(undefined, mine, theirs), { line: 'mine', a: 'mine', b: 'mine' });
});

t.test('the page that comes out has what was chosen, block by block', async (t) => {
  const mine = page('mine', text('a', 'A'), text('b'), text('new'));
  const theirs = page('theirs', text('a'), text('b', 'B'), text('c'), text('x'));
  const all = (side: 'mine' | 'theirs') => Object.fromEntries(differences(mine, theirs).map(({ key }) => [key, side]));
  t.same(merged(mine, theirs, all('mine')), mine);
  t.same(merged(mine, theirs, all('theirs')), theirs);
  const some = merged(mine, theirs, { line: 'theirs', a: 'mine', b: 'theirs', c: 'theirs', x: 'theirs', new: 'mine' });
  t.equal(some.line, 'theirs');
  t.equal(words(some), 'A B c x new');
});

t.test('the chosen order is kept', async (t) => {
  const mine = page('', text('c'), text('a'), text('b'));
  t.equal(words(merged(mine, base, { order: 'mine' })), 'c a b');
  t.equal(words(merged(mine, base, { order: 'theirs' })), 'a b c');
});

t.test('what changed since the last publication has a word for each kind of change', async (t) => {
  const now = page('new line', text('x'), text('c'), text('a', 'A'), text('y'));
  const found = differences(now, base).map((difference) => `${difference.key} ${kindOfChange(difference)}`);
  t.same(found.sort(), ['a changed', 'b removed', 'line changed', 'order moved', 'x added', 'y added']);
});

t.test('the bins of both are kept, and what is on the page is in no bin', async (t) => {
  const removed = (id: string, day: number) => ({
    block: text(id),
    removedAt: new Date(Date.UTC(2020, 0, day)).toISOString(),
  });
  const mine = { ...page('', text('a')), bin: [removed('b', 2)] };
  const theirs = { ...page('', text('a'), text('b')), bin: [removed('c', 3)] };
  const keys = (content: PageContent) => (content.bin ?? []).map(({ block }) => block.id).join('');
  t.equal(keys(merged(mine, theirs, { b: 'mine' })), 'cb');
  t.equal(keys(merged(mine, theirs, { b: 'theirs' })), 'c', 'the block stays on the page');
});

t.test('the photo and the cover are chosen as the words of the head are', async (t) => {
  const theirs = { ...base, coverImageId: 'cover' };
  t.same(
    differences(base, theirs).map(({ key }) => key),
    ['coverImageId'],
  );
  t.equal(merged(base, theirs, { coverImageId: 'theirs' }).coverImageId, 'cover');
  t.notOk('coverImageId' in merged(base, theirs, { coverImageId: 'mine' }));
});
