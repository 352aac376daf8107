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

/** Signs of handles: what nobody can have is not asked for. */
const handles = /^[a-z0-9-]+$/;

/** Two names of one store: she may have had another, and under which host she has which is remembered for a while. */
export async function isOneStore(deps: Pick<Deps, 'tenancy'>, one: string, other: string): Promise<boolean> {
  const plain = other.toLowerCase();
  if (one === plain) return true;
  if (!handles.test(plain)) return false;
  const ask = async (handle: string): Promise<string | null> =>
    (await deps.tenancy.door<{ creatorOfHandle: string | null }>('creator_of_handle', handle))[0]?.creatorOfHandle ??
    null;
  const owner = await ask(one);
  return owner !== null && owner === (await ask(plain));
}
