import type { Tx } from '../deps.ts';

export type SessionRow = { id: string; personId: string; csrf: string; expiresAt: Date; revokedAt: Date | null };

export async function insertSession(
  tx: Tx,
  session: { id: string; personId: string; csrf: string; device: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('auth.sessions')
    .values({ ...session, lastSeenAt: session.createdAt })
    .execute();
}

export async function insertRefreshToken(
  tx: Tx,
  token: { digest: string; sessionId: string; issuedAt: Date },
): Promise<void> {
  await tx.insertInto('auth.refreshTokens').values(token).execute();
}

/** A refresh token with its session, locked until the end of the transaction. */
export async function takeRefreshToken(
  tx: Tx,
  digest: string,
): Promise<{ usedAt: Date | null; session: SessionRow } | undefined> {
  const row = await tx
    .selectFrom('auth.refreshTokens as r')
    .innerJoin('auth.sessions as s', 's.id', 'r.sessionId')
    .select(['r.usedAt', 's.id', 's.personId', 's.csrf', 's.expiresAt', 's.revokedAt'])
    .where('r.digest', '=', digest)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const { usedAt, ...session } = row;
  return { usedAt, session };
}

export async function markTokenUsed(tx: Tx, digest: string, at: Date): Promise<void> {
  await tx.updateTable('auth.refreshTokens').set({ usedAt: at }).where('digest', '=', digest).execute();
}

export async function touchSession(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('auth.sessions').set({ lastSeenAt: at }).where('id', '=', id).execute();
}

export async function findSession(tx: Tx, id: string): Promise<SessionRow | undefined> {
  return await tx
    .selectFrom('auth.sessions')
    .select(['id', 'personId', 'csrf', 'expiresAt', 'revokedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** True when there was such a session of this person, alive. */
export async function revokeSessionOf(tx: Tx, personId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('auth.sessions')
    .set({ revokedAt: at })
    .where('id', '=', id)
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function aliveSessions(
  tx: Tx,
  personId: string,
  now: Date,
): Promise<{ id: string; device: string; createdAt: Date; lastSeenAt: Date }[]> {
  return await tx
    .selectFrom('auth.sessions')
    .select(['id', 'device', 'createdAt', 'lastSeenAt'])
    .where('personId', '=', personId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('lastSeenAt', 'desc')
    .limit(50)
    .execute();
}
