import type { Authenticator } from '@windsurf/access/authenticator';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import type { Base } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import type { ServiceSecret } from './env.ts';

export type Tx = CreatorTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly authenticator: Authenticator;
  readonly ready: () => Promise<void>;
};

export function createDeps(base: Base<DB, unknown, ServiceSecret>): Deps {
  const { tenancy, log, metrics, trustedProxies, authenticator, ready } = base;
  return { tenancy, log, metrics, trustedProxies, authenticator, ready };
}
