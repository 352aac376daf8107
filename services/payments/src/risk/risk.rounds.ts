// Counts every creator's facts through the day, and rings when an appeal is late.
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { eachOf } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { countFacts } from './facts.queries.ts';
import { keepScore } from './risk.queries.ts';
import { scoreOf } from './score.ts';

const daysCounted = 30;
const page = 50;
const beginning = '00000000-0000-0000-0000-000000000000';

/** Counts one creator's facts and keeps the score that they make. */
export async function countRisk(deps: Deps, creatorId: CreatorId): Promise<number> {
  const countedAt = deps.clock.now();
  const since = new Date(countedAt.getTime() - daysCounted * 86_400_000);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const facts = await countFacts(tx, creatorId, since);
    const score = scoreOf(facts);
    await keepScore(tx, { score, facts: JSON.stringify(facts), countedAt });
    return score;
  });
}

/** One page of creators each minute; after the last one it begins again. */
const countAll: Round = {
  name: 'risk.count',
  everyMs: 60_000,
  async work(deps, cursor) {
    const after = cursor === '' ? beginning : cursor;
    const rows = await deps.tenancy.door<{ creatorId: string }>('creators_with_books', after, page);
    await eachOf(rows, 2, async ({ creatorId }) => {
      await countRisk(deps, asCreatorId(creatorId));
    });
    return { cursor: rows.length === page ? (rows.at(-1)?.creatorId ?? '') : '' };
  },
};

const watchAppeals: Round = {
  name: 'risk.appeals',
  everyMs: 15 * 60_000,
  async work(deps) {
    const [late] = await deps.tenancy.door<{ overdueAppeals: number }>('overdue_appeals', deps.clock.now());
    if (late && late.overdueAppeals > 0) {
      deps.log.error({ appeals: late.overdueAppeals, alarm: true }, 'appeals were not answered within 72 hours');
    }
  },
};

export const riskRounds: readonly Round[] = [countAll, watchAppeals];
