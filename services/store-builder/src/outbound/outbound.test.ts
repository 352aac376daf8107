import t from 'tap';
import { newId } from '@windsurf/db/ids';
import type { Block } from '@windsurf/contracts/store-blocks';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
const shop = 'https://shop.example.com/pan?ref=sara';
const phone =
  'Mozilla/5.0 (Linux; Android 13; TECNO KI5q) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36';
const person = { 'user-agent': phone, accept: 'text/html,*/*;q=0.8', 'sec-fetch-dest': 'document' };
const pan = (url = shop): Block => ({
  id: 'pan',
  visible: true,
  kind: 'recommendation',
  title: 'Pan',
  url,
  shop: 'Sheger',
});
const goOf = (body: string): string => /href="(\/go\/[^"]+)"/.exec(body)?.[1] ?? 'none';
async function recommend(of: TestCreator, blocks: Block[]): Promise<string> {
  await s.save(of, { blocks });
  await s.publish(of);
  return goOf((await s.get(`/@${of.handle}?lang=en`)).body);
}
const report = async (of: TestCreator | undefined, query = '') =>
  await s.call(of, 'GET', `/v1/stores/mine/clicks${query}`);

t.test('a recommendation leads to the saved address by 302, and people are counted apart from robots', async (t) => {
  const of = await s.creator();
  const go = await recommend(of, [pan()]);
  for (let at = 0; at < 3; at += 1) {
    const answer = await s.get(go, person);
    t.match(answer, { statusCode: 302, headers: { location: shop, 'cache-control': 'no-store' } });
  }
  const robots = [
    { 'user-agent': 'TelegramBot (like TwitterBot)' },
    { 'user-agent': 'Googlebot/2.1' },
    {},
    { ...person, 'sec-purpose': 'prefetch' },
  ];
  for (const headers of robots) t.equal((await s.get(go, headers)).statusCode, 302);
  t.match((await report(of)).json(), {
    items: [{ title: 'Pan', shop: 'Sheger', url: shop, live: true, clicks: 3, otherClicks: 4 }],
    days: [{ clicks: 3, otherClicks: 4 }],
  });
  const columns = await s.db.look('select * from store.outbound_clicks where creator_id = $1', [of.creatorId]);
  t.notMatch(JSON.stringify(columns), /Mozilla|127\.0|TECNO/, 'nothing about anybody is kept');
});

t.test('the address stays the same when its shop changes, and leads nowhere when the block is gone', async (t) => {
  const of = await s.creator();
  const go = await recommend(of, [pan()]);
  const other = 'https://other.example.com/pan';
  t.equal(await recommend(of, [pan(other)]), go);
  t.equal((await s.get(go, person)).headers.location, other);
  await s.save(of, { blocks: [] });
  t.equal((await s.get(go, person)).headers.location, other, 'a draft changes nothing that is public');
  await s.publish(of);
  t.equal((await s.get(go, person)).statusCode, 404);
  t.match((await report(of)).json(), { items: [{ live: false, clicks: 2 }] });
});

t.test('an affiliate product of another shop is followed and counted in the same way', async (t) => {
  const of = await s.creator();
  const product = await s.published(of, {
    title: 'Tripod',
    priceSantim: 0,
    fileId: null,
    details: { type: 'affiliate-link', url: shop, shop: 'Sheger' },
  });
  t.match(await s.get(`/go/${product.id}`, person), { statusCode: 302, headers: { location: shop } });
  t.match((await report(of)).json(), { items: [{ id: product.id, title: 'Tripod', clicks: 1 }] });
  await s.call(of, 'POST', `/v1/products/${product.id}/withdraw`);
  t.equal((await s.get(`/go/${product.id}`, person)).statusCode, 404);
});

t.test('nothing else is followed: no address from outside, no id of another thing', async (t) => {
  const of = await s.creator();
  const sold = await s.published(of);
  const paths = [newId(), sold.id, 'x', `${newId()}?url=https://evil.example`, 'https%3A%2F%2Fevil.example', '%00'];
  for (const path of paths) {
    const answer = await s.get(`/go/${path}`, person);
    t.equal(answer.statusCode, 404, path);
    t.notOk(answer.headers.location);
  }
});

t.test('the report is of her own links, of the days asked for, and for nobody else', async (t) => {
  const [of, other] = [await s.creator(), await s.creator()];
  const go = await recommend(of, [pan()]);
  await s.get(go, person);
  s.clock.advance(3 * 86_400);
  await s.get(go, person);
  t.match((await report(of, '?days=1')).json(), { items: [{ clicks: 1 }], days: { length: 1 } });
  t.match((await report(of, '?days=4')).json(), { items: [{ clicks: 2 }], days: { length: 2 } });
  t.same((await report(other)).json(), { items: [], days: [] });
  t.equal((await report(of, '?days=0')).statusCode, 422);
  t.equal((await report(undefined)).statusCode, 401);
});
