import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type CampaignRow = {
  id: string;
  title: string;
  brief: string;
  budgetSantim: number | null;
  state: 'draft' | 'open' | 'closed';
  createdAt: Date;
};
const columns = ['id', 'title', 'brief', 'budgetSantim', 'state', 'createdAt'] as const;

export async function findCampaigns(tx: Tx, creatorId: CreatorId): Promise<CampaignRow[]> {
  return await tx
    .selectFrom('store.campaigns')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
}

export async function findCampaign(tx: Tx, creatorId: CreatorId, id: string): Promise<CampaignRow | undefined> {
  return await tx
    .selectFrom('store.campaigns')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertCampaign(
  tx: Tx,
  creatorId: CreatorId,
  campaign: Pick<CampaignRow, 'id' | 'title' | 'brief' | 'budgetSantim'>,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('store.campaigns')
    .values({ creatorId, ...campaign, createdAt: now, updatedAt: now })
    .onConflict((c) => c.columns(['creatorId', 'id']).doNothing())
    .execute();
}

export async function setCampaignState(
  tx: Tx,
  creatorId: CreatorId,
  id: string,
  state: 'open' | 'closed',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('store.campaigns')
    .set({ state, updatedAt: now })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', '!=', state)
    .execute();
}

/** How many offers of each campaign stand in each status; asked in the brand's own scope. */
export async function offerCounts(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Record<string, number>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ campaignId: string; status: string; offers: number }>`
    select * from store_doors.campaign_counts(${ids}::uuid[])`.execute(tx);
  const counts = new Map<string, Record<string, number>>();
  for (const { campaignId, status, offers } of rows)
    counts.set(campaignId, { ...counts.get(campaignId), [status]: Number(offers) });
  return counts;
}
