import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { later } from '@windsurf/db/tenancy';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import { openStates } from './intent-states.ts';
import type { Happening, Teller } from './intent-states.ts';

export type IntentRow = Selectable<DB['payments.intents']>;
export type NewIntent = Omit<Insertable<DB['payments.intents']>, 'creatorId'>;
export type IntentChange = Updateable<DB['payments.intents']>;
type From = { selectFrom: Tx['selectFrom'] };
type Compile = Tenancy<DB>['compile'];

/** The new attempt; no row when this buyer has an open one for this product. Waits for one that is just being made. */
export const newAttempt = (tx: Tx, intent: NewIntent) =>
  tx
    .insertInto('payments.intents')
    .values(intent)
    .onConflict((c) =>
      c
        .columns(['creatorId', 'buyerId', 'productId'])
        // As literals: a condition with parameters is not seen to be the index's own.
        .where(sql<boolean>`state in ('created', 'pending', 'unknown')`)
        .doNothing(),
    )
    .returningAll()
    .compile();

/** Writes what the rail made of an attempt, if nobody has settled it meanwhile; gives the attempt as it is then. */
export const answeredAttempt = (
  compile: Compile,
  creatorId: string,
  id: string,
  change: IntentChange,
  told: { readonly at: Date; readonly what: Happening },
) =>
  [
    compile
      .updateTable('payments.intents')
      .set(change)
      .where('creatorId', '=', creatorId)
      .where('id', '=', id)
      .where('state', '=', 'created')
      .compile(),
    sql`insert into payments.intent_events (intent_id, at, what, who)
      select i.id, ${told.at}::timestamptz, ${told.what}::text, 'we' from payments.intents i
      where i.creator_id = ${creatorId}::uuid and i.id = ${id}::uuid and i.pending_at = ${told.at}::timestamptz`.compile(
      compile as unknown as Tx,
    ),
    intentAndOrder(compile, creatorId, id).compile(),
  ] as const;

export async function openIntent(
  tx: Tx,
  creatorId: string,
  buyerId: string,
  productId: string,
): Promise<IntentRow | undefined> {
  return await tx
    .selectFrom('payments.intents')
    .selectAll()
    .where('creatorId', '=', creatorId)
    .where('buyerId', '=', buyerId)
    .where('productId', '=', productId)
    .where('state', 'in', openStates)
    .executeTakeFirst();
}

export const intentById = (from: From, creatorId: string, id: string) =>
  from.selectFrom('payments.intents').selectAll().where('creatorId', '=', creatorId).where('id', '=', id);

/** An attempt and the order that came of it, in one row. */
export const intentAndOrder = (from: From, creatorId: string, id: string) =>
  from
    .selectFrom('payments.intents as i')
    .leftJoin('payments.orders as o', (join) =>
      join.onRef('o.creatorId', '=', 'i.creatorId').onRef('o.intentId', '=', 'i.id'),
    )
    .selectAll('i')
    .select(['o.id as orderId', 'o.number as orderNumber', 'o.state as orderState', 'o.refundedSantim'])
    .where('i.creatorId', '=', creatorId)
    .where('i.id', '=', id);

export async function lockIntent(tx: Tx, creatorId: string, id: string): Promise<IntentRow | undefined> {
  return await intentById(tx, creatorId, id).forUpdate().executeTakeFirst();
}

export async function changeIntent(tx: Tx, creatorId: string, id: string, change: IntentChange): Promise<void> {
  const update = tx.updateTable('payments.intents').set(change);
  await later(tx, update.where('creatorId', '=', creatorId).where('id', '=', id));
}

export async function writeHappening(tx: Tx, intentId: string, at: Date, what: Happening, who: Teller): Promise<void> {
  await later(tx, tx.insertInto('payments.intentEvents').values({ intentId, at, what, who }));
}

export const happeningsOf = (from: From, creatorId: string, intentId: string) =>
  from
    .selectFrom('payments.intentEvents')
    .select(['at', 'what', 'who'])
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .orderBy('at')
    .orderBy('id');
