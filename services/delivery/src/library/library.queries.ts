import { sql } from 'kysely';
import type { Compile } from '../deps.ts';
import { entitlementColumns } from '../entitlements/entitlements.ts';
import type { EntitlementRow } from '../entitlements/entitlements.ts';
import { ownMemberships } from '../memberships/memberships.ts';

export type LibraryRow = EntitlementRow;
export type LibraryFile = {
  entitlementId: string;
  fileId: string;
  name: string;
  kind: string | null;
  sizeBytes: number | null;
  state: 'uploading' | 'checking' | 'ready' | 'refused';
};

export type After = { grantedAt: Date; id: string };
type Part = { limit: number; offset?: number; after?: After | undefined };

/** Newest first; `after` is the last row of the page before, `offset` is for pages with numbers. */
export const boughtQuery = (compile: Compile, buyerId: string, part: Part) => {
  const query = compile
    .selectFrom('delivery.entitlements')
    .select(entitlementColumns)
    .where('buyerId', '=', buyerId)
    .orderBy('grantedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(part.limit)
    .offset(part.offset ?? 0);
  const { after } = part;
  if (!after) return query;
  return query.where(sql<boolean>`(granted_at, id) < (${after.grantedAt}::timestamptz, ${after.id}::uuid)`);
};

/** How many there are, one page of them, and the files of that page: one trip. */
export const shelfQueries = (compile: Compile, buyerId: string, part: Part) => {
  const count = compile
    .selectFrom('delivery.entitlements')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('buyerId', '=', buyerId);
  const shown = boughtQuery(compile, buyerId, part).clearSelect().select('id');
  // The buyer's own policy on files lets nobody else's through.
  const files = compile
    .selectFrom('delivery.entitlementFiles as e')
    .innerJoin('delivery.files as f', (join) =>
      join.onRef('f.creatorId', '=', 'e.creatorId').onRef('f.id', '=', 'e.fileId'),
    )
    .select(['e.entitlementId', 'e.fileId', 'f.name', 'f.kind', 'f.sizeBytes', 'f.state'])
    .where('e.buyerId', '=', buyerId)
    .where('e.entitlementId', 'in', shown)
    .orderBy('e.position')
    .orderBy('e.fileId');
  return [
    count.compile(),
    boughtQuery(compile, buyerId, part).compile(),
    files.compile(),
    ownMemberships(compile, buyerId).compile(),
  ] as const;
};
