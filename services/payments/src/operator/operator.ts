// What operators do across tenants. Each look goes through a door that writes down who looked.
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { noticesOf } from '../callbacks/callbacks.ts';
import type { KeptNotice } from '../callbacks/callbacks.ts';
import type { Deps } from '../deps.ts';
import { happeningsOf, intentById } from '../intents/intents.ts';
import type { IntentRow, IntentState } from '../intents/intents.ts';
import { pageCursor, readPageCursor } from '../page-cursor.ts';
import { ask } from '../settle/settle.ts';
import type { Settled } from '../settle/settle.ts';

export type QueuedIntent = Pick<
  IntentRow,
  | 'id'
  | 'creatorId'
  | 'state'
  | 'reason'
  | 'rail'
  | 'amountSantim'
  | 'paidSantim'
  | 'startedAt'
  | 'asked'
  | 'providerOrderId'
  | 'providerTxnId'
  | 'title'
  | 'storeName'
>;

/** Whose attempt it is; the look is written down. Throws notFound. */
export async function creatorOf(deps: Deps, operatorId: string, intentId: string): Promise<CreatorId> {
  const [found] = await deps.tenancy.door<{ creatorOfIntent: string | null }>(
    'creator_of_intent',
    operatorId,
    intentId,
  );
  if (!found?.creatorOfIntent) throw notFound();
  return asCreatorId(found.creatorOfIntent);
}

/** Asks the rail now, whatever the schedule says, and applies its answer. Throws notFound. */
export async function askForOperator(deps: Deps, operatorId: string, intentId: string): Promise<Settled> {
  const settled = await ask(deps, await creatorOf(deps, operatorId, intentId), intentId, 'operator');
  if (!settled) throw notFound();
  return settled;
}

export type Evidence = {
  readonly intent: IntentRow;
  readonly timeline: readonly { readonly at: Date; readonly what: string; readonly who: string }[];
  readonly notices: readonly KeptNotice[];
};

/** Everything that is known about one attempt. Throws notFound. */
export async function readEvidence(deps: Deps, operatorId: string, intentId: string): Promise<Evidence> {
  const creatorId = await creatorOf(deps, operatorId, intentId);
  const { compile } = deps.tenancy;
  const [intents, timeline] = await deps.tenancy.batchInCreator(creatorId, [
    intentById(compile, creatorId, intentId).compile(),
    happeningsOf(compile, creatorId, intentId).compile(),
  ]);
  const intent = intents[0];
  if (!intent) throw notFound();
  return { intent, timeline, notices: await noticesOf(deps, intent.rail, intent.providerOrderId) };
}

/** Attempts without an end, and money that waits to go back; oldest first. */
export async function listMoneyQueue(
  deps: Deps,
  operatorId: string,
  page: {
    readonly state?: IntentState | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ items: QueuedIntent[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const after = readPageCursor(page.cursor);
  const { state = null } = page;
  const rows = await deps.tenancy.door<QueuedIntent>('open_intents', operatorId, state, after.at, after.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? pageCursor(last.startedAt, last.id) : null };
}
