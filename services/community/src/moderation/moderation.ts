import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { insertModeration } from './moderation.queries.ts';
import type { ModerationEntry } from './moderation.queries.ts';

/** A decision and its trace commit together; the trace can be neither changed nor removed by this service. */
export async function logModeration(tx: Tx, creatorId: CreatorId, entry: ModerationEntry): Promise<void> {
  await insertModeration(tx, creatorId, entry);
}
