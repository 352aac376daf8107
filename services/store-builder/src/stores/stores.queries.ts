import type { Making, OnboardingStep, PageContent } from '@windsurf/contracts/store';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { Static } from 'typebox';
import type { Tx } from '../deps.ts';

export type StoreRow = {
  creatorId: string;
  handle: string;
  displayName: string;
  lang: Language;
  making: Static<typeof Making> | null;
  onboarding: Static<typeof OnboardingStep>;
};
export type DraftRow = { version: number; content: PageContent; savedAt: Date };
export type PublishedRow = { number: number; publishedAt: Date; draftVersion: number };

export async function findStore(tx: Tx, creatorId: CreatorId): Promise<StoreRow | undefined> {
  const row = await tx
    .selectFrom('store.stores')
    .select(['creatorId', 'handle', 'displayName', 'lang', 'making', 'onboarding'])
    .where('creatorId', '=', creatorId)
    .executeTakeFirst();
  // CHECK constraints of the table keep these texts inside their types.
  return row;
}

/** The same, held until the transaction ends: whoever changes what is public comes one after the other. */
export async function holdStore(tx: Tx, creatorId: CreatorId): Promise<StoreRow | undefined> {
  const row = await tx
    .selectFrom('store.stores')
    .select(['creatorId', 'handle', 'displayName', 'lang', 'making', 'onboarding'])
    .where('creatorId', '=', creatorId)
    .forUpdate()
    .executeTakeFirst();
  return row;
}

export async function insertStore(
  tx: Tx,
  store: Pick<StoreRow, 'creatorId' | 'handle' | 'displayName' | 'lang'>,
  content: PageContent,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('store.stores')
    .values({ ...store, making: null, openedAt: now, updatedAt: now })
    .execute();
  await tx
    .insertInto('store.drafts')
    .values({ creatorId: store.creatorId, version: 1, content: JSON.stringify(content), savedAt: now })
    .execute();
}

export async function changeStore(
  tx: Tx,
  creatorId: CreatorId,
  change: Partial<Pick<StoreRow, 'handle' | 'displayName' | 'making' | 'onboarding'>>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('store.stores')
    .set({ ...change, updatedAt: now })
    .where('creatorId', '=', creatorId)
    .execute();
}

export async function findDraft(tx: Tx, creatorId: CreatorId): Promise<DraftRow | undefined> {
  const row = await tx
    .selectFrom('store.drafts')
    .select(['version', 'content', 'savedAt'])
    .where('creatorId', '=', creatorId)
    .executeTakeFirst();
  return row as DraftRow | undefined;
}

/** Writes the draft if it is still at `base`; undefined when it is not. */
export async function writeDraft(
  tx: Tx,
  creatorId: CreatorId,
  base: number,
  content: PageContent,
  now: Date,
): Promise<DraftRow | undefined> {
  const row = await tx
    .updateTable('store.drafts')
    .set({ version: base + 1, content: JSON.stringify(content), savedAt: now })
    .where('creatorId', '=', creatorId)
    .where('version', '=', base)
    .returning(['version', 'content', 'savedAt'])
    .executeTakeFirst();
  return row as DraftRow | undefined;
}

export async function findPublished(tx: Tx, creatorId: CreatorId): Promise<PublishedRow | undefined> {
  return await tx
    .selectFrom('store.publicPages as p')
    .innerJoin('store.pageVersions as v', (join) =>
      join.onRef('v.creatorId', '=', 'p.creatorId').onRef('v.number', '=', 'p.number'),
    )
    .select(['v.number', 'v.publishedAt', 'v.draftVersion'])
    .where('p.creatorId', '=', creatorId)
    .where('p.live', '=', true)
    .executeTakeFirst();
}
