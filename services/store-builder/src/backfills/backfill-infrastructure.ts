// One-off task of the service's image: node src/backfills/backfill-infrastructure.ts. The same as
// POST /v1/admin/backfill-infrastructure, for whoever has a server and no session; it ends with the counts.
import { createDeps, openBase } from '../deps.ts';
import { runBackfill } from '../trust/backfill.ts';

const base = await openBase();
try {
  const done = await runBackfill(createDeps(base), { kind: 'system' });
  base.log.info(done, 'tier and readiness of every creator were computed');
} finally {
  for (const close of base.stops) await close();
}
