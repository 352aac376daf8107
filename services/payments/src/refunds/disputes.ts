// Somebody tells the bank that a payment was wrong. While it is looked at nothing of it is refunded, so that nobody pays
// twice; won, all is as before; lost, the money is taken back as by a reversal.
import { notResolvable } from '@windsurf/contracts/payments-operator';
import { disputeOfRefunded } from '@windsurf/contracts/payments-refunds';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { changeIntent, lockIntent, mayFollow, writeHappening } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { creatorOf } from '../operator/operator.ts';
import { followOrder } from '../instalments/instalments.ts';
import { changeOrder, orderOfIntent, partsOf } from '../orders/orders.ts';
import type { Order } from '../orders/orders.ts';
import { takeBack } from '../settle/money.ts';
import type { Settled } from '../settle/settle.ts';
import { endOpenDispute, insertDispute } from './refunds.queries.ts';

type By = { readonly operatorId: string; readonly note: string };

async function disputed(
  deps: Deps,
  intentId: string,
  by: By,
  work: (tx: Tx, creatorId: CreatorId, intent: IntentRow, order: Order) => Promise<Settled>,
): Promise<Settled> {
  const creatorId = await creatorOf(deps, by.operatorId, intentId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (!intent) throw notFound();
    const order = await orderOfIntent(tx, creatorId, intentId);
    // What bought nothing goes back by itself; there is nothing to dispute.
    if (!order) throw notResolvable();
    return await work(tx, creatorId, intent, order);
  });
}

/** Opens a dispute of a paid order; open already is no error. Throws notFound, notResolvable, disputeOfRefunded. */
export async function openDispute(deps: Deps, intentId: string, by: By): Promise<Settled> {
  return await disputed(deps, intentId, by, async (tx, creatorId, intent, order) => {
    if (intent.state === 'disputed') return { state: 'disputed', changed: false };
    if (!mayFollow(intent.state, 'disputed')) throw notResolvable();
    if (partsOf(order).left === 0) throw disputeOfRefunded();
    const at = deps.clock.now();
    await changeIntent(tx, creatorId, intentId, { state: 'disputed' });
    await changeOrder(tx, creatorId, order.id, { state: 'disputed' });
    const { operatorId: openedBy, note } = by;
    await insertDispute(tx, { id: newId(), intentId, orderId: order.id, openedAt: at, openedBy, note });
    // What is paid in parts is closed while one of them is in doubt.
    await followOrder(tx, creatorId, order.id, at);
    await writeHappening(tx, intentId, at, 'disputed', 'operator');
    deps.log.warn({ intentId }, 'a payment is disputed');
    return { state: 'disputed', changed: true };
  });
}

/** Ends a dispute; ended the same way already is no error. Throws notFound and notResolvable. */
export async function endDispute(deps: Deps, intentId: string, outcome: 'won' | 'lost', by: By): Promise<Settled> {
  return await disputed(deps, intentId, by, async (tx, creatorId, intent, order) => {
    const to = outcome === 'won' ? 'succeeded' : 'reversed';
    if (intent.state === to) return { state: to, changed: false };
    if (intent.state !== 'disputed') throw notResolvable();
    const at = deps.clock.now();
    const { operatorId: endedBy, note: endNote } = by;
    await endOpenDispute(tx, creatorId, intentId, { outcome, endedAt: at, endedBy, endNote });
    await changeIntent(tx, creatorId, intentId, { state: to });
    await writeHappening(tx, intentId, at, outcome === 'won' ? 'dispute-won' : 'dispute-lost', 'operator');
    if (outcome === 'won') {
      const { refundedSantim, amountSantim } = order;
      const part = refundedSantim > 0 ? 'partly-refunded' : 'paid';
      await changeOrder(tx, creatorId, order.id, { state: refundedSantim === amountSantim ? 'refunded' : part });
      await followOrder(tx, creatorId, order.id, at);
      return { state: to, changed: true };
    }
    // Sent back while the bank was looking: there is nothing left that it could have taken from the creator.
    if (partsOf(order).left === 0) {
      await changeOrder(tx, creatorId, order.id, { state: 'refunded' });
      await followOrder(tx, creatorId, order.id, at);
    } else await takeBack(tx, creatorId, { ...intent, state: to }, at, 'dispute');
    return { state: to, changed: true };
  });
}
