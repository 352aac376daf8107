import t from 'tap';
import { type CivilDate, daysInEthiopianMonth, gregorianDays, toEthiopian, toGregorian } from './ethiopian.ts';

const DAY = 86_400_000;

t.test('each day from 1900 to 2100 is the day that ICU names, and comes back', async (t) => {
  const icu = new Intl.DateTimeFormat('en-u-ca-ethiopic-nu-latn', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  t.equal(icu.resolvedOptions().calendar, 'ethiopic', 'this ICU knows the calendar');
  const wrong: string[] = [];
  let days = 0;
  for (let at = Date.UTC(1900, 0, 1); at <= Date.UTC(2100, 11, 31); at += DAY) {
    days += 1;
    const date = new Date(at);
    const gregorian = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const ours = toEthiopian(gregorian);
    const theirs = { year: 0, month: 0, day: 0 };
    for (const { type, value } of icu.formatToParts(date)) {
      if (type === 'year' || type === 'month' || type === 'day') theirs[type] = Number(value);
    }
    const back = toGregorian(ours);
    if (!same(ours, theirs) || !same(back, gregorian)) wrong.push(date.toISOString());
  }
  t.comment(`${days} days compared`);
  t.equal(days, 73_414);
  t.same(wrong.slice(0, 5), []);
});

t.test('new year, leap years and the sixth of Pagume fall where they should', async (t) => {
  const cases: [string, CivilDate][] = [
    ['2023-09-11', { year: 2015, month: 13, day: 6 }],
    ['2023-09-12', { year: 2016, month: 1, day: 1 }],
    ['2024-09-11', { year: 2017, month: 1, day: 1 }],
    ['2025-09-11', { year: 2018, month: 1, day: 1 }],
    ['2026-01-01', { year: 2018, month: 4, day: 23 }],
    ['2026-11-20', { year: 2019, month: 3, day: 11 }],
    ['2027-09-11', { year: 2019, month: 13, day: 6 }],
    ['2000-02-29', { year: 1992, month: 6, day: 21 }],
  ];
  for (const [text, ethiopian] of cases) {
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
    t.same(toEthiopian({ year, month, day }), ethiopian, text);
    t.same(toGregorian(ethiopian), { year, month, day }, `${text} back`);
  }
  t.same(
    [2015, 2016, 2017, 2018, 2019].map((year) => daysInEthiopianMonth(year, 13)),
    [6, 5, 5, 5, 6],
  );
});

t.test('days that do not exist are refused in both calendars', async (t) => {
  const noEthiopian: CivilDate[] = [
    { year: 2019, month: 13, day: 30 },
    { year: 2018, month: 13, day: 6 },
    { year: 2019, month: 13, day: 7 },
    { year: 2019, month: 14, day: 1 },
    { year: 2019, month: 0, day: 1 },
    { year: 2019, month: 1, day: 31 },
    { year: 2019, month: 1, day: 0 },
    { year: 2019, month: 1, day: 1.5 },
    { year: 0, month: 1, day: 1 },
    { year: Number.NaN, month: 1, day: 1 },
  ];
  for (const date of noEthiopian) t.throws(() => toGregorian(date), RangeError, JSON.stringify(date));
  const noGregorian: CivilDate[] = [
    { year: 2026, month: 2, day: 29 },
    { year: 2026, month: 2, day: 30 },
    { year: 2026, month: 13, day: 1 },
    { year: 2026, month: 0, day: 1 },
    { year: 2026, month: 4, day: 31 },
    { year: 2026, month: 1, day: 1.5 },
    { year: 7, month: 1, day: 1 },
    { year: 10_000, month: 1, day: 1 },
  ];
  for (const date of noGregorian) t.throws(() => toEthiopian(date), RangeError, JSON.stringify(date));
  t.equal(gregorianDays({ year: 1970, month: 1, day: 2 }), 1);
});

function same(one: CivilDate, other: CivilDate): boolean {
  return one.year === other.year && one.month === other.month && one.day === other.day;
}
