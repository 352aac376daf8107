// The replica's lag as a release asks for it (S4-25), on a real standby that is stopped and let go again.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { checkReplicaLag } from '../../budget/database-state.ts';
import type { Finding } from '../../budget/database-state.ts';
import { freshFolder } from '../../migrate/acceptance/ground.ts';
import type { Proof, Say } from '../../proof.ts';
import { canArchive, removeServer, startArchived, startStandby, takeBaseBackup } from './archived-server.ts';
import type { ArchivedServer } from './archived-server.ts';
import { readAtStandby } from './reads-of-standby.ts';

const name = '11 the replica is asked how far behind it is';
/** Instead of the five seconds of a release: the proof need not wait for those. */
const MOST_S = 1;
const PATIENCE_MS = 20_000;

/** A standby that follows is let through, and read; one that stopped replaying, and one that lost its primary, is not. */
export async function proveReplicaLag(say: Say): Promise<Proof> {
  if (!canArchive())
    return { name, ok: true, skipped: 'the embedded PostgreSQL of this platform: pnpm install', figures: {} };
  const dir = freshFolder('replica');
  const running: ArchivedServer[] = [];
  const clients: pg.Client[] = [];
  const connect = async (url: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  try {
    const primary = await startArchived(join(dir, 'primary'));
    running.push(primary);
    const base = join(dir, 'base');
    await takeBaseBackup(primary, base);
    const standby = await startStandby(join(dir, 'standby'), base, primary);
    running.push(standby);
    const [writer, replica] = [await connect(primary.url), await connect(standby.url)];
    await writer.query('create table beats (at timestamptz not null default now())');
    const beat = async (): Promise<unknown> => await writer.query('insert into beats default values');
    const until = async (wanted: (finding: Finding) => boolean): Promise<Finding> => {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        await beat().catch(() => undefined);
        const finding = await checkReplicaLag(replica, MOST_S);
        if (wanted(finding) || Date.now() > end) return finding;
        await new Promise((done) => setTimeout(done, 100));
      }
    };
    // The first transaction that it replays gives its clock something to be behind of.
    for (let replayed = false; !replayed; ) {
      await beat();
      const { rows } = await replica.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at');
      replayed = rows[0]?.at != null;
      await new Promise((done) => setTimeout(done, 50));
    }
    const following = await until((finding) => finding.ok);
    const reads = await readAtStandby(primary.url, standby.url);
    say(`the standby shows ${reads.sales} sales to their creator, and answers a write with ${String(reads.refusal)}`);
    await replica.query('select pg_wal_replay_pause()');
    const behind = await until((finding) => !finding.ok);
    await replica.query('select pg_wal_replay_resume()');
    const again = await until((finding) => finding.ok);
    await primary.stop();
    const alone = await until((finding) => Number.isNaN(finding.value));
    for (const finding of [following, behind, again, alone]) say(finding.says);
    return {
      name,
      ok: following.ok && reads.ok && !behind.ok && behind.value >= MOST_S && again.ok && !alone.ok,
      figures: {
        following_s: following.value,
        stopped_s: behind.value,
        again_s: again.value,
        sales_read_at_the_standby: reads.sales,
        planted_defects: 3,
        planted_found: [!behind.ok, !alone.ok, reads.refusal === '25006'].filter(Boolean).length,
      },
    };
  } finally {
    for (const client of clients) await client.end().catch(() => undefined);
    for (const server of running) {
      await server.stop().catch(() => undefined);
      removeServer(server);
      rmSync(dirname(server.data), { recursive: true, force: true });
    }
    rmSync(dir, { recursive: true, force: true });
  }
}
