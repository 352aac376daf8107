// What people do about refunds: send by hand what no rail can send, end what nobody can say, agree to what is large.
import { refundNotWaiting, refundReferenceUsed, secondApproverNeeded } from '@windsurf/contracts/payments-refunds';
import { notFound } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { intentById } from '../intents/intents.ts';
import { pageCursor, readPageCursor } from '../page-cursor.ts';
import { endFailed, endSent, openRefund } from './ends.ts';
import type { OpenedRefund } from './ends.ts';
import { placeCreditAgain } from './late.ts';
import { changeRefund, eventsOfRefund, refundById, writeRefundEvent } from './refunds.queries.ts';
import type { RefundRow } from './refunds.queries.ts';
import { howOf } from './refunds.ts';

export type QueuedRefund = Pick<
  RefundRow,
  | 'id'
  | 'creatorId'
  | 'intentId'
  | 'orderId'
  | 'source'
  | 'title'
  | 'buyerHint'
  | 'amountSantim'
  | 'currency'
  | 'rail'
  | 'state'
  | 'reason'
  | 'why'
  | 'providerOrderId'
  | 'paymentTxnId'
  | 'txnId'
  | 'attempts'
  | 'askedAt'
  | 'nextAt'
  | 'endedAt'
  | 'proposedBy'
> & { readonly storeName: string };
export type Deed = 'sent' | 'failed' | 'retry' | 'approve';

/** What may be done with a refund now. */
export function deedsFor(deps: Deps, refund: Pick<RefundRow, 'state' | 'source' | 'rail' | 'nextAt' | 'why'>): Deed[] {
  const { state, source, nextAt } = refund;
  const byRail = howOf(deps, refund.rail) === 'rail';
  switch (state) {
    case 'waits-approval':
      return ['approve', 'failed'];
    case 'manual':
      return byRail ? ['sent', 'failed', 'retry'] : ['sent', 'failed'];
    case 'unknown':
      return ['sent', 'failed', 'retry'];
    case 'asked':
    case 'sending':
      return nextAt === null ? ['sent', 'failed', 'retry'] : ['sent'];
    case 'failed':
      return source === 'credit' && !hasLeft.has(refund.why ?? '') ? ['retry'] : [];
    case 'sent':
      return [];
  }
}

/** Why a failed refund's money is gone all the same: it is not sent again. */
const hasLeft: ReadonlySet<string> = new Set(['reversed', 'came-late', 'late-and-too-much']);

/** Whose refund it is; the look, or the deed, is written down. Throws notFound. */
async function creatorOf(deps: Deps, operatorId: string, refundId: string, doing: string): Promise<CreatorId> {
  const [found] = await deps.tenancy.door<{ operatorOpensRefund: string | null }>(
    'operator_opens_refund',
    operatorId,
    refundId,
    doing,
  );
  if (!found?.operatorOpensRefund) throw notFound();
  return asCreatorId(found.operatorOpensRefund);
}

export type RefundEvidence = {
  readonly refund: QueuedRefund;
  readonly timeline: readonly {
    readonly at: Date;
    readonly what: string;
    readonly who: string;
    readonly note: string | null;
  }[];
};

/** One refund with everything that happened to it. Throws notFound. */
export async function readForOperator(deps: Deps, operatorId: string, refundId: string): Promise<RefundEvidence> {
  return await evidence(deps, await creatorOf(deps, operatorId, refundId, 'refund.opened'), refundId);
}

async function evidence(deps: Deps, creatorId: CreatorId, refundId: string): Promise<RefundEvidence> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const refund = await refundById(tx, creatorId, refundId).executeTakeFirst();
    if (!refund) throw notFound();
    const { storeName } = await intentById(tx, creatorId, refund.intentId).executeTakeFirstOrThrow();
    return { refund: { ...refund, storeName }, timeline: await eventsOfRefund(tx, creatorId, refundId).execute() };
  });
}

/** Refunds that wait for a person, oldest first. */
export async function listForOperator(
  deps: Deps,
  operatorId: string,
  page: {
    readonly state?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ items: QueuedRefund[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const after = readPageCursor(page.cursor);
  const queue = page.state ?? 'open';
  const rows = await deps.tenancy.door<QueuedRefund>('open_refunds', operatorId, queue, after.at, after.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? pageCursor(last.askedAt, last.id) : null };
}

type Work = (tx: Tx, opened: OpenedRefund, creatorId: CreatorId, at: Date) => Promise<void>;

async function decide(
  deps: Deps,
  operatorId: string,
  refundId: string,
  deed: Deed,
  work: Work,
): Promise<RefundEvidence> {
  const creatorId = await creatorOf(deps, operatorId, refundId, `refund.${deed}`);
  const at = deps.clock.now();
  try {
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const opened = await openRefund(tx, creatorId, refundId);
      if (!opened) throw notFound();
      await work(tx, opened, creatorId, at);
    });
  } catch (error) {
    if (isFault(error, 'duplicate', 'refunds_txn')) throw refundReferenceUsed({}, { pointer: '/reference' });
    // The same sum is on its way again already.
    if (isFault(error, 'duplicate', 'refunds_credit_once')) throw refundNotWaiting();
    throw error;
  }
  return await evidence(deps, creatorId, refundId);
}

const must = (deps: Deps, { refund }: OpenedRefund, deed: Deed): void => {
  if (!deedsFor(deps, refund).includes(deed)) throw refundNotWaiting();
};

/** It was sent by hand, or the rail's desk says so. Throws notFound, refundNotWaiting and refundReferenceUsed. */
export async function markSent(
  deps: Deps,
  operatorId: string,
  refundId: string,
  proof: { readonly reference: string; readonly note: string },
): Promise<RefundEvidence> {
  const txnId = proof.reference.toUpperCase();
  return await decide(deps, operatorId, refundId, 'sent', async (tx, opened, creatorId, at) => {
    if (opened.refund.state === 'sent' && opened.refund.txnId === txnId) return;
    must(deps, opened, 'sent');
    const who = `operator:${operatorId}`;
    await endSent(tx, creatorId, opened, { txnId, who, note: proof.note }, at);
  });
}

/** Nothing was sent, and nothing will be. Throws notFound and refundNotWaiting. */
export async function markFailed(
  deps: Deps,
  operatorId: string,
  refundId: string,
  note: string,
): Promise<RefundEvidence> {
  return await decide(deps, operatorId, refundId, 'failed', async (tx, opened, creatorId, at) => {
    must(deps, opened, 'failed');
    const end = { why: 'decided', who: `operator:${operatorId}`, note, taken: false };
    await endFailed(deps, tx, creatorId, opened, end, at);
  });
}

/** The rail is asked once more, under the same id; a sum that was given up goes again. Throws as the others. */
export async function retry(deps: Deps, operatorId: string, refundId: string, note: string): Promise<RefundEvidence> {
  return await decide(deps, operatorId, refundId, 'retry', async (tx, opened, creatorId, at) => {
    must(deps, opened, 'retry');
    const { refund } = opened;
    await writeRefundEvent(tx, { refundId, at, what: 'retry', who: `operator:${operatorId}`, note });
    if (refund.state === 'failed') {
      const byRail = howOf(deps, refund.rail) === 'rail' && refund.how === 'rail';
      await placeCreditAgain(
        tx,
        refund,
        at,
        byRail ? { state: 'asked', nextAt: at } : { state: 'manual', nextAt: null },
      );
      return;
    }
    const state = refund.touched ? 'unknown' : 'asked';
    await changeRefund(tx, creatorId, refundId, { state, how: 'rail', sendingSince: at, nextAt: at });
  });
}

/** One of the two people that a large automatic refund needs. Throws notFound, refundNotWaiting, secondApproverNeeded. */
export async function approve(deps: Deps, operatorId: string, refundId: string, note: string): Promise<RefundEvidence> {
  return await decide(deps, operatorId, refundId, 'approve', async (tx, opened, creatorId, at) => {
    must(deps, opened, 'approve');
    const { refund } = opened;
    if (refund.proposedBy === operatorId) throw secondApproverNeeded();
    const second = refund.proposedBy !== null;
    const what = second ? 'approved' : 'approved-first';
    await writeRefundEvent(tx, { refundId, at, what, who: `operator:${operatorId}`, note });
    if (!second) return await changeRefund(tx, creatorId, refundId, { proposedBy: operatorId });
    const byRail = howOf(deps, refund.rail) === 'rail';
    const next = byRail ? ({ state: 'asked', nextAt: at } as const) : ({ state: 'manual', nextAt: null } as const);
    await changeRefund(tx, creatorId, refundId, { ...next, how: byRail ? 'rail' : 'hand' });
  });
}
