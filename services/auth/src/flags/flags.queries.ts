import type { FlagName, FlagRule } from '@windsurf/contracts/auth-platform';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type FlagRow = Selectable<DB['auth.flags']>;

export async function allFlags(tx: Tx): Promise<readonly FlagRow[]> {
  return await tx.selectFrom('auth.flags').selectAll().orderBy('name').execute();
}

/** The row of a flag, held until the transaction ends; undefined while nobody has set it. */
export async function lockFlag(tx: Tx, name: FlagName): Promise<FlagRow | undefined> {
  return await tx.selectFrom('auth.flags').selectAll().where('name', '=', name).forUpdate().executeTakeFirst();
}

/** False when somebody else has written this version meanwhile. */
export async function writeFlag(
  tx: Tx,
  name: FlagName,
  rule: FlagRule,
  version: number,
  changedAt: Date,
): Promise<boolean> {
  const row = { ...rule, version, changedAt };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('auth.flags')
    .values({ name, ...row })
    .onConflict((c) =>
      c
        .column('name')
        .doUpdateSet(row)
        .where(sql<boolean>`flags.version = ${version - 1}`),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
