import pg from 'pg';
import t from 'tap';
import type { preorderReturned, releaseChanged } from '@windsurf/contracts/delivery-preorders';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { moneyOf } from '../payouts/available.ts';
import { sold, startRefundLab, trialBalance, wrongBalances } from '../refunds/testing.ts';
import { dayOf } from '../seals/seals.ts';
import { releaseShare } from '../shares/release.ts';
import type { TestProduct } from '../testing.ts';
import { refundPreorder } from './returned.ts';

const lab = await startRefundLab(t);
const creatorId = asCreatorId(lab.seller.creatorId ?? '');
const day = 86_400;
const inDays = (days: number): string => new Date(lab.clock.now().getTime() + days * day * 1000).toISOString();

async function hear(event: string, payload: object, version = 1): Promise<void> {
  await lab.db.look('select queue_payments.accept($1, $2, $3::int, $4, $5, true)', [
    creatorId,
    event,
    version,
    newId(),
    JSON.stringify(payload),
  ]);
  await lab.work();
}
/** As the shop says it, with a day or without. */
async function publish(id: string, version: number, details: ProductDetails): Promise<void> {
  const words = { slug: 'album', title: 'Album', handle: 'selam-books', storeName: 'Selam Books', coverUrl: null };
  const product = { productId: id, version, type: details.type, details, priceSantim: 20_000, currency: 'ETB' };
  await hear('product.published', { ...product, ...words, fileId: null }, 'releaseAt' in details ? 3 : 2);
}
async function ahead(releaseAt = inDays(100)): Promise<TestProduct> {
  const id = newId();
  await publish(id, 1, { type: 'digital-download', releaseAt });
  return { id, creatorId };
}
const release = async (productId: string, state: PayloadOf<typeof releaseChanged>['state'] = 'released') =>
  await hear('release.changed', { productId, state, releaseAt: inDays(0), at: inDays(0) });
const money = async () =>
  await lab.deps.tenancy.inCreator(creatorId, async (tx) => await moneyOf(tx, creatorId, lab.clock.now()));
const refunds = async (orderId: string) =>
  await lab.db.look<{ amount: number; reason: string }>(
    'select amount_santim::int as amount, reason from payments.refunds where order_id = $1',
    [orderId],
  );
const returned = (orderId: string, why: PayloadOf<typeof preorderReturned>['why'], entitlementId = newId()) => ({
  entitlementId,
  orderId,
  productId: newId(),
  lang: 'en' as const,
  why,
});

t.test(
  'what is paid for something that is not out cannot be sent to its seller before it is, however late',
  async (t) => {
    const there = await lab.product(20_000);
    await lab.paid(20_000, { product: there });
    lab.clock.advance(3 * day);
    const before = (await money()).available;
    t.ok(before > 0, 'what is there is hers after its days');
    const product = await ahead();
    const { orderId } = await sold(lab, product, 20_000);
    const net = (await money()).payable - before;
    t.ok(net > 0);
    const waits = async (): Promise<void> => {
      const now = await money();
      t.equal(now.available, before);
      t.equal(
        now.unsettled.reduce((sum, { amountSantim }) => sum + amountSantim, 0),
        net,
      );
    };
    await waits();
    t.match((await money()).unsettled.at(-1)?.day, dayOf(new Date(inDays(100))), 'the overview says from which day on');
    lab.clock.advance(99 * day);
    await waits();
    lab.clock.advance(5 * day);
    await waits();
    t.equal((await money()).unsettled.length, 1, 'late, it is not before tomorrow');
    await release(product.id, 'late');
    await waits();
    // Another day, and then none: still not out.
    await publish(product.id, 2, { type: 'digital-download', releaseAt: inDays(20) });
    await waits();
    await publish(product.id, 3, { type: 'digital-download' });
    await waits();
    await release(product.id);
    t.same([(await money()).available, (await money()).unsettled], [before + net, []]);
    await publish(product.id, 4, { type: 'digital-download' });
    t.equal((await money()).available, before + net, 'and stays out');
    t.equal((await refunds(orderId)).length, 0);
  },
);

t.test('a part of it that belongs to another creator waits as well', async (t) => {
  const product = await ahead();
  const promised = {
    kind: 'collaborator' as const,
    partyId: newId(),
    payeeId: newId(),
    holdDays: 14,
    percents: { [product.id]: 50 },
  };
  const { orderId } = await sold(lab, product, 20_000, [promised]);
  const [share] = await lab.db.look<{ id: string }>('select id from payments.shares where order_id = $1', [orderId]);
  lab.clock.advance(20 * day);
  t.equal(await releaseShare(lab.deps, creatorId, share?.id ?? ''), false);
  await release(product.id);
  t.equal(await releaseShare(lab.deps, creatorId, share?.id ?? ''), true);
});

t.test(
  'what goes back goes back whole and once, whoever says it how often; a refund of before is counted',
  async (t) => {
    const product = await ahead();
    const buyer = await sold(lab, product, 20_000);
    const entitlementId = newId();
    const payload = returned(buyer.orderId, 'buyer', entitlementId);
    // Three workers wait at the order and go on together.
    const gate = new pg.Client({ connectionString: lab.db.adminUrl });
    await gate.connect();
    try {
      await gate.query('begin');
      await gate.query('select from payments.orders where id = $1 for update', [buyer.orderId]);
      const under = [1, 2, 3].map(async () => await refundPreorder(lab.deps, creatorId, payload));
      for (;;) {
        const [row] = await lab.db.look<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (row?.n === 3) break;
      }
      await gate.query('commit');
      await Promise.all(under);
    } finally {
      await gate.end();
    }
    await hear('preorder.returned', payload);
    await hear('preorder.returned', returned(buyer.orderId, 'late'));
    t.same(await refunds(buyer.orderId), [{ amount: 20_000, reason: 'buyer-asked' }]);
    const late = await sold(lab, product, 20_000);
    t.equal((await lab.ask(late.orderId, { whole: undefined, amountSantim: 5_000 })).statusCode, 201);
    await hear('preorder.returned', returned(late.orderId, 'late'));
    t.same(
      (await refunds(late.orderId)).map(({ amount }) => amount).toSorted((a, b) => a - b),
      [5_000, 15_000],
    );
    const disputed = await sold(lab, product, 20_000);
    await lab.db.look("update payments.orders set state = 'disputed' where id = $1", [disputed.orderId]);
    await hear('preorder.returned', returned(disputed.orderId, 'withdrawn'));
    t.same(await refunds(disputed.orderId), []);
    t.equal(await trialBalance(lab), 0);
    t.equal(await wrongBalances(lab), 0);
  },
);

t.test('it is bought alone, its day is said before anything is paid, and nobody pays for what is late', async (t) => {
  const product = await ahead(inDays(10));
  const other = await lab.product(5_000);
  for (const [lang, says] of [
    ['en', /Comes out on [^<]*\d{4}[^<]*\([^)]*\d{4}.*You pay now/s],
    ['am', /የሚወጣው [^<]*\d{4}[^<]*\(.*አሁን ይከፍላሉ/s],
  ] as const) {
    const page = await lab.app.inject({ url: `/checkout/${product.id}?lang=${lang}` });
    t.equal(page.statusCode, 200);
    t.match(page.body, says);
    t.notMatch(page.body, /name="more"/, 'nothing is put beside it');
  }
  t.equal((await lab.start(product)).statusCode, 201);
  const beside = await lab.app.inject({ url: `/checkout/${other.id}?lang=en&with=${product.id}` });
  t.notMatch(beside.body, /Album/, 'and it is put beside nothing');
  lab.clock.advance(10 * day + 3600);
  t.equal((await lab.start(product, '0911000077')).statusCode, 404);
  await release(product.id);
  t.equal((await lab.start(product, '0911000078')).statusCode, 201);
  const page = await lab.app.inject({ url: `/checkout/${product.id}?lang=en` });
  t.notMatch(page.body, /Comes out on/);
});

t.test('that it is out, heard before the product, waits for it', async (t) => {
  const id = newId();
  await t.rejects(release(id), /released before it was published/);
  await publish(id, 1, { type: 'digital-download', releaseAt: inDays(5) });
  await lab.work();
  const [row] = await lab.db.look<{ out: boolean }>(
    'select released_at is not null as out from payments.products where id = $1',
    [id],
  );
  t.equal(row?.out, false, 'its next attempt has its own time');
});

t.test('the timeline says that it waits, when it moved, that it is late, and when it opened', async (t) => {
  const product = await ahead();
  const { orderId, intentId } = await sold(lab, product, 20_000);
  const about = { entitlementId: newId(), orderId, productId: product.id, buyerId: newId(), lang: 'en' };
  const at = inDays(0);
  await hear('entitlement.granted', { ...about, grantedAt: at, opensAt: inDays(100) });
  for (const what of ['moved', 'late', 'late', 'out', 'out'])
    await hear('preorder.changed', { ...about, what, releaseAt: inDays(100), at });
  const events = await lab.db.look<{ what: string }>(
    `select what from payments.intent_events where intent_id = $1 and what in ('preordered', 'release-moved', 'release-late', 'delivered') order by id`,
    [intentId],
  );
  t.same(
    events.map(({ what }) => what),
    ['preordered', 'release-moved', 'release-late', 'delivered'],
  );
});
