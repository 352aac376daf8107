import type { Authenticator } from '@windsurf/access/authenticator';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import { boot } from '@windsurf/service-kit/boot';
import type { Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { AnalyticsSecret, analyticsEnv } from './env.ts';
import { openReports } from './reports.ts';
import type { Reports } from './reports.ts';
import { createViewBuffer } from './views/view-buffer.ts';
import type { ViewBuffer } from './views/view-buffer.ts';
import { saveViews } from './views/views.queries.ts';

export type Tx = CreatorTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  /** What only reads for a creator's pages; everything else goes through `tenancy`. */
  readonly reports: Reports;
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
    env: analyticsEnv,
    secret: AnalyticsSecret,
  });

type Booted = Awaited<ReturnType<typeof openBase>>;
/** Of what `boot` made, that which the service is built from. */
export type Base = Pick<
  Booted,
  'tenancy' | 'clock' | 'log' | 'metrics' | 'trustedProxies' | 'authenticator' | 'ready' | 'stops'
> & {
  readonly env: Pick<Booted['env'], 'DATABASE_READ_URL'>;
  readonly shared: Pick<Booted['shared'], 'pageTokenKey'>;
};

export function createDeps(base: Base): Deps {
  const { tenancy, clock, log, metrics, trustedProxies, authenticator, ready } = base;
  const views = createViewBuffer({ save: async (creator, rows) => await saveViews(tenancy, creator, rows), log });
  const url = base.env.DATABASE_READ_URL;
  return {
    tenancy,
    reports: openReports({ url, primary: tenancy, clock, log, metrics, stops: base.stops }),
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
