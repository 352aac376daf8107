import type { Authenticator } from '@windsurf/access/authenticator';
import { publicKeyOf } from '@windsurf/access/issuer';
import { fixedKeys } from '@windsurf/access/keys';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import type { FieldCipher } from '@windsurf/db/field-cipher';
import type { PlatformTx, Tenancy } from '@windsurf/db/tenancy';
import type { Caller } from '@windsurf/http-client/call';
import { boot } from '@windsurf/service-kit/boot';
import type { Clock } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { AuthSecret, authEnv } from './env.ts';
import { createPhoneVault } from './people/phone-vault.ts';
import type { PhoneVault } from './people/phone-vault.ts';
import type { Addresses } from './status/probes.ts';

export type Tx = PlatformTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: TrustedProxies;
  readonly vault: PhoneVault;
  readonly authenticator: Authenticator;
  readonly notifications: Caller;
  /** Where the services are whose state the status page shows. */
  readonly neighbours: Addresses;
  readonly signing: { readonly key: string; readonly kid: string };
  readonly appOrigin: string;
  readonly codesPerAddressHour: number;
  readonly ready: () => Promise<void>;
};

/** Everything from outside, checked; auth verifies tokens with its own key. */
export const openBase = async () =>
  await boot<DB>()({
    service: 'auth',
    schema: 'auth',
    root: new URL('..', import.meta.url),
    env: authEnv,
    secret: AuthSecret,
    keys: (secret) => fixedKeys({ [secret.signingKid]: publicKeyOf(secret.signingKey) }),
  });

export function createDeps(base: Awaited<ReturnType<typeof openBase>>): Deps {
  const cipher: FieldCipher = createFieldCipher(base.shared.fieldKey);
  return {
    tenancy: base.tenancy,
    clock: base.clock,
    log: base.log,
    metrics: base.metrics,
    trustedProxies: base.trustedProxies,
    vault: createPhoneVault(base.secret.phonePepper, cipher),
    authenticator: base.authenticator,
    notifications: base.callerTo('notifications', base.env.NOTIFICATIONS_URL),
    neighbours: {
      payments: base.env.PAYMENTS_URL,
      delivery: base.env.DELIVERY_URL,
      notifications: base.env.NOTIFICATIONS_URL,
      'store-builder': base.env.STORE_BUILDER_URL,
    },
    signing: { key: base.secret.signingKey, kid: base.secret.signingKid },
    appOrigin: base.env.APP_ORIGIN,
    codesPerAddressHour: base.env.CODES_PER_ADDRESS_HOUR,
    ready: base.ready,
  };
}
