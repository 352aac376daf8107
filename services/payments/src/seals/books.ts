// The books as a creator reads them, and as she can recompute them.
import { wrongShape } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { checkCreator } from './check.ts';
import type { CreatorCheck } from './check.ts';
import { entriesBefore, linesOfDay, sealsOf } from './seals.queries.ts';
import type { BookedLine } from './seals.queries.ts';

export type Entry = {
  readonly id: string;
  readonly kind: string;
  readonly aboutId: string;
  readonly orderId: string | null;
  readonly at: string;
  readonly postings: readonly { line: number; account: string; amountSantim: number; currency: 'ETB' }[];
};
type Page = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

function entriesOf(lines: readonly BookedLine[]): Entry[] {
  const byId = new Map<string, Entry & { postings: Entry['postings'][number][] }>();
  for (const { id, kind, aboutId, orderId, at, line, account, amount } of lines) {
    const entry = byId.get(id) ?? { id, kind, aboutId, orderId, at, postings: [] };
    byId.set(id, entry);
    if (line !== null && account !== null && amount !== null)
      entry.postings.push({ line, account, amountSantim: Number(amount), currency: 'ETB' });
  }
  return [...byId.values()];
}

function readCursor(text: string | undefined): { at: string; id: string } | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    text,
  );
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: match[1] ?? '', id: match[2] ?? '' };
}

/** Newest first; or one day in the order in which it is sealed, so that whoever exports it can make its hash. */
export async function listLedger(
  deps: Deps,
  creatorId: CreatorId,
  page: Page & { readonly day?: string | undefined },
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const from = readCursor(page.cursor);
  const { day } = page;
  if (day !== undefined && Number.isNaN(Date.parse(`${day}T00:00:00Z`))) throw wrongShape({}, { pointer: '/day' });
  const lines = await deps.tenancy.inCreator(creatorId, async (tx) =>
    day === undefined
      ? await entriesBefore(tx, creatorId, from, limit + 1)
      : await linesOfDay(tx, creatorId, day, from, limit + 1),
  );
  const entries = entriesOf(lines);
  const items = entries.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: entries.length > limit && last ? `${last.at}_${last.id}` : null };
}

export type Sealed = {
  readonly day: string;
  readonly entries: number;
  readonly postings: number;
  readonly debitsSantim: number;
  readonly previous: string | null;
  readonly hash: string;
  readonly sealedAt: Date;
};

/** Sealed days, newest first; the cursor is the day of the last one seen. */
export async function listDays(
  deps: Deps,
  creatorId: CreatorId,
  page: Page,
): Promise<{ items: Sealed[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const { cursor } = page;
  if (cursor !== undefined && !/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(cursor))
    throw wrongShape({}, { pointer: '/cursor' });
  const all = sealsOf(deps.tenancy.compile, creatorId)
    .orderBy('day', 'desc')
    .limit(limit + 1);
  const query = cursor === undefined ? all : all.where('day', '<', cursor);
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query.compile()]);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.day ?? null) : null };
}

/** Recomputing costs; this often is enough for anybody. */
const oftenEnough = { name: 'ledger-verify', max: 20, windowSeconds: 3600 } as const;

/** Recomputes everything of one creator. Throws 429 when it was asked too often. */
export async function verifyBooks(deps: Deps, creatorId: CreatorId): Promise<CreatorCheck> {
  await deps.limits.take(oftenEnough, creatorId);
  return await checkCreator(deps, creatorId);
}

type Trial = { entries: number; debits: number; total: number; unbalanced: number; wrongBalances: number };
/** The whole platform; zero everywhere, or somebody has to look at once. */
export async function trialBalanceOfAll(deps: Deps): Promise<Trial> {
  const [row] = await deps.tenancy.door<Trial>('trial_balance');
  return row ?? { entries: 0, debits: 0, total: 0, unbalanced: 0, wrongBalances: 0 };
}
