import type { Insertable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type StepUpPurpose = DB['auth.stepUps']['purpose'];

export async function insertStepUp(tx: Tx, row: Insertable<DB['auth.stepUps']>): Promise<void> {
  await tx.insertInto('auth.stepUps').values(row).execute();
}

/** True when this proof was there for this person and purpose, not used, and in time; it is used up then. */
export async function burnStepUp(
  tx: Tx,
  proof: { readonly digest: string; readonly personId: string; readonly purpose: StepUpPurpose },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('auth.stepUps')
    .set({ usedAt: now })
    .where('digest', '=', proof.digest)
    .where('personId', '=', proof.personId)
    .where('purpose', '=', proof.purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
