import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Platform } from '../deps.ts';

export type KeyRow = Selectable<DB['payments.idempotencyKeys']>;
type Key = Pick<KeyRow, 'endpoint' | 'key'>;

export async function insertKey(tx: Platform, row: Key & { requestHash: string; takenAt: Date }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments.idempotencyKeys')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function lockKey(tx: Platform, { endpoint, key }: Key): Promise<KeyRow | undefined> {
  return await tx
    .selectFrom('payments.idempotencyKeys')
    .selectAll()
    .where('endpoint', '=', endpoint)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst();
}

export async function retakeKey(tx: Platform, { endpoint, key }: Key, takenAt: Date): Promise<void> {
  await tx
    .updateTable('payments.idempotencyKeys')
    .set({ takenAt })
    .where('endpoint', '=', endpoint)
    .where('key', '=', key)
    .execute();
}

export async function finishKey(
  tx: Platform,
  { endpoint, key }: Key,
  answer: string,
  status: number,
  finishedAt: Date,
): Promise<void> {
  await tx
    .updateTable('payments.idempotencyKeys')
    .set({ answer, status, finishedAt })
    .where('endpoint', '=', endpoint)
    .where('key', '=', key)
    .execute();
}

export async function dropKey(tx: Platform, { endpoint, key }: Key): Promise<void> {
  await tx
    .deleteFrom('payments.idempotencyKeys')
    .where('endpoint', '=', endpoint)
    .where('key', '=', key)
    .where('finishedAt', 'is', null)
    .execute();
}
