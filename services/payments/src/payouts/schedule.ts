// Money that is sent by itself: on a day of the week or of the month, in the morning of Addis Abeba. A day on which nothing
// could be sent is told with its reason; the next day comes all the same.
import { fromEat, inEat } from '@windsurf/calendar/moment';
import { belowMinimum, scheduleIncomplete } from '@windsurf/contracts/payments-payout-problems';
import { payoutChanged } from '@windsurf/contracts/payments-payouts';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { emit } from '@windsurf/messages/emit';
import { formatBirr, santim } from '@windsurf/money/money';
import { accountInUse } from '../accounts/accounts.ts';
import type { Deps, Tx } from '../deps.ts';
import { lockBooks } from '../ledger/ledger.ts';
import { moneyOf } from './available.ts';
import type { Money } from './available.ts';
import { holdsOn } from './hold-check.ts';
import type { HoldReason } from './holds.ts';
import { limitsOf, usualMinimum } from './limits.ts';
import { openPayout } from './payouts.ts';
import { changeSchedule, keepSchedule, lockSchedule, scheduleOf } from './schedule.queries.ts';
import type { ScheduleRow } from './schedule.queries.ts';

export type ScheduleWish = {
  readonly every: ScheduleRow['every'];
  readonly weekday?: number | null | undefined;
  readonly monthDay?: number | null | undefined;
  readonly minimumSantim: number;
};
export type Schedule = Omit<ScheduleRow, 'creatorId' | 'changedAt'>;
const hourOfSending = 9;
const dayMs = 86_400_000;

/** The first day of the schedule whose morning is after this moment; null when it never sends. */
export function nextDay(schedule: Pick<ScheduleRow, 'every' | 'weekday' | 'monthDay'>, after: Date): Date | null {
  if (schedule.every === 'never') return null;
  for (let days = 0; days <= 62; days++) {
    const { gregorian: date } = inEat(new Date(after.getTime() + days * dayMs));
    const morning = fromEat(date, hourOfSending);
    // Monday is 1.
    const weekday = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() || 7;
    const fits = schedule.every === 'week' ? weekday === schedule.weekday : date.day === schedule.monthDay;
    if (fits && morning > after) return morning;
  }
  throw new RangeError('a schedule without a day');
}

/** Nobody has a schedule until she makes one. */
export const usual: Schedule = {
  every: 'never',
  weekday: null,
  monthDay: null,
  minimumSantim: usualMinimum,
  nextAt: null,
  skippedAt: null,
  skippedReason: null,
};

export async function readSchedule(deps: Deps, creatorId: CreatorId): Promise<{ schedule: Schedule; kind: Kind }> {
  const { compile } = deps.tenancy;
  const [schedules, accounts] = await deps.tenancy.batchInCreator(creatorId, [
    scheduleOf(compile, creatorId).compile(),
    accountInUse(compile, creatorId).compile(),
  ]);
  return { schedule: schedules[0] ?? usual, kind: accounts[0]?.kind };
}
type Kind = 'telebirr' | 'cbebirr' | 'bank' | undefined;

/** Twice is once. Throws scheduleIncomplete for a week without its day, and belowMinimum. */
export async function saveSchedule(
  deps: Deps,
  creatorId: CreatorId,
  wish: ScheduleWish,
  lang: Language,
): Promise<{ schedule: Schedule; kind: Kind }> {
  const weekday = wish.every === 'week' ? (wish.weekday ?? null) : null;
  const monthDay = wish.every === 'month' ? (wish.monthDay ?? null) : null;
  if (wish.every === 'week' && weekday === null) throw scheduleIncomplete({}, { pointer: '/weekday' });
  if (wish.every === 'month' && monthDay === null) throw scheduleIncomplete({}, { pointer: '/monthDay' });
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const kind = (await accountInUse(tx, creatorId).executeTakeFirst())?.kind;
    const { least } = limitsOf(kind);
    if (wish.minimumSantim < least) {
      throw belowMinimum({ least: formatBirr(least, lang) }, { pointer: '/minimumSantim' });
    }
    const changedAt = deps.clock.now();
    const day = { every: wish.every, weekday, monthDay };
    const schedule = await keepSchedule(tx, {
      ...day,
      minimumSantim: wish.minimumSantim,
      nextAt: nextDay(day, changedAt),
      changedAt,
      skippedAt: null,
      skippedReason: null,
    });
    return { schedule, kind };
  });
}

/** The day of one creator has come: sends what can be sent, or says why not. */
export async function runSchedule(deps: Deps, creatorId: CreatorId): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const schedule = await lockSchedule(tx, creatorId);
    if (!schedule || schedule.nextAt === null) return;
    const at = deps.clock.now();
    const nextAt = nextDay(schedule, at);
    const money = await moneyOf(tx, creatorId, at);
    const reason = await whyNot(tx, creatorId, money, schedule, at);
    if (reason === undefined) {
      await openPayout(deps, tx, creatorId, { amount: 'all', how: 'schedule', lang: 'am' });
      await changeSchedule(tx, creatorId, { nextAt, skippedAt: null, skippedReason: null });
      return;
    }
    // Who has earned nothing is told nothing.
    const silent = money.payable <= 0 && money.owed <= 0;
    await changeSchedule(tx, creatorId, {
      nextAt,
      skippedAt: silent ? null : at,
      skippedReason: silent ? null : reason,
    });
    if (!silent) await tellSkipped(tx, reason, money, nextAt);
  });
}

async function whyNot(
  tx: Tx,
  creatorId: CreatorId,
  money: Money,
  schedule: ScheduleRow,
  at: Date,
): Promise<HoldReason | undefined> {
  const account = await accountInUse(tx, creatorId).executeTakeFirst();
  // A new account is no reason to leave a day out: what is sent to it waits until it may go.
  const holds = (await holdsOn(tx, creatorId, account, at)).filter(({ reason }) => reason !== 'account-new-24h');
  const { least } = limitsOf(account?.kind);
  if (holds[0]) return holds[0].reason;
  if (money.owed > 0) return 'receivable-open';
  return money.available < Math.max(least, schedule.minimumSantim) ? 'below-minimum' : undefined;
}

async function tellSkipped(tx: Tx, reason: HoldReason, money: Money, nextAt: Date | null): Promise<void> {
  const id = newId();
  const amountSantim = santim(Math.max(0, money.payable));
  const payload = { payoutId: id, state: 'skipped', reason, amountSantim, nextAt: nextAt?.toISOString() ?? null };
  await emit(tx, payoutChanged, id, payload);
}
