import { Type as T } from 'typebox';
import { Url } from '@windsurf/service-kit/env';

export const notificationsEnv = {
  AUTH_URL: Url,
  DELIVERY_URL: Url,
  PAYMENTS_URL: Url,
  /** Where the SMS gateway reaches us with its reports; APP_ORIGIN unless told. */
  PUBLIC_API_URL: T.Optional(Url),
} as const;

/** The secret `windsurf/notifications`. */
export const NotificationsSecret = T.Object({
  afromessage: T.Object({
    baseUrl: Url,
    token: T.String({ minLength: 1 }),
    /** The verified sender name. */
    sender: T.String({ minLength: 1, maxLength: 11 }),
    /** Id of the short code; not the sender's name. */
    identifier: T.String({ minLength: 1 }),
    /** At least 32 bytes, base64url: signs the addresses of delivery reports. */
    callbackKey: T.String({ minLength: 43 }),
  }),
});
