// What buyers told, for the people who confirm payments: the only place where the pasted text is opened.
import type { listTold as endpoint } from '@windsurf/contracts/payments-follow';
import type { Answer } from '@windsurf/contracts/endpoint';
import { wrongShape } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { toldById } from './where.queries.ts';

type Place = { readonly id: string; readonly creatorId: string; readonly intentId: string; readonly toldAt: Date };
const beginning = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };

/** Oldest first; each look is written down by the door. */
export async function listTold(
  deps: Deps,
  operatorId: string,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<Answer<typeof endpoint>> {
  const limit = page.limit ?? 25;
  const after = page.cursor === undefined ? beginning : readCursor(page.cursor);
  const places = await deps.tenancy.door<Place>('told_open', operatorId, after.at, after.id, limit + 1);
  const shown = places.slice(0, limit);
  const items = [];
  for (const { id, creatorId } of shown) {
    const [rows] = await deps.tenancy.batchInCreator(asCreatorId(creatorId), [
      toldById(deps.tenancy.compile, creatorId, id).compile(),
    ]);
    const row = rows[0];
    if (!row) continue;
    const { textSealed, toldAt, ...rest } = row;
    items.push({ ...rest, text: deps.cipher.open(textSealed), toldAt: toldAt.toISOString() });
  }
  const last = shown.at(-1);
  const more = places.length > limit && last;
  return { items, nextCursor: more ? `${last.toldAt.getTime()}_${last.id}` : null };
}

function readCursor(text: string): { at: Date; id: string } {
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}
