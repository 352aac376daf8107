import t from 'tap';
import { startPayoutLab } from './testing.ts';
import type { PayoutLab } from './testing.ts';
import { nextDay } from './schedule.ts';

t.setTimeout(180_000);
type View = {
  every: string;
  nextAt: string | null;
  minimumSantim: number;
  skipped: { hold: { reason: string } } | null;
};
const save = async (lab: PayoutLab, body: object) => await lab.call('PUT', '/v1/payouts/schedule', body);
const read = async (lab: PayoutLab) => (await lab.call('GET', '/v1/payouts/schedule')).json<View>();
/** The next morning of the schedule has come. */
const dayComes = async (lab: PayoutLab): Promise<void> => {
  const { nextAt } = await read(lab);
  lab.clock.set(new Date(Date.parse(nextAt ?? '') + 1000).toISOString());
  await lab.later(0.01);
};
const skips = async (lab: PayoutLab) =>
  (
    await lab.db.look<{ payload: { state: string; reason: string | null } }>(
      `select (j.payload ->> 'payload')::json as payload from queue_payments._private_jobs j
       join queue_payments._private_tasks k on k.id = j.task_id and k.identifier = 'payout.changed.v1' order by j.id`,
    )
  )
    .map(({ payload }) => payload)
    .filter(({ state }) => state === 'skipped');

t.test(
  'the day of a schedule is the morning of Addis Abeba after the moment, every week and every month',
  async (t) => {
    const friday = { every: 'week', weekday: 5, monthDay: null } as const;
    const at = (text: string) => new Date(text);
    // 20 November 2026 is a Friday; nine in the morning there is six in UTC.
    t.same(nextDay(friday, at('2026-11-20T05:59:59Z')), at('2026-11-20T06:00:00Z'));
    t.same(nextDay(friday, at('2026-11-20T06:00:00Z')), at('2026-11-27T06:00:00Z'));
    t.same(nextDay(friday, at('2026-11-19T21:30:00Z')), at('2026-11-20T06:00:00Z'), 'it is Friday there already');
    const monthly = { every: 'month', weekday: null, monthDay: 28 } as const;
    t.same(nextDay(monthly, at('2027-02-28T06:00:01Z')), at('2027-03-28T06:00:00Z'));
    t.same(nextDay({ ...monthly, monthDay: 1 }, at('2026-12-31T22:00:00Z')), at('2027-01-01T06:00:00Z'));
    t.equal(nextDay({ every: 'never', weekday: null, monthDay: null }, at('2026-11-20T05:00:00Z')), null);
  },
);

t.test('on its day everything goes that can, from the creator’s minimum on, and the next day is there', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.ownWallet();
  t.match(await read(lab), { every: 'never', nextAt: null, minimumSantim: 10_000 });
  t.match((await save(lab, { every: 'week', weekday: 1, minimumSantim: 50_000 })).json(), {
    every: 'week',
    weekday: 1,
  });
  await lab.earn(100_000);
  await dayComes(lab);
  t.match(await lab.payouts(), [{ state: 'paid' }]);
  t.equal(await lab.balance('creator-payable'), 0);
  const { nextAt } = await read(lab);
  t.ok(Date.parse(nextAt ?? '') - lab.clock.now().getTime() > 6 * 86_400_000);
  await lab.later(1);
  t.equal((await lab.payouts()).length, 1, 'once for the day');
});

t.test('a day on which nothing is sent is told with its reason, except to who has earned nothing', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.db.look("insert into messages.subscriptions values ('payout.changed', 'queue_payments', '{1}')");
  await save(lab, { every: 'week', weekday: 3, minimumSantim: 50_000 });
  await dayComes(lab);
  t.same(await skips(lab), [], 'nothing earned, nothing said');
  await lab.earn(40_000);
  await dayComes(lab);
  t.match(await skips(lab), [{ reason: 'no-account' }]);
  t.equal((await read(lab)).skipped?.hold.reason, 'no-account');
  await lab.ownWallet();
  await dayComes(lab);
  t.match((await skips(lab)).at(-1), { reason: 'below-minimum' });
  t.equal(await lab.balance('creator-payable'), -38_000, 'and the money stays hers');
  await lab.earn(40_000);
  await dayComes(lab);
  t.match(await lab.payouts(), [{ state: 'paid' }]);
  t.equal((await read(lab)).skipped, null);
});

t.test('a schedule without its day, or below what can be sent, is refused beside the field', async (t) => {
  const lab = await startPayoutLab(t);
  for (const [body, pointer] of [
    [{ every: 'week', minimumSantim: 10_000 }, '/weekday'],
    [{ every: 'month', weekday: 1, minimumSantim: 10_000 }, '/monthDay'],
    [{ every: 'never', minimumSantim: 999 }, '/minimumSantim'],
  ] as const) {
    const answer = await save(lab, body);
    t.equal(answer.statusCode, 422);
    t.equal(answer.json<{ fields: { pointer: string }[] }>().fields[0]?.pointer, pointer);
  }
  t.equal((await save(lab, { every: 'month', monthDay: 31, minimumSantim: 10_000 })).statusCode, 422);
  t.equal((await save(lab, { every: 'daily', minimumSantim: 10_000 })).statusCode, 422);
  const body = { every: 'month', monthDay: 28, minimumSantim: 10_000 };
  t.same((await save(lab, body)).json(), (await save(lab, body)).json(), 'twice is once');
});
