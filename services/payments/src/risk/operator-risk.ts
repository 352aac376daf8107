// What operators see of risk, across creators; each look is written down by its door.
import { wrongShape } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { eachOf } from '../janitor/janitor.ts';
import { beginning, pageCursor, readPageCursor } from '../page-cursor.ts';
import { readAppeal, readCase } from './risk.ts';
import type { AppealFacts, CaseFacts } from './risk.ts';
import type { RiskFacts } from './score.ts';

type Page = {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: string | undefined;
};
type Place = { readonly creatorId: string; readonly id: string; readonly at: Date };

async function listBy<F>(
  deps: Deps,
  operatorId: string,
  door: 'cases_of_all' | 'appeals_of_all',
  page: Page,
  read: (creatorId: CreatorId, id: string) => Promise<F>,
): Promise<{ items: F[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const after = readPageCursor(page.cursor);
  const rows = await deps.tenancy.door<Place>(door, operatorId, page.state ?? null, after.at, after.id, limit + 1);
  const shown = rows.slice(0, limit);
  const found = new Map<string, F>();
  await eachOf(shown, 4, async ({ creatorId, id }) => {
    found.set(id, await read(asCreatorId(creatorId), id));
  });
  const last = shown.at(-1);
  return {
    items: shown.flatMap(({ id }) => found.get(id) ?? []),
    nextCursor: rows.length > limit && last ? pageCursor(last.at, last.id) : null,
  };
}

/** Oldest first. */
export const listCases = async (
  deps: Deps,
  operatorId: string,
  page: Page,
): Promise<{ items: CaseFacts[]; nextCursor: string | null }> =>
  await listBy(deps, operatorId, 'cases_of_all', page, async (creatorId, id) => await readCase(deps, creatorId, id));

/** The one that is due first at the top. */
export const listAllAppeals = async (
  deps: Deps,
  operatorId: string,
  page: Page,
): Promise<{ items: AppealFacts[]; nextCursor: string | null }> =>
  await listBy(
    deps,
    operatorId,
    'appeals_of_all',
    page,
    async (creatorId, id) => await readAppeal(deps, creatorId, id),
  );

export type Scored = {
  readonly creatorId: string;
  readonly score: number;
  readonly facts: RiskFacts;
  readonly countedAt: Date;
  readonly caseId: string | null;
  readonly caseState: 'proposed' | 'approved' | null;
};

/** Highest score first. */
export async function listScores(
  deps: Deps,
  operatorId: string,
  page: Page,
): Promise<{ items: Scored[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const match = /^(\d{1,3})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(page.cursor ?? `101_${beginning.id}`);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  const rows = await deps.tenancy.door<Scored>('risk_of_all', operatorId, Number(match[1]), match[2], limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? `${last.score}_${last.creatorId}` : null };
}
