// When a buyer who did not finish is written to: two hours after she began, and never at night.
import { inEat } from '@windsurf/calendar/moment';

export const hour = 3_600_000;
/** So long after the beginning she is reminded, if it is day then. */
const afterHours = 2;
/** Hours of the day in which nobody is woken, East Africa Time. */
const opens = 8;
const closes = 20;

/** When somebody who begins now is reminded: two hours later, or on the next morning at eight. */
export function remindTime(begun: Date): Date {
  const at = new Date(begun.getTime() + afterHours * hour);
  const { hour: of, minute } = inEat(at);
  if (of >= opens && of < closes) return at;
  const sinceMidnight = of * hour + minute * 60_000 + (at.getTime() % 60_000);
  const morning = at.getTime() - sinceMidnight + opens * hour;
  return new Date(of < opens ? morning : morning + 24 * hour);
}
