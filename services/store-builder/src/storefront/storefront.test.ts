import t from 'tap';
import type { Block } from '@windsurf/contracts/store';
import { startTestStores } from '../testing.ts';

const s = await startTestStores(t);
const text = (id: string, words: string): Block => ({ id, kind: 'text', visible: true, text: words });

t.test('a published page shows name, blocks and products in the creator’s order, in both languages', async (t) => {
  const creator = await s.creator('ሰላም መጻሕፍት');
  const product = await s.published(creator, { title: 'የፊዚክስ ማስታወሻ', description: 'ከ9ኛ እስከ 12ኛ ክፍል።' });
  await s.save(creator, {
    line: 'ለፈተና የሚረዱ ማስታወሻዎች',
    bio: 'እንኳን ደህና መጡ!',
    blocks: [
      text('a', 'First words'),
      { id: 'b', kind: 'product', visible: true, productId: product.id, look: 'large' },
      { id: 'c', kind: 'link', visible: true, title: 'Telegram', url: 'https://t.me/selam', important: true },
    ],
  });
  const published = await s.publish(creator);
  t.equal(published.statusCode, 200, published.body);
  const page = await s.get(`/@${creator.handle}?lang=en`);
  t.equal(page.statusCode, 200, page.body.slice(0, 200));
  t.match(page.headers['content-type'], /text\/html/);
  const order = ['ሰላም መጻሕፍት', 'First words', 'የፊዚክስ ማስታወሻ', 'Telegram'].map((words) => page.body.indexOf(words));
  t.same(
    order,
    order.toSorted((a, b) => a - b),
  );
  console.error(page.body, page.headers, published.json());
  const amharic = await s.get(`/@${creator.handle}?lang=am`);
  t.match(amharic.body, /<html lang="am">/);
  const productPage = await s.get(`/@${creator.handle}/${product.slug}?lang=en`);
  t.equal(productPage.statusCode, 200);
  console.error(productPage.body);
});
