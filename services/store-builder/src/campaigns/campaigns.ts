// Campaigns group the offers of a brand (A12.6). A draft may be anything; offers go out while it is open.
import { campaignNotOpen } from '@windsurf/contracts/store-offers';
import type { Campaign } from '@windsurf/contracts/store-offers';
import { notFound } from '@windsurf/contracts/problem';
import { brandNotReady } from '@windsurf/contracts/store-offers';
import { isFault } from '@windsurf/db/errors';
import type { CreatorId } from '@windsurf/db/tenancy';
import { brandBlockers } from '@windsurf/language/words-trust';
import type { Deps, Tx } from '../deps.ts';
import { cleanLine, cleanText } from '../texts/texts.ts';
import { findCampaign, findCampaigns, insertCampaign, offerCounts, setCampaignState } from './campaigns.queries.ts';
import type { CampaignRow } from './campaigns.queries.ts';

const view = (row: CampaignRow, offers: Record<string, number>): Campaign => ({
  id: row.id,
  title: row.title,
  brief: row.brief,
  budgetSantim: row.budgetSantim,
  currency: 'ETB',
  state: row.state,
  offers,
  createdAt: row.createdAt.toISOString(),
});

async function viewIn(tx: Tx, creatorId: CreatorId, id: string): Promise<Campaign> {
  const row = await findCampaign(tx, creatorId, id);
  if (!row) throw notFound();
  return view(row, (await offerCounts(tx, [id])).get(id) ?? {});
}

/** The same id again is the same campaign. Throws brandNotReady before there is a brand profile. */
export async function createCampaign(
  deps: Deps,
  creatorId: CreatorId,
  input: { id: string; title: string; brief: string; budgetSantim: number | null },
): Promise<Campaign> {
  const now = deps.clock.now();
  const row = { ...input, title: cleanLine(input.title), brief: cleanText(input.brief) };
  const work = deps.tenancy.inCreator(creatorId, async (tx) => {
    await insertCampaign(tx, creatorId, row, now);
    return await viewIn(tx, creatorId, input.id);
  });
  return await work.catch((error: unknown) => {
    if (!isFault(error, 'reference')) throw error;
    const { am, en } = brandBlockers['no-brand-profile'];
    const blockers = [{ code: 'no-brand-profile', messageAm: am, messageEn: en, actionUrl: '/offers/brand' }];
    throw brandNotReady({}, { extra: { blockers }, cause: error });
  });
}

export async function listCampaigns(deps: Deps, creatorId: CreatorId): Promise<Campaign[]> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const rows = await findCampaigns(tx, creatorId);
    const counts = await offerCounts(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => view(row, counts.get(row.id) ?? {}));
  });
}

export async function readCampaign(deps: Deps, creatorId: CreatorId, id: string): Promise<Campaign> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => await viewIn(tx, creatorId, id));
}

/** A draft opens, what is open closes, and what is closed may open again. Twice is once. */
export async function changeCampaign(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  state: 'open' | 'closed',
): Promise<Campaign> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await setCampaignState(tx, creatorId, id, state, deps.clock.now());
    return await viewIn(tx, creatorId, id);
  });
}

/** In the brand's own scope. Throws 404, campaignNotOpen. */
export async function assertOpen(tx: Tx, creatorId: CreatorId, id: string): Promise<void> {
  const row = await findCampaign(tx, creatorId, id);
  if (!row) throw notFound();
  if (row.state !== 'open') throw campaignNotOpen({}, { pointer: '/campaignId' });
}
