import { Type as T } from 'typebox';
import { Url } from '@windsurf/service-kit/env';

export const storeEnv = {
  AUTH_URL: Url,
  DELIVERY_URL: Url,
  PAYMENTS_URL: Url,
  S3_ENDPOINT: T.Optional(Url),
  S3_PUBLIC_ENDPOINT: T.Optional(Url),
  S3_REGION: T.String({ default: 'af-south-1' }),
  /** `address:port`, with commas: asked about domains of creators instead of the machine's own. */
  DNS_SERVERS: T.Optional(T.String({ pattern: '^[0-9a-f.:\\[\\],]*$' })),
  /** Bucket of pictures that are public. */
  ASSETS_BUCKET: T.String({ default: 'windsurf-assets' }),
} as const;

/** The secret `windsurf/store-builder`: it has none of its own yet. */
export const StoreSecret = T.Object({});
