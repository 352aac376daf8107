// Several statements, one Sync: PostgreSQL runs them as one implicit transaction (unless one of them is BEGIN) and
// answers in one round trip. Built on pg's submittable interface; pg is pinned exactly and tenancy.test.ts is the
// contract test for an upgrade. pg's own `pipeline: true` refuses submittables, so pools of this driver leave it off.
import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type pg from 'pg';
import { DatabaseFault, mapError } from './errors.ts';

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue(value: unknown): string | Buffer | null;
};

/** `plan` keeps prepared plans of different roles apart: one plan used under two roles is planned anew at each switch. */
export type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly plan: string };
export type StatementResult = {
  readonly command: string;
  readonly count: number;
  readonly rows: Record<string, unknown>[];
  readonly returnsRows: boolean;
};

type Field = { name: string; dataTypeID: number };
type Parse = (value: string) => unknown;
type Wire = {
  stream: { cork(): void; uncork(): void };
  close(message: { type: 'S'; name: string }): void;
  parse(message: { name: string; text: string }): void;
  bind(message: { portal: string; statement: string; values: (string | Buffer | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
  once(event: 'readyForQuery' | 'end', listener: () => void): void;
  off(event: 'readyForQuery' | 'end', listener: () => void): void;
};
type Prepared = {
  readonly name: string;
  sent: boolean;
  fields: readonly Field[] | undefined;
  parsers: Parse[];
  described: boolean;
};

/** The statements that one connection has prepared: at most `limit`, the least used is closed. Limit 0: none is named. */
export class PreparedStatements {
  readonly #limit: number;
  readonly #known = new Map<string, Prepared>();
  #toClose: string[] = [];
  constructor(limit: number) {
    this.#limit = limit;
  }

  use(statement: Statement): Prepared {
    if (this.#limit === 0) return { name: '', sent: false, fields: undefined, parsers: [], described: false };
    const key = `${statement.plan}\n${statement.text}`;
    // The name says the text: a pooler that mixes up its clients' names then fails, and never runs another text.
    const found = this.#known.get(key) ?? {
      name: `s_${hash('sha256', key, 'base64url').slice(0, 22)}`,
      sent: false,
      fields: undefined,
      parsers: [],
      described: false,
    };
    this.#known.delete(key);
    this.#known.set(key, found);
    return found;
  }

  /** Names to close before the next batch: evicted ones, and those of failed batches, which may live on the server. */
  takeClosing(): string[] {
    const names = this.#toClose;
    this.#toClose = [];
    return names;
  }

  evict(): void {
    for (const [key, prepared] of this.#known) {
      if (this.#known.size <= this.#limit) return;
      this.#known.delete(key);
      this.#toClose.push(prepared.name);
    }
  }

  forget(failed: ReadonlySet<Prepared>): void {
    for (const [key, prepared] of this.#known) if (failed.has(prepared)) this.#known.delete(key);
    for (const prepared of failed) if (prepared.name) this.#toClose.push(prepared.name);
  }
}

class Batch {
  readonly done = Promise.withResolvers<StatementResult[]>();
  /** pg sets this when the pool has a query_timeout, and stops its clock when it is called. */
  callback: ((error: Error | null) => void) | undefined;
  #ended = false;
  readonly #statements: readonly { text: string; values: (string | Buffer | null)[]; prepared: Prepared }[];
  readonly #book: PreparedStatements;
  readonly #types: pg.CustomTypesConfig;
  readonly #results: StatementResult[] = [];
  #rows: Record<string, unknown>[] = [];
  #parseError: Error | undefined;
  constructor(statements: readonly Statement[], book: PreparedStatements, types: pg.CustomTypesConfig) {
    // Values are turned into wire form before anything is sent: a value that cannot be written must not cut a batch in half.
    this.#statements = statements.map((s) => {
      if (s.values.length > 65_535) throw new RangeError(`${s.values.length} parameters; PostgreSQL takes 65535`);
      return { text: s.text, values: s.values.map(prepareValue), prepared: book.use(s) };
    });
    this.#book = book;
    this.#types = types;
  }

  submit(wire: Wire): null {
    wire.stream.cork();
    try {
      for (const name of this.#book.takeClosing()) wire.close({ type: 'S', name });
      for (const { text, values, prepared } of this.#statements) {
        if (!prepared.sent) wire.parse({ name: prepared.name, text });
        prepared.sent = prepared.name !== '';
        wire.bind({ portal: '', statement: prepared.name, values });
        // A prepared statement cannot change its columns (0A000 instead), so they are asked for once.
        if (!prepared.described) wire.describe({ type: 'P', name: '' });
        wire.execute({ portal: '', rows: 0 });
      }
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: { fields: Field[] }): void {
    const prepared = this.#statements[this.#results.length]?.prepared;
    if (!prepared) return;
    prepared.fields = message.fields;
    prepared.parsers = message.fields.map((f) => this.#types.getTypeParser(f.dataTypeID, 'text') as Parse);
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const prepared = this.#statements[this.#results.length]?.prepared;
    if (!prepared?.fields || this.#parseError) return;
    const row: Record<string, unknown> = {};
    try {
      for (const [i, field] of prepared.fields.entries()) {
        const raw = message.fields[i];
        row[field.name] = raw == null ? null : prepared.parsers[i]?.(raw);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#parseError = error as Error;
    } // thrown in pg's parser it would end the process
  }

  handleCommandComplete(message: { text: string }): void {
    const words = message.text.split(' ');
    const returnsRows = this.#statements[this.#results.length]?.prepared.fields !== undefined;
    this.#results.push({ command: words[0] ?? '', count: Number(words.at(-1)) || 0, rows: this.#rows, returnsRows });
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.#results.push({ command: '', count: 0, rows: [], returnsRows: false });
  }

  handlePortalSuspended(): void {
    /* rows: 0 asks for all of them */
  }

  handleCopyInResponse(wire: { sendCopyFail(reason: string): void }): void {
    wire.sendCopyFail('COPY has no place in a batch');
  }

  handleCopyData(): void {
    /* as above */
  }

  handleError(error: Error, wire: Wire): void {
    if (this.#ended) return;
    this.#book.forget(new Set(this.#statements.map((s) => s.prepared)));
    const mapped = mapError(error, this.#results.length);
    if (!mapped.fromServer) {
      this.#end(mapped);
      return;
    }
    // pg drops us here, before ReadyForQuery. Wait for it (or for the end of the connection): only then is the
    // connection's transaction status known, and the driver decides by it whether to keep the connection.
    const settle = (): void => {
      wire.off('readyForQuery', settle);
      wire.off('end', settle);
      this.#end(mapped);
    };
    wire.once('readyForQuery', settle);
    wire.once('end', settle);
  }

  handleReadyForQuery(): void {
    for (const { prepared } of this.#statements) prepared.described = prepared.name !== '';
    this.#book.evict();
    this.#end(this.#parseError && new DatabaseFault('other', this.#parseError.message, { cause: this.#parseError }));
  }

  #end(error: DatabaseFault | undefined): void {
    this.#ended = true;
    if (error) this.done.reject(error);
    else this.done.resolve(this.#results);
    this.callback?.(error ?? null);
  }
}

/** Runs the statements in one round trip. All or nothing, unless one of them is BEGIN, which opens a transaction. */
export function runBatch(
  client: pg.ClientBase,
  statements: readonly Statement[],
  book: PreparedStatements,
  types: pg.CustomTypesConfig,
): Promise<StatementResult[]> {
  const batch = new Batch(statements, book, types);
  client.query(batch as unknown as pg.Submittable);
  return batch.done.promise;
}
