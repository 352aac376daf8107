// What readers say about a store or a product. Who said it is not kept; one address says little in an hour.
import { writeAudit } from '@windsurf/audit/audit';
import type { RejectReason, ReportReason } from '@windsurf/contracts/store-approval';
import { notFound } from '@windsurf/contracts/problem';
import { caseMoved } from '@windsurf/contracts/store-trust';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { changeWhatReadersSee } from '../stores/public-changes.ts';
import { cleanText } from '../texts/texts.ts';
import { creatorBySlug } from '../trust/creators.ts';
import { decideReportRow, findPublicProduct, holdReport, insertReport } from './approval.queries.ts';
import { assertNotOwn, caseId, cursorOf, placeOf, takeDownIn } from './approval.ts';
import type { CaseOf, Operator } from './approval.ts';

export const saidMost = 1000;
const perAddress = { name: 'reports', max: 5, windowSeconds: 3600 } as const;

export type Reported = {
  readonly creatorId: string;
  readonly handle: string;
  readonly storeName: string;
  readonly product: { readonly id: string; readonly title: string } | null;
};

/** What a public address shows. Throws 404 where nothing is public. */
export async function findReported(deps: Deps, handle: string, slug: string | undefined): Promise<Reported> {
  const { creatorId, displayName, ...store } = await creatorBySlug(deps, handle);
  const about = { creatorId, handle: store.handle, storeName: displayName };
  if (slug === undefined) return { ...about, product: null };
  if (!/^[a-z0-9-]+$/.test(slug)) throw notFound();
  const product = await deps.tenancy.inPublic(async (tx) => await findPublicProduct(tx, creatorId, slug));
  if (!product) throw notFound();
  return { ...about, product };
}

/** Throws 429 after five reports of one address in an hour. */
export async function report(
  deps: Deps,
  address: string,
  about: Reported,
  said: { readonly reason: ReportReason; readonly text: string },
): Promise<void> {
  await deps.limits.take(perAddress, address);
  const creatorId = asCreatorId(about.creatorId);
  const id = newId();
  const reportedAt = deps.clock.now();
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    const text = cleanText(said.text).slice(0, saidMost);
    const productId = about.product?.id ?? null;
    await insertReport(tx, creatorId, { id, productId, reason: said.reason, said: text, reportedAt });
  });
}

type Listed = {
  readonly creatorId: string;
  readonly id: string;
  readonly productId: string | null;
  readonly reason: ReportReason;
  readonly said: string;
  readonly state: 'open' | 'kept' | 'taken-down';
  readonly at: Date;
  readonly title: string | null;
  readonly handle: string;
  readonly displayName: string;
};
const view = ({ at, displayName, ...row }: Listed) => ({
  ...row,
  id: caseId(row.creatorId, row.id),
  reportedAt: at.toISOString(),
  storeName: displayName,
});

/** Oldest first; the door writes down who looked. */
export async function listReports(
  deps: Deps,
  operatorId: string,
  query: { state?: 'open' | 'kept' | 'taken-down'; cursor?: string; limit?: number },
) {
  const limit = query.limit ?? 25;
  const after = placeOf(query.cursor);
  const state = query.state ?? 'open';
  const rows = await deps.tenancy.door<Listed>('reports_of_all', operatorId, state, after.at, after.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(view),
    nextCursor: rows.length > limit && last ? cursorOf(last.at, last.id) : null,
  };
}

/**
 * Leaves it, or takes the product from sale. Throws ownCase, 404, and caseMoved when it was decided otherwise meanwhile;
 * twice is once. A report of a whole store is only ever kept here: closing a store takes two people.
 */
export async function decideReport(
  deps: Deps,
  operator: Operator,
  of: CaseOf,
  decision: { decision: 'keep' | 'take-down'; reason?: RejectReason; note: string },
) {
  assertNotOwn(operator, of.creatorId);
  const { creatorId, id } = of;
  const state = decision.decision === 'keep' ? 'kept' : 'taken-down';
  return await changeWhatReadersSee(deps, creatorId, async (tx, store) => {
    const row = await holdReport(tx, creatorId, id);
    if (!row) throw notFound();
    const { reportedAt, ...facts } = row;
    const listed = {
      ...facts,
      creatorId,
      at: reportedAt,
      title: null,
      handle: store.handle,
      displayName: store.storeName,
    };
    if (row.state === state) return { changed: false, result: view(listed) };
    if (row.state !== 'open' || (state === 'taken-down' && row.productId === null)) throw caseMoved();
    const decidedAt = deps.clock.now();
    await decideReportRow(tx, creatorId, id, { state, decidedBy: operator.id, decidedAt, note: decision.note });
    await writeAudit(tx, 'store', {
      at: decidedAt,
      actor: operator,
      action: 'report.decided',
      entity: `report:${id}`,
      reason: decision.note,
      before: { state: 'open' },
      after: { state, productId: row.productId },
    });
    const down = { reason: decision.reason ?? 'other', note: decision.note } as const;
    const changed =
      state === 'taken-down' && row.productId !== null
        ? await takeDownIn(deps, tx, operator, { creatorId, id: row.productId }, down)
        : false;
    return { changed, result: view({ ...listed, state }) };
  });
}
