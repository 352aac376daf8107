// From draft to public and back. Editing never touches the public page.
import { changedElsewhere, notFound, Problem } from '@windsurf/contracts/problem';
import { storePublished } from '@windsurf/contracts/store';
import { noStoreYet, pageTooHeavy } from '@windsurf/contracts/store-problems';
import { keptTranslations } from '@windsurf/language/page-texts';
import type { Draft, PageContent, Store } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import { fill } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import type { Deps, Tx } from '../deps.ts';
import { imageIdsOf } from '../images/picture.ts';
import type { Picture } from '../images/picture.ts';
import { picturesOf } from '../images/images.ts';
import { assertPageLimits, productIdsOf, publicBlocks } from './content-rules.ts';
import { takeHandle } from './handles.queries.ts';
import { handleProblem, lostHandle, normalizeHandle } from './handles.ts';
import { announceProducts } from '../products/products.ts';
import { firstVisitLimit, heaviestParts, weighPage } from '../storefront/page-weight.ts';
import { drawPreview, drawnBlocks, shareTextOf, storePageOf } from '../storefront/storefront.ts';
import type { PublicProduct } from '../storefront/public-rows.ts';
import { changeStore, findDraft, findPublished, findStore, holdStore, writeDraft } from './stores.queries.ts';
import type { StoreRow } from './stores.queries.ts';
import { dropScheduled, findScheduled } from './schedule.queries.ts';
import { draftView, storeIn } from './stores.ts';
import {
  findSold,
  findVersion,
  findVersions,
  insertVersion,
  lastNumber,
  putPublicPage,
  raiseGeneration,
  renamePublicPage,
  takeOff,
} from './publishing.queries.ts';
import { updateCreatorReadiness } from '../trust/standing.ts';
import { keepOutbound } from '../outbound/outbound.ts';
import { readExtras } from '../storefront/extras.ts';
import type { Extras } from '../storefront/extras.ts';
import { listedIds } from '../storefront/list-queries.ts';
import { recordDeed } from './page-record.ts';
import { changeWhatReadersSee } from './public-changes.ts';

/** What she threw away is hers alone: it is kept with the draft and never with what is public. */
const withoutBin = ({ bin: _bin, ...content }: PageContent): PageContent => content;

type Looked = {
  store: StoreRow;
  draft: { version: number; content: PageContent; savedAt: Date };
  sold: PublicProduct[];
  pictures: ReadonlyMap<string, Picture>;
  /** The blocks that publishing would make public. */
  blocks: Block[];
  extras: Extras;
};

/** A list that new products do not join keeps those that it has now. */
async function withLists(tx: Tx, creatorId: CreatorId, blocks: readonly Block[]): Promise<Block[]> {
  return await Promise.all(
    blocks.map(async (block) =>
      block.kind === 'product-list' && block.source !== 'chosen' && !block.addNew
        ? { ...block, productIds: await listedIds(tx, creatorId, block) }
        : block,
    ),
  );
}

/** A draft as it was when she said at what time it is to be public. */
export type KeptDraft = { readonly draftVersion: number; readonly content: PageContent };

async function look(deps: Deps, creatorId: CreatorId, kept?: KeptDraft): Promise<Looked> {
  const looked = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const store = await findStore(tx, creatorId);
    const current = await findDraft(tx, creatorId);
    if (!store || !current) throw noStoreYet();
    const draft = kept ? { version: kept.draftVersion, content: kept.content, savedAt: current.savedAt } : current;
    const sold = await findSold(tx, creatorId, productIdsOf(draft.content));
    const pictures = await picturesOf(tx, creatorId, imageIdsOf(draft.content));
    const blocks = await withLists(tx, creatorId, publicBlocks(draft.content.blocks));
    return { store, draft, sold, pictures, blocks };
  });
  return { ...looked, extras: await readExtras(deps, creatorId, looked.blocks) };
}

/** The draft as it would be public now, in one language. */
function asPublic(deps: Deps, { store, draft, sold, pictures, blocks, extras }: Looked, lang: Language) {
  // A product that is not sold yet keeps its place: its block appears when it is.
  const said = keptTranslations({ ...draft.content, blocks });
  const content = { ...withoutBin(draft.content), blocks, ...(said === undefined ? {} : { translations: said }) };
  const shareText = shareTextOf(content);
  const publicStore = {
    ...store,
    displayName: content.displayName,
    generation: 0,
    content,
    pictures: Object.fromEntries(pictures),
    domain: null,
    shareText,
  };
  return storePageOf(deps, publicStore, sold, { lang }, extras);
}

/** The server's own drawing of the draft: what publishing now would show. */
export async function previewPage(deps: Deps, creatorId: CreatorId, lang: Language): Promise<string> {
  return drawPreview(asPublic(deps, await look(deps, creatorId), lang));
}

/** ` “Algebra” (2 KB), …`, for the sentence of a page that is too heavy. */
async function tooHeavy(page: ReturnType<typeof asPublic>, bytes: number): Promise<Problem> {
  const heavy = await heaviestParts(page);
  const list = (lang: Language): string => heavy.map((part) => `${part.label[lang]} (${part.bytes})`).join(', ');
  const { en, am } = fill(pageTooHeavy.says, {
    bytes,
    limit: firstVisitLimit,
    heaviest: { en: list('en'), am: list('am') },
  });
  const extra = {
    bytes,
    limit: firstVisitLimit,
    heaviest: heavy.map(({ id, bytes: own }) => ({ blockId: id, bytes: own })),
  };
  return new Problem(pageTooHeavy.type, pageTooHeavy.status, { en, am }, {}, [], { extra });
}

export type Publication = { number: number; publishedAt: string; url: string; bytes: number; hiddenBlocks: number };

/** The page and its bytes in the heavier language. Throws 409 page-too-heavy with the three heaviest parts. */
async function weighed(deps: Deps, looked: Looked) {
  const page = asPublic(deps, looked, looked.store.lang);
  // What comes at its time is weighed as if it were there already; a notice keeps its end, without which it is none.
  const blocks = looked.blocks.map(
    ({ from: _from, until, ...block }): Block =>
      block.kind === 'notice' && until !== undefined ? { ...block, until } : block,
  );
  const inFull = (lang: Language) => asPublic(deps, { ...looked, blocks }, lang);
  const bytes = await weighPage([inFull('am'), inFull('en')]);
  if (bytes > firstVisitLimit) throw await tooHeavy(inFull(looked.store.lang), bytes);
  assertPageLimits(looked.draft.content);
  return { page, bytes };
}

/** Throws what publishing the draft now would throw. */
export async function assertPublishable(deps: Deps, creatorId: CreatorId): Promise<void> {
  await weighed(deps, await look(deps, creatorId));
}

/**
 * Makes the draft public. Throws 409 changed-elsewhere when it is not the version that she saw, 409 page-too-heavy with
 * the three heaviest parts. The same draft again is the same publication.
 */
export async function publishStore(deps: Deps, creatorId: CreatorId, draftVersion: number): Promise<Publication> {
  const looked = await look(deps, creatorId);
  const current = (): Problem => changedElsewhere({}, { extra: { current: draftView(looked.draft) } });
  if (looked.draft.version !== draftVersion) throw current();
  return await publishLooked(deps, creatorId, looked, async (tx) => {
    if ((await findDraft(tx, creatorId))?.version !== draftVersion) throw current();
  });
}

/**
 * Makes a draft public that was kept for this moment; what was edited since stays in the draft. Throws 409
 * page-too-heavy. Does nothing when it waits no more, because she cancelled it or published by hand meanwhile.
 */
export async function publishKept(deps: Deps, creatorId: CreatorId, kept: KeptDraft): Promise<void> {
  const overtaken = new Error('what was kept for a time waits no more');
  const looked = await look(deps, creatorId, kept);
  const still = async (tx: Tx): Promise<void> => {
    if ((await findScheduled(tx, creatorId))?.draftVersion !== kept.draftVersion) throw overtaken;
  };
  await publishLooked(deps, creatorId, looked, still, 'system').catch((error: unknown) => {
    if (error !== overtaken) throw error;
  });
}

/** `still` looks, while the store is held, whether this is still what is to be published. */
async function publishLooked(
  deps: Deps,
  creatorId: CreatorId,
  looked: Looked,
  still: (tx: Tx) => Promise<void>,
  by?: 'system',
): Promise<Publication> {
  const draftVersion = looked.draft.version;
  const { page, bytes } = await weighed(deps, looked);
  const content = withoutBin(looked.draft.content);
  const shown = drawnBlocks(page);
  const hiddenBlocks = content.blocks.length - shown;
  const now = deps.clock.now();
  const done = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const store = await holdStore(tx, creatorId);
    if (!store) throw noStoreYet();
    await still(tx);
    // What was kept for a time is part of this publication, or is it.
    await dropScheduled(tx, creatorId, draftVersion);
    const before = await findPublished(tx, creatorId);
    const again = before?.draftVersion === draftVersion;
    const number = again ? before.number : (await lastNumber(tx, creatorId)) + 1;
    const publishedAt = again ? before.publishedAt : now;
    const { displayName } = content;
    if (!again) {
      await insertVersion(tx, creatorId, { number, draftVersion, content, blocks: shown, bytes, publishedAt });
      await recordDeed(deps, tx, creatorId, 'page.published', {
        before: { number: before?.number ?? null },
        after: { number, draftVersion, bytes, hiddenBlocks },
        ...(by ? { by } : {}),
      });
    }
    const { handle, lang } = store;
    const generation = await putPublicPage(tx, creatorId, {
      handle,
      displayName,
      lang,
      number,
      content: page.content,
      pictures: Object.fromEntries(await picturesOf(tx, creatorId, imageIdsOf(content))),
      productIds: productIdsOf(content),
      shareText: page.shareText,
      publishedAt,
    });
    await keepOutbound(tx, creatorId, page.content.blocks, now);
    await changeStore(tx, creatorId, { displayName, onboarding: 'published' }, now);
    await updateCreatorReadiness(deps, tx, creatorId);
    await emit(tx, storePublished, newId(), { handle, displayName, lang, number });
    if (displayName !== store.displayName) await announceProducts(tx, creatorId, { handle, storeName: displayName });
    return { number, publishedAt, handle, generation };
  });
  await deps.pages.changed(done.handle, done.generation);
  return {
    number: done.number,
    publishedAt: done.publishedAt.toISOString(),
    url: `${deps.storeOrigin}/@${done.handle}`,
    bytes,
    hiddenBlocks,
  };
}

/** Takes the page off; the draft and all versions stay. */
export async function unpublishStore(deps: Deps, creatorId: CreatorId): Promise<void> {
  await changeWhatReadersSee(deps, creatorId, async (tx) => {
    const before = await findPublished(tx, creatorId);
    await takeOff(tx, creatorId);
    if (before) await recordDeed(deps, tx, creatorId, 'page.unpublished', { before: { number: before.number } });
    return { changed: true, result: undefined };
  });
}

export async function listVersions(deps: Deps, creatorId: CreatorId) {
  const rows = await deps.tenancy.inCreator(creatorId, async (tx) => await findVersions(tx, creatorId));
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

/** What a published version says. Throws 404 for one that is not kept. */
export async function readVersion(deps: Deps, creatorId: CreatorId, number: number) {
  const version = await deps.tenancy.inCreator(creatorId, async (tx) => await findVersion(tx, creatorId, number));
  if (!version) throw notFound();
  return { ...version, publishedAt: version.publishedAt.toISOString() };
}

/** Brings a version back as the draft; it never publishes by itself. Throws 404 for one that is not kept. */
export async function restoreVersion(deps: Deps, creatorId: CreatorId, number: number): Promise<Draft> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const version = await findVersion(tx, creatorId, number);
    const draft = await findDraft(tx, creatorId);
    if (!version || !draft) throw notFound();
    const { bin } = draft.content;
    const content = { ...version.content, ...(bin === undefined ? {} : { bin }) };
    const saved = await writeDraft(tx, creatorId, draft.version, content, now);
    if (!saved) throw changedElsewhere({}, { extra: { current: draftView(draft) } });
    const after = { number, draftVersion: saved.version };
    await recordDeed(deps, tx, creatorId, 'page.rolled-back', { before: { draftVersion: draft.version }, after });
    return draftView(saved);
  });
}

async function rename(deps: Deps, tx: Tx, creatorId: CreatorId, handle: string) {
  const now = deps.clock.now();
  const store = await holdStore(tx, creatorId);
  if (!store) throw noStoreYet();
  if (store.handle === handle) return { before: handle, generation: undefined };
  await takeHandle(tx, creatorId, handle, now);
  await changeStore(tx, creatorId, { handle }, now);
  await renamePublicPage(tx, creatorId, handle);
  const generation = await raiseGeneration(tx, creatorId);
  const published = await findPublished(tx, creatorId);
  if (published) {
    const { displayName, lang } = store;
    await emit(tx, storePublished, newId(), { handle, displayName, lang, number: published.number });
  }
  await announceProducts(tx, creatorId, { handle, storeName: store.displayName });
  return { before: store.handle, generation };
}

/** Renames the store; every address she ever had keeps leading to it. Throws as opening a store does. */
export async function changeHandle(deps: Deps, creatorId: CreatorId, typed: string): Promise<Store> {
  const handle = normalizeHandle(typed);
  const { store } = await look(deps, creatorId);
  const problem = await handleProblem(deps, creatorId, handle, store.displayName);
  if (problem) throw problem;
  try {
    const done = await deps.tenancy.inCreator(creatorId, async (tx) => await rename(deps, tx, creatorId, handle));
    if (done.generation !== undefined) {
      await deps.pages.changed(done.before, done.generation);
      await deps.pages.changed(handle, done.generation);
    }
  } catch (error) {
    if (isFault(error, 'duplicate', 'handles_handle')) throw await lostHandle(deps, handle, store.displayName);
    throw error;
  }
  return await deps.tenancy.inCreator(creatorId, async (tx) => await storeIn(deps, tx, creatorId));
}
