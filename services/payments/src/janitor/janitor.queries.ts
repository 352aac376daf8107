import { sql } from 'kysely';
import type { Platform } from '../deps.ts';

/** Takes a round that is due and that nobody does; undefined when it is not. A round that is new is due at once. */
export async function takeRound(
  tx: Platform,
  name: string,
  now: Date,
  lease: Date,
): Promise<{ cursor: string } | undefined> {
  return await tx
    .insertInto('payments.rounds')
    .values({ name, nextAt: now, takenUntil: lease })
    .onConflict((c) =>
      c
        .column('name')
        .doUpdateSet({ takenUntil: lease })
        .where(sql<boolean>`rounds.next_at <= ${now} and coalesce(rounds.taken_until, '-infinity') <= ${now}`),
    )
    .returning('cursor')
    .executeTakeFirst();
}

/** Only by whoever still holds it. */
export async function finishRound(
  tx: Platform,
  name: string,
  lease: Date,
  nextAt: Date,
  cursor: string | undefined,
): Promise<void> {
  await tx
    .updateTable('payments.rounds')
    .set({ nextAt, takenUntil: null, ...(cursor === undefined ? {} : { cursor }) })
    .where('name', '=', name)
    .where('takenUntil', '=', lease)
    .execute();
}
