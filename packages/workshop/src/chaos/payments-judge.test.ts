// The judge of the rehearsal must be able to say no: each kind of wrong is planted, and must turn the verdict.
import { randomUUID } from 'node:crypto';
import { testDatabase } from '@windsurf/testbed/database';
import pg from 'pg';
import t from 'tap';
import { isClean, judge, type RailPayment, type Truth, type Verdict } from './payments-judge.ts';

const creator = randomUUID();
const product = randomUUID();

/** Three paid orders with everything that belongs to them, and what the rail knows of them. */
async function world(t: Parameters<typeof testDatabase>[0]): Promise<{ db: pg.Pool; truth: Truth; orders: string[] }> {
  const database = await testDatabase(t, ['payments', 'delivery']);
  const db = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  // The database may be dropped before its pool has closed.
  db.on('error', () => undefined);
  t.teardown(async () => await db.end());
  await db.query(
    `insert into payments.products (creator_id, id, version, state, title, price_santim, currency, slug, handle, store_name)
     values ($1, $2, 1, 'published', 'Thing', 1000, 'ETB', 'thing', 'store', 'A store')`,
    [creator, product],
  );
  const payments: RailPayment[] = [];
  const orders: string[] = [];
  for (let n = 1; n <= 3; n++) {
    const [intent, order, entry, buyer] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const orderId = `O${n}`;
    const values = [creator, intent, buyer, product, orderId, `T${n}`];
    await db.query(
      `insert into payments.intents (creator_id, id, buyer_id, buyer_hint, product_id, product_version, title, handle, slug,
         store_name, amount_santim, currency, rail, lang, state, provider_order_id, provider_txn_id, opened_with, started_at, ended_at)
       values ($1, $2, $3, '123', $4, 1, 'Thing', 'store', 'thing', 'A store', 1000, 'ETB', 'telebirr', 'en', 'succeeded', $5, $6, 'x', now(), now())`,
      values,
    );
    await db.query(
      `insert into payments.orders (creator_id, id, number, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim,
         fee_santim, net_santim, currency, rail, paid_at)
       values ($1, $2, $3, $4, $5, '123', $6, 'Thing', 1000, 50, 950, 'ETB', 'telebirr', now())`,
      [creator, order, n, intent, buyer, product],
    );
    await db.query(
      `insert into payments.order_lines (creator_id, order_id, line, buyer_id, product_id, title, list_santim, discount_santim, amount_santim, bought_at)
       values ($1, $2, 1, $3, $4, 'Thing', 1000, 0, 1000, now())`,
      [creator, order, buyer, product],
    );
    await db.query('begin');
    await db.query(
      "insert into payments.entries (creator_id, id, kind, order_id, about_id, at) values ($1, $2, 'sale', $3, $3, now())",
      [creator, entry, order],
    );
    await db.query(
      `insert into payments.postings (creator_id, entry_id, line, account, amount_santim, currency) values
         ($1, $2, 1, 'clearing:telebirr', 1000, 'ETB'), ($1, $2, 2, 'creator-payable', -950, 'ETB'), ($1, $2, 3, 'platform-fee', -50, 'ETB')`,
      [creator, entry],
    );
    await db.query('commit');
    await db.query(
      `insert into delivery.entitlements (creator_id, id, order_id, product_id, buyer_id, token_hash, title, slug, handle,
         store_name, amount_santim, currency, lang, paid_at, granted_at)
       values ($1, $2, $3, $4, $5, $6, 'Thing', 'thing', 'store', 'A store', 1000, 'ETB', 'en', now(), now())`,
      [creator, randomUUID(), order, product, buyer, String(n).repeat(64)],
    );
    payments.push({ rail: 'telebirr', orderId, txnId: `T${n}`, santim: 1000 });
    orders.push(order);
  }
  return { db, truth: { payments, callbacks: 3, refunded: new Map() }, orders };
}

t.test('books that are the rail’s books are clean', async (t) => {
  const { db, truth } = await world(t);
  const verdict = await judge(db, truth);
  t.ok(isClean(verdict), JSON.stringify(verdict));
  t.equal(verdict.orders, 3);
  t.equal(verdict.entitlements, 3);
});

type Planted = {
  readonly shows: keyof Verdict;
  plant(db: pg.Pool, truth: Truth, orders: string[]): Promise<Truth | undefined | void>;
};
const planted: Record<string, Planted> = {
  'a payment of the rail that we do not know': {
    shows: 'lost',
    plant: async (_db, truth) => ({
      ...truth,
      payments: [...truth.payments, { rail: 'telebirr', orderId: 'O9', txnId: 'T9', santim: 1000 }],
    }),
  },
  'a paid attempt that we call failed': {
    shows: 'lost',
    plant: async (db) =>
      void (await db.query(
        "update payments.intents set state = 'failed', reason = 'refused' where provider_order_id = 'O1'",
      )),
  },
  'an order that the rail was never paid for': {
    shows: 'double',
    plant: async (_db, truth) => ({ ...truth, payments: truth.payments.slice(1) }),
  },
  'a second order of one attempt': {
    shows: 'double',
    plant: async (db) => {
      await db.query('drop index payments.orders_intent');
      await db.query(
        `insert into payments.orders (creator_id, id, number, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim, fee_santim, net_santim, currency, rail, paid_at)
         select creator_id, gen_random_uuid(), 99, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim, fee_santim, net_santim, currency, rail, paid_at
         from payments.orders limit 1`,
      );
    },
  },
  'an attempt without an end': {
    shows: 'unresolved',
    plant: async (db) =>
      void (await db.query(
        "update payments.intents set state = 'unknown', reason = 'no-answer', ended_at = null where provider_order_id = 'O2'",
      )),
  },
  'half an entry': {
    shows: 'trial_balance',
    plant: async (db) => {
      await db.query("update payments.postings set amount_santim = amount_santim + 1 where account = 'platform-fee'");
    },
  },
  'a balance that is not its postings': {
    shows: 'unprovable',
    plant: async (db) =>
      void (await db.query(
        "update payments.accounts set balance_santim = balance_santim - 1 where kind = 'creator-payable'",
      )),
  },
  'an amount that differs from the rail’s': {
    shows: 'clearing_difference',
    plant: async (_db, truth) => ({
      ...truth,
      payments: truth.payments.map((payment, at) => (at === 0 ? { ...payment, santim: 900 } : payment)),
    }),
  },
  'a paid order without its entitlement': {
    shows: 'entitlements_wrong',
    plant: async (db, _truth, orders) =>
      void (await db.query('delete from delivery.entitlements where order_id = $1', [orders[0]])),
  },
  'an entitlement whose money went back': {
    shows: 'entitlements_wrong',
    plant: async (db, _truth, orders) =>
      void (await db.query('update payments.order_lines set owned = false where order_id = $1', [orders[1]])),
  },
};

for (const [name, { shows, plant }] of Object.entries(planted)) {
  await t.test(`planted: ${name} shows as ${shows}`, async (t) => {
    const { db, truth, orders } = await world(t);
    const verdict = await judge(db, (await plant(db, truth, orders)) ?? truth);
    t.notOk(isClean(verdict));
    t.not(verdict[shows], 0, JSON.stringify(verdict));
  });
}
