import type { Tx } from '../deps.ts';

export type RecipientRow = { personId: string; phoneSealed: string; lang: 'am' | 'en'; fetchedAt: Date };

export async function findRecipient(tx: Tx, personId: string): Promise<RecipientRow | undefined> {
  return await tx
    .selectFrom('notifications.recipients')
    .select(['personId', 'phoneSealed', 'lang', 'fetchedAt'])
    .where('personId', '=', personId)
    .executeTakeFirst();
}

export async function keepRecipient(tx: Tx, recipient: RecipientRow): Promise<void> {
  await tx
    .insertInto('notifications.recipients')
    .values(recipient)
    .onConflict((c) =>
      c.column('personId').doUpdateSet((e) => ({
        phoneSealed: e.ref('excluded.phoneSealed'),
        lang: e.ref('excluded.lang'),
        fetchedAt: e.ref('excluded.fetchedAt'),
      })),
    )
    .execute();
}
