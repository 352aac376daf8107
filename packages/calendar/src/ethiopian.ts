/** A civil date. In the Ethiopian calendar months run from 1 (Meskerem) to 13 (Pagume). */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const DAY = 86_400_000;
/** 1 Meskerem 1 (29 August 8 in the Julian calendar), in days from 1 January 1970. */
const FIRST_DAY = -716_367;

/** Days of an Ethiopian month: 30; Pagume has 5, and 6 in each year that leaves 3 when divided by 4. */
export function daysInEthiopianMonth(year: number, month: number): number {
  if (month < 13) return 30;
  return year % 4 === 3 ? 6 : 5;
}

/** The Ethiopian date of a Gregorian one. Throws RangeError on an impossible date, or one before 1 Meskerem 1. */
export function toEthiopian(date: CivilDate): CivilDate {
  const days = gregorianDays(date) - FIRST_DAY;
  if (days < 0) throw new RangeError('before the first Ethiopian year');
  const year = Math.floor((4 * days + 1463) / 1461);
  const inYear = days - daysBeforeYear(year);
  return { year, month: Math.floor(inYear / 30) + 1, day: (inYear % 30) + 1 };
}

/** The Gregorian date of an Ethiopian one. Throws RangeError on an impossible date, such as 30 Pagume. */
export function toGregorian({ year, month, day }: CivilDate): CivilDate {
  const whole = [year, month, day].every(Number.isSafeInteger);
  if (
    !whole ||
    year < 1 ||
    year > 9000 ||
    month < 1 ||
    month > 13 ||
    day < 1 ||
    day > daysInEthiopianMonth(year, month)
  ) {
    throw new RangeError('no such day in the Ethiopian calendar');
  }
  const days = FIRST_DAY + daysBeforeYear(year) + (month - 1) * 30 + day - 1;
  const date = new Date(days * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Days from 1 January 1970 to a Gregorian date. Throws RangeError on an impossible date, such as 30 February. */
export function gregorianDays({ year, month, day }: CivilDate): number {
  // setUTCFullYear, because Date.UTC reads the years 0 to 99 as 1900 to 1999.
  const date = new Date(0).setUTCFullYear(year, month - 1, day);
  const back = new Date(date);
  const same = back.getUTCFullYear() === year && back.getUTCMonth() + 1 === month && back.getUTCDate() === day;
  if (!same || year < 1 || year > 9999) throw new RangeError('no such day in the Gregorian calendar');
  return date / DAY;
}

function daysBeforeYear(year: number): number {
  return 365 * (year - 1) + Math.floor(year / 4);
}
