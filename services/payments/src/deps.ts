import { createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Authenticator } from '@windsurf/access/authenticator';
import { createLimiter } from '@windsurf/access/limits';
import type { Limiter } from '@windsurf/access/limits';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import type { FieldCipher } from '@windsurf/db/field-cipher';
import type { CreatorTx, PlatformTx, Tenancy } from '@windsurf/db/tenancy';
import { followFlags } from '@windsurf/flags/flags';
import type { Flags } from '@windsurf/flags/flags';
import type { Caller } from '@windsurf/http-client/call';
import type { Base, Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import { createCheckoutTokens } from './checkout/checkout-token.ts';
import type { CheckoutTokens } from './checkout/checkout-token.ts';
import type { DB } from './db.gen.ts';
import type { PaymentsSecret } from './env.ts';
import { createCounts } from './figures/figures.ts';
import type { PaymentCounts } from './figures/figures.ts';
import { createPress } from './papers/press.ts';
import type { Press } from './papers/press.ts';
import { createRails } from './rails/registry.ts';
import type { Rails } from './rails/rails.ts';

export type Tx = CreatorTx<DB>;
export type Platform = PlatformTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly authenticator: Authenticator;
  readonly limits: Limiter;
  /** What may vanish: looks at the rails that all processes share. */
  readonly redis: Redis;
  readonly rails: Rails;
  readonly counts: PaymentCounts;
  readonly auth: Caller;
  readonly flags: Flags;
  readonly delivery: Caller;
  readonly tokens: CheckoutTokens;
  /** Seals single columns: numbers of taxpayers and of accounts. */
  readonly cipher: FieldCipher;
  /** Keyed hash of a text: equal texts are seen to be equal, and nothing else. */
  readonly digest: (text: string) => string;
  /** Prints receipts and statements. */
  readonly press: Press;
  readonly appOrigin: string;
  readonly storeOrigin: string;
  /** Where the rails reach us. */
  readonly callbackOrigin: string;
  readonly checkoutsPerAddress: number;
  readonly ready: () => Promise<void>;
};

type PaymentsBase = Base<
  DB,
  {
    APP_ORIGIN: string;
    STORE_ORIGIN: string;
    AUTH_URL: string;
    DELIVERY_URL: string;
    CHECKOUTS_PER_ADDRESS: number;
  },
  PaymentsSecret
>;

export function createDeps(base: PaymentsBase): Deps {
  const rails = createRails(base.secret, { now: () => base.clock.now().getTime() });
  for (const rail of rails.values()) base.stops.push(async () => await rail.close());
  const press = createPress();
  base.stops.push(async () => await press.close());
  const auth = base.callerTo('auth', base.env.AUTH_URL);
  const flags = followFlags(auth, base.log);
  base.stops.unshift(async () => flags.stop());
  return {
    tenancy: base.tenancy,
    clock: base.clock,
    log: base.log,
    metrics: base.metrics,
    trustedProxies: base.trustedProxies,
    authenticator: base.authenticator,
    limits: createLimiter(base.redis, base.log),
    redis: base.redis,
    rails,
    counts: createCounts(base.metrics, [...rails.keys()]),
    auth,
    flags,
    delivery: base.callerTo('delivery', base.env.DELIVERY_URL),
    tokens: createCheckoutTokens(base.secret.checkoutKey),
    cipher: createFieldCipher(base.shared.fieldKey),
    digest: digestOf(base.shared.fieldKey),
    press,
    appOrigin: base.env.APP_ORIGIN,
    storeOrigin: base.env.STORE_ORIGIN,
    callbackOrigin: base.env.STORE_ORIGIN,
    checkoutsPerAddress: base.env.CHECKOUTS_PER_ADDRESS,
    ready: base.ready,
  };
}

/** HMAC-SHA-256 under a key of its own, made from the field key (base64url, 32 bytes); hex. */
export function digestOf(fieldKey: string): (text: string) => string {
  const key = createHmac('sha256', Buffer.from(fieldKey, 'base64url')).update('payments.digest.1').digest();
  return (text) => createHmac('sha256', key).update(text).digest('hex');
}
