import t from 'tap';
import { lineOf, readHoursLine } from './typed-hours.ts';

t.test('what is printed of hours is read back as the same hours, in both clocks and languages', async (t) => {
  let seen = 0;
  for (let from = 0; from < 1440; from += 35)
    for (const length of [10, 60, 240, 600, 719, 900, 1440])
      for (const clock of ['ethiopian', 'international'] as const)
        for (const lang of ['am', 'en'] as const) {
          const ranges = [{ from, to: from + length }];
          const line = lineOf(ranges, clock, lang);
          const read = readHoursLine(line, clock);
          if (JSON.stringify(read) !== JSON.stringify(ranges)) t.same(read, ranges, line);
          seen++;
        }
  t.equal(seen, 42 * 7 * 4);
});

t.test('several times of a day, an empty day, and what is no time', async (t) => {
  t.same(readHoursLine('2:00–6:00, 8:00–12:00', 'ethiopian'), [
    { from: 480, to: 720 },
    { from: 840, to: 1080 },
  ]);
  t.same(readHoursLine('ከጠዋቱ 2:00–6:00፣ ከቀኑ 8:00–12:00', 'international'), [
    { from: 480, to: 720 },
    { from: 840, to: 1080 },
  ]);
  t.same(readHoursLine('  ', 'ethiopian'), []);
  t.equal(readHoursLine('2:00–6:00, soon', 'ethiopian'), undefined);
});
