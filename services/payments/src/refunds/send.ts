// Hands refunds to their rails and applies what the rails say. What may have reached the rail is asked about, or repeated
// under its own id; never sent under another one. What nobody can say after the schedule waits for a person.
import { isFault } from '@windsurf/db/errors';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps, Tx } from '../deps.ts';
import { intentById } from '../intents/intents.ts';
import { scaled } from '../janitor/janitor.ts';
import type { Rail, Refund, Sent } from '../rails/rails.ts';
import { nextAsk } from '../settle/schedule.ts';
import { endFailed, endSent, openRefund } from './ends.ts';
import type { OpenedRefund } from './ends.ts';
import { sendLate } from './late.ts';
import { changeRefund, lockRefund, refundById, writeRefundEvent } from './refunds.queries.ts';
import type { RefundRow } from './refunds.queries.ts';

/** Our id as the rails take it: letters and digits. */
export const railIdOf = (refundId: string): string => refundId.replaceAll('-', '');
/** The refund that a rail names; undefined when that is no id of ours. */
export const refundIdOf = (railId: string): string | undefined => {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(railId);
  return match?.slice(1).join('-').toLowerCase();
};

const atRail = new Set<RefundRow['state']>(['asked', 'sending', 'unknown']);
/** When a refund that waits for the end of a dispute is looked at again. */
const heldMs = 3_600_000;

/** Longer than two answers of a rail may take, each with a token before it; milliseconds of the world. */
const callMs = 90_000;

type Claim = { readonly refund: RefundRow; readonly rail: Rail };

/** The next step of one refund: sends it, or asks what became of it. Nothing when it is not the rail's turn. */
export async function pushRefund(deps: Deps, creatorId: CreatorId, refundId: string): Promise<void> {
  const claim = await claimRefund(deps, creatorId, refundId);
  if (!claim) return;
  const { refund, rail } = claim;
  const wire: Refund = {
    refundId: railIdOf(refund.id),
    orderId: refund.providerOrderId,
    txnId: refund.paymentTxnId,
    amount: santim(refund.amountSantim),
    reason: refund.reason.replaceAll('-', ' '),
    again: refund.touched,
  };
  const sent = await call(rail, wire, refund.touched);
  await applySent(deps, creatorId, refundId, sent, deps.clock.now(), !refund.touched);
}

async function call(rail: Rail, wire: Refund, asked: boolean): Promise<Sent> {
  try {
    if (asked && rail.queryRefund) return await rail.queryRefund(wire);
    return (await rail.refund?.(wire)) ?? { kind: 'down', why: 'no refunds' };
  } catch (error) {
    return { kind: 'unknown', why: (error as Error).message };
  }
}

/** Marks it as touched before the rail is: a process that dies in between has certainly not sent it twice. */
async function claimRefund(deps: Deps, creatorId: CreatorId, refundId: string): Promise<Claim | undefined> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const opened = await openRefund(tx, creatorId, refundId);
    if (!opened || !atRail.has(opened.refund.state)) return undefined;
    const { refund } = opened;
    const at = deps.clock.now();
    const rail = deps.rails.get(refund.rail);
    if (!refund.touched && (await stopped(deps, tx, creatorId, opened, at))) return undefined;
    if (!rail?.refund) {
      await hand(tx, creatorId, refund, 'no-rail', at);
      return undefined;
    }
    const since = refund.sendingSince ?? at;
    await changeRefund(tx, creatorId, refundId, {
      state: refund.state === 'asked' ? 'sending' : refund.state,
      touched: true,
      attempts: refund.attempts + 1,
      sendingSince: since,
      // Nobody else takes it while the rail is being asked; what it says sets the next time.
      nextAt: new Date(at.getTime() + scaled(deps, callMs)),
    });
    return { refund, rail };
  });
}

/** What was not sent yet is not sent while the bank looks at the payment, nor after it took the money itself. */
async function stopped(deps: Deps, tx: Tx, creatorId: CreatorId, opened: OpenedRefund, at: Date): Promise<boolean> {
  const { refund, order } = opened;
  if (order?.state === 'disputed') {
    await changeRefund(tx, creatorId, refund.id, { nextAt: new Date(at.getTime() + heldMs), why: 'disputed' });
    if (refund.why !== 'disputed') await writeRefundEvent(tx, { refundId: refund.id, at, what: 'held', who: 'we' });
    return true;
  }
  const intent = order ? undefined : await intentById(tx, creatorId, refund.intentId).executeTakeFirst();
  if (order?.state !== 'reversed' && intent?.state !== 'reversed') return false;
  await endFailed(deps, tx, creatorId, opened, { why: 'reversed', who: refund.rail, taken: true }, at);
  return true;
}

/** A person sends it. */
export async function hand(tx: Tx, creatorId: CreatorId, refund: RefundRow, why: string, at: Date): Promise<void> {
  await changeRefund(tx, creatorId, refund.id, { state: 'manual', how: 'hand', why, nextAt: null });
  await writeRefundEvent(tx, { refundId: refund.id, at, what: 'by-hand', who: 'we', note: why });
}

/**
 * Applies what a rail said about a refund; the same again changes nothing.
 *
 * @param fresh this was the first call that can have reached the rail: when it certainly did not, nothing did
 */
export async function applySent(
  deps: Deps,
  creatorId: CreatorId,
  refundId: string,
  sent: Sent,
  at: Date,
  fresh = false,
): Promise<void> {
  try {
    const late = await deps.tenancy.inCreator(creatorId, async (tx) => {
      const opened = await openRefund(tx, creatorId, refundId);
      return opened && (await apply(deps, tx, creatorId, opened, sent, at, fresh));
    });
    if (late) await sendLate(deps, creatorId, late.refund, late.txnId, at);
  } catch (error) {
    if (!isFault(error, 'duplicate', 'refunds_txn')) throw error;
    // The rail names one transfer for two refunds: nothing is booked until somebody has looked.
    deps.log.error({ refundId, alarm: true }, 'one transfer of the rail for two refunds');
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const refund = await lockRefund(tx, creatorId, refundId);
      if (!refund || !atRail.has(refund.state)) return;
      await changeRefund(tx, creatorId, refundId, { state: 'unknown', why: 'number-used-twice', nextAt: null });
      await writeRefundEvent(tx, { refundId, at, what: 'number-used-twice', who: refund.rail });
    });
  }
}

type Late = { readonly refund: RefundRow; readonly txnId: string };

async function apply(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  opened: OpenedRefund,
  sent: Sent,
  at: Date,
  fresh: boolean,
): Promise<Late | undefined> {
  const { refund } = opened;
  if (refund.state === 'sent') {
    if (sent.kind === 'done' && sent.txnId !== refund.txnId)
      deps.log.error(
        { refundId: refund.id, alarm: true },
        'the rail names another transfer for a refund that was sent',
      );
    return undefined;
  }
  if (refund.state === 'failed')
    return sent.kind === 'done' && refund.why !== 'came-late' ? { refund, txnId: sent.txnId } : undefined;
  if (sent.kind === 'done') {
    await endSent(tx, creatorId, opened, { txnId: sent.txnId, who: refund.rail }, at);
    return undefined;
  }
  // A person has it, and only the proof that it was sent changes that.
  if (!atRail.has(refund.state)) return undefined;
  if (sent.kind === 'failed') {
    // The buyer's own money is not ours to keep: where the rail does not take it, a person sends it.
    if (refund.source === 'credit') await hand(tx, creatorId, refund, sent.why, at);
    else await endFailed(deps, tx, creatorId, opened, { why: sent.why, who: refund.rail, taken: false }, at);
    return undefined;
  }
  await wait(deps, tx, creatorId, refund, sent, at, fresh);
  return undefined;
}

/** On its way, not begun, or nobody can say: asked again by the schedule, and after that by a person. */
async function wait(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  refund: RefundRow,
  sent: Extract<Sent, { kind: 'pending' | 'down' | 'unknown' }>,
  at: Date,
  fresh: boolean,
): Promise<void> {
  const since = refund.sendingSince ?? at;
  const next = nextAsk({ startedAt: since, expiresAt: null }, at);
  const first = refund.attempts <= 1;
  const untouched = sent.kind === 'down' && fresh;
  const state = sent.kind === 'pending' ? ('sending' as const) : untouched ? ('asked' as const) : ('unknown' as const);
  const why = sent.kind === 'pending' ? null : sent.why.slice(0, 200);
  const facts = { state, why, touched: !untouched, ...(sent.kind === 'pending' ? { reference: sent.reference } : {}) };
  if (next !== undefined) {
    await changeRefund(tx, creatorId, refund.id, { ...facts, nextAt: next });
    if (first || state !== refund.state)
      await writeRefundEvent(tx, { refundId: refund.id, at, what: sent.kind, who: refund.rail, note: why });
    return;
  }
  deps.log.error({ refundId: refund.id, alarm: true }, 'a refund waits for a person');
  if (untouched) return await hand(tx, creatorId, refund, 'given-up', at);
  await changeRefund(tx, creatorId, refund.id, { ...facts, state: 'unknown', why: 'given-up', nextAt: null });
  await writeRefundEvent(tx, { refundId: refund.id, at, what: 'given-up', who: 'we', note: why });
}

/**
 * A rail told the end of a refund. Where it can be asked it is asked first, and its notice counts only for what it has
 * taken in and cannot tell better. False: no refund of ours.
 */
export async function heardOfRefund(deps: Deps, railName: string, railId: string, end: Sent): Promise<boolean> {
  const refundId = refundIdOf(railId);
  if (refundId === undefined) return false;
  const [found] = await deps.tenancy.door<{ creatorOfRefund: string | null }>('creator_of_refund', railName, refundId);
  if (!found?.creatorOfRefund) return false;
  const creatorId = asCreatorId(found.creatorOfRefund);
  if (deps.rails.get(railName)?.queryRefund) {
    await pushRefund(deps, creatorId, refundId);
    const query = refundById(deps.tenancy.compile, creatorId, refundId).compile();
    const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
    if (rows[0]?.state !== 'sending' || end.kind !== 'done') return true;
  }
  await applySent(deps, creatorId, refundId, end, deps.clock.now());
  return true;
}
