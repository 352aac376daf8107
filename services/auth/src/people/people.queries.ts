import type { Tx } from '../deps.ts';

export type PersonRow = {
  id: string;
  phoneSealed: string;
  phoneHint: string;
  lang: 'am' | 'en';
  creator: boolean;
  operator: boolean;
};
const columns = ['id', 'phoneSealed', 'phoneHint', 'lang', 'creator', 'operator'] as const;
const typed = (row: Omit<PersonRow, 'lang'> & { lang: string }): PersonRow => ({
  ...row,
  lang: row.lang === 'en' ? 'en' : 'am',
});

export async function findPerson(tx: Tx, id: string): Promise<PersonRow | undefined> {
  const row = await tx.selectFrom('auth.people').select(columns).where('id', '=', id).executeTakeFirst();
  return row && typed(row);
}

export async function idOfPhone(tx: Tx, phoneHash: string): Promise<string | null> {
  const row = await tx.selectFrom('auth.people').select('id').where('phoneHash', '=', phoneHash).executeTakeFirst();
  return row?.id ?? null;
}

export type NewPerson = { id: string; phoneHash: string; phoneSealed: string; phoneHint: string; lang: 'am' | 'en' };

/** The person of a number; a second call with the same number finds the first one's. */
export async function upsertPerson(tx: Tx, person: NewPerson): Promise<PersonRow> {
  const row = await tx
    .insertInto('auth.people')
    .values(person)
    .onConflict((c) => c.column('phoneHash').doUpdateSet((e) => ({ phoneHash: e.ref('excluded.phoneHash') })))
    .returning(columns)
    .executeTakeFirstOrThrow();
  return typed(row);
}

export async function grantRole(tx: Tx, id: string, role: 'creator' | 'operator'): Promise<void> {
  await tx
    .updateTable('auth.people')
    .set({ [role]: true })
    .where('id', '=', id)
    .execute();
}

export async function setLanguage(tx: Tx, id: string, lang: 'am' | 'en'): Promise<void> {
  await tx.updateTable('auth.people').set({ lang }).where('id', '=', id).where('lang', '!=', lang).execute();
}
