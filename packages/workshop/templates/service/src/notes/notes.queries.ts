import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type Note = { id: string; text: string };

export async function newestNotes(tx: Tx, limit: number): Promise<Note[]> {
  return await tx
    .selectFrom('__schema__.notes')
    .select(['id', 'text'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function insertNote(tx: Tx, creatorId: CreatorId, text: string): Promise<Note> {
  return await tx
    .insertInto('__schema__.notes')
    .values({ creatorId, text })
    .returning(['id', 'text'])
    .executeTakeFirstOrThrow();
}
