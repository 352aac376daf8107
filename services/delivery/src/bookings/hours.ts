// When a creator takes bookings. What is booked already stays, whatever she changes here.
import { hoursWrong } from '@windsurf/contracts/delivery-bookings';
import type { HoursView } from '@windsurf/contracts/delivery-bookings';
import { changedElsewhere } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { hoursQuery, nextFeed, writeHours } from './bookings.queries.ts';
import type { HoursRow } from './bookings.queries.ts';
import { hoursFault } from './slots.ts';

const none: HoursRow = { weekly: [], exceptions: [], clock: 'ethiopian', version: 0, feed: 0 };

export async function hoursOf(deps: Deps, creatorId: CreatorId): Promise<HoursRow> {
  const [found] = await deps.tenancy.batchInCreator(creatorId, [hoursQuery(deps.tenancy.compile, creatorId).compile()]);
  return found[0] ?? none;
}

export const viewOfHours = (deps: Deps, creatorId: CreatorId, row: HoursRow): HoursView => ({
  weekly: [...row.weekly],
  exceptions: row.exceptions.map(({ day, ranges }) => ({ day, ranges: [...ranges] })),
  clock: row.clock,
  version: row.version,
  feedUrl: deps.links.feedUrl(creatorId, row.feed),
});

type Change = Pick<HoursView, 'weekly' | 'exceptions' | 'clock'> & { readonly baseVersion: number };

/** Throws hoursWrong, and changedElsewhere unless this very change is there already. */
export async function changeHours(deps: Deps, creatorId: CreatorId, change: Change): Promise<HoursRow> {
  const { baseVersion, clock } = change;
  const weekly = change.weekly.toSorted((a, b) => a.weekday - b.weekday || a.from - b.from);
  const exceptions = change.exceptions.toSorted((a, b) => a.day.localeCompare(b.day));
  const fault = hoursFault({ weekly, exceptions });
  if (fault) throw hoursWrong({}, { pointer: fault === 'day' ? '/exceptions' : '/weekly', extra: { fault } });
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const at = deps.clock.now();
    const written = await writeHours(tx, creatorId, baseVersion, { weekly, exceptions, clock, at });
    const row = (await hoursQuery(tx, creatorId).executeTakeFirst()) ?? none;
    if (written) return row;
    const same = JSON.stringify(shapeOf(row)) === JSON.stringify(shapeOf({ weekly, exceptions, clock }));
    if (!same) throw changedElsewhere();
    return row;
  });
}

/** The database keeps keys in an order of its own. */
const shapeOf = (of: Pick<HoursRow, 'weekly' | 'exceptions' | 'clock'>): unknown => [
  of.clock,
  of.weekly.map(({ weekday, from, to }) => [weekday, from, to]),
  of.exceptions.map(({ day, ranges }) => [day, ranges.map(({ from, to }) => [from, to])]),
];

/** Whoever has the old address reads nothing any more. */
export async function renewFeed(deps: Deps, creatorId: CreatorId): Promise<HoursRow> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    await nextFeed(tx, creatorId, deps.clock.now());
    return (await hoursQuery(tx, creatorId).executeTakeFirst()) ?? none;
  });
}
