// How fast a store opens: store-builder's own measurement, on a PostgreSQL of its own and a Redis.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startRedis } from '@windsurf/testbed/redis';
import { onOwnDatabase } from '../own-database.ts';
import { devFolder, root } from '../place.ts';

/**
 * @returns exit code; the last line is `{"first_visit_bytes":…,"ratio_to_bare":…,"uncached_cpu_ms":…,"p99_ms":…,"sizes":
 * [{"stores":…,"rps":…,"cpu_ms":…,"p99_ms":…,"publish_to_visible_ms":…}],"publish_to_visible_ms":…}`. Needs 6 GB of disk
 * for a million stores; `BENCH_STORES=1000,100000` measures fewer. `BENCH_DEFECT=no-index` takes the index of names away
 * and `BENCH_DEFECT=no-cache` the cache of pages: either must end red.
 */
export const run = async (): Promise<number> =>
  await onOwnDatabase('bench-storefront', async ({ adminUrl }) => {
    const redis = await startRedis({ cache: join(devFolder, 'cache') });
    try {
      const file = join(root, 'services/store-builder/src/storefront/bench.ts');
      const { BENCH_STORES: stores = '1000,100000,1000000', BENCH_DEFECT: defect = '' } = process.env;
      const child = spawn(process.execPath, [file, stores, defect], {
        env: { ...process.env, DATABASE_URL: adminUrl, REDIS_URL: redis.url },
        stdio: 'inherit',
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      return code ?? 1;
    } finally {
      await redis.stop();
    }
  });
