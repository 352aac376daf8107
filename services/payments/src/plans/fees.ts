// What the platform and the rail keep of a sale: dated rows, never a number in code.
import { sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { together } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim, splitPercent } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import type { Fees } from '../orders/orders.ts';
import { houseId } from './house.ts';

export type FeesRow = { platformBasisPoints: number | null; railBasisPoints: number; railSantim: number };

/**
 * The fees in force at a moment: the platform's in basis points by the plan that the creator has then, the rail's in
 * santim. The house pays itself nothing. Throws an Error when no fee is in force: it is data that must be there.
 */
export async function feesAt(tx: Tx, creatorId: CreatorId, rail: string, amount: Santim, at: Date): Promise<Fees> {
  const [rows] = await together(tx, [feesQuery(tx, rail, at)]);
  return feesOf(rows, creatorId, amount);
}

/** The same in two steps, for whoever has more to ask in one round trip. */
export const feesQuery = (tx: Tx, rail: string, at: Date): CompiledQuery<FeesRow> =>
  sql<FeesRow>`select * from payments_doors.fees_at(${rail}::text, ${at}::timestamptz)`.compile(tx);

export function feesOf([row]: readonly FeesRow[], creatorId: CreatorId, amount: Santim): Fees {
  if (!row || row.platformBasisPoints === null) throw new Error('no fee is in force');
  const platform = creatorId === houseId ? 0 : row.platformBasisPoints;
  const { part: share, rest } = splitPercent(amount, row.railBasisPoints);
  // Never more than what the platform's fee leaves.
  const most = rest + share - splitPercent(amount, platform).part;
  return { platform, provider: santim(Math.min(share + row.railSantim, most)) };
}
