import type { Block, PageContent } from '@windsurf/contracts/store';
import t from 'tap';
import { applyChange, changed, historyOf, MOST_STEPS, redone, same, sentContent, stateOf, undone } from './blocks.ts';

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

t.test('the state of a block says what keeps it from the public page', async (t) => {
  const sold = (id: string): boolean => id === 'sold';
  const product = (productId: string): Block => ({ id: 'p', kind: 'product', visible: true, productId, look: 'card' });
  t.equal(stateOf(link('a'), sold), 'ready');
  t.equal(stateOf(link('a', { url: 'http://x.et' }), sold), 'incomplete');
  t.equal(stateOf(link('a', { title: '' }), sold), 'incomplete');
  t.equal(stateOf(link('a', { title: '', url: '' }), sold), 'empty');
  t.equal(stateOf(link('a', { visible: false }), sold), 'hidden');
  t.equal(stateOf(link('a', { example: true }), sold), 'example');
  t.equal(stateOf(product('sold'), sold), 'ready');
  t.equal(stateOf(product('gone'), sold), 'broken');
  t.equal(
    stateOf(product('gone'), () => undefined),
    'ready',
    'before the products are known nothing is called broken',
  );
});

t.test('contents are the same whatever the order of their keys', async (t) => {
  t.ok(same({ a: 1, b: { c: [1, 2], d: 3 } }, { b: { d: 3, c: [1, 2] }, a: 1 }));
  t.notOk(same({ a: [1, 2] }, { a: [2, 1] }));
});
