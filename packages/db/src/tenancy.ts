// The only maker of scoped transactions. What a feature gets is `Tenancy`; there is no way from it to an unscoped database.
import { CamelCasePlugin, CompiledQuery, DeleteResult, InsertResult, Kysely, UpdateResult } from 'kysely';
import type { KyselyPlugin, QueryCreator, Simplify, Transaction, UnknownRow } from 'kysely';
import type pg from 'pg';
import type { Statement, StatementResult } from './batch.ts';
import { ScopedPool, enterScope, holdBack, scopeStatement, scopedDialect, sendLater, sendTogether } from './driver.ts';
import type { Scope } from './driver.ts';
import { DatabaseFault } from './errors.ts';
import { isId } from './ids.ts';
import { columnTypes } from './pool.ts';

export type ScopeKind = 'creator' | 'buyer' | 'public' | 'platform';

declare const scope: unique symbol; // not exported: nobody else can write these types down as a literal
type Scoped<DB, Kind extends ScopeKind> = Transaction<DB> & { readonly [scope]: Kind };

/** A transaction that sees the rows of one creator. */
export type CreatorTx<DB> = Scoped<DB, 'creator'>;
/** A transaction that sees the rows of one buyer, across creators. */
export type BuyerTx<DB> = Scoped<DB, 'buyer'>;
/** A transaction that sees what is published, and changes nothing. */
export type PublicTx<DB> = Scoped<DB, 'public'>;
/** A transaction that sees the rows that belong to no tenant, and none of a tenant's. */
export type PlatformTx<DB> = Scoped<DB, 'platform'>;

export type CreatorId = string & { readonly __id: 'creator' };
export type BuyerId = string & { readonly __id: 'buyer' };

const checkedId = (text: string, of: string): string => {
  if (!isId(text)) throw new RangeError(`not an id of a ${of}`);
  return text;
};

/** A creator's id from outside. @throws RangeError when it is no UUID in lower case */
export const asCreatorId = (text: string): CreatorId => checkedId(text, 'creator') as CreatorId;
/** A buyer's id from outside. @throws RangeError when it is no UUID in lower case */
export const asBuyerId = (text: string): BuyerId => checkedId(text, 'buyer') as BuyerId;

/**
 * Rows of each query, in order; a write without `returning` gives one InsertResult, UpdateResult or DeleteResult, as
 * Kysely's execute() does.
 */
export type BatchRows<Queries extends readonly CompiledQuery[]> = {
  -readonly [K in keyof Queries]: Queries[K] extends CompiledQuery<infer Row> ? Simplify<Row>[] : never;
};
type Queries = readonly CompiledQuery[];
type Work<Tx, R> = (tx: Tx) => Promise<R>;

/**
 * A scope is a database role and an id, set together for one transaction. `in…` reads, decides and writes: begin and
 * scope travel with the first statement, commit is one more round trip. `batchIn…` sends everything in one round trip,
 * all or nothing. Every method throws {@link DatabaseFault}.
 */
export interface Tenancy<DB> {
  inCreator<R>(id: CreatorId, work: Work<CreatorTx<DB>, R>): Promise<R>;
  inBuyer<R>(id: BuyerId, work: Work<BuyerTx<DB>, R>): Promise<R>;
  inPublic<R>(work: Work<PublicTx<DB>, R>): Promise<R>;
  inPlatform<R>(work: Work<PlatformTx<DB>, R>): Promise<R>;
  batchInCreator<const Q extends Queries>(id: CreatorId, queries: Q): Promise<BatchRows<Q>>;
  batchInBuyer<const Q extends Queries>(id: BuyerId, queries: Q): Promise<BatchRows<Q>>;
  batchInPublic<const Q extends Queries>(queries: Q): Promise<BatchRows<Q>>;
  batchInPlatform<const Q extends Queries>(queries: Q): Promise<BatchRows<Q>>;
  /** Writes queries for the batches; it cannot run one. */
  readonly compile: Pick<QueryCreator<DB>, 'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with'>;
  /**
   * Asks a door that is granted to 'svc': the login role itself, which may execute the listed functions and nothing
   * else. `name` without its schema; columns come back in camelCase. A function that returns a bare value gives rows
   * with one column, named as the function. A door that is granted to a scope is called in SQL inside that scope.
   */
  door<Row>(name: string, ...values: readonly unknown[]): Promise<Row[]>;
}

export type TenancyOptions = {
  /** Connects as `svc_<service>`. */
  readonly pool: pg.Pool;
  /** Name of the service in its roles and schemas: `store`, `payments`, … */
  readonly service: string;
  /** 0 behind a transaction-pooling proxy that does not know prepared statements. */
  readonly preparedPerConnection?: number;
};

const plugins: KyselyPlugin[] = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

async function camelCased(rows: UnknownRow[]): Promise<UnknownRow[]> {
  let result: { rows: UnknownRow[] } = { rows };
  for (const plugin of plugins) {
    result = await plugin.transformResult({ queryId: { queryId: 'batch' }, result });
  }
  return result.rows;
}

/** Makes the tenancy of a service over the pool of its login role. */
export function createTenancy<DB>({ pool, service, preparedPerConnection = 200 }: TenancyOptions): Tenancy<DB> {
  const connections = new ScopedPool({ pool, preparedPerConnection, types: columnTypes });
  const db = new Kysely<DB>({ dialect: scopedDialect(connections), plugins });

  const scopeOfOne = (kind: 'creator' | 'buyer', id: string): Scope => {
    if (!isId(id)) throw new DatabaseFault('unscoped', `not an id of a ${kind}`);
    return { role: `${service}_${kind}`, setting: `app.${kind}_id`, id };
  };
  const publicScope: Scope = { role: `${service}_public`, setting: null, id: null };
  const platformScope: Scope = { role: `${service}_platform`, setting: null, id: null };

  const enter = async <Tx, R>(entered: Scope, work: Work<Tx, R>): Promise<R> =>
    await db.transaction().execute(async (tx) => {
      await tx.executeQuery(enterScope(entered));
      return await work(tx as unknown as Tx);
    });

  const batch = async <Q extends Queries>(entered: Scope, queries: Q): Promise<BatchRows<Q>> => {
    const statements: Statement[] = [
      scopeStatement(entered),
      ...queries.map((query) => ({ text: query.sql, values: query.parameters, plan: entered.role })),
    ];
    const connection = await connections.acquire();
    try {
      const results = await connection.run(statements).catch(async (error: unknown) => {
        // A migration added a column that a prepared `select *` returns. Nothing was done; prepare anew, once.
        if (error instanceof DatabaseFault && error.kind === 'stale-plan') return await connection.run(statements);
        throw error;
      });
      const answers = results.slice(1).map(async (r) => (r.returnsRows ? await camelCased(r.rows) : writeResult(r)));
      return (await Promise.all(answers)) as unknown as BatchRows<Q>;
    } finally {
      connections.release(connection);
    }
  };

  return {
    inCreator: async (id, work) => await enter(scopeOfOne('creator', id), work),
    inBuyer: async (id, work) => await enter(scopeOfOne('buyer', id), work),
    inPublic: async (work) => await enter(publicScope, work),
    inPlatform: async (work) => await enter(platformScope, work),
    batchInCreator: async (id, queries) => await batch(scopeOfOne('creator', id), queries),
    batchInBuyer: async (id, queries) => await batch(scopeOfOne('buyer', id), queries),
    batchInPublic: async (queries) => await batch(publicScope, queries),
    batchInPlatform: async (queries) => await batch(platformScope, queries),
    compile: db, // runs nothing: outside of a scope the driver refuses every statement before it is sent
    async door<Row>(name: string, ...values: readonly unknown[]): Promise<Row[]> {
      if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new DatabaseFault('unscoped', 'not the name of a door');
      const places = values.map((_, i) => `$${i + 1}`).join(', ');
      const connection = await connections.acquire();
      try {
        const text = `select * from ${service}_doors.${name}(${places})`;
        const [result] = await connection.run([{ text, values, plan: 'door' }]);
        return (await camelCased(result?.rows ?? [])) as Row[];
      } finally {
        connections.release(connection);
      }
    },
  };
}

/** What Kysely's execute() gives for a write without `returning`. */
function writeResult({ command, count }: StatementResult): unknown[] {
  if (command === 'INSERT') return [new InsertResult(undefined, BigInt(count))];
  if (command === 'UPDATE') return [new UpdateResult(BigInt(count), undefined)];
  if (command === 'DELETE') return [new DeleteResult(BigInt(count))];
  return [];
}

/**
 * A write whose answer nobody needs: it travels with the next statement, or with the commit, and costs no round trip of
 * its own. It keeps its place in the order; when it fails, what it travelled with throws its error, and nothing commits.
 */
export async function later<Tx extends { readonly [scope]: ScopeKind }>(
  tx: Tx,
  write: CompiledQuery | { compile(): CompiledQuery },
): Promise<void> {
  const query = 'sql' in write ? write : write.compile();
  await (tx as unknown as Transaction<unknown>).executeQuery(sendLater(query));
}

/** Reads that do not need one another, in one round trip of the transaction; the rows of each, in order. */
export async function together<Tx extends { readonly [scope]: ScopeKind }, const Q extends Queries>(
  tx: Tx,
  queries: Q,
): Promise<BatchRows<Q>> {
  const sent = sendTogether(queries);
  const { rows } = await (tx as unknown as Transaction<unknown>).executeQuery<{ rows: UnknownRow[] }>(sent);
  return (await Promise.all(rows.map(async (answer) => await camelCased(answer.rows)))) as unknown as BatchRows<Q>;
}

let savepoints = 0;

/** Work that may fail on its own: its error undoes only itself, and the scope stays. Same scope, same type. */
export async function nested<Tx extends { readonly [scope]: ScopeKind }, R>(tx: Tx, work: Work<Tx, R>): Promise<R> {
  const on = tx as unknown as Transaction<unknown>;
  const name = `nested_${++savepoints}`;
  await on.executeQuery(holdBack('savepoint', name));
  try {
    const result = await work(tx);
    await on.executeQuery(holdBack('release', name));
    return result;
  } catch (error) {
    await on.executeQuery(CompiledQuery.raw(`rollback to ${name}`));
    throw error;
  }
}
