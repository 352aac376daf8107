import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { queryWriter, template, templateByKeys } from '@windsurf/db/template';
import { later } from '@windsurf/db/tenancy';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Tx } from '../deps.ts';
import { openStates } from './intent-states.ts';
import type { Happening, Teller } from './intent-states.ts';

export type IntentRow = Selectable<DB['payments.intents']>;
export type NewIntent = Omit<Insertable<DB['payments.intents']>, 'creatorId'>;
export type IntentChange = Updateable<DB['payments.intents']>;
type From = { selectFrom: Compile['selectFrom'] };
type Compile = Tenancy<DB>['compile'];
type Place = { readonly creatorId: string; readonly id: string };

const write = queryWriter<DB>();

/** The new attempt; no row when this buyer has an open one for this product. Waits for one that is just being made. */
export const newAttempt = templateByKeys<NewIntent, IntentRow>((intent) =>
  write
    .insertInto('payments.intents')
    .values(intent)
    .onConflict((c) =>
      c
        .columns(['creatorId', 'buyerId', 'productId'])
        // As literals: a condition with parameters is not seen to be the index's own.
        .where(sql<boolean>`state in ('created', 'pending', 'unknown')`)
        .doNothing(),
    )
    .returningAll(),
);

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

/** The row of an attempt, for a batch. */
export const attemptRow = template<Place, IntentRow>(['creatorId', 'id'], ({ creatorId, id }) =>
  intentById(write, creatorId, id),
);
const lockedRow = template<Place, IntentRow>(['creatorId', 'id'], ({ creatorId, id }) =>
  intentById(write, creatorId, id).forUpdate(),
);

export async function lockIntent(tx: Tx, creatorId: string, id: string): Promise<IntentRow | undefined> {
  return (await tx.executeQuery(lockedRow({ creatorId, id }))).rows[0];
}

const changed = templateByKeys<IntentChange & { ofCreator: string; ofIntent: string }>(
  ({ ofCreator, ofIntent, ...change }) =>
    write.updateTable('payments.intents').set(change).where('creatorId', '=', ofCreator).where('id', '=', ofIntent),
);

export async function changeIntent(tx: Tx, creatorId: string, id: string, change: IntentChange): Promise<void> {
  await later(tx, changed({ ...change, ofCreator: creatorId, ofIntent: id }));
}

const happened = template<{ intentId: string; at: Date; what: Happening; who: Teller }>(
  ['intentId', 'at', 'what', 'who'],
  (event) => write.insertInto('payments.intentEvents').values(event),
);

export async function writeHappening(tx: Tx, intentId: string, at: Date, what: Happening, who: Teller): Promise<void> {
  await later(tx, happened({ intentId, at, what, who }));
}

export const happeningsOf = (from: From, creatorId: string, intentId: string) =>
  from
    .selectFrom('payments.intentEvents')
    .select(['at', 'what', 'who'])
    .where('creatorId', '=', creatorId)
    .where('intentId', '=', intentId)
    .orderBy('at')
    .orderBy('id');
