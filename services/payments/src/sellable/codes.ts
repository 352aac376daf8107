// Discount codes of a creator. What a code gives is fixed when it is made; when it works, and how often, may change.
import {
  codeIsOver,
  codeProductUnknown,
  codeTaken,
  endsBeforeBegin,
  usesBelowTaken,
} from '@windsurf/contracts/payments-sellable';
import type { CodeView, changeCode, makeCode } from '@windsurf/contracts/payments-sellable';
import type { Input } from '@windsurf/contracts/endpoint';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';
import { ending, pageCursor, readPageCursor } from '../page-cursor.ts';
import { codeName } from './offers.ts';
import { isAffiliateName } from '../affiliates/affiliates.ts';
import { countProducts } from './terms.queries.ts';
import * as rows from './codes.queries.ts';
import type { CodeRow, CountedCode } from './codes.queries.ts';

export type CodeWanted = Input<typeof makeCode>['body'];
export type CodeChange = Input<typeof changeCode>['body'];

/** The newest first; the cursor is the place of the last one seen. */
export async function listCodes(
  deps: Deps,
  creatorId: CreatorId,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: CodeView[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const before = readPageCursor(page.cursor, ending);
  const query = rows.codesOf(deps.tenancy.compile, creatorId, before, limit + 1).compile();
  const [found] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const now = deps.clock.now();
  return {
    items: items.map((row) => viewOf(row, now)),
    nextCursor: found.length > limit && last ? pageCursor(last.createdAt, last.id) : null,
  };
}

/**
 * Makes a code. The same one again is the one that is there; another one of the same name is refused while that has not
 * ended. Throws codeTaken, endsBeforeBegin and codeProductUnknown.
 */
export async function makeCodeOf(deps: Deps, creatorId: CreatorId, wanted: CodeWanted): Promise<CodeView> {
  const now = deps.clock.now();
  const row = rowOf(wanted, now);
  if (row.toAt !== null && (row.toAt <= row.fromAt || row.toAt <= now)) throw endsBeforeBegin({}, { pointer: '/toAt' });
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (row.productIds !== null && (await countProducts(tx, creatorId, row.productIds)) !== row.productIds.length)
      throw codeProductUnknown({}, { pointer: '/productIds' });
    // A word means one thing in a store.
    if (await isAffiliateName(tx, creatorId, row.code)) throw codeTaken({ code: row.code }, { pointer: '/code' });
    const made = await rows.insertCode(tx, row);
    const standing = await rows.liveCode(tx, creatorId, row.code).executeTakeFirst();
    if (!standing || (!made && !isSame(standing, row, wanted)))
      throw codeTaken({ code: row.code }, { pointer: '/code' });
    return viewOf(standing, now);
  });
}

type MadeRow = Omit<CodeRow, 'creatorId' | 'taken' | 'held' | 'endedAt'>;
function rowOf(wanted: CodeWanted, now: Date): MadeRow {
  return {
    id: newId(),
    code: codeName(wanted.code),
    percent: 'percent' in wanted.gives ? wanted.gives.percent : null,
    fixedSantim: 'santim' in wanted.gives ? wanted.gives.santim : null,
    fromAt: wanted.fromAt === undefined ? now : new Date(wanted.fromAt),
    toAt: wanted.toAt === null ? null : new Date(wanted.toAt),
    maxUses: wanted.maxUses,
    perBuyer: wanted.perBuyer,
    productIds: wanted.productIds && [...new Set(wanted.productIds)].toSorted(),
    createdAt: now,
  };
}

function isSame(standing: CountedCode, row: MadeRow, wanted: CodeWanted): boolean {
  const text = ({ percent, fixedSantim, fromAt, toAt, maxUses, perBuyer, productIds }: MadeRow): string =>
    // Without a beginning it was asked for from that moment on, whenever that was.
    JSON.stringify([percent, fixedSantim, wanted.fromAt && fromAt, toAt, maxUses, perBuyer, productIds]);
  return text(standing) === text(row);
}

/**
 * Ends a code or changes its limits. Uses of payments under way are kept. Throws notFound, codeIsOver, usesBelowTaken
 * and endsBeforeBegin.
 */
export async function changeCodeOf(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  change: CodeChange,
): Promise<CodeView> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const before = await rows.lockCodeRow(tx, creatorId, id);
    if (!before) throw notFound();
    const ended = before.endedAt !== null;
    const limits = change.toAt !== undefined || change.maxUses !== undefined || change.perBuyer !== undefined;
    if (ended && limits) throw codeIsOver();
    if (!ended) await applyChange(tx, creatorId, before, change, now);
    return viewOf(await rows.codeById(tx, creatorId, id).executeTakeFirstOrThrow(), now);
  });
}

async function applyChange(
  tx: Tx,
  creatorId: CreatorId,
  before: CodeRow,
  change: CodeChange,
  now: Date,
): Promise<void> {
  const { id } = before;
  // Undefined leaves it; null takes the limit away.
  const toAt = typeof change.toAt === 'string' ? new Date(change.toAt) : change.toAt;
  if (toAt && toAt <= before.fromAt) throw endsBeforeBegin({}, { pointer: '/toAt' });
  if (toAt !== undefined) await rows.changeCodeRow(tx, creatorId, id, { toAt });
  // Uses that were made before keep the rule under which they were made.
  if (change.perBuyer !== undefined) await rows.changeCodeRow(tx, creatorId, id, { perBuyer: change.perBuyer });
  if (change.maxUses !== undefined) await changeUses(tx, creatorId, id, change.maxUses);
  if (change.end) await rows.changeCodeRow(tx, creatorId, id, { endedAt: now });
}

/** The code is locked, so that no use begins or ends while they are counted. */
async function changeUses(tx: Tx, creatorId: CreatorId, id: string, maxUses: number | null): Promise<void> {
  const counted = await rows.codeById(tx, creatorId, id).executeTakeFirstOrThrow();
  const { usesTaken: taken, usesHeld: held } = counted;
  if (maxUses !== null && taken + held > maxUses)
    throw usesBelowTaken({ count: taken + held }, { pointer: '/maxUses' });
  await rows.changeCodeRow(tx, creatorId, id, { maxUses, taken, held });
}

function stateOf(row: CountedCode, now: Date): CodeView['state'] {
  if (row.endedAt !== null) return 'ended';
  if (row.toAt !== null && row.toAt <= now) return 'expired';
  if (row.maxUses !== null && row.usesTaken >= row.maxUses) return 'used-up';
  return row.fromAt > now ? 'not-yet' : 'active';
}

const viewOf = (row: CountedCode, now: Date): CodeView => ({
  id: row.id,
  code: row.code,
  percent: row.percent,
  santim: row.fixedSantim,
  currency: 'ETB',
  fromAt: row.fromAt.toISOString(),
  toAt: row.toAt?.toISOString() ?? null,
  maxUses: row.maxUses,
  perBuyer: row.perBuyer === 1 ? 1 : null,
  productIds: row.productIds,
  taken: row.usesTaken,
  held: row.usesHeld,
  state: stateOf(row, now),
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
