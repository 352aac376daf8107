// Statements that were taken are matched page by page; whoever dies in between leaves the rest to another worker.
import { scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { matchPage } from './match.ts';
import { releaseFile, takeFile } from './reconciliation.queries.ts';

const leaseMs = 120_000;
const matchFiles: Round = {
  name: 'statements.match',
  everyMs: 2000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, leaseMs));
    const file = await deps.tenancy.inPlatform(async (tx) => await takeFile(tx, now, lease));
    if (!file) return undefined;
    // One page, so that no round is longer than its lease; the rest comes at once.
    const more = await matchPage(deps, file.id);
    if (more) await deps.tenancy.inPlatform(async (tx) => await releaseFile(tx, file.id, deps.clock.now()));
    return { more: true };
  },
};
export const reconciliationRounds: readonly Round[] = [matchFiles];
