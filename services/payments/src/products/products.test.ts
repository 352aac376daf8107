import t from 'tap';
import { newId } from '@windsurf/db/ids';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestPayments } from '../testing.ts';
import { keepTyped } from './products.ts';

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

  await t.test('withdrawn before it was heard of: the message waits for the other one', async (t) => {
    const other = newId();
    await send('product.withdrawn', { productId: other, version: 1 });
    await t.rejects(lab.work(), /withdrawn before it was published/);
    t.equal(await lab.count(`payments.products where id = '${other}'`), 0);
  });
});

t.test('what a product is travels with it, in both versions of the message', async (t) => {
  const lab = await startTestPayments(t);
  const productId = newId();
  const published = (version: number, more: object): object => ({
    productId,
    version,
    slug: 'support',
    title: 'Support',
    priceSantim: 1_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam-books',
    storeName: 'Selam Books',
    ...more,
  });
  const tip = { type: 'tip', amounts: [5_000, 10_000, 50_000], minSantim: 1_000, showNames: false };
  await lab.db.look(`select queue_payments.accept($1, 'product.published', 2, $2, $3, true)`, [
    lab.seller.creatorId,
    newId(),
    JSON.stringify(published(1, { type: 'tip', details: tip })),
  ]);
  await lab.work();
  const [row] = await lab.db.look('select type, details from payments.products');
  t.same(row, { type: 'tip', details: tip });
  // A build of before says the same product without its details: its own kind is all that it knows.
  await lab.db.look(`select queue_payments.accept($1, 'product.published', 1, $2, $3, true)`, [
    lab.seller.creatorId,
    newId(),
    JSON.stringify(published(2, { type: 'digital-download' })),
  ]);
  await lab.work();
  const [now] = await lab.db.look('select type, details from payments.products');
  t.same(now, { type: 'digital-download', details: { type: 'digital-download' } });
});

t.test('what may not be given away is not sold without a price, and what another shop sells not at all', async (t) => {
  const lab = await startTestPayments(t);
  const place = async (details: ProductDetails, priceSantim: number): Promise<number> => {
    const id = newId();
    const creatorId = asCreatorId(lab.seller.creatorId ?? '');
    const words = { title: 'T', slug: 't', handle: 'selam-books', storeName: 'S', coverUrl: null, fileId: null };
    await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
      const product = { id, version: 1, currency: 'ETB' as const, priceSantim, ...words, details };
      await keepTyped(tx, creatorId, product, lab.clock.now());
    });
    return (await lab.start({ id, creatorId })).statusCode;
  };
  const question = { text: 'What?', required: false, kind: 'text' as const };
  t.equal(await place({ type: 'custom-request', questions: [question], daysToDeliver: 3 }, 0), 404);
  t.equal(await place({ type: 'affiliate-link', url: 'https://example.com', shop: 'A shop' }, 0), 404);
  t.equal(await place({ type: 'digital-download' }, 0), 201);
});
