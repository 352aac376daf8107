// Who may be a brand: a creator's account with a brand profile that is itself verified or proven (decision 0015).
import { brandNotReady } from '@windsurf/contracts/store-offers';
import type { Brand } from '@windsurf/contracts/store-offers';
import { notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import { brandBlockers } from '@windsurf/language/words-trust';
import type { Static } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { cleanLine, cleanText } from '../texts/texts.ts';
import { trustTierOf } from '../trust/standing.ts';

type BrandRow = { readonly name: string; readonly about: string; readonly website: string | null };
type Blocker = Static<typeof Brand>['blockers'][number];

async function findBrand(tx: Tx, creatorId: CreatorId): Promise<BrandRow | undefined> {
  return await tx
    .selectFrom('store.brandProfiles')
    .select(['name', 'about', 'website'])
    .where('creatorId', '=', creatorId)
    .executeTakeFirst();
}

const blocker = (code: keyof typeof brandBlockers, actionUrl: string): Blocker => ({
  code,
  messageAm: brandBlockers[code].am,
  messageEn: brandBlockers[code].en,
  actionUrl,
});

async function blockersOf(tx: Tx, creatorId: CreatorId, row: BrandRow | undefined): Promise<Blocker[]> {
  const tier = await trustTierOf(tx, creatorId);
  return [
    ...(row ? [] : [blocker('no-brand-profile', '/offers/brand')]),
    ...(tier === 'NEW' ? [blocker('brand-not-verified', '/money/account')] : []),
  ];
}

/** Throws 404 before there is one. */
export async function readBrand(deps: Deps, creatorId: CreatorId): Promise<Static<typeof Brand>> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const row = await findBrand(tx, creatorId);
    if (!row) throw notFound();
    return { ...row, blockers: await blockersOf(tx, creatorId, row) };
  });
}

/** Twice is once. */
export async function saveBrand(deps: Deps, creatorId: CreatorId, input: BrandRow): Promise<Static<typeof Brand>> {
  const now = deps.clock.now();
  const row = { name: cleanLine(input.name), about: cleanText(input.about), website: input.website };
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await tx
      .insertInto('store.brandProfiles')
      .values({ creatorId, ...row, createdAt: now, updatedAt: now })
      .onConflict((c) => c.column('creatorId').doUpdateSet({ ...row, updatedAt: now }))
      .execute();
    return { ...row, blockers: await blockersOf(tx, creatorId, row) };
  });
}

/** In the brand's own scope. Throws brandNotReady with `blockers`. */
export async function brandIn(tx: Tx, creatorId: CreatorId): Promise<BrandRow> {
  const row = await findBrand(tx, creatorId);
  const blockers = await blockersOf(tx, creatorId, row);
  if (!row || blockers.length > 0) throw brandNotReady({}, { extra: { blockers } });
  return row;
}
