// Days of the books, closed for ever: each creator's first, then the platform's over all of them.
import { ledgerSealed } from '@windsurf/contracts/payments-books';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { lockBooks } from '../ledger/ledger.ts';
import { startDay, startPlatformDay } from './canonical.ts';
import type { DayHash } from './canonical.ts';
import { insertPlatformDay, insertSeal, lastPlatformDay, lastSeal, linesOfDay, openDays } from './seals.queries.ts';

export const nobody = '00000000-0000-0000-0000-000000000000';
const pageOfEntries = 500;
const eastAfrica = 3 * 3_600_000;
const dayMs = 86_400_000;

/** The day of a moment in East Africa Time: `2026-11-20`. */
export const dayOf = (at: Date): string => new Date(at.getTime() + eastAfrica).toISOString().slice(0, 10);
/** Where a day begins. */
export const startOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) - eastAfrica);
export const dayBefore = (day: string): string => dayOf(new Date(startOf(day).getTime() - dayMs));
/** An hour after midnight nothing of the day before is still on its way into the books. */
const graceMs = 3_600_000;
/** The last day that may be closed at a moment. */
export const lastOver = (at: Date): string => dayBefore(dayOf(new Date(at.getTime() - graceMs)));

/** Recomputes one day from its entries. */
export async function hashDay(tx: Tx, creatorId: string, day: string, previous: string | null): Promise<DayHash> {
  const hash = startDay(creatorId, day, previous);
  let after: { at: string; id: string } | undefined;
  for (;;) {
    const lines = await linesOfDay(tx, creatorId, day, after, pageOfEntries);
    for (const line of lines) hash.add(line);
    const last = lines.at(-1);
    if (!last || new Set(lines.map((line) => line.id)).size < pageOfEntries) return hash.end();
    after = { at: last.at, id: last.id };
  }
}

/** Closes all days of a creator up to one; gives how many. Their books are locked, so nothing comes in between. */
export async function sealCreator(deps: Deps, creatorId: CreatorId, until: string): Promise<number> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const days = await openDays(tx, creatorId, until);
    let previous = (await lastSeal(tx, creatorId))?.hash ?? null;
    for (const day of days) {
      const { entries, postings, debits, hash } = await hashDay(tx, creatorId, day, previous);
      const sealedAt = deps.clock.now();
      await insertSeal(tx, { day, entries, postings, debitsSantim: santim(debits), previous, hash, sealedAt });
      await emit(tx, ledgerSealed, newId(), { day, entries, hash });
      previous = hash;
    }
    return days.length;
  });
}

const pageOfCreators = 100;
const pageAfter = async (deps: Deps, until: string, after: string) =>
  await deps.tenancy.door<{ creatorId: string; toSeal: boolean }>(
    'books_page',
    new Date(startOf(until).getTime() + dayMs),
    after,
    pageOfCreators,
  );

/** One page of creators; undefined when it was the last one. One whose books cannot be closed does not stop the others. */
export async function sealPage(deps: Deps, until: string, after: string): Promise<string | undefined> {
  const page = await pageAfter(deps, until, after);
  for (const { creatorId, toSeal } of page) {
    if (!toSeal) continue;
    try {
      await sealCreator(deps, asCreatorId(creatorId), until);
    } catch (error) {
      deps.log.error({ err: error, creatorId, alarm: true }, 'a day of the books could not be closed');
    }
  }
  return page.length < pageOfCreators ? undefined : page.at(-1)?.creatorId;
}

/** Whether anybody has a day up to this one that is still open. */
export async function isAnyOpen(deps: Deps, until: string): Promise<boolean> {
  for (let after: string | undefined = nobody; after !== undefined; ) {
    const page: { creatorId: string; toSeal: boolean }[] = await pageAfter(deps, until, after);
    if (page.some(({ toSeal }) => toSeal)) return true;
    after = page.length < pageOfCreators ? undefined : page.at(-1)?.creatorId;
  }
  return false;
}

/** Closes the platform's days that all creators have closed; gives how many. */
export async function sealPlatform(deps: Deps, until: string): Promise<number> {
  const days = await deps.tenancy.door<{ day: string }>('days_to_seal', until, 100);
  for (const { day } of days) {
    const last = await deps.tenancy.inPlatform(async (tx) => await lastPlatformDay(tx));
    const previous = last?.hash ?? null;
    const sums = await hashPlatformDay(deps, day, previous);
    const row = { day, previous, ...sums, sealedAt: deps.clock.now() };
    await deps.tenancy.inPlatform(async (tx) => await insertPlatformDay(tx, row));
  }
  return days.length;
}

const pageOfSeals = 1000;
/** Recomputes one day of the platform from the creators' seals. */
export async function hashPlatformDay(
  deps: Pick<Deps, 'tenancy'>,
  day: string,
  previous: string | null,
): Promise<{ creators: number; entries: number; hash: string }> {
  const hash = startPlatformDay(day, previous);
  let after = nobody;
  for (;;) {
    const seals = await deps.tenancy.door<{ creatorId: string; entries: number; hash: string }>(
      'seals_of_day',
      day,
      after,
      pageOfSeals,
    );
    for (const seal of seals) hash.add(seal);
    if (seals.length < pageOfSeals) return hash.end();
    after = seals.at(-1)?.creatorId ?? nobody;
  }
}

/** The last day that the platform has closed; null before the first. */
export async function lastSealedDay(deps: Pick<Deps, 'tenancy'>): Promise<string | null> {
  return await deps.tenancy.inPlatform(async (tx) => (await lastPlatformDay(tx))?.day ?? null);
}
