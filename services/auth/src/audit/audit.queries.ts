import type { Tx } from '../deps.ts';

export type DeedRow = {
  readonly at: Date;
  readonly actorId: string | null;
  readonly reason: string;
  readonly after: unknown;
};

/** What was done about something, the newest first. */
export async function deedsAbout(tx: Tx, entity: string, most: number): Promise<readonly DeedRow[]> {
  return await tx
    .selectFrom('auth.auditLogs')
    .select(['at', 'actorId', 'reason', 'after'])
    .where('entity', '=', entity)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(most)
    .execute();
}
