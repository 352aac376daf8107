import type { Authenticator } from '@windsurf/access/authenticator';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import { boot } from '@windsurf/service-kit/boot';
import type { Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { AnalyticsSecret } from './env.ts';
import { createViewBuffer } from './views/view-buffer.ts';
import type { ViewBuffer } from './views/view-buffer.ts';
import { saveViews } from './views/views.queries.ts';

export type Tx = CreatorTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly authenticator: Authenticator;
  readonly views: ViewBuffer;
  /** shared.pageTokenKey, base64url. */
  readonly pageTokenKey: string;
  readonly ready: () => Promise<void>;
};

export const openBase = async () =>
  await boot<DB>()({
    service: 'analytics',
    schema: 'analytics',
    root: new URL('..', import.meta.url),
    env: {},
    secret: AnalyticsSecret,
  });

export function createDeps(base: Awaited<ReturnType<typeof openBase>>): Deps {
  const { tenancy, clock, log, metrics, trustedProxies, authenticator, ready } = base;
  const views = createViewBuffer({ save: async (creator, rows) => await saveViews(tenancy, creator, rows), log });
  return {
    tenancy,
    clock,
    log,
    metrics,
    trustedProxies,
    authenticator,
    ready,
    views,
    pageTokenKey: base.shared.pageTokenKey,
  };
}
