import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type LeadRow = {
  id: string;
  blockId: string;
  kind: 'phone' | 'email';
  contactSealed: string;
  nameSealed: string | null;
  consent: string;
  cameAt: Date;
};
export type NewLead = LeadRow & { contactHash: string; gift: string };

/** The same person at the same form is one row; she is given the gift again. */
export async function insertLead(tx: Tx, creatorId: CreatorId, lead: NewLead): Promise<void> {
  await tx
    .insertInto('store.leads')
    .values({ creatorId, ...lead })
    .onConflict((c) => c.columns(['creatorId', 'blockId', 'contactHash']).doNothing())
    .execute();
}

export type LeadPlace = { cameAt: Date; id: string };

/** Newest first, after a place. */
export async function findLeads(tx: Tx, creatorId: CreatorId, limit: number, after?: LeadPlace): Promise<LeadRow[]> {
  let query = tx
    .selectFrom('store.leads')
    .select(['id', 'blockId', 'kind', 'contactSealed', 'nameSealed', 'consent', 'cameAt'])
    .where('creatorId', '=', creatorId);
  if (after) query = query.where(sql<boolean>`(came_at, id) < (${after.cameAt}, ${after.id}::uuid)`);
  return await query.orderBy('cameAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}
