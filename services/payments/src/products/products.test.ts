import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestPayments } from '../testing.ts';

t.test('what is sold, and at what price, follows the shop, whatever the order of the messages', async (t) => {
  const lab = await startTestPayments(t);
  const creator = lab.seller.creatorId ?? '';
  const productId = newId();
  const send = async (event: string, payload: object): Promise<void> => {
    await lab.db.look(`select queue_payments.accept($1, $2, 1, $3, $4, true)`, [
      creator,
      event,
      newId(),
      JSON.stringify({ productId, ...payload }),
    ]);
  };
  const published = (version: number, priceSantim: number, handle = 'selam-books'): object => ({
    version,
    type: 'digital-download',
    slug: 'tea',
    title: 'Tea',
    priceSantim,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle,
    storeName: `Selam of ${handle}`,
  });
  const now = async (): Promise<unknown> =>
    (await lab.db.look('select version::int, state, price_santim::int as price from payments.products'))[0];

  await send('product.published', published(2, 20_000));
  await lab.work();
  t.same(await now(), { version: 2, state: 'published', price: 20_000 });
  await send('product.published', published(1, 10_000));
  await lab.work();
  t.same(await now(), { version: 2, state: 'published', price: 20_000 }, 'an older version changes nothing');
  await send('product.withdrawn', { version: 2 });
  await lab.work();
  t.match(await now(), { state: 'withdrawn' });
  await send('product.published', published(2, 20_000));
  await lab.work();
  t.match(await now(), { state: 'withdrawn' }, 'the same version again does not bring it back');
  t.equal((await lab.start({ id: productId, creatorId: creator as never })).statusCode, 404);
  await send('product.published', published(3, 30_000));
  await lab.work();
  t.same(await now(), { version: 3, state: 'published', price: 30_000 });
  const started = await lab.start({ id: productId, creatorId: creator as never });
  t.match(started.json(), { amountSantim: 30_000, handle: 'selam-books' });
  await send('product.published', published(3, 30_000, 'selam-reads'));
  await lab.work();
  const renamed = await lab.start({ id: productId, creatorId: creator as never }, '0911000009');
  t.match(renamed.json(), { handle: 'selam-reads', storeName: 'Selam of selam-reads' }, 'the store has another name');

  t.test('withdrawn before it was heard of: the message waits for the other one', async (t) => {
    const other = newId();
    await send('product.withdrawn', { productId: other, version: 1 });
    await t.rejects(lab.work(), /withdrawn before it was published/);
    t.equal(await lab.count(`payments.products where id = '${other}'`), 0);
  });
});

t.test('a product without a price is not sold by a wallet', async (t) => {
  const lab = await startTestPayments(t);
  t.equal((await lab.start(await lab.product(0))).statusCode, 404);
});
