import type { Authenticator } from '@windsurf/access/authenticator';
import { createLimiter } from '@windsurf/access/limits';
import type { Limiter } from '@windsurf/access/limits';
import type { CreatorTx, PlatformTx, Tenancy } from '@windsurf/db/tenancy';
import type { Caller } from '@windsurf/http-client/call';
import type { Base, Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import { createCheckoutTokens } from './checkout/checkout-token.ts';
import type { CheckoutTokens } from './checkout/checkout-token.ts';
import type { DB } from './db.gen.ts';
import type { PaymentsSecret } from './env.ts';
import type { Rail, RailName } from './rails/rails.ts';
import { createTelebirr } from './rails/telebirr.ts';

export type Tx = CreatorTx<DB>;
export type Platform = PlatformTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly authenticator: Authenticator;
  readonly limits: Limiter;
  readonly rails: Readonly<Record<RailName, Rail>>;
  readonly auth: Caller;
  readonly delivery: Caller;
  readonly tokens: CheckoutTokens;
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
  const telebirr = createTelebirr(base.secret.telebirr);
  base.stops.push(async () => await telebirr.close());
  return {
    tenancy: base.tenancy,
    clock: base.clock,
    log: base.log,
    authenticator: base.authenticator,
    limits: createLimiter(base.redis, base.log),
    rails: { telebirr },
    auth: base.callerTo('auth', base.env.AUTH_URL),
    delivery: base.callerTo('delivery', base.env.DELIVERY_URL),
    tokens: createCheckoutTokens(base.secret.checkoutKey),
    appOrigin: base.env.APP_ORIGIN,
    storeOrigin: base.env.STORE_ORIGIN,
    callbackOrigin: base.env.STORE_ORIGIN,
    checkoutsPerAddress: base.env.CHECKOUTS_PER_ADDRESS,
    ready: base.ready,
  };
}
