import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { Url } from '@windsurf/service-kit/env';

export const authEnv = {
  NOTIFICATIONS_URL: Url,
  // Whether these answer is what the status page says.
  DELIVERY_URL: Url,
  PAYMENTS_URL: Url,
  STORE_BUILDER_URL: Url,
  /** Codes that one network address may ask for in an hour; many phones share one address behind a carrier's NAT. */
  CODES_PER_ADDRESS_HOUR: T.Integer({ minimum: 1, default: 60 }),
} as const;

/** The secret `windsurf/auth`. */
export const AuthSecret = T.Object({
  /** Ed25519, PKCS#8 PEM. */
  signingKey: T.String({ minLength: 80 }),
  signingKid: T.String({ minLength: 1, maxLength: 40 }),
  /** base64url, at least 32 bytes: hashes of numbers and codes are worth nothing without it. */
  phonePepper: T.String({ minLength: 43 }),
});
export type AuthSecret = Static<typeof AuthSecret>;
