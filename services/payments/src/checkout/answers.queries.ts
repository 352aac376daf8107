import type { Insertable } from 'kysely';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';

type Compile = Tenancy<DB>['compile'];

export async function insertAnswers(
  tx: Tx,
  row: Omit<Insertable<DB['payments.intentAnswers']>, 'creatorId'>,
): Promise<void> {
  await tx.insertInto('payments.intentAnswers').values(row).execute();
}

/** One row for an order of this creator, with what was written for it, if anything. */
export const answersOfOrder = (compile: Compile, creatorId: string, orderId: string) =>
  compile
    .selectFrom('payments.orders as o')
    .leftJoin('payments.intentAnswers as a', (join) =>
      join.onRef('a.creatorId', '=', 'o.creatorId').onRef('a.intentId', '=', 'o.intentId'),
    )
    .select('a.answersSealed')
    .where('o.creatorId', '=', creatorId)
    .where('o.id', '=', orderId);

/** Of paid orders that were not given back. */
export const namesOfProduct = (compile: Compile, creatorId: string, productId: string) =>
  compile
    .selectFrom('payments.intentAnswers as a')
    .innerJoin('payments.orders as o', (join) =>
      join.onRef('o.creatorId', '=', 'a.creatorId').onRef('o.intentId', '=', 'a.intentId'),
    )
    .select('a.shownNameSealed')
    .where('a.creatorId', '=', creatorId)
    .where('a.productId', '=', productId)
    .where('a.shownNameSealed', 'is not', null)
    .where('o.state', '=', 'paid')
    .orderBy('a.writtenAt', 'desc')
    .limit(10);
