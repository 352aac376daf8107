// What the rest of the code needs to know about a database error. The server's `detail` is left out on purpose:
// it quotes values of the row ("Key (phone)=(…) already exists").

/**
 * - `wall`: 42501, refused by grant or policy; a bug of ours and an alarm
 * - `duplicate`, `reference`, `check`: a unique, foreign-key or check constraint, named in `constraint`
 * - `retry`: serialization failure or deadlock; the whole transaction may be tried again
 * - `timeout`: the server stopped the statement or a wait for a lock; nothing was done
 * - `stale-plan`: a migration changed the columns of a prepared statement; the next try works
 * - `unavailable`: no answer; a commit's outcome is unknown
 * - `unscoped`: refused by the driver, never sent
 */
export type FaultKind =
  | 'wall'
  | 'duplicate'
  | 'reference'
  | 'check'
  | 'retry'
  | 'timeout'
  | 'stale-plan'
  | 'unavailable'
  | 'unscoped'
  | 'other';

type FaultOrigin = {
  readonly sqlState?: string | undefined;
  readonly constraint?: string | undefined;
  readonly statement?: number;
  readonly fromServer?: boolean;
  readonly cause?: unknown;
};

/** An error of the database or of the way to it. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';
  readonly kind: FaultKind;
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;
  /** Which statement of the batch failed, counted from 0 with the scope statements; -1 when none did. */
  readonly statement: number;
  readonly fromServer: boolean;

  constructor(kind: FaultKind, message: string, origin: FaultOrigin = {}) {
    super(message, { cause: origin.cause });
    this.kind = kind;
    this.sqlState = origin.sqlState;
    this.constraint = origin.constraint;
    this.statement = origin.statement ?? -1;
    this.fromServer = origin.fromServer ?? false;
  }
}

const kinds: Readonly<Record<string, FaultKind>> = {
  '42501': 'wall',
  '23505': 'duplicate',
  '23503': 'reference',
  '23514': 'check',
  '40001': 'retry',
  '40P01': 'retry',
  '55P03': 'timeout',
  '57014': 'timeout',
  '25P03': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '53300': 'unavailable',
};

/** Turns an error of pg into a {@link DatabaseFault}; `statement` is its place in the batch. */
export function mapError(error: Error, statement: number): DatabaseFault {
  if (error instanceof DatabaseFault) return error;
  const { code, severity, constraint } = error as Error & { code?: string; severity?: string; constraint?: string };
  if (!severity) {
    // Not the server's word: a socket error (ECONNRESET, …) or one of pg's own about a dead connection.
    const lost = code?.startsWith('E') || /terminated|not queryable|closed|timeout/i.test(error.message);
    return new DatabaseFault(lost ? 'unavailable' : 'other', error.message, { statement, cause: error });
  }
  const stale = code === '0A000' && error.message.startsWith('cached plan');
  const kind = stale ? 'stale-plan' : (kinds[code ?? ''] ?? 'other');
  return new DatabaseFault(kind, error.message, { sqlState: code, constraint, statement, fromServer: true });
}

/** True when the error is a fault of this kind, and of this constraint if one is named. */
export function isFault(error: unknown, kind: FaultKind, constraint?: string): error is DatabaseFault {
  return (
    error instanceof DatabaseFault &&
    error.kind === kind &&
    (constraint === undefined || error.constraint === constraint)
  );
}
