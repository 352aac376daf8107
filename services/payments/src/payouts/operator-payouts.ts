// What operators do about payouts. None of it moves money without a proof or sends under another id.
import { payoutGone, payoutNotThere, referenceUsed } from '@windsurf/contracts/payments-payout-problems';
import { notFound } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { payoutWords } from '@windsurf/language/words-payouts';
import { accountById, numberOf } from '../accounts/accounts.ts';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Deps, Tx } from '../deps.ts';
import { eachOf } from '../janitor/janitor.ts';
import { pageCursor, readPageCursor } from '../page-cursor.ts';
import { creatorFor } from '../risk/whose.ts';
import { isUnsent } from './payout-states.ts';
import { changePayout, eventsOf, lockPayout, payoutById } from './payouts.queries.ts';
import type { PayoutEventRow, PayoutRow } from './payouts.queries.ts';
import { askAbout, endPayout, send, workOn } from './send.ts';
import { note, tell } from './tell.ts';
import type { Happening } from './tell.ts';

export type SeenPayout = { readonly payout: PayoutRow; readonly account: AccountRow };
export type Decision = { readonly reason: string; readonly note: string };
const notThere = (payout: PayoutRow) => payoutNotThere({ state: payoutWords.states[payout.state].en });

async function see(deps: Deps, creatorId: CreatorId, id: string): Promise<SeenPayout> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const payout = await payoutById(tx, creatorId, id).executeTakeFirst();
    const account = payout && (await accountById(tx, creatorId, payout.accountId).executeTakeFirst());
    if (!payout || !account) throw notFound();
    return { payout, account };
  });
}

/** Payouts of all creators, oldest first. */
export async function listForOperator(
  deps: Deps,
  operatorId: string,
  page: {
    readonly state?: string | undefined;
    readonly creatorId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ items: SeenPayout[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const after = readPageCursor(page.cursor);
  const rows = await deps.tenancy.door<{ creatorId: string; id: string; at: Date }>(
    'payouts_of_all',
    operatorId,
    page.state ?? null,
    page.creatorId ?? null,
    after.at,
    after.id,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const found = new Map<string, SeenPayout>();
  await eachOf(shown, 4, async ({ creatorId, id }) => {
    found.set(id, await see(deps, asCreatorId(creatorId), id));
  });
  const last = shown.at(-1);
  return {
    items: shown.flatMap(({ id }) => found.get(id) ?? []),
    nextCursor: rows.length > limit && last ? pageCursor(last.at, last.id) : null,
  };
}

/** One payout; the account's number only while a person has to send it. */
export async function readForOperator(
  deps: Deps,
  operatorId: string,
  id: string,
): Promise<SeenPayout & { history: PayoutEventRow[]; number: string | null }> {
  const creatorId = await creatorFor(deps, operatorId, 'payout', id);
  const seen = await see(deps, creatorId, id);
  const [history] = await deps.tenancy.batchInCreator(creatorId, [
    eventsOf(deps.tenancy.compile, creatorId, id).compile(),
  ]);
  const { payout } = seen;
  const shows = payout.byHand && payout.state === 'sending';
  const number = shows ? ((await numberOf(deps, creatorId, payout.accountId))?.number ?? null) : null;
  return { ...seen, history, number };
}

async function onUnsent(
  deps: Deps,
  operatorId: string,
  id: string,
  work: (tx: Tx, payout: PayoutRow, creatorId: CreatorId) => Promise<void>,
): Promise<CreatorId> {
  const creatorId = await creatorFor(deps, operatorId, 'payout', id);
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const payout = await lockPayout(tx, creatorId, id);
    if (!payout) throw notFound();
    await work(tx, payout, creatorId);
  });
  return creatorId;
}
const by = (operatorId: string, { reason, note }: Decision, what: Happening) =>
  ({ what, who: 'operator', note: `${reason}: ${note}`, personId: operatorId }) as const;

/** Keeps what was not sent yet. Twice is once. Throws notFound, payoutGone. */
export async function hold(deps: Deps, operatorId: string, id: string, decision: Decision): Promise<SeenPayout> {
  const creatorId = await onUnsent(deps, operatorId, id, async (tx, payout, creator) => {
    if (payout.keptBy !== null) return;
    if (!isUnsent(payout.state)) throw payoutGone();
    const change = { state: 'held', reason: 'legal-hold', keptBy: operatorId, nextAt: null } as const;
    const kept = await changePayout(tx, creator, id, change);
    await tell(tx, kept, { ...by(operatorId, decision, 'kept'), at: deps.clock.now() });
  });
  return await see(deps, creatorId, id);
}

/** Lets it go on; whatever else holds it is looked at again. Twice is once. Throws notFound, payoutNotThere. */
export async function release(deps: Deps, operatorId: string, id: string, decision: Decision): Promise<SeenPayout> {
  const creatorId = await onUnsent(deps, operatorId, id, async (tx, payout, creator) => {
    if (payout.state === 'requested') return;
    if (payout.state !== 'held') throw notThere(payout);
    const at = deps.clock.now();
    await changePayout(tx, creator, id, { state: 'requested', reason: null, keptBy: null, nextAt: at });
    // What comes of it is told: that it was sent, or what else holds it.
    await note(tx, id, { ...by(operatorId, decision, 'released'), at });
  });
  return await see(deps, creatorId, id);
}

/** Whether a person may end it: it is with her, or nobody knows where it is. */
const isWithPerson = (payout: PayoutRow): boolean =>
  payout.state === 'unknown' || (payout.state === 'sending' && payout.byHand);

/**
 * A person has sent it, or has the proof that it arrived: booked as paid under the reference, which ends one payout only.
 * Twice is once. Throws notFound, payoutNotThere, referenceUsed.
 */
export async function markSent(
  deps: Deps,
  operatorId: string,
  id: string,
  proof: { readonly reference: string; readonly note: string },
): Promise<SeenPayout> {
  const creatorId = await creatorFor(deps, operatorId, 'payout', id);
  const { payout } = await see(deps, creatorId, id);
  const txnId = proof.reference.trim().toUpperCase();
  if (payout.state === 'paid' && payout.txnId === txnId) return await see(deps, creatorId, id);
  if (!isWithPerson(payout)) throw notThere(payout);
  const person = { id: operatorId, note: proof.note, again: false };
  try {
    await endPayout(deps, creatorId, id, { kind: 'done', txnId }, 'person', person);
  } catch (error) {
    if (isFault(error, 'duplicate', 'payouts_txn')) throw referenceUsed({}, { pointer: '/reference' });
    throw error;
  }
  return await see(deps, creatorId, id);
}

/** It is proven that nothing arrived: the money goes back. Twice is once. Throws notFound, payoutNotThere. */
export async function markFailed(deps: Deps, operatorId: string, id: string, decision: Decision): Promise<SeenPayout> {
  const creatorId = await creatorFor(deps, operatorId, 'payout', id);
  const { payout } = await see(deps, creatorId, id);
  if (payout.state === 'failed') return await see(deps, creatorId, id);
  if (!isWithPerson(payout)) throw notThere(payout);
  const why = `${decision.reason}: ${decision.note}`;
  // A wrong account is not tried again: it would fail again.
  const person = { id: operatorId, note: why, again: decision.reason !== 'wrong-account' };
  await endPayout(deps, creatorId, id, { kind: 'failed', why }, 'person', person);
  return await see(deps, creatorId, id);
}

/**
 * Now instead of later: what waits for its time is tried, what has no Result is asked about, or given to the rail once more
 * under the same id where that is all that can be done. Throws notFound, payoutNotThere.
 */
export async function retry(deps: Deps, operatorId: string, id: string, decision: Decision): Promise<SeenPayout> {
  const creatorId = await creatorFor(deps, operatorId, 'payout', id);
  const at = deps.clock.now();
  const isLost = ({ state, byHand }: PayoutRow): boolean => state === 'unknown' && !byHand;
  const canAsk = ({ rail }: PayoutRow): boolean => deps.rails.get(rail)?.queryPayout !== undefined;
  const payout = await deps.tenancy.inCreator(creatorId, async (tx) => {
    const locked = await lockPayout(tx, creatorId, id);
    if (!locked) throw notFound();
    // What a person keeps for a legal reason is released first: else its creator reads that it goes on, and it does not.
    const mayGo = isUnsent(locked.state) && locked.keptBy === null;
    if (!isLost(locked) && !mayGo && locked.state !== 'failed') throw notThere(locked);
    const what = isLost(locked) && canAsk(locked) ? 'looked-for' : 'released';
    await note(tx, id, { ...by(operatorId, decision, what), at });
    // One that failed has at most one after it.
    if (!isLost(locked)) await changePayout(tx, creatorId, id, { nextAt: at });
    return locked;
  });
  if (!isLost(payout)) await workOn(deps, creatorId, id);
  else await (canAsk(payout) ? askAbout(deps, payout) : send(deps, payout, 'sent-again'));
  return await see(deps, creatorId, id);
}
