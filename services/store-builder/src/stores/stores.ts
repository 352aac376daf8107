// Opening a store and the first minutes in it.
import { noStoreYet, storeExists } from '@windsurf/contracts/store-problems';
import type { Draft, Making, OnboardingStep, PageContent, Store } from '@windsurf/contracts/store';
import { isFault } from '@windsurf/db/errors';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { Static } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { takeHandle } from './handles.queries.ts';
import { handleProblem, lostHandle, normalizeHandle } from './handles.ts';
import { checkName, cleanLine, createFindings } from '../texts/texts.ts';
import { updateCreatorReadiness } from '../trust/standing.ts';
import { linkBlocks } from './pasted-links.ts';
import {
  changeStore,
  findDraft,
  findPublished,
  findStore,
  holdStore,
  insertStore,
  writeDraft,
} from './stores.queries.ts';
import type { DraftRow } from './stores.queries.ts';
import { kitId, prepareKit } from './template-kits.ts';
import { applyTemplate, isOfTemplate } from './templates.ts';
import type { Kit } from './templates.ts';

export const draftView = (row: DraftRow): Draft => ({
  version: row.version,
  savedAt: row.savedAt.toISOString(),
  content: row.content,
});

/** The own store as the wire has it. Throws 404 when there is none. */
export async function storeIn(deps: Deps, tx: Tx, creatorId: CreatorId): Promise<Store> {
  const store = await findStore(tx, creatorId);
  const draft = await findDraft(tx, creatorId);
  if (!store || !draft) throw noStoreYet();
  const published = await findPublished(tx, creatorId);
  return {
    ...store,
    url: `${deps.storeOrigin}/@${store.handle}`,
    draft: draftView(draft),
    published: published === undefined ? null : { ...published, publishedAt: published.publishedAt.toISOString() },
  };
}

export async function readStore(deps: Deps, creatorId: CreatorId): Promise<Store> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => await storeIn(deps, tx, creatorId));
}

/** One store for each creator. Throws 422 for a wrong name or handle, 409 for a taken one or a second store. */
export async function openStore(
  deps: Deps,
  creatorId: CreatorId,
  input: { displayName: string; handle: string; lang: Language },
): Promise<Store> {
  const displayName = cleanLine(input.displayName);
  const handle = normalizeHandle(input.handle);
  const findings = createFindings();
  checkName(findings, displayName, '/displayName');
  findings.refuse();
  const existing = await deps.tenancy.inCreator(creatorId, async (tx) => await findStore(tx, creatorId));
  if (existing) throw storeExists();
  const problem = await handleProblem(deps, creatorId, handle, displayName);
  if (problem) throw problem;
  const content: PageContent = { displayName, line: '', bio: '', theme: { name: 'buna' }, blocks: [] };
  const now = deps.clock.now();
  try {
    return await deps.tenancy.inCreator(creatorId, async (tx) => {
      await takeHandle(tx, creatorId, handle, now);
      await insertStore(tx, { creatorId, handle, displayName, lang: input.lang }, content, now);
      await updateCreatorReadiness(deps, tx, creatorId);
      return await storeIn(deps, tx, creatorId);
    });
  } catch (error) {
    if (isFault(error, 'duplicate', 'handles_handle')) throw await lostHandle(deps, handle, displayName);
    if (isFault(error, 'duplicate')) throw storeExists({}, { cause: error });
    throw error;
  }
}

const steps = ['making', 'links', 'page', 'published'] as const;
type Step = Static<typeof OnboardingStep>;

/** The first screen that is not done: a screen that was answered or skipped is; nobody is sent back. */
function stepAfter(at: Step, input: { making?: unknown; links?: unknown; step: Step }): Step {
  const answered = input.links !== undefined ? 2 : input.making !== undefined ? 1 : 0;
  return steps[Math.max(steps.indexOf(at), steps.indexOf(input.step), answered)] ?? at;
}

/** The drafts of products that go with what she makes; each is made once. */
async function kitOf(deps: Deps, creatorId: CreatorId, making: Static<typeof Making>): Promise<Kit> {
  const store = await deps.tenancy.inCreator(creatorId, async (tx) => await findStore(tx, creatorId));
  if (!store) throw noStoreYet();
  const has = await prepareKit(deps, creatorId, making, store.lang);
  return new Map([...has].map((key) => [key, kitId(creatorId, key)]));
}

/**
 * ON-4 and ON-5: what she makes picks a template, pasted addresses become link blocks. `step` is the screen that comes
 * next. What she wrote herself is never touched.
 */
export async function continueOnboarding(
  deps: Deps,
  creatorId: CreatorId,
  input: { making?: Static<typeof Making>; links?: readonly string[]; step: Step },
): Promise<Store> {
  const now = deps.clock.now();
  const kit = input.making === undefined ? undefined : await kitOf(deps, creatorId, input.making);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const store = await holdStore(tx, creatorId);
    const draft = await findDraft(tx, creatorId);
    if (!store || !draft) throw noStoreYet();
    let content = draft.content;
    if (input.making !== undefined) content = applyTemplate(content, input.making, store.making, store.lang, kit, now);
    if (input.links !== undefined) {
      const known = new Set(content.blocks.flatMap((block) => (block.kind === 'link' ? [block.url] : [])));
      const links = linkBlocks(input.links, store.lang).filter((block) => !known.has(block.url));
      const own = content.blocks.filter((block) => !isOfTemplate(block));
      const samples = content.blocks.filter(isOfTemplate);
      content = { ...content, blocks: [...own, ...links, ...samples].slice(0, 40) };
    }
    if (content !== draft.content) await writeDraft(tx, creatorId, draft.version, content, now);
    // 'published' is a fact of publishing and cannot be claimed.
    const asked: Step = input.step === 'published' ? 'page' : input.step;
    const onboarding = stepAfter(store.onboarding, { ...input, step: asked });
    await changeStore(tx, creatorId, { making: input.making ?? store.making, onboarding }, now);
    await updateCreatorReadiness(deps, tx, creatorId);
    return await storeIn(deps, tx, creatorId);
  });
}
