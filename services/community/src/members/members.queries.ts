import { sql } from 'kysely';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import type { Range } from '../paging.ts';

export type Member = {
  readonly id: string;
  readonly personId: string;
  readonly number: number;
  readonly name: string | null;
  readonly state: 'active' | 'banned';
  /** Nothing that she bought is open now. */
  readonly shut: boolean;
  /** All that she bought here is known here; a member of before is never shut out for money. */
  readonly counted: boolean;
  readonly joinedAt: Date;
};
const columns = ['id', 'personId', 'number', 'name', 'state', 'shut', 'counted', 'joinedAt'] as const;

export async function memberOfPerson(tx: Tx, creatorId: CreatorId, personId: string): Promise<Member | undefined> {
  return await tx
    .selectFrom('community.members')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}

/** The next number of this space; whoever joins at the same time waits. */
export async function nextNumber(tx: Tx, creatorId: CreatorId): Promise<number> {
  const { last } = await tx
    .insertInto('community.memberNumbers')
    .values({ creatorId, last: 1 })
    .onConflict((c) => c.column('creatorId').doUpdateSet({ last: sql<number>`member_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

/** False when this person was a member already. */
export async function insertMember(tx: Tx, creatorId: CreatorId, member: Member): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('community.members')
    .values({ creatorId, ...member })
    .onConflict((c) => c.columns(['creatorId', 'personId']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function setName(tx: Tx, creatorId: CreatorId, id: string, name: string): Promise<void> {
  await tx
    .updateTable('community.members')
    .set({ name })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

/** The member, locked until the end of the transaction. */
export async function takeMember(tx: Tx, creatorId: CreatorId, id: string): Promise<Member | undefined> {
  return await tx
    .selectFrom('community.members')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The same by person. */
export async function takeMemberOf(tx: Tx, creatorId: CreatorId, personId: string): Promise<Member | undefined> {
  return await tx
    .selectFrom('community.members')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirst();
}

export async function setShut(tx: Tx, creatorId: CreatorId, id: string, shut: boolean): Promise<void> {
  await tx
    .updateTable('community.members')
    .set({ shut })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

export async function setState(tx: Tx, creatorId: CreatorId, id: string, state: Member['state']): Promise<void> {
  await tx
    .updateTable('community.members')
    .set({ state })
    .where('creatorId', '=', creatorId)
    .where('id', '=', id)
    .execute();
}

/** Who joined last comes first. One row more than the limit, to know whether there are more. */
export async function membersPage(tx: Tx, creatorId: CreatorId, { after, limit }: Range): Promise<Member[]> {
  return await tx
    .selectFrom('community.members')
    .select(columns)
    .where('creatorId', '=', creatorId)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(joined_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('joinedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}
