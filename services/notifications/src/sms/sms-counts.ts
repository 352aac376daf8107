import type { Count, Metrics } from '@windsurf/service-kit/metrics';

/**
 * What became of an attempt to send: `accepted` by the gateway, `later` when it certainly sent nothing and is tried again,
 * `failed` when it is not; then, from reports, `delivered` or `undelivered`.
 */
const outcomes = ['accepted', 'later', 'failed', 'unknown', 'delivered', 'undelivered'] as const;
export type Outcome = (typeof outcomes)[number];

const labels = { channel: ['sms'], outcome: outcomes } as const;
/** Counts what was sent, by channel; texts and numbers of people are no labels. */
export type SendCount = Count<typeof labels>;
export const createSendCount = (metrics: Metrics): SendCount =>
  metrics.counter('windsurf_notifications_total', 'Messages to people, by what became of them', labels);
