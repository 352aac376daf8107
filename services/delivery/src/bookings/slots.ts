// Which times are free: hours, exceptions, buffers, notice, horizon and what is taken, and nothing else. Pure, so that it can be
// compared with a reckoning minute by minute.
import { gregorianDays } from '@windsurf/calendar/ethiopian';
import { inEat } from '@windsurf/calendar/moment';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** East Africa Time, all year. */
const EAT = 3 * 3_600_000;

/** Minutes from midnight, EAT; `to` may be beyond 1440, on the next day. */
export type DayRange = { readonly from: number; readonly to: number };
export type Hours = {
  /** Weekday 0 is Sunday. */
  readonly weekly: readonly (DayRange & { readonly weekday: number })[];
  /** `2026-01-07`: what holds on that day instead; no range is a day off. */
  readonly exceptions: readonly { readonly day: string; readonly ranges: readonly DayRange[] }[];
};
/** Of the product; minutes, hours and days as they are named. */
export type SlotRules = {
  readonly minutes: number;
  readonly bufferBefore: number;
  readonly bufferAfter: number;
  readonly noticeHours: number;
  readonly horizonDays: number;
  readonly seats: number;
};
/** What is held or confirmed, with what stays free around it. */
export type Taken = {
  readonly productId: string;
  readonly startsAt: Date;
  readonly seats: number;
  readonly busyFrom: Date;
  readonly busyUntil: Date;
};
export type Slot = { readonly startsAt: Date; readonly endsAt: Date; readonly seatsLeft: number };

/** `2026-01-07` as days from 1 January 1970. Throws RangeError for no day. */
export function dayNumber(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return gregorianDays({ year, month, day: date });
}
export const dayText = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);
/** The day of a moment, EAT, as days from 1 January 1970. */
export const dayOf = (at: Date): number => gregorianDays(inEat(at).gregorian);
export const startOfDay = (number: number): Date => new Date(number * DAY - EAT);

/** What no other booking may touch. */
export const busyOf = (startsAt: Date, rules: SlotRules): { from: Date; until: Date; endsAt: Date } => {
  const endsAt = new Date(startsAt.getTime() + rules.minutes * MINUTE);
  return {
    endsAt,
    from: new Date(startsAt.getTime() - rules.bufferBefore * MINUTE),
    until: new Date(endsAt.getTime() + rules.bufferAfter * MINUTE),
  };
};

/** Ranges of one day, those that touch or overlap as one. */
function merged(ranges: readonly DayRange[]): DayRange[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** The ranges that begin on a day. */
export function rangesOf(hours: Hours, day: number): DayRange[] {
  const exception = hours.exceptions.find((one) => one.day === dayText(day));
  // 1 January 1970 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return merged(exception ? exception.ranges : hours.weekly.filter((one) => one.weekday === weekday));
}

/** Beginnings that the hours offer on the ranges of one day, before anything else is asked. */
function startsOf(hours: Hours, rules: SlotRules, day: number): Date[] {
  const step = rules.bufferBefore + rules.minutes + rules.bufferAfter;
  const starts: Date[] = [];
  for (const { from, to } of rangesOf(hours, day)) {
    for (let minute = from; minute + rules.minutes <= to; minute += step)
      starts.push(new Date(startOfDay(day).getTime() + minute * MINUTE));
  }
  return starts;
}

/** Whether notice and horizon allow a beginning at this moment. */
export const isInTime = (startsAt: Date, rules: SlotRules, now: Date): boolean =>
  startsAt > now &&
  startsAt.getTime() >= now.getTime() + rules.noticeHours * 60 * MINUTE &&
  startsAt.getTime() <= now.getTime() + rules.horizonDays * DAY;

/** Whether a beginning is one of those that are offered, taken or not. */
export function isOffered(hours: Hours, rules: SlotRules, now: Date, startsAt: Date): boolean {
  if (!isInTime(startsAt, rules, now)) return false;
  const day = dayOf(startsAt);
  // A range of the day before may reach into this one.
  return [day - 1, day].some((one) => startsOf(hours, rules, one).some((at) => at.getTime() === startsAt.getTime()));
}

/** Free times that begin on the days from `fromDay` on, in order. */
export function freeSlots(
  hours: Hours,
  rules: SlotRules,
  productId: string,
  taken: readonly Taken[],
  now: Date,
  fromDay: number,
  days: number,
): Slot[] {
  const [from, until] = [startOfDay(fromDay), startOfDay(fromDay + days)];
  const found = new Map<number, Slot>();
  for (let day = fromDay - 2; day < fromDay + days; day++) {
    for (const startsAt of startsOf(hours, rules, day)) {
      if (startsAt < from || startsAt >= until || !isInTime(startsAt, rules, now)) continue;
      const seatsLeft = seatsLeftAt(startsAt, rules, productId, taken);
      const { endsAt } = busyOf(startsAt, rules);
      if (seatsLeft > 0) found.set(startsAt.getTime(), { startsAt, endsAt, seatsLeft });
    }
  }
  return [...found.values()].toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

function seatsLeftAt(startsAt: Date, rules: SlotRules, productId: string, taken: readonly Taken[]): number {
  const busy = busyOf(startsAt, rules);
  let left = rules.seats;
  for (const one of taken) {
    if (one.busyFrom >= busy.until || one.busyUntil <= busy.from) continue;
    const together =
      rules.seats > 1 && one.seats > 1 && one.productId === productId && one.startsAt.getTime() === startsAt.getTime();
    if (!together) return 0;
    left -= 1;
  }
  return Math.max(0, left);
}

/** Whether hours are such that every time of them can be said: each range within a day, none over another. */
export function hoursFault(hours: Hours): 'range' | 'overlap' | 'day' | undefined {
  const days = new Map<number | string, DayRange[]>();
  for (const range of hours.weekly) days.set(range.weekday, [...(days.get(range.weekday) ?? []), range]);
  for (const { day, ranges } of hours.exceptions) {
    if (days.has(day)) return 'day';
    try {
      dayNumber(day);
    } catch {
      return 'day';
    }
    days.set(day, [...ranges]);
  }
  for (const ranges of days.values()) {
    if (ranges.some(({ from, to }) => to <= from || to - from > 1440)) return 'range';
    const sorted = ranges.toSorted((a, b) => a.from - b.from);
    if (sorted.some((one, n) => n > 0 && one.from < (sorted[n - 1]?.to ?? 0))) return 'overlap';
  }
  return undefined;
}
