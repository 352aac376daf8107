// The quick look at all books, a part at a time: how far it is, what it has found on this way round and what it found on the
// last whole one stand in the row of its round, so that another worker goes on where this one ended.
import type { Deps } from '../deps.ts';
import type { Round } from '../janitor/janitor.ts';

/** Creators of one part, and the pause after it: 100,000 of them are looked through in 42 minutes. */
export const partSize = 200;
const everyMs = 5000;
const nobody = '00000000-0000-0000-0000-000000000000';
const name = 'books.part';

/** `wrong`: entries and balances that do not add up · `total`: santim by which books are not zero. */
export type Found = { readonly wrong: number; readonly total: number };
type Way = { readonly after: string; readonly now: Found; readonly last: Found };
type Part = {
  readonly last: string | null;
  readonly creators: number;
  readonly total: number;
  readonly unbalanced: number;
  readonly wrongBalances: number;
};

const nothing: Found = { wrong: 0, total: 0 };
const isWay = (way: unknown): way is Way => typeof way === 'object' && way !== null && 'after' in way;

/** How far it is; from the beginning where the row says nothing that can be read. */
export function readWay(cursor: string): Way {
  const way: unknown = cursor === '' ? undefined : JSON.parse(cursor);
  return isWay(way) ? way : { after: nobody, now: nothing, last: nothing };
}

/** Where it goes on after a part. A part that is not full was the last one of this way round. */
export function nextWay({ after, now, last }: Way, part: Part, size = partSize): Way {
  const found = {
    wrong: now.wrong + part.unbalanced + part.wrongBalances,
    total: now.total + part.total,
  };
  return part.last === null || part.creators < size
    ? { after: nobody, now: nothing, last: found }
    : { after: part.last ?? after, now: found, last };
}

async function lookAtPart(deps: Deps, cursor: string, size: number): Promise<{ cursor: string }> {
  const way = readWay(cursor);
  const [part] = await deps.tenancy.door<Part>('books_part', way.after, size);
  if (!part) throw new Error('a part of the books without an answer');
  const next = nextWay(way, part, size);
  const fresh = part.unbalanced + part.wrongBalances;
  if (fresh > 0 || part.total > 0)
    deps.log.error({ alarm: true, wrong: fresh, totalSantim: part.total }, 'books do not add up');
  return { cursor: JSON.stringify(next) };
}

export const bookRoundsOf = (size = partSize): readonly Round[] => [
  { name, everyMs, work: async (deps, cursor) => await lookAtPart(deps, cursor, size) },
];

/** What is wrong now, as far as it was looked: of the last whole way round, or of this one if it has found more. */
export async function foundInBooks(deps: Pick<Deps, 'tenancy'>): Promise<Found> {
  const row = await deps.tenancy.inPlatform(
    async (tx) => await tx.selectFrom('payments.rounds').select('cursor').where('name', '=', name).executeTakeFirst(),
  );
  const { now, last } = readWay(row?.cursor ?? '');
  return { wrong: Math.max(now.wrong, last.wrong), total: Math.max(now.total, last.total) };
}
