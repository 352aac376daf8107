import { t } from 'tap';
import { orderPaid } from '@windsurf/contracts/payments';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { productPublishedTyped } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestDelivery } from '../testing.ts';

const test = await startTestDelivery(t);
const { app, db, deps } = test;
const selam = test.creator();

async function publish(details: ProductDetails): Promise<string> {
  const productId = newId();
  await test.say(productPublishedTyped, selam.creatorId, {
    productId,
    version: 1,
    type: details.type,
    details,
    slug: 'thing',
    title: 'A thing',
    priceSantim: 10_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam-books',
    storeName: 'Selam Books',
  });
  await test.work();
  return productId;
}
/** The path of the receipt, and the order. */
async function buy(details: ProductDetails): Promise<{ path: string; orderId: string; id: string }> {
  const productId = await publish(details);
  const orderId = newId();
  await test.say(orderPaid, selam.creatorId, {
    orderId,
    intentId: newId(),
    productId,
    buyerId: newId(),
    amountSantim: 10_000,
    feeSantim: 500,
    netSantim: 9500,
    currency: 'ETB',
    lang: 'en',
    paidAt: deps.clock.now().toISOString(),
    items: [{ productId, amountSantim: 10_000 }],
  });
  await test.work();
  const [row] = await db.look<{ id: string }>('select id from delivery.entitlements where order_id = $1', [orderId]);
  const id = row?.id ?? '';
  return { path: deps.links.receiptPath(id), orderId, id };
}
const tip: ProductDetails = { type: 'tip', amounts: [1000, 2000, 3000], minSantim: 1000, showNames: false };
const asking: ProductDetails = {
  type: 'custom-request',
  questions: [{ text: 'Which colour?', required: true, kind: 'text' }],
  daysToDeliver: 3,
};

t.test('who bought it reads what she wrote, behind her receipt and in her language, as text', async (t) => {
  const { path, orderId } = await buy(asking);
  test.written.set(orderId, [{ asks: 'Which colour?', says: 'Green <b>tea</b>, ሰማያዊ' }]);
  for (const [lang, words] of [
    ['en', 'What you wrote'],
    ['am', 'የጻፉት'],
  ] as const) {
    const receipt = await app.inject({ url: `${path}?lang=${lang}` });
    t.match(receipt.body, `href="${path}/written?lang=${lang}"`);
    const page = await app.inject({ url: `${path}/written?lang=${lang}` });
    t.equal(page.statusCode, 200);
    t.match(page.body, `<h1>${words}</h1>`);
    t.match(page.body, 'Which colour?');
    t.match(page.body, 'Green &lt;b');
    t.notMatch(page.body, '<b>tea');
    t.match(page.headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  }
  t.notMatch(test.logged(), 'ሰማያዊ', 'nothing of it stands in a log');
});

t.test(
  'a tip has its message; where nothing was asked there is no link; where nothing was written it says so',
  async (t) => {
    const given = await buy(tip);
    t.match((await app.inject({ url: given.path })).body, '/written');
    t.match((await app.inject({ url: `${given.path}/written?lang=en` })).body, 'You wrote nothing when you bought it.');
    const plain = await buy({ type: 'digital-download' });
    t.notMatch((await app.inject({ url: plain.path })).body, '/written');
    t.equal((await app.inject({ url: '/r/AAAAAAAAAAAAAAAA/written' })).statusCode, 404);
  },
);

t.test('who was given it does not read what the giver wrote', async (t) => {
  const { path, orderId, id } = await buy(asking);
  test.written.set(orderId, [{ asks: 'Which colour?', says: 'A secret wish' }]);
  await db.look('update delivery.entitlements set gift = true where id = $1', [id]);
  t.notMatch((await app.inject({ url: path })).body, '/written');
  const page = await app.inject({ url: `${path}/written` });
  t.equal(page.statusCode, 404);
  t.notMatch(page.body, 'A secret wish');
});
