// A payout in the ledger. Each needs the books' lock.
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Tx } from '../deps.ts';
import { balancesOf, book } from '../ledger/ledger.ts';

type Sum = { readonly id: string; readonly amountSantim: number; readonly rail: string };
const minus = (amount: number) => santim(-amount);

/** Taken from what the creator is owed. */
export async function bookAsked(tx: Tx, { id, amountSantim }: Sum, at: Date): Promise<void> {
  const amount = santim(amountSantim);
  await book(tx, { kind: 'payout', aboutId: id, at }, [
    { account: 'creator-payable', amount },
    { account: 'payouts-in-transit', amount: minus(amount) },
  ]);
}

/** Arrived: the rail has paid it out of what it owed us. */
export async function bookPaid(tx: Tx, { id, amountSantim, rail }: Sum, at: Date): Promise<void> {
  const amount = santim(amountSantim);
  await book(tx, { kind: 'payout-sent', aboutId: id, at }, [
    { account: 'payouts-in-transit', amount },
    { account: `clearing:${rail}`, amount: minus(amount) },
  ]);
}

/** Did not arrive, or was taken back: the creator is owed it again. What she owes us is paid from it first. */
export async function bookBack(tx: Tx, creatorId: CreatorId, { id, amountSantim }: Sum, at: Date): Promise<void> {
  const amount = santim(amountSantim);
  await book(tx, { kind: 'payout-back', aboutId: id, at }, [
    { account: 'payouts-in-transit', amount },
    { account: 'creator-payable', amount: minus(amount) },
  ]);
  const balances = await balancesOf(tx, creatorId);
  const netted = Math.min(balances.get('receivable') ?? 0, -(balances.get('creator-payable') ?? 0));
  if (netted <= 0) return;
  await book(tx, { kind: 'netting', aboutId: id, at }, [
    { account: 'creator-payable', amount: santim(netted) },
    { account: 'receivable', amount: minus(netted) },
  ]);
}

/** It had arrived although it was put back: taken again, and what is no longer there the creator owes us. */
export async function bookPaidLate(tx: Tx, creatorId: CreatorId, payout: Sum, at: Date): Promise<void> {
  const { id, amountSantim, rail } = payout;
  const there = Math.max(0, -((await balancesOf(tx, creatorId)).get('creator-payable') ?? 0));
  const taken = Math.min(there, amountSantim);
  await book(tx, { kind: 'correction', aboutId: id, at }, [
    { account: 'creator-payable', amount: santim(taken) },
    { account: 'receivable', amount: santim(amountSantim - taken) },
    { account: `clearing:${rail}`, amount: minus(amountSantim) },
  ]);
}
