import type { Block } from '@windsurf/contracts/store-blocks';
import t from 'tap';
import { adopted, isBlank, kindsOf, missingOf, owned, sentBlock, stateOf } from './block-state.ts';
import { choiceWords, fieldWords, kindWords } from '@windsurf/language/words-dashboard-blocks';
import { blankBlock, type FieldSpec, fieldsOf, kinds } from './kinds.ts';

const link = (more: Partial<Extract<Block, { kind: 'link' }>> = {}): Block => ({
  id: 'l',
  kind: 'link',
  visible: true,
  title: 'Join',
  url: 'https://t.me/selam',
  ...more,
});
const sold = (id: string): boolean => id === 'sold';
const product = (productId: string): Block => ({ id: 'p', kind: 'product', visible: true, productId, look: 'card' });

t.test('all 25 kinds of block have fields, and at most six stand outside “more options”', async (t) => {
  t.equal(kindsOf.length, 25);
  for (const kind of kindsOf) {
    const asked = kinds[kind].filter(({ more }) => more !== true);
    t.ok(asked.length >= 1 && asked.length <= 6, `${kind}: ${asked.length}`);
  }
});

t.test('a new block of a kind that needs something says nothing yet and is not sent', async (t) => {
  const speaking = kindsOf.filter((kind) => !isBlank(blankBlock(kind, 'x')));
  t.same(speaking.sort(), ['posts', 'product-list'], 'lists of hers say something by themselves');
  for (const kind of kindsOf) {
    const sent = sentBlock(blankBlock(kind, 'x'));
    t.equal(sent === undefined, !speaking.includes(kind), kind);
    if (sent === undefined) t.equal(stateOf(blankBlock(kind, 'x'), sold), 'empty', kind);
  }
});

t.test('the state of a block says what keeps it from the public page', async (t) => {
  t.equal(stateOf(link(), sold), 'ready');
  t.equal(stateOf(link({ url: 'http://x.et' }), sold), 'incomplete');
  t.equal(stateOf(link({ title: '' }), sold), 'incomplete');
  t.equal(stateOf(link({ title: '', url: '' }), sold), 'empty');
  t.equal(stateOf(link({ visible: false }), sold), 'hidden');
  t.equal(stateOf(link({ example: true }), sold), 'example');
  t.equal(stateOf(product('sold'), sold), 'ready');
  t.equal(stateOf(product('gone'), sold), 'broken');
  t.equal(
    stateOf(product('gone'), () => undefined),
    'ready',
    'before the products are known nothing is called broken',
  );
  const now = Date.UTC(2020, 0, 10);
  const at = (day: number): string => new Date(Date.UTC(2020, 0, day)).toISOString();
  t.equal(stateOf(link({ from: at(11) }), sold, now), 'scheduled');
  t.equal(stateOf(link({ from: at(9), until: at(11) }), sold, now), 'ready');
  t.equal(stateOf(link({ until: at(10) }), sold, now), 'over');
  const offer = blankBlock('countdown', 'c', { text: 'Half price', productId: 'sold', endsAt: at(9) });
  t.equal(stateOf(offer, sold, now), 'over');
});

t.test('the field that is not finished is named', async (t) => {
  t.equal(missingOf(link({ url: '' }))?.key, 'url');
  const picture = blankBlock('picture', 'p', { imageId: 'one' });
  t.equal(missingOf(picture)?.key, 'alt', 'what it shows is asked');
  t.equal(missingOf(blankBlock('picture', 'p', { imageId: 'one', decoration: true })), undefined);
  const one = { question: 'How do I pay?', answer: '' };
  t.equal(missingOf(blankBlock('questions', 'q', { entries: [one] }))?.key, 'entries');
  t.equal(missingOf(blankBlock('questions', 'q', { entries: [{ ...one, answer: 'telebirr' }] })), undefined);
  t.equal(missingOf(blankBlock('notice', 'n', { text: 'Exams' }))?.key, 'until', 'a notice ends');
  t.equal(missingOf(blankBlock('freebie', 'f', { heading: 'Free' }))?.key, 'gift');
  const gallery = blankBlock('gallery', 'g', { images: [{ imageId: 'a', alt: 'A book' }] });
  t.equal(missingOf(gallery)?.key, 'images', 'one picture is no gallery');
  const half = { question: 'And then?', answer: '' };
  const answered = blankBlock('questions', 'q', { entries: [{ ...one, answer: 'telebirr' }, half] });
  t.equal(missingOf(answered), undefined, 'a question without an answer is left out, the others are shown');
  t.equal(missingOf(blankBlock('product-list', 'p', { source: 'tag' }))?.key, 'tag');
  const part = blankBlock('course', 'c', { productId: 'sold', parts: [{ title: 'Motion', lessons: [] }] });
  t.equal(missingOf(part), undefined);
});

t.test('what is half written is sent as far as the server can take it', async (t) => {
  t.match(sentBlock(link({ url: 'javascript:alert(1)' })), { title: 'Join', url: '' });
  const dates = blankBlock('dates', 'd', {
    entries: [
      { title: 'Show', startsAt: '' },
      { title: 'Class', startsAt: '2020-01-01T09:00:00.000Z', url: 'nowhere', place: ' ' },
      { title: '', startsAt: '' },
    ],
  });
  t.same((sentBlock(dates) as Extract<Block, { kind: 'dates' }>).entries, [
    { title: 'Class', startsAt: '2020-01-01T09:00:00.000Z' },
  ]);
  t.equal(sentBlock(blankBlock('countdown', 'c', { text: 'Half price' })), undefined, 'it has no product yet');
  const gift = blankBlock('freebie', 'f', { heading: 'Free', gift: { kind: 'product', productId: '' } });
  t.match(sentBlock(gift), { gift: { kind: 'link', url: '' } });
});

t.test('the first word in a sample makes it hers, and nothing made up stays in it', async (t) => {
  const sample = blankBlock('questions', 's', { entries: [{ question: 'Pay how?', answer: 'So' }], heading: 'Ask' });
  const mine = owned({ ...sample, example: true });
  t.same(mine, blankBlock('questions', 's'));
  const kept = adopted({
    ...blankBlock('contact', 'c', { ways: [{ way: 'call', to: '0911000000' }], hours: 'Mon' }),
    example: true,
  });
  t.match(kept, { ways: [{ way: 'call', to: '' }], hours: 'Mon' });
  t.notOk(kept.example);
  t.match(adopted(link({ example: true })), { title: 'Join', url: '' });
});

t.test('every kind, every field and every choice has its words', async (t) => {
  let seen = 0;
  const missing: string[] = [];
  const look = (kind: string, fields: readonly FieldSpec[]): void => {
    for (const field of fields) {
      seen += 1;
      if (!(field.key in fieldWords) && !(`${kind}.${field.key}` in fieldWords)) missing.push(`${kind}.${field.key}`);
      if (field.type === 'list') look(kind, field.fields);
      if (field.type !== 'choice') continue;
      for (const option of field.options)
        if (typeof option === 'string' && !(`${field.key}.${option}` in choiceWords))
          missing.push(`${field.key}.${option}`);
    }
  };
  for (const kind of kindsOf) look(kind, fieldsOf(kind));
  t.same(missing, []);
  t.ok(seen > 120, `${seen} fields`);
  t.same(Object.keys(kindWords).sort(), [...kindsOf].sort());
});
