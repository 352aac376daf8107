import { createMetrics } from '@windsurf/service-kit/metrics';
import type { Metrics } from '@windsurf/service-kit/metrics';
import { ownNetworks, readTrustedProxies } from '@windsurf/service-kit/proxies';
import type { TrustedProxies } from '@windsurf/service-kit/proxies';

/** What `boot` gives every service to be looked at with. */
export const observed = (service: string): { metrics: Metrics; trustedProxies: TrustedProxies } => ({
  metrics: createMetrics(service),
  trustedProxies: readTrustedProxies(ownNetworks),
});
