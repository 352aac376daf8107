import type { MembershipState } from '@windsurf/contracts/payments-memberships';
import { sql } from 'kysely';
import type { Tx } from '../deps.ts';
import type { Place } from '../page-cursor.ts';

type From = { selectFrom: Tx['selectFrom'] };

/** Who joined last comes first; with the words of what she is a member of. */
export const membersBefore = (
  from: From,
  creatorId: string,
  part: { readonly before: Place; readonly limit: number; readonly state?: MembershipState | undefined },
) => {
  const query = from
    .selectFrom('payments.memberships as m')
    .innerJoin('payments.products as p', (join) =>
      join.onRef('p.creatorId', '=', 'm.creatorId').onRef('p.id', '=', 'm.productId'),
    )
    .selectAll('m')
    .select('p.title')
    .where('m.creatorId', '=', creatorId)
    .where(sql<boolean>`(m.joined_at, m.id) < (${part.before.at}::timestamptz, ${part.before.id}::uuid)`)
    .orderBy('m.joinedAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(part.limit);
  return part.state === undefined ? query : query.where('m.state', '=', part.state);
};

export const standingCounts = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.memberships')
    .select((e) => [
      e.fn.countAll<number>().filterWhere('state', '=', 'active').as('active'),
      e.fn.countAll<number>().filterWhere('state', '=', 'grace').as('grace'),
      e.fn.countAll<number>().filterWhere('state', '=', 'paused').as('paused'),
      e.fn.countAll<number>().filterWhere(sql<boolean>`left_at is not null and state <> 'ended'`).as('leaving'),
      sql<number>`coalesce(sum(month_santim) filter (where state in ('active', 'grace')), 0)::bigint`.as('monthSantim'),
    ])
    .where('creatorId', '=', creatorId);

/** Who came and who went, by the months of East Africa in which it happened. */
export const comingAndGoing = (from: From, creatorId: string, since: Date) =>
  from
    .selectFrom((e) =>
      e
        .selectFrom('payments.membershipFacts')
        .select([
          'kind',
          'how',
          'at',
          sql<string | null>`lag(kind) over (partition by membership_id order by number)`.as('previous'),
        ])
        .where('creatorId', '=', creatorId)
        .as('f'),
    )
    .select((e) => [
      sql<string>`to_char(f.at at time zone 'UTC' + interval '3 hours', 'YYYY-MM')`.as('month'),
      e.fn.countAll<number>().filterWhere(sql<boolean>`f.kind = 'paid' and f.previous is null`).as('joined'),
      e.fn.countAll<number>().filterWhere(sql<boolean>`f.kind = 'paid' and f.previous = 'ended'`).as('returned'),
      e.fn.countAll<number>().filterWhere(sql<boolean>`f.kind = 'ended' and f.how = 'left'`).as('left'),
      e.fn.countAll<number>().filterWhere(sql<boolean>`f.kind = 'ended' and f.how = 'forgot'`).as('forgot'),
      e.fn.countAll<number>().filterWhere(sql<boolean>`f.kind = 'ended' and f.how = 'given-back'`).as('givenBack'),
    ])
    .where('f.at', '>=', since)
    .groupBy('month');

/** What is sold as a membership, or has members; with the price that was announced last. */
export const membershipProducts = (from: From, creatorId: string) =>
  from
    .selectFrom('payments.products as p')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('payments.membershipPrices as n')
          .select(['n.id as noticeId', 'n.monthSantim', 'n.fromAt', 'n.announcedAt'])
          .whereRef('n.creatorId', '=', 'p.creatorId')
          .whereRef('n.productId', '=', 'p.id')
          .orderBy('n.announcedAt', 'desc')
          .limit(1)
          .as('n'),
      (join) => join.onTrue(),
    )
    .select([
      'p.id as productId',
      'p.title',
      'p.priceSantim',
      'n.noticeId',
      'n.monthSantim',
      'n.fromAt',
      'n.announcedAt',
    ])
    .select((e) =>
      e
        .selectFrom('payments.memberships as m')
        .select(({ fn }) => fn.countAll<number>().as('members'))
        .whereRef('m.creatorId', '=', 'p.creatorId')
        .whereRef('m.productId', '=', 'p.id')
        .where('m.state', '!=', 'ended')
        .as('members'),
    )
    .where('p.creatorId', '=', creatorId)
    .where('p.type', '=', 'membership')
    .where('p.state', '=', 'published')
    .orderBy('p.title');

export async function insertPrice(
  tx: Tx,
  row: { creatorId: string; id: string; productId: string; monthSantim: number; announcedAt: Date; fromAt: Date },
): Promise<void> {
  await tx.insertInto('payments.membershipPrices').values(row).execute();
}

/** All who are members are to be told; gives how many. */
export async function markUntold(
  tx: Tx,
  creatorId: string,
  productId: string,
  noticeId: string,
  at: Date,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('payments.memberships')
    .set({ untoldPriceId: noticeId, nextAt: sql<Date>`least(next_at, ${at}::timestamptz)` })
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .where('state', '!=', 'ended')
    .where('leftAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
