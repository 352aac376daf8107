// Double entry, and append-only: what was booked is corrected by another entry, never changed. A debit is positive, a
// credit negative. The database refuses an entry that does not sum to zero and a balance on the wrong side.
import type { Selectable } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import type { DB } from '../db.gen.ts';
import type { Deps, Tx } from '../deps.ts';
import { balances, entryAbout, insertEntry, insertPostings, soldSums, takeBooks } from './ledger.queries.ts';

/**
 * `clearing:<rail>` the rail owes us · `bank:<rail>` it has settled · `creator-payable` we owe the creator ·
 * `platform-fee`, `provider-fee` earned by us and by the rail · `receivable` the creator owes us · `refunds-in-transit`,
 * `payouts-in-transit` on its way · `buyer-credit` came from buyers and bought nothing · `share:<party>` held for whom a
 * part of her sales is · `between-books` on its way from one creator's books to another's
 */
export type Account = string;
export type Line = { readonly account: Account; readonly amount: Santim };
export type EntryKind = Selectable<DB['payments.entries']>['kind'];

/** First in every transaction that moves money of a creator: they come one after the other from here on. */
export async function lockBooks(tx: Tx): Promise<{ owed: Santim }> {
  const { owed } = await takeBooks(tx, 0);
  return { owed: santim(owed) };
}

/** The same, with the creator's next order number; no number is lost, because the row stays locked until the commit. */
export async function lockBooksForOrder(tx: Tx): Promise<{ number: number; owed: Santim }> {
  const { lastNumber, owed } = await takeBooks(tx, 1);
  return { number: lastNumber, owed: santim(owed) };
}

/** Whether a fact was booked before. */
export async function hasEntry(tx: Tx, kind: EntryKind, aboutId: string): Promise<boolean> {
  return (await entryAbout(tx, kind, aboutId)) !== undefined;
}

/**
 * Books one fact; lines of nothing are left out. Gives the entry's id. The same kind about the same fact a second time is
 * refused by the database (duplicate `entries_once`), a sum that is not zero too (`entries_balanced`), and whatever would
 * leave an account on its wrong side (`accounts_side`).
 */
export async function book(
  tx: Tx,
  entry: { readonly kind: EntryKind; readonly aboutId: string; readonly orderId?: string; readonly at: Date },
  lines: readonly Line[],
): Promise<string> {
  const id = newId();
  const { kind, aboutId, at } = entry;
  await insertEntry(tx, { id, kind, aboutId, orderId: entry.orderId ?? null, at });
  await insertPostings(
    tx,
    id,
    lines.filter((line) => line.amount !== 0),
  );
  return id;
}

/** Books a sale: the rail owes us the whole, we owe the creator the net, others their parts, the fees are earned. */
export async function bookSale(
  tx: Tx,
  sale: {
    readonly orderId: string;
    readonly rail: string;
    readonly amount: Santim;
    readonly fee: Santim;
    readonly providerFee: Santim;
    /** What others have of it, each on an account of its own. */
    readonly shares: readonly Line[];
    /** What the creator owes us: her sales pay it first. */
    readonly owed: Santim;
    readonly at: Date;
  },
): Promise<void> {
  const { orderId, rail, amount, fee, providerFee, shares, owed, at } = sale;
  const others = shares.reduce((sum, line) => sum + line.amount, 0);
  const net = santim(amount - fee - providerFee - others);
  await book(tx, { kind: 'sale', aboutId: orderId, orderId, at }, [
    { account: `clearing:${rail}`, amount },
    { account: 'creator-payable', amount: santim(0 - net) },
    { account: 'platform-fee', amount: santim(0 - fee) },
    { account: 'provider-fee', amount: santim(0 - providerFee) },
    ...shares.map(({ account, amount: part }) => ({ account, amount: santim(0 - part) })),
  ]);
  const netted = santim(Math.min(owed, net));
  if (netted <= 0) return;
  await book(tx, { kind: 'netting', aboutId: orderId, orderId, at }, [
    { account: 'creator-payable', amount: netted },
    { account: 'receivable', amount: santim(0 - netted) },
  ]);
}

/** Balances of a creator inside of a transaction; debits are positive. */
export async function balancesOf(tx: Tx, creatorId: CreatorId): Promise<ReadonlyMap<Account, number>> {
  const rows = await balances(tx, creatorId).execute();
  return new Map(rows.map(({ kind, balanceSantim }) => [kind, balanceSantim]));
}

/** What a creator has sold, paid in fees and is owed. The balance is the ledger's; sales are what the orders say. */
export async function readBalance(
  deps: Deps,
  creatorId: CreatorId,
): Promise<{ payableSantim: number; soldSantim: number; feesSantim: number; orders: number }> {
  const { compile } = deps.tenancy;
  const [rows, sums] = await deps.tenancy.batchInCreator(creatorId, [
    balances(compile, creatorId).compile(),
    soldSums(compile, creatorId).compile(),
  ]);
  const payable = rows.find(({ kind }) => kind === 'creator-payable')?.balanceSantim ?? 0;
  return {
    payableSantim: santim(-payable),
    soldSantim: sums[0]?.sold ?? 0,
    feesSantim: sums[0]?.fees ?? 0,
    orders: sums[0]?.orders ?? 0,
  };
}
