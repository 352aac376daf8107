// Free times against a reckoning that tries every minute of the horizon, over random hours from a fixed seed.
import t from 'tap';
import { fromEat } from '@windsurf/calendar/moment';
import { dayNumber, dayOf, dayText, freeSlots, hoursFault, isOffered, startOfDay } from './slots.ts';
import type { Hours, Slot, SlotRules, Taken } from './slots.ts';

const MINUTE = 60_000;
const rules: SlotRules = { minutes: 30, bufferBefore: 0, bufferAfter: 10, noticeHours: 0, horizonDays: 90, seats: 1 };
const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 14 * 60, to: 18 * 60 }));
const hours: Hours = { weekly: weekdays, exceptions: [] };
const now = new Date('2026-11-20T06:00:00Z');
const clock = (slots: readonly Slot[]): string[] =>
  slots.map(({ startsAt }) => new Date(startsAt.getTime() + 180 * MINUTE).toISOString().slice(0, 16));
const free = (of: Hours, more: Partial<SlotRules> = {}, days = 1, taken: Taken[] = [], day = '2026-11-20'): string[] =>
  clock(freeSlots(of, { ...rules, ...more }, 'p', taken, now, dayNumber(day), days));

t.test('weekdays from 8 to 12 in the day, 30 minutes and 10 after: six times', async (t) => {
  t.same(
    free(hours),
    ['14:00', '14:40', '15:20', '16:00', '16:40', '17:20'].map((at) => `2026-11-20T${at}`),
  );
  t.same(free(hours, {}, 2, [], '2026-11-21'), [], 'not on a weekend');
});

t.test('a day off, other hours on a day, notice and horizon', async (t) => {
  const off = { ...hours, exceptions: [{ day: '2026-11-20', ranges: [] }] };
  t.same(free(off), []);
  const other = { ...hours, exceptions: [{ day: '2026-11-21', ranges: [{ from: 540, to: 600 }] }] };
  t.same(free(other, {}, 1, [], '2026-11-21'), ['2026-11-21T09:00']);
  t.same(free(hours, { noticeHours: 8 }), ['2026-11-20T17:20'], 'now is 9:00');
  t.same(free(hours, { horizonDays: 1 }, 30).length, 6, 'until 9:00 of tomorrow');
});

t.test(
  'a range over midnight belongs to the day on which it begins and is shown on the day of each time',
  async (t) => {
    const night: Hours = { weekly: [{ weekday: 5, from: 23 * 60, to: 25 * 60 }], exceptions: [] };
    t.same(free(night, { bufferAfter: 0 }), ['2026-11-20T23:00', '2026-11-20T23:30']);
    t.same(free(night, { bufferAfter: 0 }, 1, [], '2026-11-21'), ['2026-11-21T00:00', '2026-11-21T00:30']);
    const at = fromEat({ year: 2026, month: 11, day: 21 }, 0, 30);
    t.ok(isOffered(night, { ...rules, bufferAfter: 0 }, now, at));
    t.ok(free(night, { minutes: 60, bufferAfter: 0 }, 2).includes('2026-11-20T23:00'));
    t.same(free(night, { minutes: 90, bufferAfter: 0 }, 2), ['2026-11-20T23:00'], 'one that crosses midnight itself');
  },
);

t.test('what is past is not offered, and a moment beside the grid neither', async (t) => {
  const at = (hour: number, minute: number): Date => fromEat({ year: 2026, month: 11, day: 20 }, hour, minute);
  t.ok(isOffered(hours, rules, now, at(14, 0)));
  t.notOk(isOffered(hours, rules, at(14, 0), at(14, 0)), 'it begins now');
  t.notOk(isOffered(hours, rules, now, at(14, 1)));
  t.notOk(isOffered(hours, rules, now, at(8, 0)));
  t.notOk(isOffered(hours, rules, now, new Date(at(14, 0).getTime() + 1)));
});

t.test('hours that cannot be meant are found', async (t) => {
  const one = (from: number, to: number, weekday = 1) => ({ weekday, from, to });
  t.equal(hoursFault({ weekly: [one(60, 120), one(120, 180), one(60, 120, 2)], exceptions: [] }), undefined);
  t.equal(hoursFault({ weekly: [one(60, 120), one(119, 180)], exceptions: [] }), 'overlap');
  t.equal(hoursFault({ weekly: [one(60, 60)], exceptions: [] }), 'range');
  t.equal(hoursFault({ weekly: [one(60, 1501)], exceptions: [] }), 'range');
  t.equal(hoursFault({ weekly: [], exceptions: [{ day: '2026-02-30', ranges: [] }] }), 'day');
  const day = { day: '2026-02-28', ranges: [] };
  t.equal(hoursFault({ weekly: [], exceptions: [day, day] }), 'day');
});

/** A small generator of our own (mulberry32): the same cases at each run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((((x ^ (x >>> 14)) >>> 0) / 4_294_967_296) * below) | 0;
  };
}

/** The definition, minute by minute: no merging, no maps, no early end. */
function oracle(of: Hours, r: SlotRules, taken: readonly Taken[], at: Date, fromDay: number, days: number): string[] {
  const found: string[] = [];
  const marked = new Map<number, Uint8Array>();
  const mark = (day: number): Uint8Array => {
    const minutes = new Uint8Array(6000);
    const exception = of.exceptions.find((one) => one.day === dayText(day));
    const ranges =
      exception?.ranges ?? of.weekly.filter((one) => one.weekday === new Date(day * 86_400_000).getUTCDay());
    for (const one of ranges) minutes.fill(1, one.from, one.to);
    marked.set(day, minutes);
    return minutes;
  };
  const inHours = (day: number, minute: number): boolean => (marked.get(day) ?? mark(day))[minute] === 1;
  const length = r.bufferBefore + r.minutes + r.bufferAfter;
  for (let minute = 0; minute < days * 1440; minute++) {
    const startsAt = startOfDay(fromDay).getTime() + minute * MINUTE;
    // Offered by the hours of this day or of one of the two before: every minute of it is in them, and it lies on the grid.
    const offered = [0, 1, 2].some((back) => {
      const day = fromDay + Math.floor(minute / 1440) - back;
      const local = (minute % 1440) + back * 1440;
      for (let m = local; m < local + r.minutes; m++) if (!inHours(day, m)) return false;
      let begin = local;
      while (begin > 0 && inHours(day, begin - 1)) begin--;
      return (local - begin) % length === 0;
    });
    if (!offered || startsAt <= at.getTime()) continue;
    if (startsAt < at.getTime() + r.noticeHours * 3_600_000) continue;
    if (startsAt > at.getTime() + r.horizonDays * 86_400_000) continue;
    const [lo, hi] = [startsAt - r.bufferBefore * MINUTE, startsAt + (r.minutes + r.bufferAfter) * MINUTE];
    let seats = r.seats;
    for (const one of taken) {
      let touches = false;
      for (let m = lo; m < hi; m += MINUTE)
        if (m >= one.busyFrom.getTime() && m < one.busyUntil.getTime()) touches = true;
      if (!touches) continue;
      const same = r.seats > 1 && one.seats > 1 && one.productId === 'p' && one.startsAt.getTime() === startsAt;
      seats = same ? seats - 1 : 0;
      if (!same) break;
    }
    if (seats > 0) found.push(`${new Date(startsAt).toISOString()} ${seats}`);
  }
  return found;
}

t.test('a reckoning minute by minute finds the same times and seats', async (t) => {
  const random = randomOf(20_190_311);
  const pick = <V>(of: readonly V[]): V => of[random(of.length)] as V;
  const today = dayOf(now);
  let [times, cases, empty] = [0, 0, 0];
  for (let n = 0; n < 120; n++) {
    const range = () => {
      const from = random(144) * 10;
      return { from, to: Math.min(from + 20 + random(60) * 10, from + 1440) };
    };
    const fault = (of: Hours): boolean => hoursFault(of) !== undefined;
    let of: Hours = { weekly: [], exceptions: [] };
    for (let k = 0; k < 9; k++) {
      const more = { ...of, weekly: [...of.weekly, { weekday: random(7), ...range() }] };
      if (!fault(more)) of = more;
    }
    if (random(2) === 0) {
      const ranges = random(3) === 0 ? [] : [range()];
      of = { ...of, exceptions: [{ day: dayText(today + random(3)), ranges }] };
    }
    const r: SlotRules = {
      minutes: pick([10, 25, 30, 60, 95]),
      bufferBefore: pick([0, 0, 5, 15]),
      bufferAfter: pick([0, 10, 20]),
      noticeHours: pick([0, 1, 5, 30]),
      horizonDays: pick([1, 2, 90]),
      seats: pick([1, 1, 3]),
    };
    const open = freeSlots(of, r, 'p', [], now, today, 3);
    const taken: Taken[] = Array.from({ length: random(5) }, () => {
      const own = random(2) === 0 && open.length > 0;
      const startsAt = own ? pick(open).startsAt : new Date(startOfDay(today).getTime() + random(4320) * MINUTE);
      return {
        productId: own ? 'p' : 'q',
        startsAt,
        seats: own ? r.seats : pick([1, 3]),
        busyFrom: new Date(startsAt.getTime() - r.bufferBefore * MINUTE),
        busyUntil: new Date(startsAt.getTime() + (r.minutes + r.bufferAfter) * MINUTE),
      };
    });
    const ours = freeSlots(of, r, 'p', taken, now, today, 3).map(
      ({ startsAt, seatsLeft }) => `${startsAt.toISOString()} ${seatsLeft}`,
    );
    const theirs = oracle(of, r, taken, now, today, 3);
    if (ours.join() !== theirs.join()) t.same(ours, theirs, JSON.stringify({ of, r, taken }));
    for (const one of ours)
      if (!isOffered(of, r, now, new Date(one.split(' ')[0] ?? ''))) t.fail(`not offered: ${one}`);
    times += ours.length;
    cases++;
    if (ours.length === 0) empty++;
  }
  t.comment(`${cases} cases, ${times} times, ${empty} without any`);
  t.ok(times > 1000 && empty < cases / 2, 'something was compared');
});
