import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import type { RiskFacts } from './score.ts';

/**
 * What was counted about a creator since a moment. Refunds that an operator or the platform began, and payouts that a
 * person of ours ended, are left out; so is what cost nothing, which anybody could have for herself a thousand times.
 */
export async function countFacts(tx: Tx, creatorId: string, since: Date): Promise<RiskFacts> {
  const { rows } = await sql<RiskFacts>`
    select
      (select count(*) from payments.orders o where o.creator_id = ${creatorId} and o.paid_at >= ${since}
        and o.amount_santim > 0)::int as orders,
      (select count(distinct r.order_id) from payments.refunds r where r.creator_id = ${creatorId}
        and r.asked_at >= ${since} and r.source = 'order' and r.asked_by = 'creator' and r.state <> 'failed')::int as refunds,
      (select count(*) from payments.orders o where o.creator_id = ${creatorId} and o.paid_at >= ${since}
        and o.state = 'reversed')::int as reversals,
      (select count(*) from payments.disputes d where d.creator_id = ${creatorId} and d.opened_at >= ${since})::int as disputes,
      (select count(*) from payments.intents i where i.creator_id = ${creatorId} and i.state = 'failed'
        and i.ended_at >= ${since})::int as failed_payments,
      (select count(*) from payments.payouts p where p.creator_id = ${creatorId} and p.state = 'failed'
        and p.ended_at >= ${since} and not exists (select from payments.payout_events e where e.creator_id = p.creator_id
          and e.payout_id = p.id and e.what = 'failed' and e.who = 'operator'))::int as failed_payouts`.execute(tx);
  const [facts] = rows;
  if (!facts) throw new Error('a count without a row');
  return facts;
}
