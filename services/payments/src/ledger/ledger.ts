// Double entry, and append-only: what was booked is corrected by another entry, never changed. The database refuses an
// entry that does not sum to zero, when its transaction ends.
import type { CreatorId } from '@windsurf/db/tenancy';
import { newId } from '@windsurf/db/ids';
import { santim, splitPercent } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { balances, feeAt, lastNumber, writeEntry } from './ledger.queries.ts';
import type { Line } from './ledger.queries.ts';

/** What the platform keeps of a sale at this moment, and what is left for the creator. */
export async function feeOf(tx: Tx, amount: Santim, at: Date): Promise<{ fee: Santim; net: Santim }> {
  const { part, rest } = splitPercent(amount, await feeAt(tx, at));
  return { fee: part, net: rest };
}

/** Books a sale: the rail owes us the whole, we owe the creator the net, the fee is earned. */
export async function bookSale(
  tx: Tx,
  sale: {
    readonly orderId: string;
    readonly amount: Santim;
    readonly fee: Santim;
    readonly net: Santim;
    readonly at: Date;
  },
): Promise<void> {
  const lines: Line[] = [
    { account: 'clearing:telebirr', amount: sale.amount },
    { account: 'creator-payable', amount: santim(sale.fee - sale.amount) },
    { account: 'platform-fee', amount: santim(sale.net - sale.amount) },
  ];
  await writeEntry(
    tx,
    { id: newId(), kind: 'sale', orderId: sale.orderId, at: sale.at },
    lines.filter((line) => line.amount !== 0),
  );
}

/** What a creator has sold, paid in fees and is owed: sums of postings, kept nowhere else. */
export async function readBalance(
  deps: Deps,
  creatorId: CreatorId,
): Promise<{ payableSantim: number; soldSantim: number; feesSantim: number; orders: number }> {
  const { compile } = deps.tenancy;
  const [sums, last] = await deps.tenancy.batchInCreator(creatorId, [
    balances(compile, creatorId).compile(),
    lastNumber(compile, creatorId).compile(),
  ]);
  const of = (account: Line['account']): number => sums.find((row) => row.account === account)?.total ?? 0;
  return {
    payableSantim: santim(-of('creator-payable')),
    soldSantim: santim(of('clearing:telebirr')),
    feesSantim: santim(-of('platform-fee')),
    orders: last[0]?.lastNumber ?? 0,
  };
}
