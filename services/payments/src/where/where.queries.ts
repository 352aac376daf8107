import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

export type ToldRow = Selectable<DB['payments.toldReferences']>;
type From = { selectFrom: Tx['selectFrom'] };

/** Refused by the database (duplicate `told_references_once`) when the reference was told before, whoever told it. */
export async function insertTold(
  tx: Tx,
  told: Omit<Insertable<DB['payments.toldReferences']>, 'creatorId'>,
): Promise<void> {
  await tx.insertInto('payments.toldReferences').values(told).execute();
}

/** What was told about one attempt, oldest first. */
export const toldOf = (from: From, creatorId: string, intentId: string) =>
  from
    .selectFrom('payments.toldReferences')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .orderBy('toldAt')
    .limit(50);

export const toldById = (from: From, creatorId: string, id: string) =>
  from
    .selectFrom('payments.toldReferences as t')
    .innerJoin('payments.intents as i', (join) =>
      join.onRef('i.creatorId', '=', 't.creatorId').onRef('i.id', '=', 't.intentId'),
    )
    .select([
      't.id',
      't.creatorId',
      't.intentId',
      't.reference',
      't.amountSantim as toldSantim',
      't.textSealed',
      't.toldAt',
    ])
    .select(['i.state', 'i.rail', 'i.title', 'i.storeName', 'i.amountSantim'])
    .where('t.creatorId', '=', creatorId)
    .where('t.id', '=', id);
