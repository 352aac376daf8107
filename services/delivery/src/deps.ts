import type { Authenticator } from '@windsurf/access/authenticator';
import { createBlob } from '@windsurf/blob/blob';
import type { Blob } from '@windsurf/blob/blob';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import type { Caller } from '@windsurf/http-client/call';
import type { Base, Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { createLinks } from './entitlements/links.ts';
import type { Links } from './entitlements/links.ts';
import type { DeliverySecret } from './env.ts';

export type Tx = CreatorTx<DB>;
/** Writes queries that travel together; it cannot run one. */
export type Compile = Tenancy<DB>['compile'];
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly blob: Blob;
  readonly links: Links;
  readonly auth: Caller;
  readonly payments: Caller;
  readonly authenticator: Authenticator;
  readonly storeOrigin: string;
  readonly ready: () => Promise<void>;
};

type DeliveryBase = Base<
  DB,
  {
    APP_ORIGIN: string;
    STORE_ORIGIN: string;
    AUTH_URL: string;
    PAYMENTS_URL: string;
    S3_REGION: string;
    S3_ENDPOINT?: string;
    S3_PUBLIC_ENDPOINT?: string;
    PRODUCTS_BUCKET: string;
  },
  DeliverySecret
>;

export function createDeps(base: DeliveryBase): Deps {
  return {
    tenancy: base.tenancy,
    clock: base.clock,
    log: base.log,
    metrics: base.metrics,
    trustedProxies: base.trustedProxies,
    blob: createBlob({
      bucket: base.env.PRODUCTS_BUCKET,
      region: base.env.S3_REGION,
      endpoint: base.env.S3_ENDPOINT,
      publicEndpoint: base.env.S3_PUBLIC_ENDPOINT,
    }),
    links: createLinks(base.secret.linkKey, base.env.APP_ORIGIN),
    auth: base.callerTo('auth', base.env.AUTH_URL),
    payments: base.callerTo('payments', base.env.PAYMENTS_URL),
    authenticator: base.authenticator,
    storeOrigin: base.env.STORE_ORIGIN,
    ready: base.ready,
  };
}
