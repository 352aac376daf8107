// POST_TEST_TRAFFIC_SHIFT: does every feature domain of the new version answer on the test listener, each by itself.
// Asked again it looks again; nothing is changed.
import { checkDomains } from './domains.ts';
import { detail, detailList, type HookAnswer, note, readEvent } from './event.ts';

export type FeatureDomains = {
  readonly testListenerUrl: string;
  readonly appHost: string | undefined;
  readonly storeHost: string | undefined;
  readonly timeoutMs: number;
};

export const judgeDomains = async (raw: unknown, asked: FeatureDomains): Promise<HookAnswer> => {
  const event = readEvent(raw);
  const service = detail(event, 'service');
  const results = await checkDomains({
    baseUrl: asked.testListenerUrl.replace(/\/$/, ''),
    service,
    domains: detailList(event, 'domains'),
    ready: event.details.ready === true,
    timeoutMs: asked.timeoutMs,
    appHost: asked.appHost,
    storeHost: asked.storeHost,
  });
  for (const result of results) note({ hook: 'feature-domains', service, deployment: event.deploymentArn, ...result });
  return { hookStatus: results.every(({ ok }) => ok) ? 'SUCCEEDED' : 'FAILED' };
};

/** What Lambda calls. */
export const handler = async (raw: unknown): Promise<HookAnswer> => {
  const testListenerUrl = process.env.TEST_LISTENER_URL;
  if (testListenerUrl === undefined || testListenerUrl === '') throw new Error('TEST_LISTENER_URL is not set');
  const { APP_HOST: appHost, STORE_HOST: storeHost } = process.env;
  return await judgeDomains(raw, { testListenerUrl, appHost, storeHost, timeoutMs: 10_000 });
};
