import type { Authenticator } from '@windsurf/access/authenticator';
import { createFieldCipher } from '@windsurf/db/field-cipher';
import type { FieldCipher } from '@windsurf/db/field-cipher';
import type { CreatorTx, PlatformTx, Tenancy } from '@windsurf/db/tenancy';
import { followFlags } from '@windsurf/flags/flags';
import type { Flags } from '@windsurf/flags/flags';
import type { Caller } from '@windsurf/http-client/call';
import { boot } from '@windsurf/service-kit/boot';
import type { Clock } from '@windsurf/service-kit/boot';
import { EnvironmentError } from '@windsurf/service-kit/env';
import type { Logger } from '@windsurf/service-kit/log';
import type { Metrics } from '@windsurf/service-kit/metrics';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';
import type { DB } from './db.gen.ts';
import { NotificationsSecret, notificationsEnv } from './env.ts';
import { createAfromessage } from './sms/afromessage.ts';
import type { Afromessage } from './sms/afromessage.ts';
import { createReportAddresses } from './sms/report-address.ts';
import type { ReportAddresses } from './sms/report-address.ts';
import { createSendCount } from './sms/sms-counts.ts';
import type { SendCount } from './sms/sms-counts.ts';

export type Tx = PlatformTx<DB>;
export type TenantTx = CreatorTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly count: SendCount;
  readonly trustedProxies: TrustedProxies;
  readonly cipher: FieldCipher;
  readonly authenticator: Authenticator;
  readonly auth: Caller;
  readonly flags: Flags;
  readonly delivery: Caller;
  readonly payments: Caller;
  readonly gateway: Afromessage;
  readonly reports: ReportAddresses;
  /** Host of the app origin: the last line of a code's SMS names it, so that browsers offer the code there only. */
  readonly appHost: string;
  readonly ready: () => Promise<void>;
};

export const openBase = async () =>
  await boot<DB>()({
    service: 'notifications',
    schema: 'notifications',
    root: new URL('..', import.meta.url),
    env: notificationsEnv,
    secret: NotificationsSecret,
  });

export function createDeps(base: Awaited<ReturnType<typeof openBase>>): Deps {
  const { callbackKey, ...account } = base.secret.afromessage;
  if (base.env.ENVIRONMENT === 'production' && !account.baseUrl.startsWith('https://')) {
    throw new EnvironmentError('production refuses an SMS gateway without https: change windsurf/notifications');
  }
  const gateway = createAfromessage(account);
  base.stops.push(gateway.close);
  const auth = base.callerTo('auth', base.env.AUTH_URL);
  const flags = followFlags(auth, base.log);
  base.stops.unshift(async () => flags.stop());
  return {
    tenancy: base.tenancy,
    clock: base.clock,
    log: base.log,
    metrics: base.metrics,
    count: createSendCount(base.metrics),
    trustedProxies: base.trustedProxies,
    cipher: createFieldCipher(base.shared.fieldKey),
    authenticator: base.authenticator,
    auth,
    flags,
    delivery: base.callerTo('delivery', base.env.DELIVERY_URL),
    payments: base.callerTo('payments', base.env.PAYMENTS_URL),
    gateway,
    reports: createReportAddresses(base.env.PUBLIC_API_URL ?? base.env.APP_ORIGIN, callbackKey),
    appHost: new URL(base.env.APP_ORIGIN).hostname,
    ready: base.ready,
  };
}
