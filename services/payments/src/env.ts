import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { Url } from '@windsurf/service-kit/env';

export const paymentsEnv = {
  AUTH_URL: Url,
  DELIVERY_URL: Url,
  /** Checkouts that one network address may start in ten minutes; many phones share one behind a carrier's NAT. */
  CHECKOUTS_PER_ADDRESS: T.Integer({ minimum: 1, default: 120 }),
} as const;

/** The secret `windsurf/payments`. */
export const PaymentsSecret = T.Object({
  telebirr: T.Object({
    baseUrl: Url,
    webBaseUrl: Url,
    fabricAppId: T.String({ minLength: 1 }),
    appSecret: T.String({ minLength: 1 }),
    merchantAppId: T.String({ minLength: 1, maxLength: 32 }),
    merchantCode: T.String({ pattern: '^[1-9]\\d{0,15}$' }),
    /** PEM, or bare base64 as telebirr hands it out. */
    privateKey: T.String({ minLength: 100 }),
    telebirrPublicKey: T.String({ minLength: 100 }),
    padding: T.Optional(T.Union([T.Literal('pss'), T.Literal('pss-32'), T.Literal('pkcs1')])),
    payeeType: T.Optional(T.String({ pattern: '^\\d{4}$' })),
  }),
  /** base64url, 32 bytes: signs the addresses of waiting pages. */
  checkoutKey: T.String({ minLength: 43 }),
});
export type PaymentsSecret = Static<typeof PaymentsSecret>;
