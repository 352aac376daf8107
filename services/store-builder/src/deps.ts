import type { Redis } from 'ioredis';
import type { Authenticator } from '@windsurf/access/authenticator';
import { createBlob } from '@windsurf/blob/blob';
import type { Blob } from '@windsurf/blob/blob';
import type { CreatorTx, PublicTx, Tenancy } from '@windsurf/db/tenancy';
import { boot } from '@windsurf/service-kit/boot';
import type { Base, Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { StoreSecret, storeEnv } from './env.ts';
import { createPageCache } from './storefront/page-cache.ts';
import type { PageCache } from './storefront/page-cache.ts';

export type Tx = CreatorTx<DB>;
export type ReaderTx = PublicTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly redis: Redis;
  readonly authenticator: Authenticator;
  readonly blob: Blob;
  readonly pages: PageCache;
  /** shared.pageTokenKey, base64url. */
  readonly pageTokenKey: string;
  readonly storeOrigin: string;
  readonly appOrigin: string;
  readonly ready: () => Promise<void>;
};

type StoreEnv = {
  STORE_ORIGIN: string;
  APP_ORIGIN: string;
  S3_ENDPOINT?: string;
  S3_PUBLIC_ENDPOINT?: string;
  S3_REGION: string;
  ASSETS_BUCKET: string;
};

/** Environment, secrets, schema and wall are looked at; nothing listens yet. */
export const openBase = async () =>
  await boot<DB>()({
    service: 'store-builder',
    schema: 'store',
    root: new URL('..', import.meta.url),
    env: storeEnv,
    secret: StoreSecret,
  });

export function createDeps(base: Base<DB, StoreEnv, unknown>): Deps {
  const { env } = base;
  return {
    tenancy: base.tenancy,
    clock: base.clock,
    log: base.log,
    metrics: base.metrics,
    trustedProxies: base.trustedProxies,
    redis: base.redis,
    authenticator: base.authenticator,
    blob: createBlob({
      bucket: env.ASSETS_BUCKET,
      region: env.S3_REGION,
      endpoint: env.S3_ENDPOINT,
      publicEndpoint: env.S3_PUBLIC_ENDPOINT,
    }),
    pages: createPageCache({ redis: base.redis, log: base.log }),
    pageTokenKey: base.shared.pageTokenKey,
    storeOrigin: env.STORE_ORIGIN,
    appOrigin: env.APP_ORIGIN,
    ready: base.ready,
  };
}
