import type { CreatorId } from '@windsurf/db/tenancy';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { insertNote, newestNotes } from './notes.queries.ts';
import type { Note } from './notes.queries.ts';

const PAGE = 100;

export async function listNotes(deps: Deps, creatorId: string): Promise<Note[]> {
  return await deps.tenancy.inCreator(asCreatorId(creatorId), async (tx) => await newestNotes(tx, PAGE));
}

export async function writeNote(deps: Deps, creatorId: string, text: string): Promise<Note> {
  const id: CreatorId = asCreatorId(creatorId);
  return await deps.tenancy.inCreator(id, async (tx) => await insertNote(tx, id, text));
}
