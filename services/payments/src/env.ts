import { Type as T } from 'typebox';
import type { TSchema } from 'typebox';
import { Url } from '@windsurf/service-kit/env';
import { railSecrets } from './rails/registry.ts';
import type { RailSecrets } from './rails/registry.ts';

export const paymentsEnv = {
  AUTH_URL: Url,
  DELIVERY_URL: Url,
  /** Checkouts that one network address may start in ten minutes; many phones share one behind a carrier's NAT. */
  CHECKOUTS_PER_ADDRESS: T.Integer({ minimum: 1, default: 120 }),
} as const;

/** base64url, 32 bytes: signs the addresses of waiting pages. */
const checkoutKey = T.String({ minLength: 43 });
const { telebirr, ...others } = railSecrets;
const optional: Record<string, TSchema> = {};
for (const [name, shape] of Object.entries(others)) optional[name] = T.Optional(shape);

export type PaymentsSecret = RailSecrets & { readonly checkoutKey: string };
/** The secret `windsurf/payments`. A rail exists when its part does; telebirr always does. */
export const PaymentsSecret = T.Unsafe<PaymentsSecret>(
  T.Object({ ...(telebirr ? { telebirr } : {}), ...optional, checkoutKey }),
);
