// Demo stores, made through the use cases as a creator would make them.
import { asCreatorId } from '@windsurf/db/tenancy';
import { flagsOf } from '@windsurf/flags/flags';
import { drawCover } from './demo/covers.ts';
import { demoStores } from './demo/demo-stores.ts';
import type { DemoStore } from './demo/demo-stores.ts';
import { createDeps, openBase } from './deps.ts';
import type { Deps } from './deps.ts';
import { keepImage } from './images/images.ts';
import { createProduct, publishProduct, recordFile } from './products/products.ts';
import { saveDraft } from './stores/drafts.ts';
import { publishStore } from './stores/publishing.ts';
import { continueOnboarding, openStore } from './stores/stores.ts';
import { findStore } from './stores/stores.queries.ts';

/** Makes one demo store unless it is there. */
async function seedStore(deps: Deps, demo: DemoStore): Promise<void> {
  const creatorId = asCreatorId(demo.creatorId);
  if (await deps.tenancy.inCreator(creatorId, async (tx) => await findStore(tx, creatorId))) return;
  const { handle, lang, making, content } = demo;
  await openStore(deps, creatorId, { displayName: content.displayName, handle, lang });
  const store = await continueOnboarding(deps, creatorId, { making, step: 'page' });
  for (const product of demo.products) {
    const { id, fileId, title, description, priceSantim } = product;
    const { imageId } = await keepImage(deps, creatorId, drawCover(...product.cover));
    // delivery's demo data uploads these files; what they are is heard from there.
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await recordFile(deps, tx, creatorId, { id: fileId, state: 'ready', kind: null, sizeBytes: null });
    });
    await createProduct(deps, creatorId, { title, description, priceSantim, fileId, coverImageId: imageId }, id);
    await publishProduct(deps, creatorId, id, lang);
  }
  const draft = await saveDraft(deps, creatorId, { baseVersion: store.draft.version, content });
  await publishStore(deps, creatorId, draft.version);
}

/** Seeds with dependencies that are open already. */
export async function seedWith(deps: Deps): Promise<void> {
  for (const demo of demoStores) await seedStore(deps, demo);
}

/** Opens its own dependencies; twice is once. */
export async function seed(): Promise<void> {
  const base = await openBase();
  // What is shown waits for no operator.
  await seedWith({ ...createDeps(base), flags: flagsOf() });
  for (const close of base.stops) await close();
}
