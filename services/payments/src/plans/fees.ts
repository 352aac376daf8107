// What the platform and the rail keep of a sale: dated rows, never a number in code.
import { sql } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim, splitPercent } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import type { Fees } from '../orders/orders.ts';
import { houseId } from './house.ts';

type Row = { platformBasisPoints: number | null; railBasisPoints: number; railSantim: number };

/**
 * The fees in force at a moment: the platform's in basis points by the plan that the creator has then, the rail's in
 * santim. The house pays itself nothing. Throws an Error when no fee is in force: it is data that must be there.
 */
export async function feesAt(tx: Tx, creatorId: CreatorId, rail: string, amount: Santim, at: Date): Promise<Fees> {
  const { rows } = await sql<Row>`select * from payments_doors.fees_at(${rail}::text, ${at}::timestamptz)`.execute(tx);
  const row = rows[0];
  if (!row || row.platformBasisPoints === null) throw new Error('no fee is in force');
  const platform = creatorId === houseId ? 0 : row.platformBasisPoints;
  const { part: share, rest } = splitPercent(amount, row.railBasisPoints);
  // Never more than what the platform's fee leaves.
  const most = rest + share - splitPercent(amount, platform).part;
  return { platform, provider: santim(Math.min(share + row.railSantim, most)) };
}
