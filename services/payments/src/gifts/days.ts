// When something about a gift is said. Nobody is woken: what falls into the night waits for the morning.
import { fromEat, inEat } from '@windsurf/calendar/moment';
import { giftAheadDays, giftOpenDays } from '@windsurf/contracts/payments-gifts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** Days after it was sent on which giver and receiver are reminded. */
export const remindDays = [7, 25] as const;
export type RemindDay = (typeof remindDays)[number];
/** How often a giver may have it sent again, or to another number. */
export const mostResends = 3;
export const mostMoves = 3;
/** Between two times of sending. */
export const resendApart = hour;
const opens = 8;
const closes = 20;

/** The moment itself by day, else eight in the next morning; East Africa Time. */
export function byDay(at: Date): Date {
  const { hour: now, gregorian } = inEat(at);
  if (now >= opens && now < closes) return at;
  const morning = fromEat(gregorian, opens);
  return now < opens ? morning : new Date(morning.getTime() + day);
}

/** The days on which a gift may be sent, today first, as the form names them: `2027-01-07`. */
export function sendDays(now: Date): readonly { readonly value: string; readonly at: Date }[] {
  const { gregorian } = inEat(now);
  const first = fromEat(gregorian, opens).getTime();
  return Array.from({ length: giftAheadDays + 1 }, (_, n) => {
    const at = new Date(first + n * day);
    const { year, month, day: of } = inEat(at).gregorian;
    return { value: `${year}-${two(month)}-${two(of)}`, at };
  });
}
const two = (value: number): string => String(value).padStart(2, '0');

/** When it is sent on a day that was chosen; today is at once, or in the morning. Undefined for any other day. */
export function sendTime(typed: string, now: Date): Date | undefined {
  const days = sendDays(now);
  const [today] = days;
  const chosen = typed.trim() === '' ? today : days.find(({ value }) => value === typed.trim());
  if (!chosen) return undefined;
  return chosen === today ? byDay(now) : chosen.at;
}

export type Course = { readonly sentAt: Date; readonly told: number | null };
/** What is due of a gift that was sent and not opened: the last reminder that is not said yet, or its end. */
export function dueOf({ sentAt, told }: Course, now: Date): RemindDay | 'over' | undefined {
  const days = (now.getTime() - sentAt.getTime()) / day;
  if (days >= giftOpenDays) return 'over';
  const due = remindDays.findLast((one) => days >= one);
  return due !== undefined && (told === null || told < due) ? due : undefined;
}
/** When something is due next. */
export function nextOf({ sentAt }: Course, now: Date): Date {
  const moments = [...remindDays, giftOpenDays].map((days) => byDay(new Date(sentAt.getTime() + days * day)));
  return moments.find((at) => at > now) ?? now;
}
export const openUntil = (sentAt: Date): Date => new Date(sentAt.getTime() + giftOpenDays * day);
