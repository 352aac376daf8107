// The storm: for each of 100 payments the callback (three times), the poll and the return page arrive at once. Each must
// end as exactly one order, one balanced ledger entry, one entitlement and one SMS.
import pg from 'pg';
import { say } from '../progress.ts';
import { onWholeProduct, type RunningProduct, until } from '../whole-product.ts';

const ROUNDS = 100;
const AT_ONCE = 10;
const OPERATOR_PHONE = '+251911000009';
const json = { 'content-type': 'application/json' };

type Started = { phone: string; token: string; intentId: string; merchOrderId: string };
type Product = { id: string; creatorId: string; priceSantim: number };
export type Outcome = { orders: number; entries: number; unbalanced: number; entitlements: number; sms: number };

/** @returns exit code; the last line holds how many of the rounds ended with exactly one of each */
export const run = async (): Promise<number> =>
  await onWholeProduct('chaos-settle', async (product) => {
    const client = new pg.Pool({ connectionString: product.stack.adminUrl, max: 4 });
    try {
      const figures = await storm(product, client);
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      return figures.exactly_once === ROUNDS ? 0 : 1;
    } finally {
      await client.end();
    }
  });

async function storm(product: RunningProduct, db: pg.Pool): Promise<Record<string, number>> {
  const operator = await product.signIn(OPERATOR_PHONE, 'buyer');
  const item = await productOnSale(db);
  await toSandbox(product, '/sandbox/switches', { rail: 'telebirr', story: 'duplicate' });
  const paid: Started[] = [];
  for (let first = 0; first < ROUNDS; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => `+2519${String(20_000_000 + first + i)}`);
    const round = async (phone: string): Promise<Started> => await pay(product, db, item, phone, operator.headers);
    paid.push(...(await Promise.all(numbers.map(round))));
    say(`${paid.length} of ${ROUNDS} paid`);
  }
  // Counted when nothing is on its way any more: what comes twice often comes late.
  await toSandbox(product, '/sandbox/api/settle', {});
  await until(async () => ((await waitingMessages(db)) === 0 ? true : undefined), 60_000);
  let exactlyOnce = 0;
  const sums: Outcome = { orders: 0, entries: 0, unbalanced: 0, entitlements: 0, sms: 0 };
  for (const started of paid) {
    const o = await outcomeOf(product, db, started);
    for (const name of Object.keys(sums) as (keyof Outcome)[]) sums[name] += o[name];
    if (o.orders === 1 && o.entries === 1 && o.unbalanced === 0 && o.entitlements === 1 && o.sms === 1) exactlyOnce++;
  }
  return { rounds: ROUNDS, exactly_once: exactlyOnce, ...sums };
}

/** Messages that are due in any service's queue. */
async function waitingMessages(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ schema: string }>(
    `select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = '_private_jobs'`,
  );
  let waiting = 0;
  for (const { schema } of rows) {
    const due = `select count(*)::int as n from ${pg.escapeIdentifier(schema)}._private_jobs where run_at <= now()`;
    waiting += (await db.query<{ n: number }>(due)).rows[0]?.n ?? 0;
  }
  return waiting;
}

async function productOnSale(db: pg.Pool): Promise<Product> {
  const { rows } = await db.query<Product>(
    `select id, creator_id as "creatorId", price_santim::int as "priceSantim" from payments.products where state = 'published' order by id limit 1`,
  );
  if (!rows[0]) throw new Error('no product is on sale: the demo data is missing');
  return rows[0];
}

async function toSandbox(product: RunningProduct, path: string, body: object): Promise<void> {
  const answer = await fetch(`${product.stack.sandboxUrl}${path}`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}: ${await answer.text()}`);
}

async function begin(product: RunningProduct, db: pg.Pool, item: Product, phone: string): Promise<Started> {
  const answer = await product.ask('/v1/payments/checkouts', {
    method: 'POST',
    headers: { ...json, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      productId: item.id,
      phone,
      rail: 'telebirr',
      lang: 'en',
      seenPriceSantim: item.priceSantim,
    }),
  });
  if (answer.status !== 201) throw new Error(`checkout: ${answer.status} ${answer.text()}`);
  const { token } = answer.json() as { token: string };
  const { rows } = await db.query<{ id: string; merchOrderId: string }>(
    `select id, provider_order_id as "merchOrderId" from payments.intents where buyer_hint = $1 order by started_at desc limit 1`,
    [phone.slice(-3)],
  );
  if (!rows[0]) throw new Error('the intent was not found');
  return { phone, token, intentId: rows[0].id, merchOrderId: rows[0].merchOrderId };
}

/** Approval makes the stand-in call back three times; meanwhile an operator asks the rail and the buyer returns. */
async function pay(
  product: RunningProduct,
  db: pg.Pool,
  item: Product,
  phone: string,
  operator: Record<string, string>,
): Promise<Started> {
  const started = await begin(product, db, item, phone);
  const query = `/v1/payments/operator/intents/${started.intentId}/query`;
  await Promise.all([
    toSandbox(product, `/sandbox/api/orders/${started.merchOrderId}/approve`, { phone }),
    product.ask(query, { method: 'POST', headers: operator }),
    product.ask(`/pay/${started.token}`),
    product.ask(query, { method: 'POST', headers: operator }),
    product.ask(`/v1/payments/checkouts/${started.token}`),
  ]);
  await until(async () => ((await product.sms(phone)).some((m) => m.text.includes('/r/')) ? true : undefined), 30_000);
  return started;
}

async function outcomeOf(product: RunningProduct, db: pg.Pool, { intentId, phone }: Started): Promise<Outcome> {
  const count = async (text: string): Promise<number> =>
    (await db.query<{ n: number }>(`select count(*)::int as n ${text}`, [intentId])).rows[0]?.n ?? -1;
  return {
    orders: await count('from payments.orders where intent_id = $1'),
    entries: await count(`from payments.entries e join payments.orders o on o.id = e.order_id where o.intent_id = $1`),
    unbalanced: await count(
      `from payments.entries e join payments.orders o on o.id = e.order_id where o.intent_id = $1
         and coalesce((select sum(amount_santim) from payments.postings p where p.entry_id = e.id), 1) <> 0`,
    ),
    entitlements: await count(
      'from delivery.entitlements where order_id in (select id from payments.orders where intent_id = $1)',
    ),
    sms: (await product.sms(phone)).filter((m) => m.text.includes('/r/')).length,
  };
}
