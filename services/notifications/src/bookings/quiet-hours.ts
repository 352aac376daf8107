// When a reminder may ring: from 8 in the morning to 8 in the evening, EAT. One that would fall into the night is sent
// before it, so that it still comes in time.
import { inEat } from '@windsurf/calendar/moment';

const HOUR = 3_600_000;
const opens = 8;
const closes = 20;
/** So long before the evening's end what the night would hold back is sent. */
const early = HOUR / 4;

/** The moment itself in the day; else a quarter before the last evening's end. */
export function outsideNight(at: Date): Date {
  const { hour, minute } = inEat(at);
  if (hour >= opens && hour < closes) return at;
  const sinceMidnight = hour * HOUR + minute * 60_000 + (at.getTime() % 60_000);
  const midnight = at.getTime() - sinceMidnight;
  const evening = midnight + closes * HOUR - early;
  return new Date(hour >= closes ? evening : evening - 24 * HOUR);
}

export type ReminderKind = 'day' | 'hour';
/** When a booking is remembered; undefined for what would come too late to be one. */
export function reminderAt(kind: ReminderKind, startsAt: Date, now: Date): Date | undefined {
  const at = outsideNight(new Date(startsAt.getTime() - (kind === 'day' ? 24 : 1) * HOUR));
  return at > now ? at : undefined;
}
