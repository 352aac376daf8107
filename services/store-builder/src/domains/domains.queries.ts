import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type DomainRow = {
  id: string;
  domain: string;
  state: 'waiting' | 'verified' | 'live' | 'lost';
  token: string;
  failures: number;
  addedAt: Date;
  checkedAt: Date | null;
  nextCheckAt: Date | null;
};
const columns = ['id', 'domain', 'state', 'token', 'failures', 'addedAt', 'checkedAt', 'nextCheckAt'] as const;

export async function findDomains(tx: Tx, creatorId: CreatorId): Promise<DomainRow[]> {
  return await tx
    .selectFrom('store.domains')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .orderBy('addedAt')
    .orderBy('id')
    .execute();
}

export async function findDomain(tx: Tx, creatorId: CreatorId, id: string): Promise<DomainRow | undefined> {
  return await tx
    .selectFrom('store.domains')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The name as it is there already when it is claimed again. */
export async function insertDomain(
  tx: Tx,
  creatorId: CreatorId,
  row: { id: string; domain: string; token: string; nextCheckAt: Date },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('store.domains')
    .values({ creatorId, ...row, state: 'waiting', failures: 0, addedAt: now })
    .onConflict((c) => c.columns(['creatorId', 'domain']).doNothing())
    .execute();
}

export async function writeDomain(
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  change: Partial<Pick<DomainRow, 'state' | 'failures' | 'checkedAt' | 'nextCheckAt'>>,
): Promise<void> {
  await tx.updateTable('store.domains').set(change).where('creatorId', '=', creatorId).where('id', '=', id).execute();
}

export async function deleteDomain(tx: Tx, creatorId: CreatorId, id: string): Promise<void> {
  await tx.deleteFrom('store.domains').where('creatorId', '=', creatorId).where('id', '=', id).execute();
}

export async function findMainDomain(tx: Tx, creatorId: CreatorId): Promise<string | null> {
  const row = await tx
    .selectFrom('store.publicPages')
    .select('domain')
    .where('creatorId', '=', creatorId)
    .executeTakeFirst();
  return row?.domain ?? null;
}

/** False before the page was ever public. */
export async function writeMainDomain(tx: Tx, creatorId: CreatorId, domain: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('store.publicPages')
    .set({ domain })
    .where('creatorId', '=', creatorId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
