import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { Url } from '@windsurf/service-kit/env';

export const deliveryEnv = {
  AUTH_URL: Url,
  PAYMENTS_URL: Url,
  S3_REGION: T.String({ default: 'af-south-1' }),
  /** Only where S3 is not AWS's. */
  S3_ENDPOINT: T.Optional(Url),
  /** Where browsers reach it, if that differs. */
  S3_PUBLIC_ENDPOINT: T.Optional(Url),
  PRODUCTS_BUCKET: T.String({ default: 'windsurf-products' }),
} as const;

/** The secret `windsurf/delivery`. */
export const DeliverySecret = T.Object({
  /** base64url, 32 bytes: the tokens of all receipts are derived from it. */
  linkKey: T.String({ minLength: 43, maxLength: 44 }),
});
export type DeliverySecret = Static<typeof DeliverySecret>;

/** What `boot` needs to know; shared by the service and its demo data. */
export const deliveryBoot = {
  service: 'delivery',
  schema: 'delivery',
  root: new URL('..', import.meta.url),
  env: deliveryEnv,
  secret: DeliverySecret,
} as const;
