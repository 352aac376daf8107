import t from 'tap';
import { readClock, readClockRange } from './clock-text.ts';
import type { ClockHabit } from './clock-text.ts';
import { clockOf, formatMoment, fromEat } from './moment.ts';

const at = (hour: number, minute = 0): number => hour * 60 + minute;

t.test('a time is read in either clock, and says itself which one where it can', async (t) => {
  const cases: readonly (readonly [string, ClockHabit, number | undefined])[] = [
    ['ከቀኑ 8:00', 'international', at(14)],
    ['ከቀኑ 8:00', 'ethiopian', at(14)],
    ['8:00 ከቀኑ', 'ethiopian', at(14)],
    ['በቀኑ 8 ሰዓት', 'ethiopian', at(14)],
    ['ከቀኑ 8፡00', 'ethiopian', at(14)],
    ['ከጠዋቱ 3:00', 'international', at(9)],
    ['ጠዋት 3 ሰዓት ተኩል', 'international', at(9, 30)],
    ['ከምሽቱ 12:00', 'ethiopian', at(18)],
    ['ከቀኑ 12:00', 'ethiopian', at(18)],
    ['ከቀኑ 5:00', 'ethiopian', at(11)],
    ['ከሌሊቱ 6:00', 'ethiopian', 0],
    ['ከሌሊቱ 12:00', 'ethiopian', at(6)],
    ['ማታ 2:15', 'ethiopian', at(20, 15)],
    ['8:00 in the day', 'international', at(14)],
    ['3:00 in the morning', 'international', at(9)],
    ['14:00', 'international', at(14)],
    ['14:00', 'ethiopian', at(14)],
    ['0:30', 'ethiopian', at(0, 30)],
    ['24:00', 'international', 1440],
    ['8:00', 'international', at(8)],
    ['8:00', 'ethiopian', at(14)],
    ['12', 'ethiopian', at(6)],
    ['2:30 pm', 'ethiopian', at(14, 30)],
    ['2.30 PM', 'international', at(14, 30)],
    ['12 a.m.', 'international', 0],
    ['9:00 AM EAT', 'international', at(9)],
    ['ከጠዋቱ 8:00', 'ethiopian', undefined],
    ['ከምሽቱ 7:00', 'ethiopian', undefined],
    ['ከቀኑ 13:00', 'ethiopian', undefined],
    ['25:00', 'international', undefined],
    ['24:30', 'international', undefined],
    ['8:60', 'international', undefined],
    ['13 pm', 'international', undefined],
    ['', 'international', undefined],
    ['noon', 'international', undefined],
    ['፰', 'ethiopian', undefined],
    ['8:0', 'international', undefined],
    ['ጠዋት ማታ 3', 'ethiopian', undefined],
  ];
  for (const [typed, habit, minutes] of cases) t.equal(readClock(typed, habit), minutes, `${habit}: ${typed}`);
});

t.test('a range ends at the next such time after it begins', async (t) => {
  const cases: readonly (readonly [string, ClockHabit, readonly [number, number] | undefined])[] = [
    ['ከቀኑ 8:00 – 12:00', 'international', [at(14), at(18)]],
    ['8:00–12:00', 'ethiopian', [at(14), at(18)]],
    ['8:00-12:00', 'international', [at(8), at(12)]],
    ['2:00 እስከ 6:00', 'ethiopian', [at(8), at(12)]],
    ['ከጠዋቱ 2:00 - ከቀኑ 11:00', 'international', [at(8), at(17)]],
    ['ከምሽቱ 2:00-6:00', 'ethiopian', [at(20), at(24)]],
    ['ከምሽቱ 4:00 – ከሌሊቱ 8:00', 'ethiopian', [at(22), at(26)]],
    ['22:00–02:00', 'international', [at(22), at(26)]],
    ['20:00 to 24:00', 'international', [at(20), at(24)]],
    ['2-6 pm', 'international', [at(14), at(18)]],
    ['9-5 pm', 'international', [at(9), at(17)]],
    ['14:00-18:00', 'ethiopian', [at(14), at(18)]],
    ['8:00', 'international', undefined],
    ['8-9-10', 'international', undefined],
    ['8:00–ከጠዋቱ 9:00', 'international', undefined],
    ['24:00–02:00', 'international', undefined],
  ];
  for (const [typed, habit, range] of cases) {
    const read = readClockRange(typed, habit);
    t.same(read && [read.from, read.to], range, `${habit}: ${typed}`);
  }
});

t.test('what we print of each of the 1,440 minutes is read back as that minute, in both languages', async (t) => {
  const wrong: string[] = [];
  const day = { year: 2019, month: 3, day: 11 };
  for (let minute = 0; minute < 1440; minute++) {
    const date = fromEat(day, Math.floor(minute / 60), minute % 60);
    const printed = formatMoment(date, 'en', 'time');
    const [international = '', ethiopian = ''] = printed.replace(')', '').split(' (');
    const read = [
      readClock(clockOf(date, 'am'), 'international'),
      readClock(clockOf(date, 'en'), 'international'),
      readClock(international, 'ethiopian'),
      readClock(ethiopian, 'international'),
    ];
    if (read.some((one) => one !== minute)) wrong.push(`${printed}: ${read.join(' ')}`);
  }
  t.same(wrong.slice(0, 5), []);
});

t.test('the hour of each day of 201 years is that of ICU in Addis Ababa', async (t) => {
  const icu = new Intl.DateTimeFormat('en-u-ca-ethiopic-nu-latn', {
    timeZone: 'Etc/GMT-3',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const wrong: string[] = [];
  let seen = 0;
  // Each day at another minute, so that all minutes of a day are met many times.
  for (let day = Date.UTC(1900, 0, 1), n = 0; day <= Date.UTC(2100, 11, 31); day += 86_400_000, n++) {
    const date = new Date(day + ((n * 7) % 1440) * 60_000);
    const parts = new Map(icu.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    const minute = readClock(clockOf(date, 'am'), 'international');
    if (minute !== (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0)) wrong.push(date.toISOString());
    seen++;
  }
  t.equal(seen, 73_414);
  t.same(wrong.slice(0, 5), []);
});
