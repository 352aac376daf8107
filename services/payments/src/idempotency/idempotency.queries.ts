import type { Selectable } from 'kysely';
import { queryWriter, templateByKeys } from '@windsurf/db/template';
import type { DB } from '../db.gen.ts';
import type { Platform } from '../deps.ts';

export type KeyRow = Selectable<DB['payments.idempotencyKeys']>;
type Key = Pick<KeyRow, 'endpoint' | 'key'>;

const write = queryWriter<DB>();

/** One row when the key is new. */
export const takeKey = templateByKeys<Key & { requestHash: string; takenAt: Date }, { takenAt: Date }>((row) =>
  write
    .insertInto('payments.idempotencyKeys')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('takenAt'),
);

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

export const finishKey = templateByKeys<
  Key & { readonly answer: string; readonly status: number; readonly finishedAt: Date }
>(({ endpoint, key, ...done }) =>
  write.updateTable('payments.idempotencyKeys').set(done).where('endpoint', '=', endpoint).where('key', '=', key),
);

/** Keys that nobody asks about any more. */
export async function dropOldKeys(tx: Platform, before: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('payments.idempotencyKeys')
    .where('takenAt', '<', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function dropKey(tx: Platform, { endpoint, key }: Key): Promise<void> {
  await tx
    .deleteFrom('payments.idempotencyKeys')
    .where('endpoint', '=', endpoint)
    .where('key', '=', key)
    .where('finishedAt', 'is', null)
    .execute();
}
