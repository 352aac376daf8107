// What buyers told, for the people who confirm payments: the only place where the pasted text is opened.
import type { listTold as endpoint } from '@windsurf/contracts/payments-follow';
import type { Answer } from '@windsurf/contracts/endpoint';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { pageCursor, readPageCursor } from '../page-cursor.ts';
import { toldById } from './where.queries.ts';

type Place = { readonly id: string; readonly creatorId: string; readonly intentId: string; readonly toldAt: Date };

/** Oldest first; each look is written down by the door. */
export async function listTold(
  deps: Deps,
  operatorId: string,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<Answer<typeof endpoint>> {
  const limit = page.limit ?? 25;
  const after = readPageCursor(page.cursor);
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
  return { items, nextCursor: more ? pageCursor(last.toldAt, last.id) : null };
}
