import { inEat } from '@windsurf/calendar/moment';

/** The day in East Africa Time, `2026-11-20`. */
export function dayOf(at: Date): string {
  const { year, month, day } = inEat(at).gregorian;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
