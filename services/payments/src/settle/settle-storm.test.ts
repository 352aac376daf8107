// The proof of once: in each round one payment is told of by three notices, by the poll and by the return page, all at
// once. `node services/payments/src/settle/settle-storm.test.ts 100` takes the number of rounds (10 unless told) and
// prints its figures as one line of JSON.
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { ask } from './settle.ts';

type StormFigures = {
  readonly rounds: number;
  readonly orders: number;
  readonly entries: number;
  readonly unbalanced: number;
  readonly events: number;
  /** Callbacks that were answered with 200. */
  readonly callbacks: number;
  readonly confirmed: number;
  readonly seconds: number;
};

/** A mistake that the figures must show: an order or an entry that is written a second time. */
type StormDefect = 'double-order' | 'half-entry';

async function storm(
  t: Parameters<typeof startTestPayments>[0],
  rounds: number,
  defect?: StormDefect,
): Promise<StormFigures> {
  const lab = await startTestPayments(t);
  await lab.db.look("insert into messages.subscriptions values ('order.paid', 'queue_payments', '{1}')");
  const product = await lab.product();
  lab.outside.telebirr.setSwitch('lost');
  let callbacks = 0;
  const from = performance.now();
  for (let round = 0; round < rounds; round++) {
    const { orderId, intentId, token } = await lab.begin(product, `0911${String(round).padStart(6, '0')}`);
    await lab.outside.telebirr.approve(orderId);
    lab.clock.advance(16);
    const { creatorId } = product;
    await Promise.all([
      ...[1, 2, 3].map(async () => await lab.outside.telebirr.callAgain(orderId)),
      ask(lab.deps, creatorId, intentId, 'poll'),
      ask(lab.deps, creatorId, intentId, 'callback'),
      ask(lab.deps, creatorId, intentId, 'callback'),
      ask(lab.deps, creatorId, intentId, 'page'),
      lab.app.inject({ url: `/pay/${token}` }),
      lab.work(),
    ]);
    await lab.work();
    callbacks += (lab.outside.telebirr.order(orderId)?.attempts ?? []).filter((a) => a.answer === 200).length;
  }
  if (defect) await plant(lab, defect);
  const count = async (what: string) => await lab.count(what);
  return {
    rounds,
    orders: await count('payments.orders'),
    entries: await count('payments.entries'),
    unbalanced: await count(
      '(select from payments.postings group by creator_id, entry_id having sum(amount_santim) <> 0) broken',
    ),
    events: await count(
      "queue_payments._private_jobs j join queue_payments._private_tasks k on k.id = j.task_id and k.identifier = 'order.paid.v1'",
    ),
    callbacks,
    confirmed: await count("payments.intent_events where what = 'confirmed'"),
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
}

/** Past the constraints that would refuse it. */
async function plant(lab: TestPayments, defect: StormDefect): Promise<void> {
  if (defect === 'half-entry') {
    await lab.db.look('alter table payments.postings disable trigger postings_posted');
    await lab.db.look("update payments.postings set amount_santim = amount_santim + 1 where account = 'platform-fee'");
    return;
  }
  await lab.db.look('drop index payments.orders_intent');
  await lab.db.look(
    `insert into payments.orders (creator_id, id, number, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim, fee_santim, net_santim, currency, rail, paid_at)
     select creator_id, $1, 1000000, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim, fee_santim, net_santim, currency, rail, paid_at from payments.orders limit 1`,
    [newId()],
  );
}

const isOnce = (f: StormFigures): boolean =>
  f.orders === f.rounds &&
  f.entries === f.rounds &&
  f.events === f.rounds &&
  f.confirmed === f.rounds &&
  f.callbacks === 3 * f.rounds &&
  f.unbalanced === 0;

const rounds = Number(process.argv[2] ?? 10);
t.test(
  'three notices, the poll and the return page at once: one order and one balanced entry, every time',
  { timeout: 600_000 },
  async (t) => {
    const figures = await storm(t, rounds);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    t.match(figures, { orders: rounds, entries: rounds, unbalanced: 0, events: rounds, callbacks: 3 * rounds });
    t.ok(isOnce(figures));
  },
);

t.test('a planted second order and a planted half entry are found by the same figures', async (t) => {
  t.notOk(isOnce(await storm(t, 1, 'double-order')));
  t.notOk(isOnce(await storm(t, 1, 'half-entry')));
});
