// The sum of twelve months against the sum from which VAT registration is due. A creator hears of it once at 80 and once
// at 100 per cent.
import { turnoverReached } from '@windsurf/contracts/payments-billing';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps } from '../deps.ts';
import { insertMark, marksOf, turnoverOf } from './tax.queries.ts';
import { ruleAt } from './tax.ts';
import type { TaxRule } from './tax.ts';
import { newId } from '@windsurf/db/ids';

export const marks = [80, 100] as const;
type Mark = (typeof marks)[number];

/** The same moment a year before; 29 February becomes 28 February. */
export function yearBefore(moment: Date): Date {
  const before = new Date(moment);
  before.setUTCFullYear(moment.getUTCFullYear() - 1);
  if (before.getUTCMonth() !== moment.getUTCMonth()) before.setUTCDate(0);
  return before;
}

export type Thresholds = {
  readonly turnoverSantim: number;
  readonly thresholdSantim: number;
  readonly from: Date;
  readonly to: Date;
  readonly percent: number;
  readonly reached: readonly { readonly percent: Mark; readonly at: Date | null }[];
  readonly rule: TaxRule;
};

export async function readThresholds(deps: Deps, creatorId: CreatorId): Promise<Thresholds> {
  const to = deps.clock.now();
  const from = yearBefore(to);
  const { compile } = deps.tenancy;
  const rule = await ruleAt(deps, 'vat-threshold', to);
  const [sums, reached] = await deps.tenancy.batchInCreator(creatorId, [
    turnoverOf(compile, creatorId, from, to).compile(),
    marksOf(compile, creatorId).compile(),
  ]);
  const turnoverSantim = sums[0]?.total ?? 0;
  const thresholdSantim = rule.amountSantim ?? 0;
  return {
    turnoverSantim,
    thresholdSantim,
    from,
    to,
    percent: percentOf(turnoverSantim, thresholdSantim),
    reached: marks.map((percent) => ({
      percent,
      at: reached.find((mark) => mark.percent === percent)?.reachedAt ?? null,
    })),
    rule,
  };
}

/** Whole per cent, cut: 79.99 is not 80. */
export function percentOf(turnover: number, threshold: number): number {
  return threshold <= 0 ? 0 : Math.max(0, Number((BigInt(turnover) * 100n) / BigInt(threshold)));
}

type Seller = { readonly creatorId: string; readonly turnoverSantim: number };
const pageSize = 200;

/** Looks at every creator with receipts, a page at a time, and tells those that have come to a mark. Gives how many it saw. */
export async function tellTurnovers(deps: Deps): Promise<{ seen: number; told: number }> {
  const now = deps.clock.now();
  const since = yearBefore(now);
  const { amountSantim: threshold } = await ruleAt(deps, 'vat-threshold', now);
  let after = '00000000-0000-0000-0000-000000000000';
  let seen = 0;
  let told = 0;
  for (;;) {
    const page = await deps.tenancy.door<Seller>('turnover_page', after, since, now, pageSize);
    for (const { creatorId, turnoverSantim } of page) {
      const percent = percentOf(turnoverSantim, threshold ?? 0);
      const reached = marks.filter((mark) => percent >= mark);
      if (reached.length > 0) told += await tell(deps, asCreatorId(creatorId), reached, turnoverSantim, threshold ?? 0);
    }
    seen += page.length;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return { seen, told };
    after = last.creatorId;
  }
}

/** Whoever jumps over both marks in one day hears of the higher one alone. */
async function tell(
  deps: Deps,
  creatorId: CreatorId,
  reached: readonly Mark[],
  turnoverSantim: number,
  thresholdSantim: number,
): Promise<number> {
  const at = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const fresh: Mark[] = [];
    for (const percent of reached) {
      if (await insertMark(tx, { percent, reachedAt: at, turnoverSantim, thresholdSantim })) fresh.push(percent);
    }
    const percent = fresh.at(-1);
    if (percent === undefined) return 0;
    await emit(tx, turnoverReached, newId(), {
      creatorId,
      percent,
      turnoverSantim,
      thresholdSantim,
      currency: 'ETB',
      at: at.toISOString(),
    });
    return 1;
  });
}
