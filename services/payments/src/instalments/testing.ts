// A store that sells in parts, for the proofs of this folder.
import pg from 'pg';
import type { Test } from 'tap';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Santim } from '@windsurf/money/money';
import { inEat } from '@windsurf/calendar/moment';
import { tick } from '../janitor/janitor.ts';
import { keepTyped } from '../products/products.ts';
import { settle } from '../settle/settle.ts';
import { startTestPayments } from '../testing.ts';
import type { TestProduct } from '../testing.ts';
import { planTokenOf } from './instalments.ts';
import { instalmentRounds } from './instalments.rounds.ts';

export type PlanFacts = {
  id: string;
  state: string;
  access: string;
  how: string | null;
  firstOrder: string;
  next: Date | null;
};
export type PartFacts = { number: number; due: Date; amount: number; state: string; order: string | null };
export type Told = { planId?: string; number?: number; days?: number; access?: string; why?: string; orderId?: string };

export async function startTestInstalments(t: Test) {
  const lab = await startTestPayments(t);
  const { app, db, deps, clock, seller } = lab;
  const creatorId = asCreatorId(seller.creatorId ?? '');
  for (const name of ['instalment.due', 'order.access-changed', 'order.paid']) {
    await db.look("insert into messages.subscriptions values ($1, 'queue_payments', '{1}') on conflict do nothing", [
      name,
    ]);
  }
  // The middle of a day in East Africa, so that no test depends on the hour in which it runs.
  clock.advance(((34 - inEat(clock.now()).hour) % 24) * 3600);
  let people = 300_000;

  const planOf = async (product: TestProduct): Promise<PlanFacts> => {
    const [row] = await db.look<PlanFacts>(
      `select id, state, access, ended_how as how, first_order_id as "firstOrder", next_at as next
       from payments.instalment_plans where product_id = $1 order by begun_at desc, id desc limit 1`,
      [product.id],
    );
    if (!row) throw new Error('nobody pays in parts');
    return row;
  };
  const intentsOf = async (product: TestProduct) =>
    await db.look<{ id: string; amount: number; state: string }>(
      `select id, amount_santim::int as amount, state from payments.intents where product_id = $1
       order by started_at desc, id desc`,
      [product.id],
    );
  const settled = async (intentId: string, amount: number, txnId?: string) => {
    const orderId = intentId.replaceAll('-', '');
    const said = { kind: 'paid', orderId, amount: amount as Santim, currency: 'ETB' } as const;
    const answer = { ...said, txnId: txnId ?? `T${orderId}` };
    return await settle(deps, creatorId, intentId, { answer, asker: 'callback', at: clock.now() });
  };
  const pageOf = async (product: TestProduct): Promise<string> =>
    `/pay/i/${planTokenOf(deps, creatorId, (await planOf(product)).id)}`;
  const press = async (product: TestProduct, fields: Record<string, string>, lang = 'en') =>
    await app.inject({
      method: 'POST',
      url: `${await pageOf(product)}?lang=${lang}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const start = async (product: TestProduct, phone: string, body: object = {}, key = newId()) =>
    await app.inject({
      method: 'POST',
      url: '/v1/payments/checkouts',
      headers: { 'idempotency-key': key },
      body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', ...body },
    });
  const offer = async (product: TestProduct, parts: number | null, baseVersion = 0) =>
    await app.inject({
      method: 'PUT',
      url: `/v1/payments/products/${product.id}/instalments`,
      headers: seller.headers,
      body: { baseVersion, parts },
    });

  return {
    ...lab,
    creatorId,
    planOf,
    intentsOf,
    settled,
    pageOf,
    press,
    start,
    offer,
    someone: (): string => `0911${String((people += 1))}`,
    words: (html: string): string => html.replace(/<style>[^<]*<\/style>|<[^>]+>/g, ' ').replace(/[\u00a0\s]+/g, ' '),
    async place(
      priceSantim = 200_000,
      details: ProductDetails = { type: 'course' },
      id = newId(),
      version = 1,
    ): Promise<TestProduct> {
      const words = { title: 'Weaving', slug: 'weaving', handle: 'selam-books', storeName: 'Selam Books' };
      const rest = { currency: 'ETB' as const, coverUrl: null, fileId: null };
      await deps.tenancy.inCreator(creatorId, async (tx) => {
        await keepTyped(tx, creatorId, { id, version, priceSantim, ...words, ...rest, details }, clock.now());
      });
      return { id, creatorId };
    },
    /** Begins a plan and pays its first part; gives its number of the phone. */
    async begin(product: TestProduct, parts = 4, body: object = {}, phone = `0911${String((people += 1))}`) {
      const offered = await db.look('select 1 from payments.instalment_terms where product_id = $1', [product.id]);
      if (offered.length === 0) {
        const answer = await offer(product, parts);
        if (answer.statusCode !== 200) throw new Error(answer.body);
      }
      const answer = await start(product, phone, { fields: { parts: String(parts) }, ...body });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      const [intent] = await intentsOf(product);
      await settled(intent?.id ?? '', intent?.amount ?? 0);
      return phone;
    },
    /** Pays by the buyer's own page. */
    async pay(product: TestProduct, what: 'next' | 'rest' = 'next'): Promise<string> {
      const answer = await press(product, { do: 'pay', what, rail: 'telebirr', attempt: newId() });
      if (answer.statusCode !== 303) throw new Error(`${answer.statusCode} ${answer.body}`);
      const [intent] = await intentsOf(product);
      await settled(intent?.id ?? '', intent?.amount ?? 0);
      return intent?.id ?? '';
    },
    async parts(product: TestProduct): Promise<PartFacts[]> {
      const { id } = await planOf(product);
      return await db.look<PartFacts>(
        `select number, due_at as due, amount_santim::int as amount, state, order_id as "order"
         from payments.instalment_parts where plan_id = $1 order by number`,
        [id],
      );
    },
    async walkTo(to: Date, stepHours = 12): Promise<void> {
      while (clock.now() < to) {
        const left = (to.getTime() - clock.now().getTime()) / 1000;
        clock.advance(Math.min(left, stepHours * 3600));
        await tick(deps, instalmentRounds);
      }
    },
    /** Holds rows as another process would; `waiting` ends when so many wait for a lock. */
    async hold(query: string, values: unknown[]) {
      const client = new pg.Client({ connectionString: db.adminUrl });
      await client.connect();
      await client.query('begin');
      await client.query(query, values);
      return {
        async waiting(many: number): Promise<void> {
          for (;;) {
            const [row] = await db.look<{ n: number }>(
              `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            );
            if ((row?.n ?? 0) >= many) return;
          }
        },
        async open(): Promise<void> {
          await client.query('rollback');
          await client.end();
        },
      };
    },
    look: async (): Promise<number> => await tick(deps, instalmentRounds),
    /** Everything that was told, oldest first. */
    async told(name: string): Promise<Told[]> {
      const rows = await db.look<{ payload: { payload: Told } }>(
        `select j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id
         where t.identifier = $1 order by j.id`,
        [`${name}.v1`],
      );
      return rows.map(({ payload }) => payload.payload);
    },
  };
}
