// Memberships for tests: a product, people who join, renew by their link, and what was told meanwhile.
import type { Test } from 'tap';
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Santim } from '@windsurf/money/money';
import { inEat } from '@windsurf/calendar/moment';
import { tick } from '../janitor/janitor.ts';
import { keepTyped } from '../products/products.ts';
import { settle } from '../settle/settle.ts';
import { startTestPayments } from '../testing.ts';
import type { TestProduct } from '../testing.ts';
import { linkTokenOf } from './memberships.ts';
import { membershipRounds } from './memberships.rounds.ts';

export const club: DetailsOf<'membership'> = {
  type: 'membership',
  benefits: ['A call each week'],
  graceDays: 3,
  prepay: [
    { months: 3, percentOff: 10 },
    { months: 12, percentOff: 20 },
  ],
  spaces: true,
};
type Row = {
  id: string;
  state: string;
  until: Date;
  access: Date;
  told: number | null;
  month: number;
  how: string | null;
  number: number;
};
export type Told = { membershipId?: string; days?: number; what?: string; state?: string; orderId?: string | null };

export async function startTestMemberships(t: Test) {
  const lab = await startTestPayments(t);
  const { app, db, deps, clock } = lab;
  const creatorId = asCreatorId(lab.seller.creatorId ?? '');
  for (const name of ['membership.due', 'membership.changed', 'membership.price-announced']) {
    await db.look("insert into messages.subscriptions values ($1, 'queue_payments', '{1}')", [name]);
  }
  // The middle of a day in East Africa, so that no test depends on the hour in which it runs.
  clock.advance(((34 - inEat(clock.now()).hour) % 24) * 3600);
  let people = 200_000;

  const membershipOf = async (product: TestProduct): Promise<Row> => {
    const [row] = await db.look<Row>(
      `select id, state, until_at as until, access_until as access, told, month_santim::int as month, ended_how as how,
        number::int from payments.memberships where product_id = $1 order by joined_at desc, id desc limit 1`,
      [product.id],
    );
    if (!row) throw new Error('nobody is a member');
    return row;
  };
  const intentsOf = async (product: TestProduct) =>
    await db.look<{ id: string; amount: number; state: string }>(
      `select id, amount_santim::int as amount, state from payments.intents where product_id = $1
       order by started_at desc, id desc`,
      [product.id],
    );
  /** What the rail says of an attempt: paid, under its own number. */
  const settled = async (intentId: string, amount: number): Promise<void> => {
    const orderId = intentId.replaceAll('-', '');
    const answer = { kind: 'paid', orderId, amount: amount as Santim, currency: 'ETB', txnId: `T${orderId}` } as const;
    await settle(deps, creatorId, intentId, { answer, asker: 'poll', at: clock.now() });
  };
  const pageOf = async (product: TestProduct): Promise<string> =>
    `/pay/m/${linkTokenOf(deps, creatorId, (await membershipOf(product)).id)}`;
  const press = async (product: TestProduct, fields: Record<string, string>, lang = 'en') =>
    await app.inject({
      method: 'POST',
      url: `${await pageOf(product)}?lang=${lang}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });

  return {
    ...lab,
    creatorId,
    membershipOf,
    intentsOf,
    settled,
    pageOf,
    press,
    someone: (): string => `0911${String((people += 1))}`,
    async place(priceSantim = 15_000, details = club, version = 1, id = newId()): Promise<TestProduct> {
      const words = { title: 'Tea club', slug: 'tea', handle: 'selam-books', storeName: 'Selam Books' };
      const rest = { currency: 'ETB' as const, coverUrl: null, fileId: null };
      await deps.tenancy.inCreator(creatorId, async (tx) => {
        await keepTyped(tx, creatorId, { id, version, priceSantim, ...words, ...rest, details }, clock.now());
      });
      return { id, creatorId };
    },
    async start(product: TestProduct, phone: string, fields: object = {}, key = newId()) {
      return await app.inject({
        method: 'POST',
        url: '/v1/payments/checkouts',
        headers: { 'idempotency-key': key },
        body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', fields },
      });
    },
    /** Pays by the member's own page. */
    async renew(product: TestProduct, months = 1): Promise<void> {
      const answer = await press(product, { do: 'pay', months: String(months), rail: 'telebirr', attempt: newId() });
      if (answer.statusCode !== 303) throw new Error(`${answer.statusCode} ${answer.body}`);
      const [intent] = await intentsOf(product);
      if (intent) await settled(intent.id, intent.amount);
    },
    /** Goes on to a moment, looking every so many hours, as the worker would. */
    async walkTo(to: Date, stepHours = 12): Promise<void> {
      while (clock.now() < to) {
        const left = (to.getTime() - clock.now().getTime()) / 1000;
        clock.advance(Math.min(left, stepHours * 3600));
        await tick(deps, membershipRounds);
      }
    },
    look: async (): Promise<number> => await tick(deps, membershipRounds),
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
