import { isId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { notFound } from '@windsurf/contracts/problem';
import type { Deps, Tx } from '../deps.ts';
import { findSpace, keepPastHandle, upsertSpace } from './spaces.queries.ts';
import type { Space } from './spaces.queries.ts';

export type { Space } from './spaces.queries.ts';

/** Inside the transaction that claims the event. Older news than what is known changes nothing. */
export async function rememberSpace(tx: Tx, creatorId: CreatorId, space: Space): Promise<void> {
  await keepPastHandle(tx, creatorId, space);
  await upsertSpace(tx, creatorId, space);
}

/** What the store is called; undefined before it was first published. */
export async function spaceOf(tx: Tx, creatorId: CreatorId): Promise<Space | undefined> {
  return await findSpace(tx, creatorId);
}

/** Whose space has this handle, or had it before. Throws 404 when nobody's. */
export async function creatorOfHandle(deps: Deps, handle: string): Promise<CreatorId> {
  // Checked before it is asked for, so that no odd letter reaches the database.
  if (!/^[a-z0-9-]{1,60}$/.test(handle)) throw notFound();
  const [row] = await deps.tenancy.door<{ spaceOfAnyHandle: string | null }>('space_of_any_handle', handle);
  const id = row?.spaceOfAnyHandle;
  if (id == null || !isId(id)) throw notFound();
  return asCreatorId(id);
}
