// What operators do across tenants. Each look goes through a door that writes down who looked.
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Deps } from '../deps.ts';
import type { IntentState } from '../intents/intents.ts';
import { ask } from '../settle/settle.ts';
import type { Settled } from '../settle/settle.ts';

export type OpenIntent = {
  readonly id: string;
  readonly creatorId: string;
  readonly state: IntentState;
  readonly amountSantim: number;
  readonly startedAt: Date;
  readonly asked: number;
};

/** Asks the rail now, whatever the schedule says, and applies its answer. Throws notFound. */
export async function askForOperator(deps: Deps, operatorId: string, intentId: string): Promise<Settled> {
  const [found] = await deps.tenancy.door<{ creatorOfIntent: string | null }>(
    'creator_of_intent',
    operatorId,
    intentId,
  );
  if (!found?.creatorOfIntent) throw notFound();
  const settled = await ask(deps, asCreatorId(found.creatorOfIntent), intentId, 'operator');
  if (!settled) throw notFound();
  return settled;
}

const beginning = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };

/** Attempts without an end, oldest first. */
export async function listOpenIntents(
  deps: Deps,
  operatorId: string,
  page: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): Promise<{ items: OpenIntent[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const after = page.cursor === undefined ? beginning : readCursor(page.cursor);
  const rows = await deps.tenancy.door<OpenIntent>('open_intents', operatorId, after.at, after.id, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? `${last.startedAt.getTime()}_${last.id}` : null };
}

function readCursor(text: string): { at: Date; id: string } {
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (!match) throw wrongShape({}, { pointer: '/cursor' });
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}
