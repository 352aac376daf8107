import t from 'tap';
import type { Test } from 'tap';
import { extractText } from 'unpdf';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { issueCreditNote, papersOfOrder, takeBackCreditNote } from './receipts.ts';

const textOf = async (bytes: Uint8Array): Promise<string> =>
  (await extractText(new Uint8Array(bytes), { mergePages: true })).text;

async function sell(lab: TestPayments, product: TestProduct, phone?: string): Promise<{ id: string; token: string }> {
  const { orderId, intentId, token } = await lab.begin(product, phone);
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
  const [order] = await lab.db.look<{ id: string }>('select id from payments.orders where intent_id = $1', [intentId]);
  return { id: order?.id ?? '', token };
}

const register = async (lab: TestPayments, vat: object | null = { number: 'ET-0012', since: '2026-01-01' }) =>
  await lab.app.inject({
    method: 'PUT',
    url: '/v1/billing/tax-profile',
    headers: lab.seller.headers,
    body: { legalName: 'ሰላማዊት ገብረ ሥላሴ', address: 'Addis Ababa, Bole 03', tin: '0012 347 890', vat },
  });

t.test('every paid order has a receipt, numbered without a gap, with the tax of that day', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(19_950);
  await sell(lab, product);
  t.equal((await register(lab)).statusCode, 200);
  await sell(lab, product, '0911000001');
  await register(lab, { number: 'ET-0012', since: '2026-01-02' });
  const rows = await lab.db.look(
    'select number::int, kind, order_number::int as "order", vat_basis_points as rate, vat_santim::int as vat, seller, length(hash) as mark from payments.receipts order by number',
  );
  t.match(rows, [
    {
      number: 1,
      kind: 'receipt',
      order: 1,
      rate: 0,
      vat: 0,
      seller: { storeName: 'Selam Books', legalName: null },
      mark: 64,
    },
    {
      number: 2,
      kind: 'receipt',
      order: 2,
      rate: 1500,
      vat: 2602,
      seller: { legalName: 'ሰላማዊት ገብረ ሥላሴ', tinHint: '7890' },
    },
  ]);
  t.notMatch(JSON.stringify(rows), '0012347890', 'the taxpayer number is sealed');

  await t.test('a receipt cannot be changed, removed, or issued twice, and a failed one takes no number', async (t) => {
    const { creatorId } = product;
    const attempt = async (work: 'update' | 'delete' | 'again'): Promise<unknown> =>
      await lab.deps.tenancy
        .inCreator(creatorId, async (tx) => {
          if (work === 'update') await tx.updateTable('payments.receipts').set({ totalSantim: 1 }).execute();
          if (work === 'delete') await tx.deleteFrom('payments.receipts').execute();
          if (work === 'again') {
            const [order] = await tx.selectFrom('payments.orders').selectAll().orderBy('number').execute();
            const { issueReceipt } = await import('./receipts.ts');
            if (order) await issueReceipt(tx, creatorId, { ...order, lines: [] }, lab.clock.now());
          }
        })
        .catch((error: unknown) => error);
    t.ok(isFault(await attempt('update'), 'wall'));
    t.ok(isFault(await attempt('delete'), 'wall'));
    t.ok(isFault(await attempt('again'), 'duplicate', 'receipts_order'));
    await sell(lab, product, '0911000002');
    t.strictSame(
      (await lab.db.look<{ n: number }>('select number::int as n from payments.receipts order by 1')).map(({ n }) => n),
      [1, 2, 3],
    );
  });
});

t.test('twenty buyers at once: twenty numbers, none missing and none twice', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const begun = [];
  for (let at = 0; at < 20; at += 1) begun.push(await lab.begin(product, `09110000${String(at).padStart(2, '0')}`));
  await Promise.all(begun.map(async ({ orderId }) => await lab.outside.telebirr.approve(orderId)));
  await lab.work();
  const numbers = await lab.db.look<{ n: number }>('select number::int as n from payments.receipts order by 1');
  t.strictSame(
    numbers.map(({ n }) => n),
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
});

t.test(
  'credit notes: once for each refund, never above the receipt, exact in tax, and taken back when it did not happen',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product(10_001);
    const { creatorId } = product;
    await register(lab);
    const { id: orderId } = await sell(lab, product);
    const note = async (amountSantim: number, id = newId()): Promise<string> => {
      await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
        await issueCreditNote(tx, creatorId, { id, orderId, amountSantim }, lab.clock.now());
      });
      return id;
    };
    const first = await note(3333);
    await note(3333, first);
    t.equal(await lab.count("payments.receipts where kind = 'credit-note'"), 1, 'twice is once');
    await t.rejects(note(6669), RangeError, 'more than is left');
    const second = await note(3333);
    const back = async (): Promise<void> =>
      await lab.deps.tenancy.inCreator(creatorId, async (tx) => {
        await takeBackCreditNote(tx, creatorId, { id: second, orderId }, lab.clock.now());
      });
    await back();
    await back();
    await note(6668);
    const papers = await papersOfOrder(lab.deps, creatorId, orderId);
    t.strictSame(
      papers.map(({ number, kind, corrects, totalSantim }) => [number, kind, corrects, totalSantim]),
      [
        [1, 'receipt', null, 10_001],
        [2, 'credit-note', 1, 3333],
        [3, 'credit-note', 1, 3333],
        [4, 'receipt', 3, 3333],
        [5, 'credit-note', 1, 6668],
      ],
    );
    const left = (of: 'totalSantim' | 'vatSantim'): number =>
      papers.reduce((sum, each) => sum + (each.kind === 'receipt' ? each[of] : -each[of]), 0);
    t.equal(left('totalSantim'), 0);
    t.equal(left('vatSantim'), 0, 'no santim of tax is left over');

    await t.test('all of them are one PDF that reads back', async (t) => {
      const answer = await lab.app.inject({
        url: `/v1/payments/orders/${orderId}/receipt.pdf?lang=am`,
        headers: lab.seller.headers,
      });
      t.equal(answer.statusCode, 200);
      t.ok(answer.rawPayload.length < 80_000, `${answer.rawPayload.length} bytes`);
      const text = await textOf(answer.rawPayload);
      t.match(text, 'ሰላማዊት ገብረ ሥላሴ');
      t.match(text, '0012347890');
      t.match(text, 'የተ.እ.ታ. ደረሰኝ');
      t.match(text, 'የተመላሽ ማስታወሻ');
      t.match(text, '5 / 5');
    });
  },
);

t.test(
  'a receipt as PDF: for its creator and for who holds the address of the payment, and for nobody else',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product();
    const { id, token } = await sell(lab, product);
    const url = `/v1/payments/orders/${id}/receipt.pdf`;
    const get = async (address: string, headers = {}) => await lab.app.inject({ url: address, headers });
    const mine = await get(`${url}?lang=en`, lab.seller.headers);
    t.equal(mine.statusCode, 200);
    t.match(mine.headers, {
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="receipt-1.pdf"; filename*=UTF-8\'\'receipt-1.pdf',
      'cache-control': 'private, no-store',
    });
    t.match(mine.body.slice(0, 8), /^%PDF-1/);
    t.match(await textOf(mine.rawPayload), /Receipt No\. 1[\s\S]*Tea for two[\s\S]*199\.50/);
    const again = await get(`${url}?lang=en`, lab.seller.headers);
    t.ok(again.rawPayload.equals(mine.rawPayload), 'printed again it is the same');

    const stranger = await get(url, lab.people.person({ creator: true }).headers);
    t.equal(stranger.statusCode, 404);
    const missing = await get(`/v1/payments/orders/${newId()}/receipt.pdf`, lab.seller.headers);
    t.equal(missing.json<{ type: string }>().type, stranger.json<{ type: string }>().type);
    t.equal((await get(url)).statusCode, 401);
    t.equal((await get(url, lab.people.person().headers)).statusCode, 403);
    t.equal((await get('/v1/payments/orders/x/receipt.pdf', lab.seller.headers)).statusCode, 404);
    t.equal((await get(`${url}?lang=fr`, lab.seller.headers)).statusCode, 422);

    const buyers = await get(`/pay/${token}/receipt.pdf?lang=en`);
    t.equal(buyers.statusCode, 200);
    t.ok(buyers.rawPayload.equals(mine.rawPayload));
    t.equal((await get(`/pay/${token.slice(0, -1)}/receipt.pdf`)).statusCode, 404, 'a mistyped address');
    const { token: waiting } = await lab.begin(product, '0911000009');
    t.match((await get(`/pay/${waiting}/receipt.pdf`)).json(), { status: 404, type: /no-receipt-yet/ });
  },
);

t.test('what stands in the code on a receipt says that it is real, and nothing about anybody', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  await register(lab);
  const { id } = await sell(lab, product);
  const [receipt] = await papersOfOrder(lab.deps, product.creatorId, id);
  const url = `/pay/receipts/${product.creatorId}/1/${receipt?.hash.slice(0, 12)}`;
  const get = async (address: string) => await lab.app.inject({ url: address });
  const real = await get(`${url}?lang=en`);
  t.equal(real.statusCode, 200);
  t.match(real.body, 'This receipt is real');
  t.match(real.body, '199.50');
  t.match((await get(`${url}?lang=am`)).body, 'ይህ ደረሰኝ ትክክለኛ ነው');
  for (const personal of ['ሰላማዊት', 'Selam Books', 'Tea for two', '567', '7890', 'ET-0012']) {
    t.notMatch(real.body.replaceAll(product.creatorId, '').replaceAll(receipt?.hash.slice(0, 12) ?? '', ''), personal);
  }
  const other = await get(`/pay/receipts/${product.creatorId}/1/000000000000`);
  t.equal(other.statusCode, 404);
  t.equal((await get(url.replace('/1/', '/2/'))).statusCode, 404);
  t.equal((await get(url.replace(product.creatorId, newId()))).statusCode, 404);
  t.equal((await get(`/pay/receipts/${product.creatorId}/1/xyz`)).statusCode, 404);
  await checkedOnPaper(t, lab, id, url);
});

async function checkedOnPaper(t: Test, lab: TestPayments, orderId: string, url: string): Promise<void> {
  const pdf = await lab.app.inject({ url: `/v1/payments/orders/${orderId}/receipt.pdf`, headers: lab.seller.headers });
  t.match((await textOf(pdf.rawPayload)).replace(/\s/g, ''), url, 'the paper has this address');
}
