import { createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Authenticator } from '@windsurf/access/authenticator';
import { createLimiter } from '@windsurf/access/limits';
import type { Limiter } from '@windsurf/access/limits';
import { createBlob } from '@windsurf/blob/blob';
import { CallFailed } from '@windsurf/http-client/call';
import type { Blob } from '@windsurf/blob/blob';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import type { FieldCipher } from '@windsurf/db/field-cipher';
import { followFlags } from '@windsurf/flags/flags';
import type { FollowedFlags } from '@windsurf/flags/flags';
import type { Flags } from '@windsurf/flags/flags';
import type { CreatorTx, PublicTx, Tenancy } from '@windsurf/db/tenancy';
import { freeTimes } from '@windsurf/contracts/delivery-bookings';
import { readOffer } from '@windsurf/contracts/payments-sellable';
import { boot } from '@windsurf/service-kit/boot';
import type { Base, Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { StoreSecret, storeEnv } from './env.ts';
import type { FreeTime, PriceNow } from './storefront/frame.ts';
import { createNames } from './domains/dns.ts';
import type { Names } from './domains/dns.ts';
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
  readonly limits: Limiter;
  readonly flags: Flags;
  /** Seals what says something about a person. */
  readonly cipher: FieldCipher;
  /** A keyed hash by which the same person is known again. */
  readonly digest: (text: string) => string;
  /** The next free times of a booking product; undefined where delivery does not answer in time. */
  readonly freeTimes: (productId: string) => Promise<readonly FreeTime[] | undefined>;
  /** What a product costs now and when that changes; undefined where payments does not answer in time. */
  readonly priceNow: (productId: string) => Promise<PriceNow | undefined>;
  /** The name service of the internet. */
  readonly names: Names;
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
  AUTH_URL: string;
  DELIVERY_URL: string;
  PAYMENTS_URL: string;
  DNS_SERVERS?: string;
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

export function createDeps(base: Base<DB, StoreEnv, unknown>): Deps & { readonly flags: FollowedFlags } {
  const { env } = base;
  const delivery = base.callerTo('delivery', env.DELIVERY_URL);
  const payments = base.callerTo('payments', env.PAYMENTS_URL);
  // A page is waited for: half a second, and then it goes without what others would have said.
  const inTime = { timeoutMs: 500 } as const;
  const orWithout = async <R>(asked: Promise<R>): Promise<R | undefined> => {
    try {
      return await asked;
    } catch (error) {
      // That there is nothing to say is an answer: a time of a product that is on sale no more.
      const nothing = error instanceof CallFailed && error.status === 404;
      if (!nothing) base.log.warn({ reason: (error as Error).message }, 'a page without what another service says');
      return undefined;
    }
  };
  const flags = followFlags(base.callerTo('auth', env.AUTH_URL), base.log);
  base.stops.unshift(async () => flags.stop());
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
    limits: createLimiter(base.redis, base.log),
    flags,
    cipher: createFieldCipher(base.shared.fieldKey),
    digest: digestOf(base.shared.fieldKey),
    freeTimes: async (productId) => (await orWithout(delivery(freeTimes, { query: { productId } }, inTime)))?.items,
    priceNow: async (productId) =>
      await orWithout(payments(readOffer, { params: { id: productId }, query: {} }, inTime)),
    names: createNames(env.DNS_SERVERS?.split(',').filter((server) => server !== '')),
    pageTokenKey: base.shared.pageTokenKey,
    storeOrigin: env.STORE_ORIGIN,
    appOrigin: env.APP_ORIGIN,
    ready: base.ready,
  };
}

/** HMAC-SHA-256 under a key of its own, made from the field key (base64url, 32 bytes); hex. */
export function digestOf(fieldKey: string): (text: string) => string {
  const key = createHmac('sha256', Buffer.from(fieldKey, 'base64url')).update('store.digest.1').digest();
  return (text) => createHmac('sha256', key).update(text).digest('hex');
}
