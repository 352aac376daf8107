import type { Service } from './registry.ts';

export type Origin = 'store' | 'app';
export type Target =
  | { kind: 'service'; service: string; origin: Origin }
  | { kind: 'health' }
  | { kind: 'dashboard' }
  | { kind: 'store-home' }
  | { kind: 'nothing' };

type Entry = { path: string; service: string };

/** `/c` answers `/c` and `/c/…`; `/@` answers everything that begins with it, because a handle follows at once. */
const matches = (prefix: string, path: string): boolean =>
  prefix === '/@' ? path.startsWith('/@') : path === prefix || path.startsWith(`${prefix}/`);

/** There stand only pages of a store and the picture that counts them: nobody signs in or pays under a foreign name. */
const onOwnDomain = (service: string | undefined): Target =>
  service === undefined || service === 'store-builder' || service === 'analytics'
    ? { kind: 'service', service: service ?? 'store-builder', origin: 'store' }
    : { kind: 'nothing' };

/** Is it a creator's own domain? Ours are names without a dot, `*.localhost` and addresses. */
const isOwnDomain = (host: string): boolean => {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return name.includes('.') && !name.endsWith('.localhost') && !/^[\d.:[\]]+$/.test(name);
};

/**
 * The router that production's load balancer is made from the same blocks for.
 *
 * @param services their `paths`
 * @returns decides by Host header and path; the longest declared prefix wins
 */
export const createRouter = (services: Pick<Service, 'name' | 'paths'>[]) => {
  const table: Entry[] = services
    .flatMap(({ name, paths }) => paths.map((path) => ({ path, service: name })))
    .sort((a, b) => b.path.length - a.path.length);
  return (host: string, path: string): Target => {
    const origin: Origin = host.toLowerCase().startsWith('app.') ? 'app' : 'store';
    if (path === '/health') return { kind: 'health' };
    const entry = table.find((candidate) => matches(candidate.path, path));
    if (isOwnDomain(host)) return onOwnDomain(entry?.service);
    if (entry !== undefined) return { kind: 'service', service: entry.service, origin };
    if (origin === 'app') return { kind: 'dashboard' };
    return path === '/' ? { kind: 'store-home' } : { kind: 'nothing' };
  };
};
