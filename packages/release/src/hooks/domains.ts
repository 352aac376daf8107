// Each feature domain of a service asked by itself (S3-103): its health path, readiness, and a few requests of its own.
import type { DomainResult } from '../deploy/state.ts';
import { type Answer, get } from './request.ts';
import { type Synthetic, SYNTHETICS } from './synthetics.ts';

export type DomainsAsked = {
  /** Base URL of the listener, without a slash at its end. */
  readonly baseUrl: string;
  readonly service: string;
  readonly domains: readonly string[];
  /** Whether the listener leads `/readyz` to the service that the header names. */
  readonly ready: boolean;
  /** Of one request, in milliseconds. */
  readonly timeoutMs: number;
  /** Hosts under which the app and the stores are asked; the listener's own address when left out. */
  readonly appHost?: string | undefined;
  readonly storeHost?: string | undefined;
  readonly synthetics?: Readonly<Record<string, readonly Synthetic[]>>;
};

/** Exactly this, byte for byte (S4-78). */
export const HEALTHY = '{"status":"healthy"}';
export const SERVICE_HEADER = 'x-windsurf-service';

const ask = async (asked: DomainsAsked, path: string): Promise<Answer> =>
  await get(`${asked.baseUrl}${path}`, {
    host: path.startsWith('/@') ? asked.storeHost : asked.appHost,
    headers: { accept: 'application/json', [SERVICE_HEADER]: asked.service },
    timeoutMs: asked.timeoutMs,
  });

/** Why an address is not as it should be; undefined when it is. */
const problemWith = async (asked: DomainsAsked, wanted: Synthetic, exact?: string): Promise<string | undefined> => {
  try {
    const { status, text } = await ask(asked, wanted.path);
    if (status !== wanted.status) return `GET ${wanted.path} answered ${status} instead of ${wanted.status}`;
    if (exact !== undefined && text !== exact) return `GET ${wanted.path} did not answer exactly ${exact}`;
    if (wanted.holds !== undefined && !text.includes(wanted.holds))
      return `GET ${wanted.path} answered without ${wanted.holds}`;
    return undefined;
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return `GET ${wanted.path} ${late ? `did not answer within ${asked.timeoutMs / 1000} s` : 'was not answered'}`;
  }
};

const checkDomain = async (asked: DomainsAsked, domain: string): Promise<DomainResult> => {
  const own = (asked.synthetics ?? SYNTHETICS)[domain];
  if (own === undefined || own.length === 0)
    return { domain, ok: false, requests: 0, problem: 'nobody has said what to ask it' };
  const health = `/v1/${domain}/health`;
  const problems = [
    await problemWith(asked, { path: health, status: 200 }, HEALTHY),
    ...(asked.ready ? [await problemWith(asked, { path: '/readyz', status: 200, holds: '"ready"' })] : []),
  ];
  for (const one of own) problems.push(await problemWith(asked, one));
  const problem = problems.find((one) => one !== undefined);
  const requests = problems.length;
  return problem === undefined ? { domain, ok: true, requests } : { domain, ok: false, requests, problem };
};

/** One result per domain, in their order; never throws for what a service answers. */
export const checkDomains = async (asked: DomainsAsked): Promise<DomainResult[]> =>
  await Promise.all(asked.domains.map(async (domain) => await checkDomain(asked, domain)));
