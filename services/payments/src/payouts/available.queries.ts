import { sql } from 'kysely';
import type { Tx } from '../deps.ts';

/**
 * What sales have earned and their rails have not settled yet, by the day, in Addis Abeba, from which on it can be sent.
 * Of an order that was refunded in part, the part that is left. A rail without terms settles a day later. What was paid
 * for something that is not out yet waits until it is, however long ago it was paid.
 */
export async function unsettledByDay(
  tx: Tx,
  creatorId: string,
  now: Date,
): Promise<{ readonly day: string; readonly amountSantim: number }[]> {
  const { rows } = await sql<{ day: string; amountSantim: number }>`
    select f.day::text as day, sum(f.amount_santim)::bigint as amount_santim from (
      select greatest(((o.paid_at at time zone 'UTC') + interval '3 hours')::date + coalesce(t.settle_days, 1),
          -- Of a pre-order from its day on; of one that is late not before tomorrow.
          case when p.release_at is not null then greatest(((p.release_at at time zone 'UTC') + interval '3 hours')::date,
            ((${now}::timestamptz at time zone 'UTC') + interval '3 hours')::date + 1) end) as day,
        ceil(o.net_santim * (o.amount_santim - o.refunded_santim)::numeric / o.amount_santim) as amount_santim
      from payments.orders o left join payments_doors.rail_terms_at(${now}) t on t.rail = o.rail
      left join payments.products p on p.creator_id = o.creator_id and p.id = o.product_id
        and p.release_at is not null and p.released_at is null
      where o.creator_id = ${creatorId} and o.amount_santim > 0
        and (o.paid_at > ${now}::timestamptz - interval '62 days' or p.id is not null)
        and o.state in ('paid', 'partly-refunded', 'disputed')) f
    where f.day > ((${now}::timestamptz at time zone 'UTC') + interval '3 hours')::date and f.amount_santim > 0
    group by f.day order by f.day`.execute(tx);
  return rows;
}
