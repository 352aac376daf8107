import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type ImageRow = {
  id: string;
  sha256: string;
  kind: 'jpeg' | 'png' | 'webp';
  width: number;
  height: number;
  bytes: number;
};

/** Keeps the facts of a picture; the same one again is the same row. */
export async function insertImage(tx: Tx, creatorId: CreatorId, image: ImageRow, now: Date): Promise<void> {
  await tx
    .insertInto('store.images')
    .values({ creatorId, ...image, keptAt: now })
    .onConflict((c) => c.columns(['creatorId', 'id']).doNothing())
    .execute();
}
