import { CompiledQuery } from 'kysely';
import type { CreatorId, Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { View } from './view-buffer.ts';

// The summary counts the rows that were really added, in one statement, so that sending a batch again changes nothing.
// Rows are added in the order of their key: two processes then never wait for each other in a circle.
const statement = `
with given as (
  select * from unnest($2::uuid[], $3::timestamptz[], $4::date[], $5::uuid[], $6::text[], $7::text[])
    as g (id, at, day, product_id, class, reason)
), added as (
  insert into analytics.views (creator_id, id, at, day, product_id, class, reason)
  select $1::uuid, id, at, day, product_id, class, reason from given
  on conflict do nothing
  returning day, product_id, class
)
insert into analytics.daily_summaries (creator_id, day, product_id, views, other_views)
select $1::uuid, day, product_id, count(*) filter (where class = 'human'), count(*) filter (where class <> 'human')
from added group by day, product_id order by day, product_id
on conflict (creator_id, day, product_id) do update set
  views = daily_summaries.views + excluded.views, other_views = daily_summaries.other_views + excluded.other_views`;

/** Adds views of one creator and counts them by day, in one round trip. Sent again with the same ids, it adds nothing. */
export async function saveViews(tenancy: Tenancy<DB>, creator: CreatorId, views: readonly View[]): Promise<void> {
  const column = <K extends keyof View>(name: K): View[K][] => views.map((view) => view[name]);
  const values = [
    creator,
    column('id'),
    column('at'),
    column('day'),
    column('productId'),
    column('class'),
    column('reason'),
  ];
  await tenancy.batchInCreator(creator, [CompiledQuery.raw(statement, values)]);
}
