import t from 'tap';
import type { PageContent } from '@windsurf/contracts/store';
import type { Imported } from '@windsurf/contracts/store-import';
import { firstTicks, linksThere, productKey, productsThere, roomOn, withLinks } from './import-plan.ts';

const found: Imported = {
  source: 'telegram',
  name: null,
  line: null,
  links: [
    { title: 'Channel', url: 'https://t.me/selam' },
    { title: 'Video', url: 'https://youtu.be/x' },
  ],
  products: [
    { title: 'Notes', description: '', priceSantim: 100, price: null },
    { title: 'Call', description: '', priceSantim: null, price: '$20' },
    { title: 'Old', description: '', priceSantim: 100, price: null },
  ],
  posts: [{ text: 'Hello', at: null }],
  left: { media: 0, unnamed: 0, more: 0 },
};
const content: PageContent = {
  displayName: 'Selam',
  line: '',
  bio: '',
  theme: { name: 'buna' },
  blocks: [{ id: 'a', kind: 'link', visible: true, title: 'x', url: 'https://T.me/selam/' }],
};

t.test('what she has already is seen, and only what is new and whole is ticked', async (t) => {
  const links = linksThere(found, content);
  const products = productsThere(found, ['old', 'other']);
  t.same([...links], [0]);
  t.same([...products], [2]);
  t.same([...firstTicks(found, { links, products })], ['link 1', 'product 0'], 'no post, nothing without a price');
});

t.test('links are added at the end, and adding twice adds once', async (t) => {
  let made = 0;
  const once = withLinks(content, found.links, () => `n${(made += 1)}`);
  t.same(
    once.blocks.map((block) => block.id),
    ['a', 'n1'],
  );
  t.same(
    withLinks(once, found.links, () => 'again'),
    once,
  );
  t.equal(roomOn(once), roomOn(content) - 1);
});

t.test('a product of one reading has one key, and no other has it', async (t) => {
  t.equal(productKey('run', 1), productKey('run', 1));
  t.equal(
    new Set([productKey('run', 1), productKey('run', 11), productKey('run-1', 1), productKey('other', 1)]).size,
    4,
  );
});
