// A real standby takes what analytics asks of it, which its own tests can only imitate: scoped reads with the service's own
// login. And it refuses a write.
import { createPool } from '@windsurf/db/pool';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import { layGround, migrateService } from '../../migrate/acceptance/ground.ts';

const PATIENCE_MS = 20_000;
const SALES = 3;
const creator = asCreatorId('01890000-0000-7000-8000-000000000001');
const stranger = asCreatorId('01890000-0000-7000-8000-000000000002');

type Summaries = { 'analytics.dailySummaries': { creatorId: string; day: string; productId: string; sales: number } };

export type ReadsOfStandby = {
  /** What the creator's summary says at the standby, and what another creator sees of it. */
  readonly sales: number;
  readonly foreign: number;
  /** PostgreSQL's code for the write that was sent there; 25006 for a read-only transaction. */
  readonly refusal: unknown;
  readonly ok: boolean;
};

/** @param url the superuser's at the primary, which holds no service yet; `standbyUrl` the same at its standby */
export async function readAtStandby(url: string, standbyUrl: string): Promise<ReadsOfStandby> {
  const analytics = { name: 'analytics', schema: 'analytics' };
  const at = (address: string, login: string): string => Object.assign(new URL(address), { username: login }).href;
  for (const ran of [
    await layGround({ masterUrl: url }, [analytics.schema]),
    await migrateService({ url: (login) => at(url, login) }, analytics),
  ])
    if (ran.code !== 0) throw new Error(ran.text);
  const pools = [url, standbyUrl].map((address) =>
    createPool({ connectionString: at(address, 'svc_analytics'), max: 1 }),
  );
  try {
    const [primary, standby] = pools.map((pool) => createTenancy<Summaries>({ pool, service: 'analytics' }));
    if (primary === undefined || standby === undefined) throw new Error('two addresses make two tenancies');
    const row = { day: '2026-11-20', productId: creator, sales: SALES };
    const write = primary.compile
      .insertInto('analytics.dailySummaries')
      .values({ creatorId: creator, ...row })
      .compile();
    await primary.batchInCreator(creator, [write]);
    const read = primary.compile.selectFrom('analytics.dailySummaries').select('sales').compile();
    const salesFor = async (reader: typeof creator): Promise<number> => {
      const [rows] = await standby.batchInCreator(reader, [read]);
      return rows.reduce((sum, { sales }) => sum + sales, 0);
    };
    const end = Date.now() + PATIENCE_MS;
    let sales = 0;
    // Until the standby has replayed it there is no login there, no table, or no row.
    while (sales === 0 && Date.now() < end) {
      sales = await salesFor(creator).catch(() => 0);
      if (sales === 0) await new Promise((done) => setTimeout(done, 100));
    }
    const refusal = await standby.batchInCreator(stranger, [write]).then(
      () => 'written',
      (error: { sqlState?: unknown }) => error.sqlState,
    );
    const foreign = await salesFor(stranger);
    return { sales, foreign, refusal, ok: sales === SALES && foreign === 0 && refusal === '25006' };
  } finally {
    for (const pool of pools) await pool.end();
  }
}
