// A Kysely driver on pg in which nothing can run without a scope, and in which begin, scope and savepoint cost no
// round trip of their own: they are held back and travel in front of the next statement.
import type pg from 'pg';
import {
  AbortedTransactionError,
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import { PreparedStatements, runBatch } from './batch.ts';
import type { Statement, StatementResult } from './batch.ts';
import { DatabaseFault, mapError } from './errors.ts';

/** Role and id that a transaction runs under. `setting` is null for the public reader, who has no id. */
export type Scope = { readonly role: string; readonly setting: string | null; readonly id: string | null };
export type DriverOptions = {
  readonly pool: pg.Pool;
  readonly preparedPerConnection: number;
  readonly types: pg.CustomTypesConfig;
};

/** Both settings are local: they end with the transaction, also behind a proxy that pools transactions. */
export const scopeStatement = (scope: Scope): Statement =>
  scope.setting === null
    ? { text: "select set_config('role', $1, true)", values: [scope.role], plan: '' }
    : {
        text: "select set_config('role', $1, true), set_config($2, $3, true)",
        values: [scope.role, scope.setting, scope.id],
        plan: '',
      };

// Held-back statements are compiled queries that only this module can recognise, hence a feature cannot make one.
type Together = { readonly together: readonly CompiledQuery[] };
type Held = Scope | string | CompiledQuery | Together;
const held = new WeakMap<object, Held>();
const hold = (what: Held): CompiledQuery => {
  const query = CompiledQuery.raw('-- held back');
  held.set(query, what);
  return query;
};
/** Enters a scope with the next statement. */
export const enterScope = (scope: Scope): CompiledQuery => hold(scope);
/** Sends a savepoint, or releases it, with the next statement. */
export const holdBack = (sql: 'savepoint' | 'release', name: string): CompiledQuery => hold(`${sql} ${name}`);

/** Sends a write in front of the next statement, or of the commit; what it answers is not waited for. */
export const sendLater = (query: CompiledQuery): CompiledQuery => hold(query);

/** Several statements in one round trip; one row for each, which holds its rows as they came. */
export const sendTogether = (queries: readonly CompiledQuery[]): CompiledQuery => hold({ together: queries });

const isScope = (what: Held): what is Scope => typeof what !== 'string' && 'role' in what;

const toQueryResult = <R>(result: StatementResult): QueryResult<R> => ({
  rows: result.rows as R[],
  ...(['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
    ? { numAffectedRows: BigInt(result.count) }
    : {}),
});

class ScopedConnection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  readonly #book: PreparedStatements;
  readonly #types: pg.CustomTypesConfig;
  /** Begin, scope and savepoints that wait for the next statement to travel with. */
  #before: Statement[] = [];
  #scope: Scope | undefined;
  #opened = false;
  /** Something in `#before` has to reach the server, also when nothing comes after it but the commit. */
  #owes = false;
  /** No answer came, or not yet: nobody may be given this connection again. */
  broken = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: pg.PoolClient, options: DriverOptions) {
    this.client = client;
    this.#book = new PreparedStatements(options.preparedPerConnection);
    this.#types = options.types;
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    this.#scope = undefined;
    this.#opened = false;
    this.#owes = false;
    const isolation = isolationLevel ? ` isolation level ${isolationLevel}` : '';
    this.#before = [{ text: `begin${isolation}${accessMode ? ` ${accessMode}` : ''}`, values: [], plan: '' }];
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const what = held.get(query);
    if (typeof what === 'string') {
      this.#before.push({ text: what, values: [], plan: '' });
      return { rows: [] };
    }
    if (what !== undefined && isScope(what)) {
      this.#scope = what;
      this.#before.push(scopeStatement(what));
      return { rows: [] };
    }
    if (!this.#scope) throw new DatabaseFault('unscoped', 'a statement outside of a scope; use a method of tenancy');
    if (what !== undefined && 'together' in what) {
      const plan = this.#scope.role;
      const statements = what.together.map(({ sql, parameters }) => ({ text: sql, values: parameters, plan }));
      const results = await this.#sendAll(statements);
      return { rows: results.map(({ rows }) => ({ rows }) as R) };
    }
    if (what !== undefined) {
      this.#before.push({ text: what.sql, values: what.parameters, plan: this.#scope.role });
      this.#owes = true;
      return { rows: [] };
    }
    return toQueryResult<R>(await this.#send({ text: query.sql, values: query.parameters, plan: this.#scope.role }));
  }

  /** Commit or rollback; a transaction that sent nothing ends without a round trip. */
  async end(command: 'commit' | 'rollback'): Promise<void> {
    this.#scope = undefined;
    if (!this.#opened && !(command === 'commit' && this.#owes)) {
      this.#before = [];
      return;
    }
    if (command === 'rollback') this.#before = [];
    const { command: tag } = await this.#send({ text: command, values: [], plan: '' });
    if (command === 'commit' && tag === 'ROLLBACK') throw new AbortedTransactionError();
  }

  /** One batch at a time: pg 9 will not queue, and what the one before prepared is known only when it has ended. */
  async run(statements: readonly Statement[]): Promise<StatementResult[]> {
    const turn = this.#last.then(async () => await runBatch(this.client, statements, this.#book, this.#types));
    this.#last = turn.catch((error: unknown) => {
      this.broken ||= error instanceof DatabaseFault && error.kind === 'unavailable';
    });
    return await turn;
  }

  /** What waits travels in front; only the answers of `statements` come back. */
  async #sendAll(statements: readonly Statement[]): Promise<StatementResult[]> {
    const all = [...this.#before, ...statements];
    this.#before = [];
    this.#opened = true;
    const results = await this.run(all);
    return results.slice(results.length - statements.length);
  }

  async #send(statement: Statement): Promise<StatementResult> {
    const [last] = await this.#sendAll([statement]);
    if (!last) throw new DatabaseFault('other', 'no answer');
    return last;
  }

  // oxlint-disable-next-line require-yield -- the interface asks for it
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new DatabaseFault('other', 'streaming is not offered; page by key');
  }
}

/** Hands out connections, and takes them back only when the server said that no transaction is open on them. */
export class ScopedPool {
  readonly #options: DriverOptions;
  readonly #connections = new WeakMap<pg.PoolClient, ScopedConnection>();
  constructor(options: DriverOptions) {
    this.#options = options;
    // A backend that is terminated while its client is checked out and idle emits 'error' on a client on which nobody
    // listens, and that ends the process. The next statement on it fails anyway, so there is nothing to do here.
    options.pool.on('connect', (client) => client.on('error', () => {}));
    options.pool.on('error', () => {});
  }

  async acquire(): Promise<ScopedConnection> {
    const client = await this.#options.pool.connect().catch((error: Error) => {
      throw mapError(error, -1);
    });
    let connection = this.#connections.get(client);
    if (!connection) {
      connection = new ScopedConnection(client, this.#options);
      this.#connections.set(client, connection);
    }
    return connection;
  }

  release(connection: ScopedConnection): void {
    connection.client.release(connection.broken || connection.client.getTransactionStatus() !== 'I');
  }
}

class ScopedDriver implements Driver {
  readonly #pool: ScopedPool;
  constructor(pool: ScopedPool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {
    /* the pool is made by main */
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return await this.#pool.acquire();
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    (connection as ScopedConnection).begin(settings);
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as ScopedConnection).end('commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A rollback that fails (the connection is gone) must not hide the error that caused it; release() discards the rest.
    await (connection as ScopedConnection).end('rollback').catch(() => {});
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#pool.release(connection as ScopedConnection);
  }

  async destroy(): Promise<void> {
    /* main ends the pool */
  }
}

/** The dialect of a Kysely that runs nothing outside of a scope. */
export const scopedDialect = (pool: ScopedPool): Dialect => ({
  createDriver: () => new ScopedDriver(pool),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db) => new PostgresIntrospector(db),
});
