// The hash of an audit row, as app.chain_audit() in packages/db/src/app.sql makes it. Said twice on purpose: whoever can
// change rows could change a function of the database too, and a verifier must not ask it.
import { createHash } from 'node:crypto';

/** One row as it was hashed: every value as text. */
export type ChainedRow = {
  /** The creator whose chain it is, or `platform`. */
  readonly chain: string;
  readonly seq: number;
  /** UTC with microseconds: `2026-11-20T09:00:00.000000Z`. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly entity: string;
  readonly reason: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly previous: string;
  readonly hash: string;
};

/** With its length before it, so that no text can pass for two fields. */
const part = (text: string | null): string => (text === null ? '-' : `${Buffer.byteLength(text)}:${text}`);

/** What the hash of this row must be. */
export function digestOf(row: Omit<ChainedRow, 'hash'>): string {
  const parts = [
    row.chain,
    String(row.seq),
    row.at,
    row.actorKind,
    row.actorId,
    row.action,
    row.entity,
    row.reason,
    row.before,
    row.after,
    row.ip,
    row.requestId,
    row.previous,
  ];
  return createHash('sha256').update(parts.map(part).join(',')).digest('hex');
}
