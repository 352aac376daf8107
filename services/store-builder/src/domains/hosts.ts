// Which store answers under a host: asked of the database, remembered for half a minute.
import type { Deps } from '../deps.ts';

const keptMs = 30_000;
const most = 5000;

/** A text that can be a host of a creator; everything else is asked of nobody. */
const readable = /^[a-z0-9]([a-z0-9.-]{2,251})[a-z0-9]$/;

export type Hosts = {
  /** The handle of the store that is live under this host; undefined for ours, and for nobody's. */
  handleOf(host: string): Promise<string | undefined>;
  isOurs(host: string): boolean;
};

export function createHosts(deps: Pick<Deps, 'tenancy' | 'clock' | 'storeOrigin' | 'appOrigin'>): Hosts {
  const known = new Map<string, { readonly handle: string | undefined; readonly at: number }>();
  const ours = new Set([deps.storeOrigin, deps.appOrigin].map((origin) => new URL(origin).hostname));
  const plain = (typed: string): string => typed.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return {
    isOurs: (typed) => ours.has(plain(typed)),
    async handleOf(typed) {
      const host = plain(typed);
      if (ours.has(host) || !host.includes('.') || !readable.test(host)) return undefined;
      const now = deps.clock.now().getTime();
      const found = known.get(host);
      if (found !== undefined && now - found.at < keptMs) return found.handle;
      const [row] = await deps.tenancy.door<{ handleOfDomain: string | null }>('handle_of_domain', host);
      const handle = row?.handleOfDomain ?? undefined;
      // Whoever invents hosts fills nobody's memory.
      if (known.size >= most) known.clear();
      known.set(host, { handle, at: now });
      return handle;
    },
  };
}
