import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type AccountRow = Selectable<DB['payments.payoutAccounts']>;
type From = { selectFrom: Tx['selectFrom'] };

export const accountById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.payoutAccounts').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export const accountInUse = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.payoutAccounts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('removedAt', 'is', null);

/** The one in use first, then the newest. */
export const accountsOf = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.payoutAccounts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .orderBy(sql`removed_at is null`, 'desc')
    .orderBy('addedAt', 'desc')
    .limit(20);

export async function insertAccount(
  tx: Tx,
  row: Omit<Insertable<DB['payments.payoutAccounts']>, 'creatorId'>,
): Promise<AccountRow> {
  return await tx.insertInto('payments.payoutAccounts').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function changeAccount(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Updateable<DB['payments.payoutAccounts']>,
): Promise<AccountRow> {
  return await tx
    .updateTable('payments.payoutAccounts')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The name in the creator's tax profile, if she has one. */
export const legalNameOf = (from: From, creatorId: string) =>
  from.selectFrom('payments.taxProfiles').select('legalName').where('creatorId', '=', creatorId);
