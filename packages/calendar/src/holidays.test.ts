import t from 'tap';
import { gregorianDays } from './ethiopian.ts';
import { holidaysFrom, holidaysOf } from './holidays.ts';

const text = ({ date: { year, month, day } }: { date: { year: number; month: number; day: number } }): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
const dayOf = (year: number, name: string): string | undefined => {
  const found = holidaysOf(year).find((one) => one.name.en.startsWith(name));
  return found && text(found);
};

t.test('holidays fall on the days that were kept', async (t) => {
  const kept: readonly (readonly [number, string, string])[] = [
    [2016, 'Enkutatash', '2023-09-12'],
    [2017, 'Enkutatash', '2024-09-11'],
    [2016, 'Meskel', '2023-09-28'],
    [2016, 'Genna', '2024-01-07'],
    [2017, 'Genna', '2025-01-07'],
    [2016, 'Timket', '2024-01-20'],
    [2017, 'Timket', '2025-01-19'],
    [2016, 'Fasika', '2024-05-05'],
    [2017, 'Fasika', '2025-04-20'],
    [2015, 'Fasika', '2023-04-16'],
    [2014, 'Siklet', '2022-04-22'],
    [2016, 'Victory', '2024-03-02'],
    [2017, 'Labour', '2025-05-01'],
    [2016, 'Eid al-Fitr', '2024-04-10'],
    [2016, 'Eid al-Adha', '2024-06-16'],
    [2017, 'Eid al-Fitr', '2025-03-30'],
  ];
  for (const [year, name, day] of kept) t.equal(dayOf(year, name), day, `${name} ${year}`);
});

t.test('each year has them all, in order, Fasika on a Sunday', async (t) => {
  for (let year = 1893; year <= 2091; year++) {
    const all = holidaysOf(year);
    const days = all.map(({ date }) => gregorianDays(date));
    if (days.some((day, n) => day < (days[n - 1] ?? day))) t.fail(`not in order: ${year}`);
    const fasika = all.find(({ name }) => name.en.startsWith('Fasika'));
    // 1 January 1970 was a Thursday.
    if (!fasika || (gregorianDays(fasika.date) + 4) % 7 !== 0) t.fail(`not a Sunday: ${year}`);
    if (all.filter((one) => !one.byMoon).length !== 10) t.fail(`${year}: ${all.length}`);
  }
  t.throws(() => holidaysOf(2092), RangeError);
  const next = holidaysFrom({ year: 2026, month: 11, day: 20 }, 12);
  t.equal(next.length, 12);
  t.equal(text(next[0] ?? { date: { year: 0, month: 0, day: 0 } }), '2027-01-07');
});
