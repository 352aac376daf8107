// What was done to a page and to its addresses, in the record that nobody can change. States, numbers and ids alone: a name
// of the internet may be a person's, so that it stands here as a keyed hash by which it can be known again.
import { writeAudit } from '@windsurf/audit/audit';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Deps, Tx } from '../deps.ts';

export type PageDeed =
  | 'page.published'
  | 'page.unpublished'
  | 'page.scheduled'
  | 'page.schedule-cancelled'
  | 'page.schedule-failed'
  | 'page.rolled-back'
  | 'domain.added'
  | 'domain.changed'
  | 'domain.removed'
  | 'domain.main-changed';
type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Adds a row in the transaction of the deed. `by` is the creator, or the product itself at its time. */
export async function recordDeed(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  creatorId: CreatorId,
  action: PageDeed,
  what: { readonly entity?: string; readonly before?: Facts; readonly after?: Facts; readonly by?: 'system' },
): Promise<void> {
  await writeAudit(tx, 'store', {
    at: deps.clock.now(),
    actor: what.by === 'system' ? { kind: 'system' } : { kind: 'user', id: creatorId },
    action,
    entity: what.entity ?? `store:${creatorId}`,
    ...(what.before === undefined ? {} : { before: what.before }),
    ...(what.after === undefined ? {} : { after: what.after }),
  });
}
