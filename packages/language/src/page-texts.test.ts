import t from 'tap';
import { keptTranslations, textsOf, translated } from './page-texts.ts';

const content = {
  displayName: 'አበባ',
  line: 'ሒሳብ',
  bio: '',
  theme: { name: 'buna' },
  blocks: [
    { id: 'a', kind: 'link', visible: true, title: 'ሒሳብ', url: 'https://example.com/ሒሳብ' },
    {
      id: 'q',
      kind: 'questions',
      visible: true,
      entries: [
        { question: 'መቼ?', answer: 'ነገ' },
        { question: 'የት?', answer: 'ነገ' },
      ],
    },
    { id: 's', kind: 'social', visible: true, links: [{ network: 'tiktok', name: 'ሒሳብ' }] },
  ],
  translations: [
    { from: 'ሒሳብ', to: 'Mathematics' },
    { from: 'ነገ', to: 'Tomorrow' },
    { from: 'መቼ?', to: '' },
    { from: 'gone', to: 'Gone' },
  ],
};

t.test('each text of a page stands once, in its order; addresses and names of accounts are none', async (t) => {
  t.same(textsOf(content), ['አበባ', 'ሒሳብ', 'መቼ?', 'ነገ', 'የት?']);
});

t.test('a translation follows its text wherever it stands; what has none is shown as it was written', async (t) => {
  const other = translated(content);
  t.match(other, { displayName: 'አበባ', line: 'Mathematics' });
  t.match(other.blocks, [
    { title: 'Mathematics', url: 'https://example.com/ሒሳብ' },
    {
      entries: [
        { question: 'መቼ?', answer: 'Tomorrow' },
        { question: 'የት?', answer: 'Tomorrow' },
      ],
    },
    { links: [{ name: 'ሒሳብ' }] },
  ]);
  const moved = { ...content, blocks: content.blocks.toReversed() };
  t.match(translated(moved).blocks[2], { title: 'Mathematics' });
  const changed = { ...content, line: 'ፊዚክስ' };
  t.equal(translated(changed).line, 'ፊዚክስ', 'a text that says something else has no translation any more');
  const { translations: _, ...none } = content;
  t.equal(translated(none), none);
});

t.test('translations of texts that are gone, and empty ones, are not published', async (t) => {
  t.same(
    keptTranslations(content)?.map(({ from }) => from),
    ['ሒሳብ', 'ነገ'],
  );
});
