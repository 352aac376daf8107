import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import type { EndedHow, PartState } from './parts.ts';

export type PlanRow = Selectable<DB['payments.instalmentPlans']>;
export type PartRow = Selectable<DB['payments.instalmentParts']>;
export type TermsRow = Selectable<DB['payments.instalmentTerms']>;
type From = { selectFrom: Tx['selectFrom'] };

export const planById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.instalmentPlans').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

export async function lockPlan(tx: Tx, creatorId: string, id: string): Promise<PlanRow | undefined> {
  return await planById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

/** The plan that an order pays for, in parts that no later order has paid again. */
export const planOfOrder = (from: From, creatorId: string, orderId: string) =>
  from
    .selectFrom('payments.instalmentPlans as i')
    .selectAll('i')
    .where('i.creatorId', '=', creatorId)
    .where((e) =>
      e.exists(
        e
          .selectFrom('payments.instalmentParts as p')
          .select('p.number')
          .whereRef('p.creatorId', '=', 'i.creatorId')
          .whereRef('p.planId', '=', 'i.id')
          .where('p.orderId', '=', orderId),
      ),
    );

/** What a buyer still pays for in parts; what is paid whole is owned as everything else. */
export const standingPlan = (from: From, creatorId: string, buyerId: string, productId: string) =>
  from
    .selectFrom('payments.instalmentPlans')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where('productId', '=', productId)
    .where('state', 'in', ['running', 'paused']);

export async function insertPlan(
  tx: Tx,
  plan: Insertable<DB['payments.instalmentPlans']>,
  parts: readonly Insertable<DB['payments.instalmentParts']>[],
): Promise<void> {
  await tx.insertInto('payments.instalmentPlans').values(plan).execute();
  await tx
    .insertInto('payments.instalmentParts')
    .values([...parts])
    .execute();
}

export async function changePlan(
  tx: Tx,
  creatorId: string,
  id: string,
  change: Updateable<DB['payments.instalmentPlans']>,
): Promise<void> {
  await tx
    .updateTable('payments.instalmentPlans')
    .set(change)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

export const partsOfPlan = (from: From, creatorId: string, planId: string) =>
  from
    .selectFrom('payments.instalmentParts')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('planId', '=', planId)
    .orderBy('number');

export async function payParts(
  tx: Tx,
  creatorId: string,
  planId: string,
  numbers: readonly number[],
  paid: { readonly orderId: string; readonly paidAt: Date },
): Promise<void> {
  await tx
    .updateTable('payments.instalmentParts')
    .set({ state: 'paid', ...paid })
    .where('creatorId', '=', creatorId)
    .where('planId', '=', planId)
    .where('number', 'in', [...numbers])
    .execute();
}

/** What an order paid for stands as the money of that order does. */
export async function markParts(tx: Tx, creatorId: string, orderId: string, state: PartState): Promise<void> {
  await tx
    .updateTable('payments.instalmentParts')
    .set({ state })
    .where('creatorId', '=', creatorId)
    .where('orderId', '=', orderId)
    .execute();
}

/**
 * Why a plan is over, from its money: closed where a refund of it takes what it opened, given-back where everything that
 * was paid is refunded; null while it goes on.
 */
export async function endOf(tx: Tx, creatorId: string, planId: string): Promise<EndedHow | null> {
  const { rows } = await sql<{ closed: boolean; back: boolean }>`
    select exists (select from payments.instalment_parts p join payments.refunds r
        on r.creator_id = p.creator_id and r.order_id = p.order_id
        where p.creator_id = ${creatorId}::uuid and p.plan_id = ${planId}::uuid
          and r.access = 'revoke' and r.state <> 'failed') as closed,
      (select bool_or(state = 'given-back') and not bool_or(state in ('paid', 'disputed', 'reversed'))
        from payments.instalment_parts where creator_id = ${creatorId}::uuid and plan_id = ${planId}::uuid) as back`.execute(
    tx,
  );
  const { closed = false, back = false } = rows[0] ?? {};
  return closed ? 'closed' : back ? 'given-back' : null;
}

/** Whether its buyer has begun another plan of the same product, which counts instead of one that is over. */
export async function isReplaced(tx: Tx, creatorId: string, plan: PlanRow): Promise<boolean> {
  if (plan.endedHow === null) return false;
  const other = tx
    .selectFrom('payments.instalmentPlans')
    .select('id')
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', plan.buyerId)
    .where('productId', '=', plan.productId)
    .where('state', '!=', 'ended')
    .where('id', '!=', plan.id);
  return (await other.executeTakeFirst()) !== undefined;
}

/** What a plan bought is owned, or not any more; what the bank took is not. */
export async function ownPlan(tx: Tx, creatorId: string, planId: string, owned: boolean): Promise<void> {
  await sql`update payments.order_lines l set owned = ${owned}::boolean and o.state <> 'reversed'
    from payments.orders o where o.creator_id = l.creator_id and o.id = l.order_id and l.creator_id = ${creatorId}::uuid
      and l.order_id in (select p.order_id from payments.instalment_parts p
        where p.creator_id = ${creatorId}::uuid and p.plan_id = ${planId}::uuid)`.execute(tx);
}

/** What a plan says of its product, for sale or not. */
export const shownProduct = (from: From, creatorId: string, id: string) =>
  from
    .selectFrom('payments.products')
    .select(['handle', 'slug', 'storeName', 'version', 'currency'])
    .where('creatorId', '=', creatorId)
    .where('id', '=', id);
export type ShownProduct = Awaited<ReturnType<ReturnType<typeof shownProduct>['executeTakeFirstOrThrow']>>;

/** A product of the creator and in how many parts it may be paid; one row, or none when it is not hers. */
export const termsOf = (from: From, creatorId: string, productId: string) =>
  from
    .selectFrom('payments.products as p')
    .leftJoin('payments.instalmentTerms as i', (join) =>
      join.onRef('i.creatorId', '=', 'p.creatorId').onRef('i.productId', '=', 'p.id'),
    )
    .leftJoin('payments.terms as t', (join) =>
      join.onRef('t.creatorId', '=', 'p.creatorId').onRef('t.productId', '=', 'p.id'),
    )
    .select(['p.id', 'p.type', 'p.priceSantim', 'p.releaseAt', 'p.releasedAt', 'i.version', 'i.parts', 't.minSantim'])
    .where('p.creatorId', '=', creatorId)
    .where('p.id', '=', productId);
export type TermsOf = Awaited<ReturnType<ReturnType<typeof termsOf>['executeTakeFirstOrThrow']>>;

export async function lockTerms(tx: Tx, creatorId: string, productId: string): Promise<TermsRow | undefined> {
  return await tx
    .selectFrom('payments.instalmentTerms')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('productId', '=', productId)
    .forUpdate()
    .executeTakeFirst();
}

export async function putTerms(tx: Tx, row: Omit<TermsRow, 'creatorId'>): Promise<void> {
  await tx
    .insertInto('payments.instalmentTerms')
    .values(row)
    .onConflict((c) => c.columns(['creatorId', 'productId']).doUpdateSet(row))
    .execute();
}
