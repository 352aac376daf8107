// Whatever changes what readers see goes through here: one after the other for each store, and caches hear of it.
import { noStoreYet } from '@windsurf/contracts/store-problems';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { updateCreatorReadiness } from '../trust/standing.ts';
import { raiseGeneration } from './publishing.queries.ts';
import { holdStore } from './stores.queries.ts';

export type PublicName = { readonly handle: string; readonly storeName: string };

/**
 * Runs `work` while the store is held. If it says that something changed, pages that were made before are given out for
 * a minute at most. Throws 404 before the store is open.
 */
export async function changeWhatReadersSee<R>(
  deps: Deps,
  creatorId: CreatorId,
  work: (tx: Tx, store: PublicName) => Promise<{ changed: boolean; result: R }>,
): Promise<R> {
  const done = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const store = await holdStore(tx, creatorId);
    if (!store) throw noStoreYet();
    const { changed, result } = await work(tx, { handle: store.handle, storeName: store.displayName });
    if (changed) await updateCreatorReadiness(deps, tx, creatorId);
    return { handle: store.handle, result, generation: changed ? await raiseGeneration(tx, creatorId) : undefined };
  });
  if (done.generation !== undefined) await deps.pages.changed(done.handle, done.generation);
  return done.result;
}

/** The same for work that also happens before a store is open; `work` says whether readers see a change. */
export async function changePublic(
  deps: Deps,
  creatorId: CreatorId,
  work: (tx: Tx) => Promise<boolean>,
): Promise<void> {
  const done = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const store = await holdStore(tx, creatorId);
    const changed = await work(tx);
    return { handle: store?.handle, generation: changed ? await raiseGeneration(tx, creatorId) : undefined };
  });
  if (done.handle !== undefined && done.generation !== undefined) {
    await deps.pages.changed(done.handle, done.generation);
  }
}
