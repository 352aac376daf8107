// Tier and readiness of every creator, computed again (S1-23, S1-24). Each creator in her own scope and transaction, in
// batches; what is right already is left as it is, so that a second run changes nothing.
import { nobodysChain, writeAudit } from '@windsurf/audit/audit';
import type { Actor } from '@windsurf/audit/audit';
import type { BackfillDone, BackfillStats, ReadinessState, TrustTier } from '@windsurf/contracts/store-trust';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { updateCreatorReadiness } from './standing.ts';

const BATCH = 200;
const AT_ONCE = 4;
const entity = 'backfill:infrastructure';

export type Stats = Static<typeof BackfillStats>;
export async function backfillStats(deps: Deps): Promise<Stats> {
  type Count = { trustTier: TrustTier; readinessState: ReadinessState; creators: number };
  const counts = await deps.tenancy.door<Count>('creator_counts');
  const trustTier = { NEW: 0, VERIFIED: 0, PROVEN: 0 };
  const readinessState = { INCOMPLETE: 0, PENDING_OAUTH: 0, READY: 0 };
  for (const row of counts) {
    trustTier[row.trustTier] += Number(row.creators);
    readinessState[row.readinessState] += Number(row.creators);
  }
  const totalCreators = counts.reduce((sum, row) => sum + Number(row.creators), 0);
  return { totalCreators, stats: { trustTier, readinessState } };
}

async function eachCreator(deps: Deps, work: (id: string) => Promise<void>): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await deps.tenancy.door<{ creatorsPage: string }>('creators_page', after, BATCH);
    const ids = page.map((row) => row.creatorsPage);
    const queue = ids.values();
    const worker = async (): Promise<void> => {
      for (const id of queue) await work(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    after = ids.at(-1) ?? after;
    if (ids.length < BATCH) return;
  }
}

/** Runs it for everybody. That it began and what came of it stands in the record. */
export async function runBackfill(deps: Deps, actor: Actor): Promise<Static<typeof BackfillDone>> {
  const note = async (action: string, after?: object): Promise<void> => {
    const at = deps.clock.now();
    await deps.tenancy.inCreator(nobodysChain, async (tx) => {
      await writeAudit(tx, 'store', { at, actor, action, entity, ...(after ? { after } : {}) });
    });
  };
  await note('backfill.began');
  let [processed, changed] = [0, 0];
  await eachCreator(deps, async (id) => {
    const creatorId = asCreatorId(id);
    const other = await deps.tenancy.inCreator(
      creatorId,
      async (tx) => await updateCreatorReadiness(deps, tx, creatorId),
    );
    processed += 1;
    if (other) changed += 1;
  });
  await note('backfill.finished', { processed, changed });
  return { processed, changed, ...(await backfillStats(deps)) };
}
