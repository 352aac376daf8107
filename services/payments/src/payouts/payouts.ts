// Money out to creators. It is taken from what she is owed when it is asked for (one transaction), given to the rail under
// our id (no transaction), and ended by the rail's word (one transaction). What this file does needs no rail.
import {
  aboveMaximum,
  belowMinimum,
  noPayoutAccount,
  notEnoughMoney,
  payoutGone,
} from '@windsurf/contracts/payments-payout-problems';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { accountInUse } from '../accounts/accounts.ts';
import type { Deps, Tx } from '../deps.ts';
import { lockBooks } from '../ledger/ledger.ts';
import { ending, pageCursor, readPageCursor } from '../page-cursor.ts';
import { moneyOf } from './available.ts';
import { bookAsked, bookBack } from './books.ts';
import { holdOf } from './hold-check.ts';
import { limitsOf } from './limits.ts';
import { isUnsent } from './payout-states.ts';
import {
  changePayout,
  eventsOf,
  insertPayout,
  lockPayout,
  payoutById,
  payoutOfRequest,
  payoutsBefore,
} from './payouts.queries.ts';
import type { PayoutEventRow, PayoutRow } from './payouts.queries.ts';
import { routeTo } from './routes-of-money.ts';
import { takeLines } from './statement.queries.ts';
import { readStatement } from './statement.ts';
import type { Statement } from './statement.ts';
import { tell } from './tell.ts';

export type { PayoutRow } from './payouts.queries.ts';
export { payoutOfSale } from './statement.queries.ts';

export type Wish = {
  /** `all`: everything that can be sent, up to the most. */
  readonly amount: Santim | 'all';
  readonly how: PayoutRow['how'];
  /** The language of the refusals. */
  readonly lang: Language;
  readonly again?: { readonly of: string; readonly try: number };
  /** The same request again is the same payout, also after its answer was lost. */
  readonly requestKey?: string;
};

/**
 * Takes the money and writes the payout, in the caller's transaction; a worker sends it. Throws noPayoutAccount,
 * belowMinimum, aboveMaximum and notEnoughMoney, and then nothing was taken.
 */
export async function openPayout(deps: Deps, tx: Tx, creatorId: CreatorId, wish: Wish): Promise<PayoutRow> {
  await lockBooks(tx);
  const known = wish.requestKey === undefined ? undefined : await payoutOfRequest(tx, creatorId, wish.requestKey);
  if (known) return known;
  const now = deps.clock.now();
  const account = await accountInUse(tx, creatorId).executeTakeFirst();
  if (!account) throw noPayoutAccount();
  const money = await moneyOf(tx, creatorId, now);
  const { least, most } = limitsOf(account.kind);
  const amount = wish.amount === 'all' ? (Math.min(money.available, most) as Santim) : wish.amount;
  const says = (sum: Santim): string => formatBirr(sum, wish.lang);
  if (amount < least) throw belowMinimum({ least: says(least) }, { pointer: '/amountSantim' });
  if (amount > most) throw aboveMaximum({ most: says(most) }, { pointer: '/amountSantim' });
  if (amount > money.available) throw notEnoughMoney({ available: says(money.available) });
  const id = newId();
  const hold = await holdOf(tx, creatorId, { accountId: account.id, keptBy: null }, now);
  const { rail, byHand } = routeTo(deps.rails, account);
  const closing = money.payable - amount;
  const payout = await insertPayout(tx, {
    id,
    state: hold ? 'held' : 'requested',
    reason: hold?.reason ?? null,
    amountSantim: amount,
    how: wish.how,
    accountId: account.id,
    kind: account.kind,
    bank: account.bank,
    numberHint: account.numberHint,
    holder: account.holder,
    rail,
    byHand,
    nextAt: hold ? hold.until : now,
    requestedAt: now,
    againOf: wish.again?.of ?? null,
    try: wish.again?.try ?? 1,
    requestKey: wish.requestKey ?? null,
    openingSantim: 0,
    closingSantim: closing,
  });
  const moved = await takeLines(tx, creatorId, id);
  const whole = await changePayout(tx, creatorId, id, { openingSantim: money.payable - moved });
  await bookAsked(tx, payout, now);
  const what = wish.how === 'asked' ? 'asked' : wish.how === 'schedule' ? 'scheduled' : 'again';
  const who = wish.how === 'asked' ? 'creator' : 'we';
  // One SMS: that it was asked for, and if so, why it waits.
  await tell(tx, whole, { what, who, at: now });
  return whole;
}

/** More than anybody needs; each costs an SMS. */
const asksAtMost = { name: 'payouts-asked', max: 30, windowSeconds: 3600 } as const;

/** A creator asks for money. Throws as `openPayout`, and 429. */
export async function requestPayout(
  deps: Deps,
  creatorId: CreatorId,
  wish: { readonly amount: Santim; readonly requestKey: string; readonly lang: Language },
): Promise<PayoutRow> {
  await deps.limits.take(asksAtMost, creatorId);
  return await deps.tenancy.inCreator(
    creatorId,
    async (tx) => await openPayout(deps, tx, creatorId, { ...wish, how: 'asked' }),
  );
}

/** Puts back what was not given to anybody yet. Twice is once. Throws notFound, and payoutGone when it was sent. */
export async function cancelPayout(deps: Deps, creatorId: CreatorId, id: string): Promise<PayoutRow> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const payout = await lockPayout(tx, creatorId, id);
    if (!payout) throw notFound();
    if (payout.state === 'cancelled') return payout;
    if (!isUnsent(payout.state)) throw payoutGone();
    const at = deps.clock.now();
    const change = { state: 'cancelled', reason: null, endedAt: at, nextAt: null } as const;
    const cancelled = await changePayout(tx, creatorId, id, change);
    await bookBack(tx, creatorId, cancelled, at);
    await tell(tx, cancelled, { what: 'cancelled', who: 'creator', at });
    return cancelled;
  });
}

/** Newest first. */
export async function listPayouts(
  deps: Deps,
  creatorId: CreatorId,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: PayoutRow[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const before = readPageCursor(page.cursor, ending);
  const query = payoutsBefore(deps.tenancy.compile, creatorId, before, limit + 1).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? pageCursor(last.requestedAt, last.id) : null };
}

/** One payout, its history and what it is made of. Absent and another's are the same 404. */
export async function readPayout(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
): Promise<{ payout: PayoutRow; history: PayoutEventRow[]; statement: Statement }> {
  const { compile } = deps.tenancy;
  const [payouts, history] = await deps.tenancy.batchInCreator(creatorId, [
    payoutById(compile, creatorId, id).compile(),
    eventsOf(compile, creatorId, id).compile(),
  ]);
  const payout = payouts[0];
  if (!payout) throw notFound();
  return { payout, history, statement: await readStatement(deps, creatorId, payout) };
}
