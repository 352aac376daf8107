import { sql } from 'kysely';
import type { Compile, Tx } from '../deps.ts';

type Of = { creatorId: string; entitlementId: string; fileId: string };

/** Counts one more request in the session that is open; changes no row when none is. */
export const countQuery = (on: Pick<Compile, 'updateTable'>, of: Of, now: Date) =>
  on
    .updateTable('delivery.downloadSessions')
    .set({ requests: sql<number>`requests + 1`, lastAskedAt: now })
    .where('creatorId', '=', of.creatorId)
    .where('entitlementId', '=', of.entitlementId)
    .where('fileId', '=', of.fileId)
    .where('endsAt', '>', now);

/** Two first requests at once must not open two sessions: whoever comes second waits here. */
export async function lockOwnedFile(tx: Tx, of: Of): Promise<void> {
  await tx
    .selectFrom('delivery.entitlementFiles')
    .select('fileId')
    .where('creatorId', '=', of.creatorId)
    .where('entitlementId', '=', of.entitlementId)
    .where('fileId', '=', of.fileId)
    .forUpdate()
    .execute();
}

export async function insertSession(tx: Tx, session: Of & { id: string; openedAt: Date; endsAt: Date }): Promise<void> {
  await tx
    .insertInto('delivery.downloadSessions')
    .values({ ...session, lastAskedAt: session.openedAt })
    .execute();
}
