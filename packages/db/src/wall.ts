// The wall inspects itself at boot, with the service's own login: no power is needed to read the catalogs.
import { readFileSync } from 'node:fs';
import type pg from 'pg';

/** A rule that one object may break, and why; an exception that excepts nothing is a defect itself. */
export type WallException = { readonly rule: string; readonly object: string; readonly reason: string };

/** What stands in a `wall.json`; doors as `store_doors.creator_of_host(host text)`. */
export type WallWords = {
  readonly exceptions: readonly WallException[];
  readonly doors: readonly string[];
};

/** What a service says about its own wall. */
export type WallPlan = WallWords & {
  readonly service: string;
  /** Words of newer builds that have migrated this database, one for each of their files: see `wallPlanHere`. */
  readonly newer?: readonly WallWords[];
  /** Words of earlier builds, while a contract file of this one still waits. */
  readonly earlier?: readonly WallWords[];
};

export type Defect = { readonly rule: string; readonly object: string; readonly detail: string | null };

type Queryable = Pick<pg.Pool | pg.ClientBase, 'query'>;

/**
 * Definer functions that a service's roles may call although they are no doors of it. Each is one of these names with
 * this owner, so none can be put in its place by a service; all must pin their search_path.
 */
const platformFunctions = (service: string): readonly { name: string; owner: string; reason: string }[] => [
  {
    name: 'messages.emit',
    owner: 'messages_owner',
    reason: 'hands an event to the queues that subscribed; its owner can reach accept() of the queues and no row',
  },
  {
    name: 'messages.enqueue',
    owner: 'messages_owner',
    reason: "puts a job into the service's own queue, known by session_user, in the caller's transaction",
  },
  {
    name: `queue_${service}.release_parked`,
    owner: `owner_${service}`,
    reason: 'the worker returns parked events to its queue after a deploy that knows them',
  },
];

const question = readFileSync(new URL('wall.sql', import.meta.url), 'utf8');

/** Every defect of the wall, and how much was looked at ("12 tables, 60 policies, …"). Any role may ask. */
export async function wallDefects(db: Queryable, plan: WallPlan): Promise<{ defects: Defect[]; seen: string }> {
  const { listed, needed, exceptions } = expectedOf(plan);
  const { rows } = await (db as pg.Pool).query<Defect>(question, [
    plan.service,
    JSON.stringify(exceptions),
    JSON.stringify(listed),
    JSON.stringify(platformFunctions(plan.service)),
    JSON.stringify(needed),
  ]);
  return {
    defects: rows.filter((row) => row.rule !== '(seen)'),
    seen: rows.find((row) => row.rule === '(seen)')?.detail ?? '',
  };
}

type Expected = {
  /** Doors that may be there, and those of them that must be. */
  readonly listed: readonly string[];
  readonly needed: readonly string[];
  readonly exceptions: readonly (WallException & { readonly spare?: boolean })[];
};

/**
 * What only one side knows may be there or not: a newer file that has not been applied yet did not bring it, or one that
 * has been took it away. What all know must be there.
 */
function expectedOf({ doors, exceptions, newer = [], earlier = [] }: WallPlan): Expected {
  const own = { doors, exceptions };
  const all = [own, ...newer, ...earlier];
  const listed = [...new Set(all.flatMap((word) => word.doors))];
  const needed = doors.filter((door) => newer.every((word) => word.doors.includes(door)));
  const same = (a: WallException) => (b: WallException) => a.rule === b.rule && a.object === b.object;
  const excepted = all.flatMap((word) => word.exceptions);
  const first = excepted.filter((one, i) => excepted.findIndex(same(one)) === i);
  const known = (one: WallException): boolean => [own, ...newer].every((word) => word.exceptions.some(same(one)));
  return { listed, needed, exceptions: first.map((one) => (known(one) ? one : { ...one, spare: true })) };
}

/** Throws, naming every defect, unless the wall stands; returns how much it looked at. */
export async function assertTenantWall(db: Queryable, plan: WallPlan): Promise<string> {
  const { defects, seen } = await wallDefects(db, plan);
  if (!/^[1-9]\d* tables, [1-9]/.test(seen)) throw new Error(`the wall check saw nothing: ${seen}`);
  if (defects.length > 0) {
    const lines = defects.map((d) => `  ${d.rule}: ${d.object} ${d.detail ?? ''}`);
    throw new Error(`the tenant wall is open:\n${lines.join('\n')}`);
  }
  return seen;
}

/**
 * Reads a service's `wall.json`: { "doors": [...], "exceptions": [{ rule, object, reason }] }.
 * @throws Error when it has another shape
 */
export function readWallPlan(service: string, file: string | URL): WallPlan {
  const { doors, exceptions } = JSON.parse(readFileSync(file, 'utf8')) as Partial<WallPlan>;
  const shaped =
    Array.isArray(doors) &&
    Array.isArray(exceptions) &&
    doors.every((door) => typeof door === 'string') &&
    exceptions.every((e: Partial<WallException>) => e.rule && e.object && e.reason);
  if (!shaped) throw new Error(`${String(file)}: expected { doors: […], exceptions: [{ rule, object, reason }] }`);
  return { service, doors, exceptions };
}
