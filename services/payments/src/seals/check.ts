// Recomputes what is sealed, and names the first day that is not what it was. Reads only.
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { hashDay, hashPlatformDay, nobody } from './seals.ts';
import { daysWithEntries, lastPlatformDay, platformDays, sealsOf, totals, wrongBalances } from './seals.queries.ts';

type Books = Pick<Deps, 'tenancy'>;
/**
 * - `entries`: what is booked is not what was sealed
 * - `seal`: the seal itself, or its place in the chain, is not what it was
 * - `missing`: the day is over and has no seal
 * - `balance`: the days are whole, and a balance is not the sum of its postings
 */
export type Change = { readonly day: string | null; readonly what: 'entries' | 'seal' | 'missing' | 'balance' };
export type CreatorCheck = {
  readonly change: Change | undefined;
  readonly days: number;
  readonly entries: number;
  /** Debits less credits, in santim. */
  readonly trialBalance: number;
  readonly wrongBalances: readonly string[];
};

/** Everything of one creator. */
export async function checkCreator(books: Books, creatorId: CreatorId): Promise<CreatorCheck> {
  const closed = await books.tenancy.inPlatform(async (tx) => (await lastPlatformDay(tx))?.day);
  return await books.tenancy.inCreator(creatorId, async (tx) => {
    const seals = await sealsOf(tx, creatorId).orderBy('day').execute();
    const changed = await firstChange(tx, creatorId, seals, closed);
    const { entries, total } = await totals(tx, creatorId);
    const wrong = await wrongBalances(tx, creatorId);
    const balance = wrong.length > 0 || total !== 0 ? ({ day: null, what: 'balance' } as const) : undefined;
    return { change: changed ?? balance, days: seals.length, entries, trialBalance: total, wrongBalances: wrong };
  });
}

type Seal = {
  readonly day: string;
  readonly entries: number;
  readonly postings: number;
  readonly debitsSantim: number;
  readonly previous: string | null;
  readonly hash: string;
};

async function firstChange(
  tx: Tx,
  creatorId: string,
  seals: readonly Seal[],
  closed: string | undefined,
): Promise<Change | undefined> {
  const sealed = new Map(seals.map((seal) => [seal.day, seal]));
  const until = [seals.at(-1)?.day ?? '', closed ?? ''].reduce((a, b) => (a > b ? a : b));
  const booked = (await daysWithEntries(tx, creatorId)).filter((day) => day <= until);
  let previous: string | null = null;
  for (const day of [...new Set([...booked, ...sealed.keys()])].toSorted()) {
    const seal = sealed.get(day);
    if (!seal) return { day, what: 'missing' };
    if (seal.previous !== previous) return { day, what: 'seal' };
    const now = await hashDay(tx, creatorId, day, previous);
    const same =
      now.hash === seal.hash &&
      now.entries === seal.entries &&
      now.postings === seal.postings &&
      now.debits === seal.debitsSantim;
    if (!same) {
      // When the entries still give what the next day was chained to, they are what they were.
      const next = seals.find((other) => other.day > day);
      return { day, what: now.hash === next?.previous || now.hash === seal.hash ? 'seal' : 'entries' };
    }
    previous = seal.hash;
  }
  return undefined;
}

/** The platform's own chain over the creators' seals. */
export async function checkPlatform(books: Books): Promise<{ days: number; change: Change | undefined }> {
  const days = await books.tenancy.inPlatform(async (tx) => await platformDays(tx));
  let previous: string | null = null;
  for (const sealed of days) {
    if (sealed.previous !== previous) return { days: days.length, change: { day: sealed.day, what: 'seal' } };
    const now = await hashPlatformDay(books, sealed.day, previous);
    if (now.hash !== sealed.hash || now.creators !== sealed.creators || now.entries !== sealed.entries)
      return { days: days.length, change: { day: sealed.day, what: 'seal' } };
    previous = sealed.hash;
  }
  return { days: days.length, change: undefined };
}

export type WholeCheck = {
  readonly creators: number;
  readonly days: number;
  readonly entries: number;
  readonly trialBalance: number;
  /** The first day, of whoever, that is not what it was. */
  readonly firstChangedDay: string | null;
  /** At most 100 are named. */
  readonly changed: readonly {
    readonly creatorId: string;
    readonly day: string | null;
    readonly what: Change['what'];
  }[];
  readonly platformDays: number;
  readonly platformChangedDay: string | null;
  readonly whole: boolean;
};
const pageOfCreators = 200;
const named = 100;

/** Everything of everybody, a page of creators at a time. */
export async function checkAll(books: Books, told: (done: number) => void = () => undefined): Promise<WholeCheck> {
  const changed: { creatorId: string; day: string | null; what: Change['what'] }[] = [];
  const sums = { creators: 0, days: 0, entries: 0, trialBalance: 0 };
  let wrong = 0;
  for (let after: string | undefined = nobody; after !== undefined; ) {
    const page: { creatorId: string }[] = await books.tenancy.door('books_page', new Date(0), after, pageOfCreators);
    for (const { creatorId } of page) {
      const check = await checkCreator(books, asCreatorId(creatorId));
      sums.creators += 1;
      sums.days += check.days;
      sums.entries += check.entries;
      sums.trialBalance += check.trialBalance;
      if (!check.change) continue;
      wrong += 1;
      if (changed.length < named) changed.push({ creatorId, ...check.change });
    }
    told(sums.creators);
    after = page.length < pageOfCreators ? undefined : page.at(-1)?.creatorId;
  }
  const platform = await checkPlatform(books);
  const days = [...changed.map(({ day }) => day), platform.change?.day ?? null].filter((day) => day !== null);
  return {
    ...sums,
    firstChangedDay: days.toSorted()[0] ?? null,
    changed,
    platformDays: platform.days,
    platformChangedDay: platform.change?.day ?? null,
    whole: wrong === 0 && platform.change === undefined && sums.trialBalance === 0,
  };
}
