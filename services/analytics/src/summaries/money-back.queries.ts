import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';

export type MoneyBack = {
  readonly id: string;
  readonly productId: string;
  readonly amountSantim: number;
  readonly askedAt: Date | null;
  readonly sentAt: Date | null;
  /** It failed, or was paid again. */
  readonly undoneAt: Date | null;
};
const columns = ['id', 'productId', 'amountSantim', 'askedAt', 'sentAt', 'undoneAt'] as const;

/** The row, made when it is not there, and locked until the end of the transaction. */
export async function takeMoneyBack(
  tx: Tx,
  creatorId: CreatorId,
  { id, productId }: { readonly id: string; readonly productId: string },
): Promise<MoneyBack> {
  await tx
    .insertInto('analytics.moneyBack')
    .values({ creatorId, id, productId, amountSantim: 0 })
    .onConflict((c) => c.doNothing())
    .execute();
  return await tx
    .selectFrom('analytics.moneyBack')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function keepMoneyBack(tx: Tx, creatorId: CreatorId, { id, ...now }: MoneyBack): Promise<void> {
  await tx
    .updateTable('analytics.moneyBack')
    .set(now)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}
