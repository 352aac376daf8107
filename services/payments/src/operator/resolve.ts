// A person decides about what no rail could say. Nothing is invented: "paid" and "send back" name the rail's own number of
// the payment, which pays once on the whole platform.
import { notResolvable, proofMissing, proofUsed } from '@windsurf/contracts/payments-operator';
import type { resolveIntent } from '@windsurf/contracts/payments-operator';
import type { Input } from '@windsurf/contracts/endpoint';
import { notFound } from '@windsurf/contracts/problem';
import { isFault } from '@windsurf/db/errors';
import type { CreatorId } from '@windsurf/db/tenancy';
import { writeAudit } from '../callbacks/callbacks.ts';
import type { Deps } from '../deps.ts';
import { changeIntent, intentById, lockIntent, writeHappening } from '../intents/intents.ts';
import { railOf, settleByHand, tellFailure } from '../settle/settle.ts';
import type { Settled } from '../settle/settle.ts';
import { creatorOf } from './operator.ts';

export type Decided = Input<typeof resolveIntent>['body'];

/**
 * Applies a decision about a parked attempt; for a rail where people confirm what came, about a waiting one too. Throws
 * notFound, notResolvable, proofMissing and proofUsed.
 */
export async function resolve(deps: Deps, operatorId: string, intentId: string, decided: Decided): Promise<Settled> {
  const creatorId = await creatorOf(deps, operatorId, intentId);
  const { resolution, note } = decided;
  const providerTxnId = decided.providerTxnId?.toUpperCase();
  const at = deps.clock.now();
  if (resolution !== 'not-paid' && providerTxnId === undefined) throw proofMissing({}, { pointer: '/providerTxnId' });
  const paid = decided.paidSantim;
  if (resolution === 'send-back' && (paid === undefined || paid === 0))
    throw proofMissing({}, { pointer: '/paidSantim' });
  await deps.tenancy.inPlatform(async (tx) => {
    const about = `intent:${intentId}`;
    await writeAudit(tx, { who: `operator:${operatorId}`, what: `intent.decided-${resolution}`, about, at });
  });
  if (decided.providerTxnId !== undefined && (await hasPaidElse(deps, creatorId, intentId, decided.providerTxnId)))
    throw proofUsed({}, { pointer: '/providerTxnId' });
  try {
    return await deps.tenancy.inCreator(creatorId, async (tx) => {
      const intent = await lockIntent(tx, creatorId, intentId);
      if (!intent) throw notFound();
      const byHand = railOf(deps, intent)?.capabilities.pay === 'instructions' && intent.state === 'pending';
      if (intent.state !== 'parked' && !byHand) throw notResolvable();
      await writeHappening(tx, intentId, at, `decided-${resolution}`, 'operator');
      const by = { resolvedBy: operatorId, resolution: note };
      if (resolution === 'not-paid') {
        const end = { state: 'failed', reason: 'not-paid', endedAt: at, nextAskAt: null } as const;
        await changeIntent(tx, creatorId, intentId, { ...by, ...end });
        await tellFailure(tx, intent, 'not-paid', at);
        return { state: 'failed', changed: true };
      }
      await changeIntent(tx, creatorId, intentId, by);
      const proof = { txnId: providerTxnId ?? '', santim: paid ?? intent.amountSantim };
      return await settleByHand(deps, tx, creatorId, intent, resolution, proof, at);
    });
  } catch (error) {
    if (isFault(error, 'duplicate', 'intents_provider_txn')) throw proofUsed({}, { pointer: '/providerTxnId' });
    throw error;
  }
}

/** Whether a payment has paid something else already. The table's own rule does not see that `ft1` is `FT1`. */
async function hasPaidElse(deps: Deps, creatorId: CreatorId, intentId: string, txnId: string): Promise<boolean> {
  const { compile } = deps.tenancy;
  const [[intent]] = await deps.tenancy.batchInCreator(creatorId, [intentById(compile, creatorId, intentId).compile()]);
  if (!intent) throw notFound();
  const spellings = [txnId, txnId.toUpperCase(), txnId.toLowerCase()];
  const known = await deps.tenancy.door<{ intentId: string }>('statement_payments', intent.rail, spellings, []);
  return known.some((one) => one.intentId !== intentId);
}
