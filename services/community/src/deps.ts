import type { Authenticator } from '@windsurf/access/authenticator';
import { createLimiter } from '@windsurf/access/limits';
import type { Limiter } from '@windsurf/access/limits';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import { boot } from '@windsurf/service-kit/boot';
import type { Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { CommunitySecret } from './env.ts';

export type Tx = CreatorTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly limiter: Limiter;
  readonly authenticator: Authenticator;
  readonly storeOrigin: string;
  readonly ready: () => Promise<void>;
};

export const openBase = async () =>
  await boot<DB>()({
    service: 'community',
    schema: 'community',
    root: new URL('..', import.meta.url),
    env: {},
    secret: CommunitySecret,
  });

export function createDeps(base: Awaited<ReturnType<typeof openBase>>): Deps {
  const { tenancy, clock, log, metrics, trustedProxies, authenticator, ready } = base;
  const limiter = createLimiter(base.redis, log);
  return {
    tenancy,
    clock,
    log,
    metrics,
    trustedProxies,
    limiter,
    authenticator,
    ready,
    storeOrigin: base.env.STORE_ORIGIN,
  };
}
