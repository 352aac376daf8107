// The janitor's part of settling: attempts whose time to be asked about has come, and the lists of rails that keep one.
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import type { Rail } from '../rails/rails.ts';
import { ask, settle } from './settle.ts';

const page = 100;
const atOnce = 8;
/** Longer than two answers of a rail may take, each with a token before it. */
const leaseMs = 90_000;

const askDue: Round = {
  name: 'intents.ask',
  everyMs: 1000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, leaseMs));
    const due = await deps.tenancy.door<{ creatorId: string; id: string }>('due_intents', now, lease, page);
    await eachOf(due, atOnce, async ({ creatorId, id }) => {
      try {
        await ask(deps, asCreatorId(creatorId), id, 'poll');
      } catch (error) {
        // Its lease ends by itself, then it is asked about again.
        deps.log.error({ err: error, intentId: id, alarm: true }, 'an attempt could not be asked about');
      }
    });
    return { more: due.length === page };
  },
};

/** Reads one page of a rail's list and books it; the cursor moves only after all of it was booked. */
export async function readFeed(
  deps: Deps,
  rail: Rail,
  cursor: string,
): Promise<{ readonly cursor: string; readonly more: boolean }> {
  if (!rail.feed) return { cursor, more: false };
  const { items, cursor: next, more } = await rail.feed(cursor);
  for (const { reference, answer } of items) {
    const found = await attemptOf(deps, rail, reference);
    if (!found) {
      deps.log.warn({ rail: rail.name, alarm: true }, 'the rail lists a payment of no attempt of ours');
      continue;
    }
    const at = deps.clock.now();
    await settle(deps, asCreatorId(found.creatorId), found.intentId, { answer, asker: 'feed', at });
  }
  return { cursor: next, more: more && next !== cursor };
}

type Found = { readonly creatorId: string; readonly intentId: string };

/** By the rail's reference; by our own order id where the answer that would have told us that reference was lost. */
async function attemptOf(deps: Deps, rail: Rail, reference: string): Promise<Found | undefined> {
  const [known] = await deps.tenancy.door<Found>('intent_of_reference', rail.name, reference);
  if (known) return known;
  const orderId = await rail.orderIdOf?.(reference);
  if (orderId === undefined) return undefined;
  return (await deps.tenancy.door<Found>('intent_of_order', rail.name, orderId))[0];
}

const feedOf = (rail: Rail): Round => ({
  name: `feed.${rail.name}`,
  everyMs: 20_000,
  work: async (deps, cursor) => await readFeed(deps, rail, cursor),
});

export const settleRounds = (deps: Deps): readonly Round[] => [
  askDue,
  ...[...deps.rails.values()].filter((rail) => rail.capabilities.feed).map(feedOf),
];
