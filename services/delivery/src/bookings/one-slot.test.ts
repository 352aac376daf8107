// The proof of the slot: in each round two buyers ask for the same time, a third for one that only overlaps it, and one of
// the two asks twice at once, as a retried call does. All meet at the database with a lock of ours, so that none has seen
// another. `node services/delivery/src/bookings/one-slot.test.ts 1000` takes the number of rounds (5 unless told) and prints
// its figures as one line of JSON.
import t from 'tap';
import pg from 'pg';
import type { Test } from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestDelivery } from '../testing.ts';
import { hold, offer, openHours } from './testing.ts';
import { dayOf, startOfDay } from './slots.ts';

type Figures = {
  readonly rounds: number;
  /** Rounds in which one attempt holds the time, and everybody else was told that it is taken. */
  readonly one: number;
  /** Rounds in which the call that came twice got one answer. */
  readonly keyed: number;
  /** Pairs of open bookings of one creator that overlap. */
  readonly overlaps: number;
  /** Attempts that hold more than one row. */
  readonly doubled: number;
  readonly seconds: number;
};
type Defect = 'no-constraint' | 'no-key';

const callers = 4;

async function prove(t: Test, rounds: number, defect?: Defect): Promise<Figures> {
  const test = await startTestDelivery(t);
  const coach = test.creator();
  await openHours(test, coach, { from: 0, to: 1440 });
  const rules = { noticeHours: 0, horizonDays: 90, bufferBefore: 0, bufferAfter: 10, minutes: 30 };
  const long = await offer(test, coach, rules);
  // Begins at the same minutes and is longer: never the same time, always over it.
  const other = await offer(test, coach, { ...rules, minutes: 70 });
  const group = await offer(test, coach, { ...rules, seats: 5 });
  if (defect === 'no-constraint')
    await test.db.look('alter table delivery.bookings drop constraint bookings_one_at_a_time');
  // Nor may a seat stand in for the key: whoever finds it taken looks again, and would see the other call's row.
  if (defect === 'no-key') await test.db.look('drop index delivery.bookings_intent, delivery.bookings_seat');
  const gate = new pg.Client({ connectionString: test.db.adminUrl });
  await gate.connect();
  t.teardown(async () => await gate.end());
  const [first, grid] = [startOfDay(dayOf(test.clock.now()) + 1).getTime(), 80 * 60_000];
  let [one, keyed] = [0, 0];
  const from = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    // The grid of both products begins anew each day: every 80 minutes is a time of both.
    const startsAt = new Date(first + Math.floor(round / 17) * 86_400_000 + (round % 17) * grid);
    const twice = newId();
    // Of a group the key alone keeps the second call from a second seat.
    const service = defect === 'no-key' ? group : long;
    await gate.query('begin; lock table delivery.bookings in share mode');
    const asked = [
      hold(test, coach, service, { startsAt, intentId: twice }),
      hold(test, coach, service, { startsAt, intentId: twice }),
      hold(test, coach, defect === 'no-key' ? service : long, { startsAt }),
      // Who wants another session would win over both of them as well, and then nobody has two.
      hold(test, coach, defect === 'no-key' ? service : other, { startsAt }),
    ];
    await waitFor(async () => {
      const [row] = await test.db.look<{ waiting: number }>(
        `select count(*)::int as waiting from pg_locks l join pg_class c on c.oid = l.relation
          where not l.granted and c.oid = 'delivery.bookings'::regclass`,
      );
      return row?.waiting === callers;
    });
    await gate.query('commit');
    const answers = await Promise.all(asked);
    const statuses = answers.map(({ answer }) => answer.statusCode);
    const [a, b] = answers;
    const winners = new Set(
      answers.filter(({ answer }) => answer.statusCode === 201).map(({ bookingId }) => bookingId),
    );
    const honest = statuses.every((status) => status === 201 || status === 409);
    if (winners.size === 1 && honest) one += 1;
    if (a?.answer.statusCode === b?.answer.statusCode && a?.bookingId === b?.bookingId) keyed += 1;
  }
  const count = async (sql: string): Promise<number> => {
    const [row] = await test.db.look<{ n: number }>(`select count(*)::int as n from ${sql}`);
    return row?.n ?? -1;
  };
  const open = "state in ('held', 'confirmed')";
  return {
    rounds,
    one,
    keyed,
    overlaps: await count(`delivery.bookings a join delivery.bookings b on a.creator_id = b.creator_id and a.id < b.id
      and a.session_id <> b.session_id and a.busy_from < b.busy_until and b.busy_from < a.busy_until
      where a.${open} and b.${open}`),
    doubled: await count(`(select from delivery.bookings where ${open} group by intent_id having count(*) > 1) x`),
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
}

/** Looks again as soon as it has looked: the others only have to arrive at the lock. */
async function waitFor(seen: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 10_000; tries += 1) if (await seen()) return;
  throw new Error('the callers never met');
}

const isProven = (f: Figures): boolean =>
  f.one === f.rounds && f.keyed === f.rounds && f.overlaps === 0 && f.doubled === 0;

const rounds = Number(process.argv[2] ?? 5);
t.setTimeout(3_600_000);
t.test('two buyers and one slot, the same instant: exactly one holds it, every time', async (t) => {
  const figures = await prove(t, rounds);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  t.match(figures, { one: rounds, keyed: rounds, overlaps: 0, doubled: 0 });
  t.ok(isProven(figures));
});

t.test('without its constraint, and without its key, the same figures show it', async (t) => {
  const loose = await prove(t, 1, 'no-constraint');
  t.ok(!isProven(loose) && loose.overlaps > 0, 'the constraint is dropped', { loose });
  const unkeyed = await prove(t, 1, 'no-key');
  t.ok(!isProven(unkeyed) && unkeyed.doubled > 0, 'the hold is not keyed', { unkeyed });
});
