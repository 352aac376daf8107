// One way to search the record, the newest first. The door that is asked writes down who looked for what.
import { wrongShape } from '@windsurf/contracts/problem';
import type { AuditQuery, AuditRow } from '@windsurf/contracts/audit';
import type { Tenancy } from '@windsurf/db/tenancy';

type Found = Omit<AuditRow, 'at'> & { readonly at: Date };
const end = { at: new Date('9999-01-01T00:00:00Z'), chain: 'ffffffff-ffff-ffff-ffff-ffffffffffff', seq: 0 };

function placeOf(cursor: string | undefined): typeof end {
  if (cursor === undefined) return end;
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\d{1,15})$/.exec(cursor);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(match[1])), chain: match[2] ?? '', seq: Number(match[3]) };
}

/** Throws wrongShape for a cursor that is none of ours. */
export async function searchAudit(
  tenancy: Pick<Tenancy<unknown>, 'door'>,
  operatorId: string,
  query: AuditQuery,
): Promise<{ items: AuditRow[]; nextCursor: string | null }> {
  const limit = query.limit ?? 25;
  const after = placeOf(query.cursor);
  const { entity = null, actor = null, action = null, since = null, until = null } = query;
  const place = [after.at, after.chain, after.seq] as const;
  const rows = await tenancy.door<Found>(
    'audit_search',
    operatorId,
    entity,
    actor,
    action,
    since,
    until,
    ...place,
    limit + 1,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => ({ ...row, at: row.at.toISOString() })),
    nextCursor: rows.length > limit && last ? `${last.at.getTime()}_${last.chain}_${last.seq}` : null,
  };
}
