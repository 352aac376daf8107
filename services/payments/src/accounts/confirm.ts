// Accounts that wait for a person to look whose they are.
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { eachOf } from '../janitor/janitor.ts';
import { pageCursor, readPageCursor } from '../page-cursor.ts';
import { readAccountToConfirm } from './accounts.ts';
import type { AccountRow } from './accounts.ts';

type ToConfirm = { readonly account: AccountRow; readonly legalName: string | null };

/** Oldest first; the look is written down. */
export async function listToConfirm(
  deps: Deps,
  operatorId: string,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: ToConfirm[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const after = readPageCursor(page.cursor);
  const rows = await deps.tenancy.door<{ creatorId: string; id: string; at: Date }>(
    'accounts_to_confirm',
    operatorId,
    after.at,
    after.id,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const found = new Map<string, ToConfirm>();
  await eachOf(shown, 4, async ({ creatorId, id }) => {
    const seen = await readAccountToConfirm(deps, asCreatorId(creatorId), id);
    if (seen) found.set(id, seen);
  });
  const last = shown.at(-1);
  return {
    items: shown.flatMap(({ id }) => found.get(id) ?? []),
    nextCursor: rows.length > limit && last ? pageCursor(last.at, last.id) : null,
  };
}
