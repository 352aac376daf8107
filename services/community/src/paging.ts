// Where the next page of a list begins: the key of the last row that was shown, so that new rows shift nothing.
import { wrongShape } from '@windsurf/contracts/problem';
import { isId } from '@windsurf/db/ids';

export type Key = { readonly at: Date; readonly id: string };
export type Range = { readonly after: Key | undefined; readonly limit: number };
export type Slice<Row> = { readonly rows: readonly Row[]; readonly nextCursor: string | null };

const cursorOf = ({ at, id }: Key): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** Throws 422 for a cursor that was not ours. */
export function rangeOf(query: { readonly cursor?: string; readonly limit?: number }): Range {
  const limit = query.limit ?? 25;
  if (query.cursor === undefined || query.cursor === '') return { after: undefined, limit };
  const [at = '', id = ''] = Buffer.from(query.cursor, 'base64url').toString().split('.');
  if (!/^\d{1,14}$/.test(at) || !isId(id)) throw wrongShape();
  return { after: { at: new Date(Number(at)), id }, limit };
}

/** Cuts one row too many, which was asked for to know whether there are more. */
export function sliceOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => Key): Slice<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}
