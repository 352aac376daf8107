import type { CreatorId } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import type { ImageFacts } from './image-bytes.ts';
import type { Picture } from './picture.ts';

export type Failure = 'undecodable' | 'lost';
export type ImageRow = {
  id: string;
  kind: ImageFacts['kind'];
  width: number;
  height: number;
  bytes: number;
  state: 'waiting' | 'ready' | 'failed';
  widths: number[];
  sizes: Record<string, number>;
  colour: string | null;
  failure: Failure | null;
};
const columns = [
  'id',
  'kind',
  'width',
  'height',
  'bytes',
  'state',
  'widths',
  'sizes',
  'colour',
  'failure',
] as const satisfies readonly (keyof ImageRow)[];

export async function findImage(tx: Tx, creatorId: CreatorId, id: string): Promise<ImageRow | undefined> {
  const row = await tx
    .selectFrom('store.images')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row as ImageRow | undefined;
}

/** Keeps the facts of a picture; the same one again is the same row, and one that failed is tried again. */
export async function insertImage(
  tx: Tx,
  creatorId: CreatorId,
  image: Pick<ImageRow, 'id' | 'kind' | 'width' | 'height' | 'bytes'> & { sha256: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('store.images')
    .values({ creatorId, ...image, state: 'waiting', keptAt: now })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'id'])
        .doUpdateSet({ state: 'waiting', failure: null })
        .where('store.images.state', '=', 'failed'),
    )
    .execute();
}

export type Drawn = Omit<Picture, 'id'>;

/** False when another attempt was faster. */
export async function markReady(tx: Tx, creatorId: CreatorId, id: string, drawn: Drawn): Promise<boolean> {
  const { width, height, widths, colour, sizes } = drawn;
  const { numUpdatedRows } = await tx
    .updateTable('store.images')
    .set({ state: 'ready', width, height, widths: [...widths], colour, sizes: JSON.stringify(sizes) })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function markFailed(tx: Tx, creatorId: CreatorId, id: string, failure: Failure): Promise<void> {
  await tx
    .updateTable('store.images')
    .set({ state: 'failed', failure })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** The pictures among these that pages can draw in sizes, by id. */
export async function findPictures(
  tx: Tx,
  creatorId: CreatorId,
  ids: readonly string[],
): Promise<Map<string, Picture>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('store.images')
    .select(['id', 'width', 'height', 'widths', 'sizes', 'colour'])
    .where('creatorId', '=', creatorId)
    .where('id', 'in', ids)
    .where('state', '=', 'ready')
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, colour: row.colour ?? '#888' } as Picture]));
}

export async function hasImage(tx: Tx, creatorId: CreatorId, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('store.images')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Pages and offers that show this picture already learn that it is there. True when readers see a change. */
export async function showPicture(tx: Tx, creatorId: CreatorId, picture: Picture): Promise<boolean> {
  const json = JSON.stringify(picture);
  const offers = await tx
    .updateTable('store.publishedProducts')
    .set({ cover: json, coverKind: 'jpeg', coverWidth: picture.width, coverHeight: picture.height })
    .where('creatorId', '=', creatorId)
    .where('coverImageId', '=', picture.id)
    .executeTakeFirstOrThrow();
  const samples = await tx
    .updateTable('store.publishedProducts')
    .set({ sample: json })
    .where('creatorId', '=', creatorId)
    .where('sampleImageId', '=', picture.id)
    .executeTakeFirstOrThrow();
  const pages = await tx
    .updateTable('store.publicPages')
    .set({ pictures: sql`pictures || jsonb_build_object(${picture.id}::text, ${json}::jsonb)` })
    .where('creatorId', '=', creatorId)
    // Where the page's content names it.
    .where(sql<boolean>`content::text like '%' || ${picture.id}::text || '%'`)
    .executeTakeFirstOrThrow();
  return offers.numUpdatedRows + samples.numUpdatedRows + pages.numUpdatedRows > 0n;
}
