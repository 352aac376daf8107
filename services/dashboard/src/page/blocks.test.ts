import type { Block } from '@windsurf/contracts/store-blocks';
import type { PageContent } from '@windsurf/contracts/store';
import t from 'tap';
import {
  applyChange,
  binAt,
  changed,
  historyOf,
  MOST_STEPS,
  redone,
  same,
  sentContent,
  undone,
  withOwnBlocks,
} from './blocks.ts';

const link = (id: string, more: Partial<Extract<Block, { kind: 'link' }>> = {}): Block => ({
  id,
  kind: 'link',
  visible: true,
  title: `Link ${id}`,
  url: `https://t.me/${id}`,
  ...more,
});
const page = (...blocks: Block[]): PageContent => ({
  displayName: 'ሰላም',
  line: '',
  bio: '',
  theme: { name: 'buna' },
  blocks,
});
const order = (content: PageContent): string => content.blocks.map(({ id }) => id).join('');
const four = page(link('a'), link('b'), link('c'), link('d'));

t.test('a block moves one place, to the ends, and never beyond them', async (t) => {
  const to = (id: string, at: number): string => order(applyChange(four, { kind: 'move', id, to: at }));
  t.equal(to('b', 0), 'bacd');
  t.equal(to('a', 1), 'bacd');
  t.equal(to('a', 3), 'bcda');
  t.equal(to('d', 99), 'abcd');
  t.equal(to('a', -5), 'abcd');
  t.equal(applyChange(four, { kind: 'move', id: 'gone', to: 1 }), four, 'a block that is not there changes nothing');
});

t.test('a new block comes below the one last touched, and the 41st is not taken', async (t) => {
  t.equal(order(applyChange(four, { kind: 'insert', block: link('x'), after: 'b' })), 'abxcd');
  t.equal(order(applyChange(four, { kind: 'insert', block: link('x'), after: undefined })), 'abcdx');
  const full = page(...Array.from({ length: 40 }, (_, at) => link(`n${at}`)));
  t.equal(applyChange(full, { kind: 'insert', block: link('x'), after: undefined }), full);
});

t.test('a sample becomes hers with the first word, and its fake address never does', async (t) => {
  const sample = page(link('s', { example: true, title: 'Join', note: 'daily', important: true }));
  const [typed] = applyChange(sample, { kind: 'edit', id: 's', patch: { title: 'ቻናል' } }).blocks;
  t.same(typed, { id: 's', visible: true, kind: 'link', title: 'ቻናል', url: '', important: true });
  const [kept] = applyChange(sample, { kind: 'adopt', id: 's' }).blocks;
  t.match(kept, { title: 'Join', note: 'daily', url: '' });
  t.notOk(kept?.example);
  const text: Block = { id: 't', kind: 'text', visible: true, example: true, text: 'Welcome' };
  t.match(applyChange(page(text), { kind: 'edit', id: 't', patch: { text: 'S' } }).blocks[0], { text: 'S' });
});

t.test('only one link of a page is the important one', async (t) => {
  const two = page(link('a', { important: true }), link('b'));
  const next = applyChange(two, { kind: 'edit', id: 'b', patch: { important: true } });
  t.same(
    next.blocks.map((block) => block.kind === 'link' && block.important === true),
    [false, true],
  );
});

t.test('each change can be undone and redone; typing in one field is one step', async (t) => {
  let history = historyOf(four);
  for (const [at, title] of ['S', 'Se', 'Sel'].entries()) {
    history = changed(history, { kind: 'edit', id: 'a', patch: { title } }, 1000 + at * 200);
  }
  t.equal(history.past.length, 1, 'three keys are one step');
  history = changed(history, { kind: 'edit', id: 'a', patch: { title: 'Selam' } }, 60_000);
  history = changed(history, { kind: 'remove', id: 'b' }, 61_000);
  t.equal(order(history.content), 'acd');
  history = undone(history);
  t.equal(order(history.content), 'abcd', 'the deleted block is back with its content');
  t.match(history.content.blocks[1], link('b'));
  t.equal(order(redone(history).content), 'acd');
  history = undone(undone(history));
  t.equal(history.content, four);
  t.equal(undone(history), history, 'before the beginning there is nothing');
  t.equal(changed(history, { kind: 'head', patch: { line: 'x' } }, 0).future.length, 0, 'a new change ends redoing');
});

t.test('a hundred steps are remembered and not more', async (t) => {
  let history = historyOf(four);
  for (let at = 0; at < 150; at += 1) history = changed(history, { kind: 'show', id: 'a', visible: at % 2 === 0 }, at);
  t.equal(history.past.length, MOST_STEPS);
});

t.test('an empty block and an address that is none stay on the phone', async (t) => {
  const text: Block = { id: 't', kind: 'text', visible: true, text: '  ' };
  const sent = sentContent(
    page(link('e', { title: '', url: '' }), text, link('w', { url: 'javascript:alert(1)' }), link('a')),
  );
  t.equal(order(sent), 'wa');
  t.match(sent.blocks[0], { title: 'Link w', url: '' });
});

t.test('what is deleted lies in the bin for 30 days and comes back with its content', async (t) => {
  const now = Date.UTC(2020, 0, 1);
  const day = 86_400_000;
  const removed = applyChange(four, { kind: 'remove', id: 'b' }, now);
  t.equal(order(removed), 'acd');
  t.match(removed.bin, [{ block: link('b'), removedAt: new Date(now).toISOString() }]);
  const twice = applyChange(removed, { kind: 'remove', id: 'c' }, now + day);
  t.same(
    twice.bin?.map(({ block }) => block.id),
    ['c', 'b'],
  );
  t.equal(binAt(twice, now + 30 * day - 1).length, 2);
  t.equal(binAt(twice, now + 30 * day).length, 1, 'the older one has gone');
  const back = applyChange(twice, { kind: 'bring-back', id: 'b' }, now);
  t.equal(order(back), 'adb');
  t.same(
    back.bin?.map(({ block }) => block.id),
    ['c'],
  );
  t.notOk('bin' in applyChange(back, { kind: 'bring-back', id: 'c' }, now));
  t.equal(applyChange(back, { kind: 'bring-back', id: 'nothing' }, now), back);
  t.notOk('bin' in applyChange(page(link('s', { example: true })), { kind: 'remove', id: 's' }, now), 'no samples');
});

t.test('a version that is brought back can be undone, and what it does not have lies in the bin', async (t) => {
  const before = page(link('a', { title: 'Old' }));
  const next = applyChange(four, { kind: 'replace', content: before }, Date.UTC(2020, 0, 1));
  t.equal(order(next), 'a');
  t.same(next.bin?.map(({ block }) => block.id).join(''), 'bcd');
  t.equal(undone(changed(historyOf(four), { kind: 'replace', content: before }, 0)).content, four);
});

t.test('another template changes the samples and loses nothing that is hers', async (t) => {
  const template = { ...page(link('s1', { example: true, important: true }), link('s2', { example: true })) };
  const mine = page(link('a', { important: true }), link('old', { example: true }));
  const next = applyChange(mine, { kind: 'template', content: { ...template, theme: { name: 'tana' } } });
  t.equal(order(next), 'as1s2');
  t.equal(next.theme.name, 'tana');
  t.notOk(next.blocks[1]?.kind === 'link' && next.blocks[1].important, 'one important link is enough');
  const own = { ...mine, theme: { name: 'adey', accent: '#123456' } } as const;
  t.equal(applyChange({ ...own, blocks: [...own.blocks] }, { kind: 'template', content: template }).theme.name, 'adey');
});

t.test('blocks that only this phone has stay where they were when the page is newer elsewhere', async (t) => {
  const blank: Block = { id: 'n', kind: 'text', visible: true, text: '' };
  const mine = page(link('a'), blank, link('b'));
  t.equal(order(withOwnBlocks(page(link('b'), link('a'), link('x')), mine)), 'banx');
  t.equal(order(withOwnBlocks(page(link('x')), mine)), 'xn');
  t.equal(withOwnBlocks(four, four), four);
});

t.test('contents are the same whatever the order of their keys', async (t) => {
  t.ok(same({ a: 1, b: { c: [1, 2], d: 3 } }, { b: { d: 3, c: [1, 2] }, a: 1 }));
  t.notOk(same({ a: [1, 2] }, { a: [2, 1] }));
});
