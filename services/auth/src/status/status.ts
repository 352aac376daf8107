// How the platform does, for everybody: kept in memory and looked at every ten seconds at most, so that the page is there
// while services, the database or Redis are not; then with what was known last.
import type { Component, ComponentState, NoticeView, Status } from '@windsurf/contracts/auth-platform';
import { ahead } from '../notices/notices.ts';
import type { Deps } from '../deps.ts';
import { healthOf, neighbours, railsFrom } from './probes.ts';
import type { Addresses, Health, Neighbour, RailFound } from './probes.ts';

const freshMs = 10_000;
/** Older than this it is worth waiting for a new look; before that, the next reader has it. */
const staleMs = 30_000;

/** Longer than this nobody waits for a database that takes a connection and then says nothing. */
const databaseMs = 1500;

export type Look = { readonly status: Status; readonly rails: readonly RailFound[] };
export type StatusBoard = { read(): Promise<Look> };

type Found = {
  readonly at: Date;
  readonly self: Health;
  readonly health: Readonly<Record<Neighbour, Health>>;
  readonly rails: readonly RailFound[];
  readonly notices: readonly NoticeView[];
};

const badness: readonly ComponentState[] = ['ok', 'unknown', 'slow', 'maintenance', 'down'];
/** The first state that is the worst of all. */
export const worst = (states: readonly ComponentState[]): ComponentState =>
  states.toSorted((a, b) => badness.indexOf(b) - badness.indexOf(a))[0] ?? 'unknown';

const railState: Readonly<Record<RailFound['state'], ComponentState>> = {
  good: 'ok',
  quiet: 'ok',
  slow: 'slow',
  unsteady: 'slow',
  down: 'down',
};

/** Pure: the same findings give the same status. */
export function statusOf({ at, self, health, rails, notices }: Found): Status {
  const open = (notice: NoticeView): boolean => new Date(notice.startsAt) <= at;
  const measured: Readonly<Record<Component, ComponentState>> = {
    // Without SMS no code arrives; whoever is signed in stays so.
    'sign-in': self === 'ok' && health.notifications !== 'ok' ? 'slow' : self,
    stores: health['store-builder'],
    checkout: rails.length > 0 && rails.every(({ state }) => state === 'down') ? 'down' : health.payments,
    downloads: health.delivery,
    sms: health.notifications,
  };
  const components = (Object.entries(measured) as [Component, ComponentState][]).map(([name, state]) => {
    const planned = notices.some((n) => n.kind === 'maintenance' && open(n) && n.components.includes(name));
    return { name, state: planned ? ('maintenance' as const) : state };
  });
  return {
    at: at.toISOString(),
    state: worst(components.map(({ state }) => state)),
    components,
    rails: rails.map(({ rail, state }) => ({ rail, state: railState[state] })),
    notices: notices.map((notice) => ({ ...notice, active: open(notice) })),
  };
}

/** The work's end, or the database's silence; the work goes on and ends by itself. */
async function withinTime<R>(work: Promise<R>): Promise<R> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${databaseMs} ms`)), databaseMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Looks when it is asked, once for all who ask meanwhile. */
export function createStatusBoard(deps: Deps & { readonly neighbours: Addresses }): StatusBoard {
  let last: { readonly look: Look; readonly at: number } | undefined;
  let running: Promise<Look> | undefined;
  let known: readonly NoticeView[] = [];
  const lookAnew = async (): Promise<Look> => {
    const at = deps.clock.now();
    const self = withinTime(deps.ready()).then(
      () => 'ok' as const,
      () => 'down' as const,
    );
    const notices = withinTime(ahead(deps)).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'the notices cannot be read; the status page shows the last ones');
      return known.filter(({ endsAt }) => endsAt === null || new Date(endsAt) > at);
    });
    const asked = neighbours.map(async (name) => [name, await healthOf(deps.neighbours[name])] as const);
    const rails = railsFrom(deps.neighbours.payments);
    known = await notices;
    const health = Object.fromEntries(await Promise.all(asked)) as Record<Neighbour, Health>;
    const found = { at, self: await self, health, rails: await rails, notices: known };
    const look = { status: statusOf(found), rails: found.rails };
    last = { look, at: performance.now() };
    return look;
  };
  return {
    async read() {
      const age = last === undefined ? Number.POSITIVE_INFINITY : performance.now() - last.at;
      if (last && age < freshMs) return last.look;
      running ??= lookAnew().finally(() => (running = undefined));
      if (last && age < staleMs) {
        // Nobody waits for it: whoever comes next has it. It does not reject.
        running.catch(() => undefined);
        return last.look;
      }
      return await running;
    },
  };
}
