import { formatMoment } from '@windsurf/calendar/moment';
import type { Language } from '@windsurf/language/phrases';
import { placeOf } from './booking-part.ts';
import type { BookingRow } from './bookings.queries.ts';
import { icsOf } from './ics.ts';
import type { IcsEvent } from './ics.ts';

const eventOf = (row: BookingRow, host: string, lang: Language, url?: string): IcsEvent => ({
  uid: `${row.bookingId}@${host}`,
  sequence: row.sequence,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  changedAt: row.changedAt,
  cancelled: row.state === 'cancelled',
  title: row.title,
  // Both clocks and calendars also here: a phone's calendar shows but one.
  description: formatMoment(row.startsAt, lang),
  location: placeOf(row, lang),
  url,
});

/** For the phone of a buyer; `url` is where she moves it or cancels. */
export const fileOf = (row: BookingRow, host: string, lang: Language, url: string): string =>
  icsOf([eventOf(row, host, lang, url)]);

/** For the calendar of a creator. Nobody's name or number is in it: the address may be passed on by mistake. */
export const feedOf = (rows: readonly BookingRow[], host: string, lang: Language, name: string): string =>
  icsOf(
    rows.map((row) => eventOf(row, host, lang)),
    name,
  );
