import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

/**
 * What sales have earned and their rails have not settled yet, by the day, in Addis Abeba, from which on it can be sent.
 * Of an order that was refunded in part, the part that is left. A rail without terms settles a day later.
 */
export async function unsettledByDay(
  tx: Tx,
  creatorId: string,
  now: Date,
): Promise<{ readonly day: string; readonly amountSantim: number }[]> {
  const { rows } = await sql<{ day: string; amountSantim: number }>`
    select f.day::text as day, sum(f.amount_santim)::bigint as amount_santim from (
      select ((o.paid_at at time zone 'UTC') + interval '3 hours')::date + coalesce(t.settle_days, 1) as day,
        ceil(o.net_santim * (o.amount_santim - o.refunded_santim)::numeric / o.amount_santim) as amount_santim
      from payments.orders o left join payments_doors.rail_terms_at(${now}) t on t.rail = o.rail
      where o.creator_id = ${creatorId} and o.amount_santim > 0 and o.paid_at > ${now}::timestamptz - interval '62 days'
        and o.state in ('paid', 'partly-refunded', 'disputed')) f
    where f.day > ((${now}::timestamptz at time zone 'UTC') + interval '3 hours')::date and f.amount_santim > 0
    group by f.day order by f.day`.execute(tx);
  return rows;
}
