import type { Tx } from '../deps.ts';

export type FileState = 'uploading' | 'checking' | 'ready' | 'refused';
export type RefusedReason = 'empty' | 'kind' | 'size' | 'hash' | 'lost';
export type FileRow = {
  id: string;
  name: string;
  declaredBytes: number;
  partBytes: number;
  uploadId: string | null;
  declaredSha256: string | null;
  state: FileState;
  reason: RefusedReason | null;
  sizeBytes: number | null;
  kind: string | null;
  sha256: string | null;
  createdAt: Date;
};
const columns = [
  'id',
  'name',
  'declaredBytes',
  'partBytes',
  'uploadId',
  'declaredSha256',
  'state',
  'reason',
  'sizeBytes',
  'kind',
  'sha256',
  'createdAt',
] as const;

export type NewFile = {
  id: string;
  creatorId: string;
  name: string;
  declaredBytes: number;
  partBytes: number;
  uploadId: string;
  createdAt: Date;
};

export async function insertFile(tx: Tx, file: NewFile): Promise<FileRow> {
  return await tx.insertInto('delivery.files').values(file).returning(columns).executeTakeFirstOrThrow();
}

export async function findFile(tx: Tx, creatorId: string, id: string): Promise<FileRow | undefined> {
  return await tx
    .selectFrom('delivery.files')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function newestFiles(tx: Tx, creatorId: string, most: number): Promise<FileRow[]> {
  return await tx
    .selectFrom('delivery.files')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/** uploading → checking; undefined when it is in another state by now. */
export async function markChecking(
  tx: Tx,
  creatorId: string,
  id: string,
  declaredSha256: string | null,
): Promise<FileRow | undefined> {
  return await tx
    .updateTable('delivery.files')
    .set({ state: 'checking', declaredSha256 })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', '=', 'uploading')
    .returning(columns)
    .executeTakeFirst();
}

export type ReadyFacts = { sizeBytes: number; kind: string; sha256: string; checkedAt: Date };

/** checking → ready; false when somebody was faster. */
export async function markReady(tx: Tx, creatorId: string, id: string, facts: ReadyFacts): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('delivery.files')
    .set({ state: 'ready', uploadId: null, ...facts })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** → refused; undefined when it is ready, refused or gone by now. */
export async function markRefused(
  tx: Tx,
  creatorId: string,
  id: string,
  refusal: { reason: RefusedReason; sizeBytes?: number; checkedAt: Date },
): Promise<FileRow | undefined> {
  return await tx
    .updateTable('delivery.files')
    .set({ state: 'refused', uploadId: null, ...refusal })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', 'in', ['uploading', 'checking'])
    .returning(columns)
    .executeTakeFirst();
}

/** Forgets a file that nobody can have bought; false when it is being checked or ready. */
export async function deleteUnfinished(tx: Tx, creatorId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('delivery.files')
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .where('state', 'in', ['uploading', 'refused'])
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
