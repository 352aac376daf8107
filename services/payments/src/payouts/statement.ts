// What a payout is made of: every booking since the payout before, so that opening and lines are closing and payout.
import type { PayoutDetail } from '@windsurf/contracts/payments-payouts';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import type { PayoutRow } from './payouts.queries.ts';
import { linesOf, sumsOfLines } from './statement.queries.ts';

export type Statement = Static<typeof PayoutDetail>['statement'];
type Line = Statement['lines'][number];
const shown = 500;
const known = new Set<string>([
  'sale',
  'netting',
  'refund',
  'refund-back',
  'reversal',
  'reversal-undone',
  'payout-back',
  'plan',
  'share-in',
] satisfies Line['kind'][]);

export async function readStatement(deps: Deps, creatorId: CreatorId, payout: PayoutRow): Promise<Statement> {
  const { compile } = deps.tenancy;
  const [lines, sums] = await deps.tenancy.batchInCreator(creatorId, [
    linesOf(compile, creatorId, payout.id, shown).compile(),
    sumsOfLines(compile, creatorId, payout.id).compile(),
  ]);
  const { count = 0, net = 0, fees = 0 } = sums[0] ?? {};
  return {
    openingSantim: payout.openingSantim,
    closingSantim: payout.closingSantim,
    grossSantim: net + fees,
    feeSantim: fees,
    count,
    lines: lines.map(({ kind, at, orderId, orderNumber, title, netSantim, feeSantim }) => ({
      kind: known.has(kind) ? (kind as Line['kind']) : 'other',
      at: at.toISOString(),
      orderId,
      orderNumber,
      title,
      grossSantim: netSantim + feeSantim,
      feeSantim,
      netSantim,
    })),
  };
}
