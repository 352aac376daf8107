import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Compile, Tx } from '../deps.ts';

export type TicketRow = Selectable<DB['delivery.tickets']>;
export type FoundTicket = Pick<TicketRow, 'entitlementId' | 'productId' | 'startsAt' | 'checkedInAt'> & {
  readonly title: string;
  readonly state: 'active' | 'paused';
};

export async function insertTicket(tx: Tx, ticket: Insertable<DB['delivery.tickets']>): Promise<void> {
  await tx.insertInto('delivery.tickets').values(ticket).execute();
}

/** Who holds a ticket reads where and when it is now. */
export async function moveTickets(
  tx: Tx,
  creatorId: string,
  productId: string,
  to: Pick<TicketRow, 'startsAt' | 'endsAt' | 'place' | 'placeText'>,
): Promise<void> {
  await tx
    .updateTable('delivery.tickets')
    .set(to)
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .execute();
}

/** Lets its holder in if it is open and nobody came in with it yet: one statement, so that of two at once one wins. */
export async function takeTicket(tx: Tx, creatorId: string, codeHash: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('delivery.tickets as t')
    .from('delivery.entitlements as e')
    .set({ checkedInAt: at })
    .where('t.creatorId', '=', creatorId)
    .where('t.codeHash', '=', codeHash)
    .where('t.checkedInAt', 'is', null)
    .whereRef('e.creatorId', '=', 't.creatorId')
    .whereRef('e.id', '=', 't.entitlementId')
    .where('e.state', '=', 'active')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function findTicket(tx: Tx, creatorId: string, codeHash: string): Promise<FoundTicket | undefined> {
  return await tx
    .selectFrom('delivery.tickets as t')
    .innerJoin('delivery.entitlements as e', (join) =>
      join.onRef('e.creatorId', '=', 't.creatorId').onRef('e.id', '=', 't.entitlementId'),
    )
    .select(['t.entitlementId', 't.productId', 't.startsAt', 't.checkedInAt', 'e.title', 'e.state'])
    .where('t.creatorId', '=', creatorId)
    .where('t.codeHash', '=', codeHash)
    .executeTakeFirst();
}

export const ticketsOf = (compile: Compile, creatorId: string, entitlementIds: readonly string[]) =>
  compile
    .selectFrom('delivery.tickets')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('entitlementId', 'in', entitlementIds);

/** Every event that somebody has a ticket for, with how many they are. */
export const eventsOf = (compile: Compile, creatorId: string, now: Date) =>
  compile
    .selectFrom('delivery.tickets as t')
    .innerJoin('delivery.entitlements as e', (join) =>
      join.onRef('e.creatorId', '=', 't.creatorId').onRef('e.id', '=', 't.entitlementId'),
    )
    .innerJoin('delivery.products as p', (join) =>
      join.onRef('p.creatorId', '=', 't.creatorId').onRef('p.productId', '=', 't.productId'),
    )
    .select([
      't.productId',
      'p.title',
      sql<Date>`max(t.starts_at)`.as('startsAt'),
      sql<Date>`max(t.ends_at)`.as('endsAt'),
      sql<number>`(count(*) filter (where e.state = 'active'))::int`.as('sold'),
      sql<number>`(count(*) filter (where e.state = 'active' and t.checked_in_at is not null))::int`.as('checkedIn'),
    ])
    .where('t.creatorId', '=', creatorId)
    .groupBy(['t.productId', 'p.title'])
    .orderBy(sql`max(t.ends_at) < ${now}`)
    .orderBy(sql`max(t.starts_at)`)
    .limit(100);
