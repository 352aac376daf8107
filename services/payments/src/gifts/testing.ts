// Gifts for tests: bought and paid through the API, opened by people whose numbers auth knows, and what was told meanwhile.
import pg from 'pg';
import type { Test } from 'tap';
import type { LightMyRequestResponse } from 'fastify';
import { inEat } from '@windsurf/calendar/moment';
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Santim } from '@windsurf/money/money';
import type { TestPerson } from '@windsurf/testbed/people';
import { tick } from '../janitor/janitor.ts';
import { settle } from '../settle/settle.ts';
import { startTestPayments } from '../testing.ts';
import type { TestProduct } from '../testing.ts';
import { giftPath, giverToken, receiverToken } from './gifts.ts';
import { giftRounds } from './gifts.rounds.ts';

export type GiftFacts = {
  intent_id: string;
  order_id: string | null;
  state: string;
  why: string | null;
  receiver_id: string;
  receiver_hint: string;
  round: number;
  send_at: Date;
  sent_at: Date | null;
};
export type Told = {
  to?: string;
  news?: string;
  personId?: string;
  receiverId?: string;
  productIds?: string[];
  choice?: object;
};
export type Somebody = TestPerson & { readonly phone: string };

export async function startTestGifts(t: Test) {
  const lab = await startTestPayments(t);
  const { app, db, deps, clock, people } = lab;
  const creatorId = asCreatorId(lab.seller.creatorId ?? '');
  for (const name of ['gift.changed', 'gift.claimed', 'order.paid', 'order.access-changed']) {
    await db.look("insert into messages.subscriptions values ($1, 'queue_payments', '{1}')", [name]);
  }
  // The middle of a day in East Africa, so that no test depends on the hour in which it runs.
  const toNoon = (): void => clock.advance(((36 - inEat(clock.now()).hour) % 24) * 3600);
  toNoon();
  let buyers = 300_000;

  const post = async (url: string, fields: Record<string, string>, by?: Somebody): Promise<LightMyRequestResponse> => {
    const own = by === undefined ? {} : people.browser(by);
    const csrf = by === undefined ? {} : { _csrf: by.csrf };
    return await app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...own },
      body: new URLSearchParams({ ...fields, ...csrf }).toString(),
    });
  };
  const factsOf = async (intentId: string): Promise<GiftFacts> => {
    const [row] = await db.look<GiftFacts>('select * from payments.gifts where intent_id = $1', [intentId]);
    if (!row) throw new Error('no such gift');
    return row;
  };

  return {
    ...lab,
    creatorId,
    toNoon,
    post,
    factsOf,
    buyer: (): string => `0911${String((buyers += 1))}`,
    /** Somebody whose number auth knows. */
    async somebody(id = newId()): Promise<Somebody> {
      const { phone } = await deps.auth(phoneOfPerson, { params: { id } });
      return Object.assign(people.person({ id }), { phone });
    },
    async ask(
      product: TestProduct,
      phone: string,
      gift: object | undefined,
      over: object = {},
    ): Promise<LightMyRequestResponse> {
      return await app.inject({
        method: 'POST',
        url: '/v1/payments/checkouts',
        headers: { 'idempotency-key': newId(), 'accept-language': 'en' },
        body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', gift, ...over },
      });
    },
    /** Begun and paid; the id of its attempt. */
    async give(product: TestProduct, phone: string, gift: object | undefined, over: object = {}): Promise<string> {
      const answer = await this.ask(product, phone, gift, over);
      if (answer.statusCode !== 201) throw new Error(answer.body);
      const intentId = deps.tokens.read(answer.json<{ token: string }>().token)?.intentId ?? '';
      const [row] = await db.look<{ amount: number }>(
        'select amount_santim::int as amount from payments.intents where id = $1',
        [intentId],
      );
      const orderId = intentId.replaceAll('-', '');
      const paid = {
        kind: 'paid',
        orderId,
        amount: (row?.amount ?? 0) as Santim,
        currency: 'ETB',
        txnId: `T${orderId}`,
      } as const;
      await settle(deps, creatorId, intentId, { answer: paid, asker: 'poll', at: clock.now() });
      return intentId;
    },
    giverPage: (intentId: string): string => giftPath(giverToken(deps, creatorId, intentId)),
    receiverPage: async (intentId: string, round?: number): Promise<string> =>
      giftPath(receiverToken(deps, creatorId, intentId, round ?? (await factsOf(intentId)).round)),
    visit: async (url: string, by?: Somebody): Promise<LightMyRequestResponse> =>
      await app.inject({ url: `${url}?lang=en`, headers: by === undefined ? {} : people.browser(by) }),
    /** The worker's next look. */
    async look(): Promise<number> {
      clock.advance(61);
      return await tick(deps, giftRounds);
    },
    /** Goes on by so many days, looking every twelve hours. */
    async pass(days: number): Promise<void> {
      for (let half = 0; half < days * 2; half += 1) {
        clock.advance(12 * 3600);
        await tick(deps, giftRounds);
      }
    },
    /** Everything that was told of one kind, oldest first. */
    async told(name: string): Promise<Told[]> {
      const rows = await db.look<{ payload: { payload: Told } }>(
        `select j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id
         where t.identifier = $1 order by j.id`,
        [`${name}.v1`],
      );
      return rows.map(({ payload }) => payload.payload);
    },
    news: async (intentId: string): Promise<string[]> => {
      const rows = await db.look<{ to: string; news: string }>(
        `select j.payload -> 'payload' ->> 'to' as to, j.payload -> 'payload' ->> 'news' as news
         from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id
         where t.identifier = 'gift.changed.v1' and j.payload -> 'payload' ->> 'giftId' = $1 order by j.id`,
        [intentId],
      );
      return rows.map(({ to, news }) => `${to} ${news}`);
    },
    /** All begin while an order is held by somebody else; it is let go when each of them waits for a lock. */
    async allAtOnce(
      orderId: string,
      works: readonly (() => Promise<unknown>)[],
    ): Promise<PromiseSettledResult<unknown>[]> {
      const holder = new pg.Client({ connectionString: db.adminUrl });
      await holder.connect();
      try {
        await holder.query('begin');
        await holder.query('select from payments.orders where id = $1 for update', [orderId]);
        let over = false;
        const running = Promise.allSettled(works.map(async (work) => await work())).finally(() => (over = true));
        const waiting = async (): Promise<number> =>
          Number(
            (
              await db.look<{ n: string }>(
                "select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
              )
            )[0]?.n,
          );
        // What ends before it waits is seen by whoever counts.
        while (!over && (await waiting()) < works.length) continue;
        await holder.query('commit');
        return await running;
      } finally {
        await holder.end();
      }
    },
  };
}
export type GiftLab = Awaited<ReturnType<typeof startTestGifts>>;
