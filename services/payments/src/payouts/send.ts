// A payout and its rail. Taken by one worker (transaction), given to the rail under our id (no transaction), and what came
// of it written down (transaction). Without a Result nobody knows, so it is asked about where that can be done, and looked
// for by a person where not; it is never given to a rail under another id.
import { Problem } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import { numberOf } from '../accounts/accounts.ts';
import type { Deps, Tx } from '../deps.ts';
import { lockBooks } from '../ledger/ledger.ts';
import type { Rail, Sent } from '../rails/rails.ts';
import { bookBack, bookPaid, bookPaidLate } from './books.ts';
import { holdOf } from './hold-check.ts';
import {
  againAfterMs,
  isUnsent,
  meaningOf,
  nextQuestion,
  nextTry,
  resultWithinMs,
  sendLeaseMs,
  triesAtMost,
} from './payout-states.ts';
import { askedSince, changePayout, lockPayout } from './payouts.queries.ts';
import type { PayoutRow } from './payouts.queries.ts';
import { openPayout } from './payouts.ts';
import { note, tell } from './tell.ts';
import type { Teller } from './tell.ts';

export type Via = 'sent' | 'sent-again' | 'asked' | 'told' | 'person';
type Step = { readonly do: 'send' | 'ask' | 'again'; readonly payout: PayoutRow } | undefined;
/** A payout's id at the rail: letters and digits only. */
const wireId = (id: string): string => id.replaceAll('-', '');
const ownId = (wire: string): string => wire.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Whatever is due of one payout: looks whether it may go, sends it, asks about it, has a person look, or tries again. */
export async function workOn(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const step = await deps.tenancy.inCreator(creatorId, async (tx): Promise<Step> => {
    const payout = await lockPayout(tx, creatorId, id);
    if (!payout || payout.nextAt === null) return undefined;
    if (isUnsent(payout.state)) return await prepare(deps, tx, creatorId, payout);
    if (isWithRail(payout, deps.clock.now())) return undefined;
    if (payout.state === 'sending' || payout.state === 'unknown') return await lookFor(deps, tx, payout);
    return payout.state === 'failed' ? { do: 'again', payout } : undefined;
  });
  if (step?.do === 'send') await send(deps, step.payout, 'sent');
  if (step?.do === 'ask') await askAbout(deps, step.payout);
  // In a transaction of its own: the books are locked before the payout.
  if (step?.do === 'again') await tryAgain(deps, creatorId, id);
}

/** Somebody else has just begun to send it: a worker, or an operator who has it tried at once. */
const isWithRail = ({ state, sendingAt }: PayoutRow, at: Date): boolean =>
  state === 'sending' && sendingAt !== null && at.getTime() < sendingAt.getTime() + sendLeaseMs;

async function prepare(deps: Deps, tx: Tx, creatorId: CreatorId, payout: PayoutRow): Promise<Step> {
  const at = deps.clock.now();
  const hold = await holdOf(tx, creatorId, payout, at);
  if (hold) {
    const change = { state: 'held', reason: hold.reason, nextAt: hold.until } as const;
    const held = await changePayout(tx, creatorId, payout.id, change);
    if (payout.reason !== hold.reason) await tell(tx, held, { what: 'held', who: 'we', at });
    return undefined;
  }
  if (payout.state === 'held' && payout.reason !== 'rail-down') {
    await note(tx, payout.id, { what: 'let-go', who: 'we', at });
  }
  const sending = await changePayout(tx, creatorId, payout.id, {
    state: 'sending',
    reason: null,
    sendingAt: at,
    attempts: payout.attempts + 1,
    nextAt: payout.byHand ? null : new Date(at.getTime() + sendLeaseMs),
  });
  await note(tx, payout.id, { what: payout.byHand ? 'by-hand' : 'sending', who: 'we', at });
  return payout.byHand ? undefined : { do: 'send', payout: sending };
}

/** Taken in or lost: nobody has said how it ended. */
async function lookFor(deps: Deps, tx: Tx, payout: PayoutRow): Promise<Step> {
  const creatorId = asCreatorId(payout.creatorId);
  const at = deps.clock.now();
  const canAsk = deps.rails.get(payout.rail)?.queryPayout !== undefined;
  const next = nextQuestion(payout.asked, payout.sendingAt ?? at, at, canAsk);
  const change = { nextAt: next ?? null, asked: payout.asked + 1 };
  if (next === undefined) {
    const lost = { ...change, state: 'unknown', reason: 'unknown-outcome', parkedAt: at } as const;
    const parked = await changePayout(tx, creatorId, payout.id, lost);
    deps.log.error({ payoutId: payout.id, alarm: true }, 'a payout has no Result: a person has to look for it');
    await tell(tx, parked, { what: 'parked', who: 'we', at });
    return undefined;
  }
  const doubt = { ...change, state: 'unknown', reason: 'unknown-outcome' } as const;
  const changed = await changePayout(tx, creatorId, payout.id, doubt);
  if (payout.state !== 'unknown') await tell(tx, changed, { what: 'unknown', who: 'we', at });
  return canAsk ? { do: 'ask', payout: changed } : undefined;
}

/** Gives a payout to its rail. `sent-again` is the same one under the same id, when an operator has it repeated. */
export async function send(deps: Deps, payout: PayoutRow, via: 'sent' | 'sent-again'): Promise<void> {
  const creatorId = asCreatorId(payout.creatorId);
  const rail = deps.rails.get(payout.rail);
  const end = rail ? await giveTo(deps, rail, creatorId, payout, via) : down(`no rail ${payout.rail}`);
  await endPayout(deps, creatorId, payout.id, end, via);
}
const down = (why: string): Sent => ({ kind: 'down', why });

async function giveTo(
  deps: Deps,
  rail: Rail,
  creatorId: CreatorId,
  payout: PayoutRow,
  via: 'sent' | 'sent-again',
): Promise<Sent> {
  const account = await numberOf(deps, creatorId, payout.accountId);
  if (!rail.payout || !account) return down('the rail sends nothing to this account');
  const { kind, number, bank } = account;
  try {
    return await rail.payout({
      payoutId: wireId(payout.id),
      account: { kind, number, ...(bank === null ? {} : { bank }) },
      holder: payout.holder,
      amount: santim(payout.amountSantim),
      resultUrl: `${deps.callbackOrigin}/v1/payments/callbacks/${rail.name}`,
      ...(via === 'sent-again' ? { again: true } : {}),
    });
  } catch (error) {
    // What a rail throws says nothing about the money.
    deps.log.error({ err: error, payoutId: payout.id, alarm: true }, 'a rail threw where it should answer');
    return { kind: 'unknown', why: 'the rail could not be called' };
  }
}

/** Asks the rail what became of a payout; changes nothing where it cannot be asked. */
export async function askAbout(deps: Deps, payout: PayoutRow): Promise<void> {
  const rail = deps.rails.get(payout.rail);
  if (!rail?.queryPayout) return;
  const end = await rail.queryPayout(wireId(payout.id));
  await endPayout(deps, asCreatorId(payout.creatorId), payout.id, end, 'asked');
}

/**
 * The end of a payout that a rail tells by itself. False when no payout of ours is meant. The same end again changes
 * nothing.
 */
export async function settlePayout(deps: Deps, payoutId: string, end: Sent): Promise<boolean> {
  const id = ownId(payoutId.toLowerCase());
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return false;
  const [found] = await deps.tenancy.door<{ creatorOfPayout: string | null }>('creator_of_payout', id);
  if (!found?.creatorOfPayout) return false;
  await endPayout(deps, asCreatorId(found.creatorOfPayout), id, end, 'told');
  return true;
}

export type Person = { readonly id: string; readonly note: string; readonly again: boolean };

/** Writes down what a rail, or a person with a proof, said about a payout. The books' lock makes it one at a time. */
export async function endPayout(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  end: Sent,
  via: Via,
  person?: Person,
): Promise<PayoutRow | undefined> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const payout = await lockPayout(tx, creatorId, id);
    return payout && (await apply(deps, tx, creatorId, payout, end, via, person));
  });
}

async function apply(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  payout: PayoutRow,
  end: Sent,
  via: Via,
  person: Person | undefined,
): Promise<PayoutRow> {
  const at = deps.clock.now();
  const meaning = meaningOf(payout, end, via);
  const who: Teller = person ? 'operator' : 'rail';
  const by = { who, at, note: person?.note, personId: person?.id };
  const evidence = 'why' in end ? end.why.slice(0, 500) : undefined;
  const change = async (to: Parameters<typeof changePayout>[3]): Promise<PayoutRow> =>
    await changePayout(tx, creatorId, payout.id, { ...to, ...(evidence === undefined ? {} : { evidence }) });
  const ended = { endedAt: at, nextAt: null };
  switch (meaning) {
    case 'paid':
    case 'late': {
      const txnId = end.kind === 'done' ? end.txnId : null;
      const paid = await change({ ...ended, state: 'paid', reason: null, txnId, sendingAt: payout.sendingAt ?? at });
      await (meaning === 'paid' ? bookPaid(tx, paid, at) : bookPaidLate(tx, creatorId, paid, at));
      if (meaning === 'late')
        deps.log.error({ payoutId: payout.id, alarm: true }, 'a payout arrived after its money went back');
      await tell(tx, paid, { ...by, what: meaning === 'late' ? 'paid-late' : 'paid' });
      return paid;
    }
    case 'failed': {
      // An account that does not exist will not exist tomorrow.
      const again = person ? person.again : !(evidence ?? '').startsWith('account') && payout.try < triesAtMost;
      const nextAt = again ? new Date(at.getTime() + againAfterMs) : null;
      const failed = await change({ ...ended, state: 'failed', reason: 'rail-refused', nextAt });
      await bookBack(tx, creatorId, failed, at);
      await tell(tx, failed, { ...by, what: 'failed' });
      return failed;
    }
    case 'back': {
      const held = await change({ state: 'held', reason: 'rail-down', nextAt: nextTry(payout.attempts, at) });
      if (payout.attempts === 1) await tell(tx, held, { ...by, what: 'not-sent' });
      else await note(tx, payout.id, { ...by, what: 'not-sent', reason: 'rail-down' });
      return held;
    }
    case 'taken': {
      const reference = end.kind === 'pending' ? end.reference : payout.reference;
      if (payout.state === 'unknown') return await change({ reference });
      await note(tx, payout.id, { ...by, what: 'taken' });
      return await change({ reference, nextAt: new Date(at.getTime() + resultWithinMs) });
    }
    case 'doubt': {
      const canAsk = deps.rails.get(payout.rail)?.queryPayout !== undefined;
      const nextAt = nextQuestion(payout.asked, payout.sendingAt ?? at, at, canAsk) ?? at;
      const doubted = await change({ state: 'unknown', reason: 'unknown-outcome', nextAt });
      await tell(tx, doubted, { ...by, what: 'unknown' });
      return doubted;
    }
    case 'contradiction':
      deps.log.error({ payoutId: payout.id, alarm: true }, 'a rail says two things about one payout');
      await note(tx, payout.id, { ...by, what: 'contradicted' });
      return await change({});
    case 'nothing':
      return evidence === undefined || payout.endedAt !== null ? payout : await change({});
  }
}

/** A payout that did not arrive is asked for again, unless the creator has done something else with the money since. */
async function tryAgain(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    await lockBooks(tx);
    const payout = await lockPayout(tx, creatorId, id);
    if (payout?.state !== 'failed' || payout.nextAt === null) return;
    const at = deps.clock.now();
    await changePayout(tx, creatorId, id, { nextAt: null });
    const other = await askedSince(tx, creatorId, payout.requestedAt, id);
    const opened = other ? undefined : await openAgain(deps, tx, creatorId, payout);
    if (!opened) await note(tx, id, { what: 'not-again', who: 'we', at });
  });
}

async function openAgain(deps: Deps, tx: Tx, creatorId: CreatorId, payout: PayoutRow): Promise<PayoutRow | undefined> {
  const amount = santim(payout.amountSantim);
  const again = { of: payout.id, try: payout.try + 1 };
  try {
    return await openPayout(deps, tx, creatorId, { amount, how: 'again', lang: 'am', again });
  } catch (error) {
    // Nothing was written before it was refused: the money is not there, or the account.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
