import { phraseDefects, phrasesIn } from '@windsurf/language/phrase-check';
import t from 'tap';
import {
  clockOf,
  formatMoment,
  fromEat,
  fromEthiopian,
  fromEthiopianClock,
  inEat,
  toEthiopianClock,
} from './moment.ts';
import * as words from './words-calendar.ts';

const friday = new Date('2026-11-20T06:00:00Z');

t.test('a moment is printed in both calendars and both clocks, the reader’s own first', async (t) => {
  t.equal(formatMoment(friday, 'am'), 'ዓርብ ኅዳር 11 ቀን 2019 · ከጠዋቱ 3:00 (Fri 20 Nov 2026, 9:00 AM EAT)');
  t.equal(formatMoment(friday, 'en'), 'Fri 20 Nov 2026, 9:00 AM EAT (11 Hidar 2019 · 3:00 in the morning)');
  t.equal(formatMoment(friday, 'am', 'date'), 'ዓርብ ኅዳር 11 ቀን 2019 (Fri 20 Nov 2026)');
  t.equal(formatMoment(friday, 'en', 'date'), 'Fri 20 Nov 2026 (11 Hidar 2019)');
  t.equal(formatMoment(friday, 'am', 'time'), 'ከጠዋቱ 3:00 (9:00 AM EAT)');
  t.equal(formatMoment(friday, 'en', 'time'), '9:00 AM EAT (3:00 in the morning)');
  t.equal(formatMoment(friday, 'am', 'short'), 'ኅዳር 11 · ከጠዋቱ 3:00 (20 Nov, 9:00 AM)');
  t.equal(formatMoment(friday, 'en', 'short'), '20 Nov, 9:00 AM (11 Hidar · 3:00 in the morning)');
  t.equal(clockOf(friday, 'am'), 'ከጠዋቱ 3:00');
  t.equal(clockOf(friday, 'en'), '9:00');
  t.throws(() => formatMoment(new Date(Number.NaN), 'am'), RangeError);
});

t.test('the day turns at midnight in Addis Ababa, whatever the zone of the machine', async (t) => {
  const zone = process.env.TZ;
  t.teardown(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  for (const machine of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    process.env.TZ = machine;
    t.equal(formatMoment(new Date('2026-11-20T20:59:59Z'), 'en', 'date'), 'Fri 20 Nov 2026 (11 Hidar 2019)', machine);
    t.equal(formatMoment(new Date('2026-11-20T21:00:00Z'), 'en', 'date'), 'Sat 21 Nov 2026 (12 Hidar 2019)', machine);
  }
});

t.test('all 1,440 minutes of a day agree between the clocks and come back', async (t) => {
  const wrong: string[] = [];
  const counts = new Set<string>();
  for (let minute = 0; minute < 1440; minute += 1) {
    const [hour, past] = [Math.floor(minute / 60), minute % 60];
    const clock = toEthiopianClock(hour, past);
    counts.add(JSON.stringify(clock));
    const back = fromEthiopianClock(clock);
    if (back.hour !== hour || back.minute !== past || clock.hour % 12 !== (hour + 6) % 12)
      wrong.push(`${hour}:${past}`);
  }
  t.same(wrong, []);
  t.equal(counts.size, 1440, 'no two minutes look alike');
});

t.test('each hour has its count and its part of the day', async (t) => {
  const spoken = [0, 1, 5, 6, 7, 11, 12, 13, 17, 18, 19, 23].map((hour) => {
    const { part, hour: count } = toEthiopianClock(hour, 0);
    return `${hour}=${count} ${part}`;
  });
  t.same(spoken, [
    '0=6 night',
    '1=7 night',
    '5=11 night',
    '6=12 morning',
    '7=1 morning',
    '11=5 morning',
    '12=6 day',
    '13=7 day',
    '17=11 day',
    '18=12 evening',
    '19=1 evening',
    '23=5 evening',
  ]);
  t.equal(formatMoment(new Date('2026-11-20T21:05:00Z'), 'en', 'time'), '12:05 AM EAT (6:05 at night)');
  t.equal(formatMoment(new Date('2026-11-20T09:00:00Z'), 'am', 'time'), 'ከቀኑ 6:00 (12:00 PM EAT)');
});

t.test('times that do not exist are refused', async (t) => {
  t.throws(
    () => fromEthiopianClock({ part: 'morning', hour: 8, minute: 0 }),
    RangeError,
    '8 in the morning is the day',
  );
  t.throws(() => fromEthiopianClock({ part: 'night', hour: 1, minute: 0 }), RangeError, '1 at night is the evening');
  t.throws(() => fromEthiopianClock({ part: 'day', hour: 0, minute: 0 }), RangeError);
  t.throws(() => fromEthiopianClock({ part: 'day', hour: 13, minute: 0 }), RangeError);
  t.throws(() => fromEthiopianClock({ part: 'day', hour: 7, minute: 60 }), RangeError);
  t.throws(() => toEthiopianClock(24, 0), RangeError);
  t.throws(() => toEthiopianClock(1.5, 0), RangeError);
  t.throws(() => fromEat({ year: 2026, month: 2, day: 30 }), RangeError);
});

t.test('a wall clock in Addis Ababa and its moment are one thing', async (t) => {
  t.equal(fromEat({ year: 2026, month: 11, day: 20 }, 9).toISOString(), friday.toISOString());
  const ethiopian = { year: 2019, month: 3, day: 11 };
  t.equal(fromEthiopian(ethiopian, { part: 'morning', hour: 3, minute: 0 }).toISOString(), friday.toISOString());
  t.same(inEat(friday), {
    gregorian: { year: 2026, month: 11, day: 20 },
    ethiopian,
    weekday: 5,
    hour: 9,
    minute: 0,
    clock: { part: 'morning', hour: 3, minute: 0 },
  });
});

t.test('the names of months, days and parts of the day are whole in both languages', async (t) => {
  const found = phrasesIn(words);
  t.comment(`${found.length} phrases`);
  t.equal(found.length, 13 + 12 + 7 + 4);
  t.same(
    found.flatMap(({ path, phrase }) => phraseDefects(phrase).map((defect) => `${path}: ${defect}`)),
    [],
  );
});
