// The public holidays of Ethiopia in a year of its own calendar: fixed days, those that move with Fasika, and those that
// follow the moon, which are announced shortly before.
import { gregorianDays, toEthiopian, toGregorian } from './ethiopian.ts';
import type { CivilDate } from './ethiopian.ts';
import type { Phrase } from '@windsurf/language/phrases';

export type Holiday = {
  readonly name: Phrase;
  /** Gregorian. */
  readonly date: CivilDate;
  /** Expected by the tables of Umm al-Qura; the sighting of the moon may shift it by a day. */
  readonly byMoon: boolean;
};

const names = {
  enkutatash: { en: 'Enkutatash (New Year)', am: 'እንቁጣጣሽ (አዲስ ዓመት)' },
  meskel: { en: 'Meskel', am: 'መስቀል' },
  genna: { en: 'Genna (Christmas)', am: 'ገና' },
  timket: { en: 'Timket (Epiphany)', am: 'ጥምቀት' },
  adwa: { en: 'Victory of Adwa', am: 'የዓድዋ ድል' },
  labour: { en: 'Labour Day', am: 'የሠራተኞች ቀን' },
  patriots: { en: 'Patriots’ Day', am: 'የአርበኞች ቀን' },
  ginbot: { en: 'Downfall of the Derg', am: 'ደርግ የወደቀበት ቀን' },
  siklet: { en: 'Siklet (Good Friday)', am: 'ስቅለት' },
  fasika: { en: 'Fasika (Easter)', am: 'ፋሲካ' },
  fitr: { en: 'Eid al-Fitr', am: 'ዒድ አልፈጥር' },
  adha: { en: 'Eid al-Adha', am: 'ዒድ አልአድሃ' },
  mawlid: { en: 'Mawlid', am: 'መውሊድ' },
} as const satisfies Record<string, Phrase>;

const dateOfDays = (days: number): CivilDate => {
  const date = new Date(days * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** Fasika as days from 1 January 1970, in a Gregorian year 1900–2099: the Julian reckoning (Meeus), moved by 13 days. */
function fasikaOf(year: number): number {
  const [a, b, c] = [year % 4, year % 7, year % 19];
  const d = (19 * c + 15) % 30;
  const e = (2 * a + 4 * b - d + 34) % 7;
  const march = d + e + 114;
  return gregorianDays({ year, month: Math.floor(march / 31), day: (march % 31) + 1 }) + 13;
}

const islamic = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});
const byMoon: Readonly<Record<string, Phrase>> = { '10/1': names.fitr, '12/10': names.adha, '3/12': names.mawlid };

/** In order of their days. Throws RangeError for an Ethiopian year outside of 1893–2091, where the reckoning of Fasika ends. */
export function holidaysOf(ethiopianYear: number): Holiday[] {
  if (!Number.isSafeInteger(ethiopianYear) || ethiopianYear < 1893 || ethiopianYear > 2091)
    throw new RangeError('no table of holidays for this year');
  const fixed = (name: Phrase, month: number, day: number): Holiday => ({
    name,
    date: toGregorian({ year: ethiopianYear, month, day }),
    byMoon: false,
  });
  const first = gregorianDays(toGregorian({ year: ethiopianYear, month: 1, day: 1 }));
  const next = gregorianDays(toGregorian({ year: ethiopianYear + 1, month: 1, day: 1 }));
  const spring = ethiopianYear + 8;
  const fasika = fasikaOf(spring);
  const moving: Holiday[] = [];
  for (let day = first; day < next; day++) {
    const parts = new Map(islamic.formatToParts(day * 86_400_000).map(({ type, value }) => [type, value]));
    const name = byMoon[`${parts.get('month')}/${parts.get('day')}`];
    if (name) moving.push({ name, date: dateOfDays(day), byMoon: true });
  }
  const all: Holiday[] = [
    fixed(names.enkutatash, 1, 1),
    fixed(names.meskel, 1, 17),
    // After a Pagume of six days Genna comes a day earlier, so that it stays nine months after Annunciation.
    fixed(names.genna, 4, ethiopianYear % 4 === 0 ? 28 : 29),
    fixed(names.timket, 5, 11),
    fixed(names.adwa, 6, 23),
    fixed(names.patriots, 8, 27),
    fixed(names.ginbot, 9, 20),
    { name: names.labour, date: { year: spring, month: 5, day: 1 }, byMoon: false },
    { name: names.siklet, date: dateOfDays(fasika - 2), byMoon: false },
    { name: names.fasika, date: dateOfDays(fasika), byMoon: false },
    ...moving,
  ];
  return all.toSorted((a, b) => gregorianDays(a.date) - gregorianDays(b.date));
}

/** The next `count` holidays from a Gregorian day on. */
export function holidaysFrom(date: CivilDate, count: number): Holiday[] {
  const from = gregorianDays(date);
  const { year } = toEthiopian(date);
  return [...holidaysOf(year), ...holidaysOf(year + 1)]
    .filter((one) => gregorianDays(one.date) >= from)
    .slice(0, count);
}
