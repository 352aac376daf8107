import t from 'tap';
import { startTestStores, tinyPng } from '../testing.ts';

const s = await startTestStores(t);
const upload = async (bytes: Buffer, type: string, of: Record<string, string>) =>
  await s.app.inject({
    method: 'POST',
    url: '/v1/stores/mine/images',
    headers: { ...of, 'content-type': type },
    payload: bytes,
  });

t.test('a cover that is ready after its product was published appears on its page by itself', async (t) => {
  const of = await s.creator();
  const { imageId } = (await upload(tinyPng(640, 360), 'image/png', of.headers)).json();
  const product = await s.published(of, { coverImageId: imageId });
  await s.publish(of);
  const path = `/@${of.handle}/${product.slug}`;
  t.notMatch((await s.get(path)).body, '640.avif', 'the page does not name what is not there');
  await s.work();
  const page = (await s.get(path)).body;
  t.match(page, `<source type="image/avif" srcset="/media/${imageId}/360.avif 360w`);
  t.match(page, 'width="640" height="360"');
  t.match(page, /\.t-[0-9a-f]{3}\{background:#[0-9a-f]{3}\}/, 'its place has its colour');
  t.match(page, 'alt=""', 'its title stands beside it');
});

t.test('who saves data, by her phone or by the switch, fetches no picture before she asks for it', async (t) => {
  const of = await s.creator();
  const { imageId } = (await upload(tinyPng(640, 360), 'image/png', of.headers)).json();
  await s.work();
  const product = await s.published(of, { coverImageId: imageId });
  await s.publish(of);
  const path = `/@${of.handle}/${product.slug}`;
  const all = await s.get(`${path}?lang=en`);
  t.match(all.headers.vary, 'save-data');
  t.match(all.body, 'href="?lang=en&amp;data=less"');
  t.notMatch(all.body, 'class="ask"');
  const switched = (await s.get(`${path}?lang=en&data=less`)).body;
  const phone = (await s.get(`${path}?lang=en`, { 'save-data': 'on' })).body;
  for (const body of [switched, phone]) {
    t.match(body, /<details class="ask"><summary>Show picture, \d+\u00a0KB<\/summary>/);
    t.notMatch(
      body.replaceAll(/<details class="ask">.*?<\/details>/gs, ''),
      `/media/${imageId}/`,
      'only behind the button',
    );
    t.match(body, `href="/@${of.handle}?lang=en&amp;data=less"`, 'the next page is spared too');
  }
  t.notMatch(
    (await s.get(`${path}?lang=en&data=full`, { 'save-data': 'on' })).body,
    'class="ask"',
    'her word counts more',
  );
  t.notMatch((await s.get(`${path}?lang=en`)).body, 'data=less"><span', 'and nobody else gets her page from the cache');
});
