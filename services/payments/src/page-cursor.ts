// The place in a list that is ordered by moment and id: a page goes on after the last row of the one before.
import { wrongShape } from '@windsurf/contracts/problem';

export type Place = { readonly at: Date; readonly id: string };
/** Before everything, and after it. */
export const beginning: Place = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
export const ending: Place = { at: new Date('9999-01-01T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export const pageCursor = (at: Date, id: string): string => `${at.getTime()}_${id}`;

/** The place of a cursor; without one the list is read from `first` on. Throws wrongShape. */
export function readPageCursor(text: string | undefined, first: Place = beginning): Place {
  if (text === undefined) return first;
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}
