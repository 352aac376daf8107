import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

export type CapKind = 'number-hour' | 'number-day' | 'address-hour' | 'address-day' | 'prefix-hour' | 'platform-day';

/** What a code is good for. */
export type CodePurpose = 'sign-in' | 'payout-account';

/** Counts one and says how many there were in this window, this one included. */
export async function countTowards(tx: Tx, kind: CapKind, who: string, windowStart: Date): Promise<number> {
  const { count } = await tx
    .insertInto('auth.codeCaps')
    .values({ kind, who, windowStart, count: 1 })
    .onConflict((c) =>
      c.columns(['kind', 'who', 'windowStart']).doUpdateSet({ count: sql<number>`code_caps.count + 1` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return count;
}

/** Two requests for one number come one after the other: the second one sees the code that the first one made. */
export async function lockNumber(tx: Tx, phoneHash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${phoneHash}, 0))`.execute(tx);
}

export async function lockedUntil(tx: Tx, phoneHash: string, now: Date): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('auth.codeLocks')
    .select('lockedUntil')
    .where('phoneHash', '=', phoneHash)
    .where('lockedUntil', '>', now)
    .executeTakeFirst();
  return row?.lockedUntil;
}

export async function lockOut(tx: Tx, phoneHash: string, until: Date): Promise<void> {
  await tx
    .insertInto('auth.codeLocks')
    .values({ phoneHash, lockedUntil: until })
    .onConflict((c) => c.column('phoneHash').doUpdateSet({ lockedUntil: until }))
    .execute();
}

/** When the code that still waits to be used was made: one that was used is no reason to wait for another. */
export async function waitingCodeAt(tx: Tx, phoneHash: string, purpose: CodePurpose): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('auth.codes')
    .select('createdAt')
    .where('phoneHash', '=', phoneHash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.createdAt;
}

/** A new code replaces the ones before, of its purpose: an old SMS that arrives late opens nothing. */
export async function replaceCode(
  tx: Tx,
  code: { id: string; phoneHash: string; purpose: CodePurpose; digest: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .deleteFrom('auth.codes')
    .where('phoneHash', '=', code.phoneHash)
    .where('purpose', '=', code.purpose)
    .execute();
  await tx.insertInto('auth.codes').values(code).execute();
}

/** The code that would be accepted now, locked until the end of the transaction. */
export async function takeCode(
  tx: Tx,
  phoneHash: string,
  purpose: CodePurpose,
  now: Date,
): Promise<{ id: string; digest: string; tries: number } | undefined> {
  return await tx
    .selectFrom('auth.codes')
    .select(['id', 'digest', 'tries'])
    .where('phoneHash', '=', phoneHash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

export async function countTry(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('auth.codes').set({ tries: sql<number>`tries + 1` }).where('id', '=', id).execute();
}
export async function markUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('auth.codes').set({ usedAt: at }).where('id', '=', id).execute();
}
