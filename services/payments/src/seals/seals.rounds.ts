// Once a day, an hour after midnight in East Africa Time: yesterday is closed for every creator with entries, then for all.
import type { Round } from '../janitor/janitor.ts';
import { isAnyOpen, lastOver, nobody, sealPage, sealPlatform } from './seals.ts';

/** The cursor is the day that is closed, or the day and how far its creators are: `2026-11-19`, `2026-11-19 <creator>`. */
const sealDays: Round = {
  name: 'seals.days',
  everyMs: 300_000,
  leaseMs: 600_000,
  async work(deps, cursor) {
    const until = lastOver(deps.clock.now());
    const [day = '', creator] = cursor.split(' ');
    if (day === until && creator === undefined) return undefined;
    // A new day begins with the first creator, whatever the one before had left.
    const after = day === until && creator !== undefined ? creator : nobody;
    const next = await sealPage(deps, until, after);
    if (next !== undefined) return { cursor: `${until} ${next}`, more: true };
    // Who could not be closed is tried again after the pause, and the platform's day waits for her.
    if (await isAnyOpen(deps, until)) return { cursor: `${until} ${nobody}` };
    const sealed = await sealPlatform(deps, until);
    return sealed === 100 ? { cursor: `${until} ${nobody}`, more: true } : { cursor: until };
  },
};
export const sealRounds: readonly Round[] = [sealDays];
