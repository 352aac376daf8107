import t from 'tap';
import { readSummary } from '@windsurf/contracts/analytics';
import type { Answer } from '@windsurf/contracts/endpoint';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { orderAccessChanged, orderPaid, orderRefunded } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { aSale, deliver, startTestAnalytics } from '../testing.ts';
import { summaryConsumers } from './summaries.consumers.ts';

const lab = await startTestAnalytics(t);
const { app, db, people } = lab;
type Summary = Answer<typeof readSummary>;
const read = async (of: { headers: Record<string, string> }, days = 3): Promise<Summary> =>
  (await app.inject({ url: `${readSummary.url}?days=${days}`, headers: of.headers })).json();
/** Straight into the handler, without the queue. */
async function tell<E extends EventType>(
  creator: string,
  type: E,
  payload: PayloadOf<E>,
  key = newId(),
): Promise<void> {
  const consumer = summaryConsumers(lab.deps).find((one) => one.event.name === type.name);
  if (!consumer) throw new Error(`nobody hears ${type.name}`);
  await consumer.handle({
    creatorId: asCreatorId(creator),
    key,
    event: type.name,
    version: 1,
    attempt: 1,
    payload,
    once: { schema: 'analytics', message: type.name, key },
    signal: new AbortController().signal,
  });
}
type Sale = ReturnType<typeof aSale>;
type State = PayloadOf<typeof orderRefunded>['state'];
const refundOf = (sale: Sale, state: State, amountSantim: number, at: string, refundId?: string) => ({
  orderId: sale.orderId,
  ...(refundId === undefined ? {} : { refundId }),
  productId: sale.productId,
  buyerId: sale.buyerId,
  amountSantim,
  currency: 'ETB' as const,
  full: false,
  state,
  lang: 'am' as const,
  at,
});
const restoredOf = (sale: Sale, at: string) => ({
  orderId: sale.orderId,
  productId: sale.productId,
  buyerId: sale.buyerId,
  access: 'active' as const,
  why: 'restored' as const,
  lang: 'am' as const,
  at,
});
/** All orders in which these can come. */
const orders = <X>(all: readonly X[]): X[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one, i) => orders([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]));

t.test('gross, refunded and net of each day in East Africa Time, by the day on which it was decided', async (t) => {
  const maker = people.person({ creator: true });
  const sale = aSale(newId(), '2026-11-18T09:00:00Z', 25_000);
  await deliver(db, maker.personId, orderPaid, sale);
  // 23:30 in Addis Ababa on the 19th, and sent on the 20th.
  const id = newId();
  await deliver(db, maker.personId, orderRefunded, refundOf(sale, 'asked', 10_000, '2026-11-19T20:30:00Z', id));
  await deliver(db, maker.personId, orderRefunded, refundOf(sale, 'sent', 10_000, '2026-11-19T21:30:00Z', id));
  await lab.drain();
  const { days, total, today } = await read(maker);
  t.match(days, [
    { day: '2026-11-18', sales: 1, revenueSantim: 25_000, refunds: 0, refundedSantim: 0, netSantim: 25_000 },
    { day: '2026-11-19', sales: 0, revenueSantim: 0, refunds: 1, refundedSantim: 10_000, netSantim: -10_000 },
    { day: '2026-11-20', sales: 0, refunds: 0, refundedSantim: 0, netSantim: 0 },
  ]);
  t.match(total, { revenueSantim: 25_000, refunds: 1, refundedSantim: 10_000, netSantim: 15_000 });
  t.match(today, { refunds: 0, netSantim: 0 });
});

t.test('a refund is counted once however its news come, and one that failed not at all', async (t) => {
  for (const [states, expected] of [
    [['asked', 'sent'], { refunds: 1, refundedSantim: 7_000 }],
    [['asked', 'failed'], { refunds: 0, refundedSantim: 0 }],
    // Nothing went through, and then a person sent it all the same.
    [['asked', 'failed', 'sent'], { refunds: 1, refundedSantim: 7_000 }],
  ] as const) {
    for (const way of orders(states)) {
      const maker = people.person({ creator: true });
      const sale = aSale(newId(), '2026-11-18T09:00:00Z', 25_000);
      const id = newId();
      for (const state of [...way, ...way.toReversed()]) {
        const at = `2026-11-${{ asked: 18, failed: 19, sent: 20 }[state]}T10:00:00Z`;
        await tell(maker.personId, orderRefunded, refundOf(sale, state, 7_000, at, id));
      }
      const { days, total } = await read(maker);
      t.match(total, expected, way.join(', '));
      t.match(days[0], { day: '2026-11-18', ...expected }, 'on the day on which it was asked for');
    }
  }
});

t.test('what the bank took back counts until it is paid again, in whatever order that is heard', async (t) => {
  for (const way of orders(['taken', 'restored', 'taken again'])) {
    const maker = people.person({ creator: true });
    const sale = aSale(newId(), '2026-11-18T09:00:00Z', 25_000);
    const facts: Record<string, () => Promise<void>> = {
      taken: async () => {
        await tell(maker.personId, orderRefunded, refundOf(sale, 'sent', 25_000, '2026-11-18T10:00:00Z'));
      },
      restored: async () => await tell(maker.personId, orderAccessChanged, restoredOf(sale, '2026-11-19T10:00:00Z')),
      'taken again': async () => {
        await tell(maker.personId, orderRefunded, refundOf(sale, 'sent', 20_000, '2026-11-20T05:00:00Z'));
      },
    };
    for (const step of way.filter((one) => one !== 'taken again')) await facts[step]?.();
    t.match((await read(maker)).total, { refunds: 0, refundedSantim: 0 }, 'paid again');
    for (const step of way) await facts[step]?.();
    const { total, today } = await read(maker);
    t.match(
      [total, today],
      [
        { refunds: 1, refundedSantim: 20_000 },
        { refunds: 1, refundedSantim: 20_000 },
      ],
    );
  }
});

t.test('ten partial refunds of one order at once are ten, and their sum', async (t) => {
  const maker = people.person({ creator: true });
  const sale = aSale(newId(), '2026-11-20T05:00:00Z', 25_000);
  await tell(maker.personId, orderPaid, sale);
  const asked = Array.from({ length: 10 }, () => refundOf(sale, 'asked', 2_500, '2026-11-20T05:30:00Z', newId()));
  await Promise.all([...asked, ...asked].map(async (one) => await tell(maker.personId, orderRefunded, one)));
  t.match((await read(maker)).today, {
    sales: 1,
    revenueSantim: 25_000,
    refunds: 10,
    refundedSantim: 25_000,
    netSantim: 0,
  });
});

t.test('an order of two products is one sale, and each product has what was paid for it', async (t) => {
  const maker = people.person({ creator: true });
  const [main, bump] = [newId(), newId()];
  const sale = aSale(main, '2026-11-20T05:00:00Z', 20_000);
  const items = [
    { productId: bump, amountSantim: 5_000 },
    { productId: main, amountSantim: 15_000 },
  ];
  await tell(maker.personId, orderPaid, { ...sale, items });
  t.match((await read(maker)).today, { sales: 1, revenueSantim: 20_000, netSantim: 20_000 });
  const rows = await db.look(
    'select product_id, sales, revenue_santim from analytics.daily_summaries where creator_id = $1 order by sales',
    [maker.personId],
  );
  t.same(rows, [
    { product_id: bump, sales: 0, revenue_santim: 5_000 },
    { product_id: main, sales: 1, revenue_santim: 15_000 },
  ]);
});

t.test('nobody sees what another creator gave back', async (t) => {
  const [a, b] = [people.person({ creator: true }), people.person({ creator: true })];
  const sale = aSale(newId(), '2026-11-20T05:00:00Z');
  await tell(a.personId, orderRefunded, refundOf(sale, 'asked', 500, '2026-11-20T05:30:00Z', newId()));
  t.equal((await read(a)).total.refunds, 1);
  t.equal((await read(b)).total.refunds, 0);
});
