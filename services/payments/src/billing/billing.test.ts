import t from 'tap';
import { orderPaid } from '@windsurf/contracts/payments';
import { asCreatorId } from '@windsurf/db/tenancy';
import { extendPlan, houseId } from '../plans/plans.ts';
import { monthsLater } from '../plans/extend.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';

const day = 86_400;
type Plan = { plan: string; feeBasisPoints: number; until: string | null; nextBill: object | null; history: object[] };

const start = async (lab: TestPayments, body: object, key: string, headers = lab.seller.headers) =>
  await lab.app.inject({
    method: 'POST',
    url: '/v1/billing/plan',
    headers: { ...headers, 'idempotency-key': key },
    body: { plan: 'pro', months: 1, rail: 'telebirr', ...body },
  });
const mine = async (lab: TestPayments): Promise<Plan> =>
  (await lab.app.inject({ url: '/v1/billing/plan', headers: lab.seller.headers })).json<Plan>();
async function buy(lab: TestPayments, body: object, key: string): Promise<string> {
  const answer = await start(lab, body, key);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const intentId = lab.deps.tokens.read(answer.json<{ token: string }>().token)?.intentId ?? '';
  await lab.outside.telebirr.approve(intentId.replaceAll('-', ''));
  await lab.work();
  await lab.work();
  return intentId;
}
const events = async (lab: TestPayments, name: string) =>
  (
    await lab.db.look<{ payload: { payload: Record<string, unknown> } }>(
      'select j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id',
      [`${name}.v1`],
    )
  ).map(({ payload }) => payload.payload);
const keepEvents = async (lab: TestPayments, ...names: string[]): Promise<void> => {
  for (const name of names) {
    await lab.db.look(
      "insert into messages.subscriptions values ($1, 'queue_payments', '{1}') on conflict do nothing",
      [name],
    );
  }
};

t.test('a paid plan is time and a smaller fee; paid early it goes on from its old end; then it lapses', async (t) => {
  const lab = await startTestPayments(t);
  await keepEvents(lab, orderPaid.name, 'plan.due', 'plan.changed');
  t.match(await mine(lab), { plan: 'free', feeBasisPoints: 500, until: null, nextBill: null, history: [] });
  const answer = await start(lab, {}, 'one');
  t.equal(answer.statusCode, 201);
  t.match(answer.json(), {
    amountSantim: 49_900,
    storeName: 'Stan Store Windsurf',
    rail: 'telebirr',
    state: 'pending',
  });
  t.same(
    (await start(lab, {}, 'one')).json<{ token: string }>().token,
    answer.json<{ token: string }>().token,
    'twice is once',
  );
  t.equal((await start(lab, { months: 12 }, 'one')).statusCode, 422, 'the same key for another request');
  t.equal(await lab.count('payments.intents'), 1);
  const intentId = lab.deps.tokens.read(answer.json<{ token: string }>().token)?.intentId ?? '';
  await lab.outside.telebirr.approve(intentId.replaceAll('-', ''));
  await lab.work();
  await lab.work();
  const bought = lab.clock.now();
  const plan = await mine(lab);
  t.match(plan, {
    plan: 'pro',
    feeBasisPoints: 200,
    nextBill: { months: 1, amountSantim: 49_900 },
    history: [{ months: 1, amountSantim: 49_900 }],
  });
  const until = new Date(plan.until ?? 0);
  t.equal(until.getTime(), monthsLater(until, 0).getTime());
  t.ok(until > bought);
  t.equal((await events(lab, 'order.paid')).length, 0, 'a plan is delivered to nobody');
  t.match(await events(lab, 'plan.changed'), [{ creatorId: lab.seller.creatorId, plan: 'pro' }]);

  await t.test('the house has its receipt and its revenue, in books that balance', async (t) => {
    t.match(
      await lab.db.look(
        'select number::int, total_santim::int as total, seller from payments.receipts where creator_id = $1',
        [houseId],
      ),
      [{ number: 1, total: 49_900, seller: { storeName: 'Stan Store Windsurf' } }],
    );
    t.strictSame(
      await lab.db.look(
        'select kind, balance_santim::int as b from payments.accounts where creator_id = $1 and balance_santim <> 0 order by 1',
        [houseId],
      ),
      [
        { kind: 'clearing:telebirr', b: 49_900 },
        { kind: 'plan-revenue', b: -49_900 },
      ],
    );
  });

  await t.test('the job again gives no more time', async (t) => {
    const [order] = await lab.db.look<{ id: string }>('select id from payments.orders where creator_id = $1', [
      houseId,
    ]);
    await extendPlan(lab.deps, order?.id ?? '');
    await extendPlan(lab.deps, order?.id ?? '');
    t.equal((await mine(lab)).until, plan.until);
    t.equal(await lab.count("payments.entries where kind = 'plan'"), 1);
  });

  const fee = async (of = lab.seller, phone = '0911000001'): Promise<number> => {
    const { orderId, intentId } = await lab.begin(await lab.product(10_000, of), phone);
    await lab.outside.telebirr.approve(orderId);
    await lab.work();
    const [order] = await lab.db.look<{ fee: number }>(
      'select fee_santim::int as fee from payments.orders where intent_id = $1',
      [intentId],
    );
    return order?.fee ?? -1;
  };
  await t.test('a sale while it holds costs 2 per cent, another creator pays 5', async (t) => {
    t.equal(await fee(), 200);
    t.equal(await fee(lab.people.person({ creator: true }), '0911000002'), 500);
  });

  await t.test('paid again before the end', async (t) => {
    await buy(lab, { months: 12 }, 'two');
    const longer = await mine(lab);
    t.equal(longer.until, monthsLater(until, 12).toISOString(), 'no day is lost');
    t.match(longer.history, [{ months: 12, from: plan.until }, { months: 1 }]);
    t.match(longer.nextBill, { months: 12, amountSantim: 499_000 });
  });

  await t.test('told five days before, two, and on the day; each once', async (t) => {
    const end = new Date((await mine(lab)).until ?? 0);
    const to = async (daysBefore: number): Promise<void> => {
      lab.clock.advance((end.getTime() - daysBefore * day * 1000 - lab.clock.now().getTime()) / 1000);
      await lab.work();
      await lab.work();
    };
    const told = async (): Promise<unknown[]> => (await events(lab, 'plan.due')).map(({ daysLeft }) => daysLeft);
    await to(6);
    t.same(await told(), []);
    await to(5);
    await to(4.5);
    t.same(await told(), [5]);
    await to(2);
    await to(1);
    t.same(await told(), [5, 2]);
    t.equal((await mine(lab)).plan, 'pro');
    await to(0);
    await to(-1);
    t.same(await told(), [5, 2, 0]);
    t.match((await events(lab, 'plan.due')).at(-1), { months: 12, amountSantim: 499_000, until: end.toISOString() });
    t.match(await mine(lab), { plan: 'free', until: null, nextBill: null });
    t.match((await events(lab, 'plan.changed')).at(-1), { plan: 'free', until: null });
    t.equal(await fee(lab.seller, '0911000003'), 500, 'and the fee is the free one again');
    await buy(lab, {}, 'three');
    const again = await mine(lab);
    t.ok(
      new Date(again.until ?? 0).getTime() - lab.clock.now().getTime() > 27 * day * 1000,
      'from today, not from the old end',
    );
  });
});

t.test('whoever was away hears the nearest reminder only', async (t) => {
  const lab = await startTestPayments(t);
  await keepEvents(lab, 'plan.due');
  await buy(lab, {}, 'one');
  const end = new Date((await mine(lab)).until ?? 0);
  lab.clock.advance((end.getTime() - lab.clock.now().getTime()) / 1000 - day);
  await lab.work();
  t.same(
    (await events(lab, 'plan.due')).map(({ daysLeft }) => daysLeft),
    [2],
  );
});

t.test('a month is the same day of the next one, or its last', async (t) => {
  const later = (at: string, months: number): string => monthsLater(new Date(at), months).toISOString();
  t.equal(later('2026-01-31T09:00:00Z', 1), '2026-02-28T09:00:00.000Z');
  t.equal(later('2028-01-31T09:00:00Z', 1), '2028-02-29T09:00:00.000Z');
  t.equal(later('2026-11-20T22:30:00Z', 12), '2027-11-20T22:30:00.000Z');
  t.equal(later('2026-01-30T22:30:00Z', 1), '2026-02-27T22:30:00.000Z', 'the 31st in Addis Ababa');
  t.equal(later('2026-12-15T00:00:00Z', 1), '2027-01-15T00:00:00.000Z');
});

t.test('plans: for creators, in the right shape, and the price list for everybody', async (t) => {
  const lab = await startTestPayments(t);
  const list = await lab.app.inject({ url: '/v1/billing/plans?lang=en' });
  t.match(list.json(), {
    plans: [
      { plan: 'free', monthSantim: 0, feeBasisPoints: 500, gives: ['Platform fee 5 % of each sale', /Store/] },
      { plan: 'pro', monthSantim: 49_900, yearSantim: 499_000, feeBasisPoints: 200 },
    ],
  });
  t.match((await lab.app.inject({ url: '/v1/billing/plans?lang=am' })).body, 'የመድረኩ ክፍያ');
  t.equal((await lab.app.inject({ url: '/v1/billing/plans?lang=fr' })).statusCode, 422);
  await lab.db.look("insert into payments.plan_prices values ('pro', 1, $1, 59900)", [lab.clock.now()]);
  t.match((await lab.app.inject({ url: '/v1/billing/plans' })).json(), { plans: [{}, { monthSantim: 59_900 }] });
  t.match((await start(lab, {}, 'k')).json(), { amountSantim: 59_900 }, 'a new row is a new price');

  t.equal((await start(lab, { months: 3 }, 'a')).statusCode, 422);
  t.equal((await start(lab, { plan: 'free' }, 'a')).statusCode, 422);
  t.equal((await start(lab, { more: 1 }, 'a')).statusCode, 422);
  t.match((await start(lab, { rail: 'nobody' }, 'a')).json(), { status: 422 });
  t.equal((await start(lab, {}, '')).statusCode, 400, 'without a key');
  for (const url of ['/v1/billing/plan', '/v1/billing/tax-profile', '/v1/billing/thresholds']) {
    t.equal((await lab.app.inject({ url })).statusCode, 401);
    t.equal((await lab.app.inject({ url, headers: lab.people.person().headers })).statusCode, 403);
  }
  t.equal((await start(lab, {}, 'b', {})).statusCode, 401);
  t.equal((await start(lab, {}, 'b', lab.people.person().headers)).statusCode, 403);
  const other = lab.people.person({ creator: true });
  t.equal((await start(lab, {}, 'k', other.headers)).statusCode, 201, 'one creator’s key is not another’s');
  t.equal(asCreatorId(other.creatorId ?? ''), other.creatorId);
  lab.fail.auth = true;
  t.match((await start(lab, {}, 'c')).json(), { status: 503 });
});
