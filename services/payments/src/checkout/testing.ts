// The checkout for tests of types: products of any type are there in a moment, and so are people who buy them.
import type { Test } from 'tap';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { keepTyped } from '../products/products.ts';
import { settle } from '../settle/settle.ts';
import { startTestPayments } from '../testing.ts';
import type { TestProduct } from '../testing.ts';

export async function startTypes(t: Test) {
  const lab = await startTestPayments(t);
  const { app, db, deps } = lab;
  const creatorId = asCreatorId(lab.seller.creatorId ?? '');
  const place = async (details: ProductDetails, priceSantim: number, title = 'A thing'): Promise<TestProduct> => {
    const id = newId();
    const words = {
      title,
      slug: 'thing',
      handle: 'selam-books',
      storeName: 'Selam Books',
      coverUrl: null,
      fileId: null,
    };
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const product = { id, version: 1, currency: 'ETB' as const, priceSantim, ...words, details };
      await keepTyped(tx, creatorId, product, lab.clock.now());
    });
    return { id, creatorId };
  };
  let people = 100_000;
  /** A number that nobody had before. */
  const someone = (): string => `0911${String((people += 1))}`;
  const start = async (product: TestProduct, body: object = {}, key = newId()) =>
    await app.inject({
      method: 'POST',
      url: '/v1/payments/checkouts',
      headers: { 'idempotency-key': key },
      body: { productId: product.id, phone: someone(), rail: 'telebirr', lang: 'en', ...body },
    });
  const post = async (product: TestProduct, fields: Record<string, string>, lang = 'en') =>
    await app.inject({
      method: 'POST',
      url: `/checkout/${product.id}?lang=${lang}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/[\u00a0\s]+/g, ' ');
  const ordersOf = async (product: TestProduct) =>
    await db.look<{ id: string; number: number; rail: string; amount: number; intent_id: string }>(
      `select id, number::int, rail, amount_santim::int as amount, intent_id from payments.orders
       where product_id = $1 order by number`,
      [product.id],
    );
  const paid = async (intentId: string) => {
    const [intent] = await db.look<{ amount: number }>(
      'select amount_santim::int as amount from payments.intents where id = $1',
      [intentId],
    );
    const orderId = intentId.replaceAll('-', '');
    const amount = (intent?.amount ?? 0) as never;
    const answer = { kind: 'paid', orderId, amount, currency: 'ETB', txnId: `T${orderId}` } as const;
    return await settle(deps, creatorId, intentId, { answer, asker: 'poll', at: lab.clock.now() });
  };
  const intentOf = (answer: { json: () => { token: string } }): string =>
    deps.tokens.read(answer.json().token)?.intentId ?? '';
  return { lab, app, db, deps, creatorId, place, someone, start, post, words, ordersOf, paid, intentOf };
}
