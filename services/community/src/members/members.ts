// Who may come into a space: its creator, and those who bought from her. For everybody else it is not there.
import { memberBanned, memberJoined, memberPaused, membershipOver } from '@windsurf/contracts/community';
import type { entitlementChanged } from '@windsurf/contracts/delivery';
import type { PayloadOf } from '@windsurf/contracts/event';
import type { membershipChanged } from '@windsurf/contracts/payments-memberships';
import type { PersonPrincipal } from '@windsurf/contracts/principal';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { communityWords } from '@windsurf/language/words-community';
import { emit } from '@windsurf/messages/emit';
import type { Deps, Tx } from '../deps.ts';
import { logModeration } from '../moderation/moderation.ts';
import { sliceOf } from '../paging.ts';
import type { Range, Slice } from '../paging.ts';
import { writtenName } from '../texts.ts';
import {
  insertMember,
  memberOfPerson,
  membersPage,
  nextNumber,
  setName,
  setShut,
  setState,
  takeMember,
  takeMemberOf,
} from './members.queries.ts';
import type { Member } from './members.queries.ts';
import { hadMembership, hasOpenPurchase, keepChange, keepGrant, markMembership } from './purchases.queries.ts';

export type { Member } from './members.queries.ts';

export type Who = Pick<PersonPrincipal, 'personId' | 'creatorId'>;
/** Somebody inside: the creator has no membership of her own. */
export type Insider = { readonly creatorId: CreatorId; readonly member: Member | undefined };

/**
 * Works inside a space, as its creator or one of its members; who it is is asked for in the same transaction. Throws 404
 * to strangers, as for a space that does not exist, and 403 to somebody who is banned, or
 * who has nothing open of what she bought.
 */
export async function inSpace<R>(
  deps: Deps,
  space: string,
  who: Who,
  work: (tx: Tx, insider: Insider) => Promise<R>,
): Promise<R> {
  const creatorId = asCreatorId(space);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (who.creatorId === creatorId) return await work(tx, { creatorId, member: undefined });
    const member = await memberOfPerson(tx, creatorId, who.personId);
    if (!member) throw notFound();
    if (member.state === 'banned') throw memberBanned();
    if (member.shut) throw (await hadMembership(tx, creatorId, member.personId)) ? membershipOver() : memberPaused();
    return await work(tx, { creatorId, member });
  });
}

/** Works in the own space. Throws 404 when `space` is another creator's, member or not. */
export async function inOwnSpace<R>(
  deps: Deps,
  space: string,
  who: Who,
  work: (tx: Tx, creatorId: CreatorId) => Promise<R>,
): Promise<R> {
  if (who.creatorId !== space) throw notFound();
  const creatorId = asCreatorId(space);
  return await deps.tenancy.inCreator(creatorId, async (tx) => await work(tx, creatorId));
}

/**
 * Inside the transaction that claims the event: a buyer becomes a member, once; a ban is not bought off. Without an
 * entitlement she is a guest of the house, whom no change of money shuts out.
 */
export async function joinSpace(
  tx: Tx,
  creatorId: CreatorId,
  { personId, at, entitlementId }: { readonly personId: string; readonly at: Date; readonly entitlementId?: string },
): Promise<void> {
  // Whoever buys from her own store is in already.
  if (personId === creatorId) return;
  if (entitlementId !== undefined) await keepGrant(tx, creatorId, { entitlementId, personId });
  await addMember(tx, creatorId, { personId, at, counted: entitlementId !== undefined });
  if (entitlementId !== undefined) await followMoney(tx, creatorId, personId);
}

/**
 * Inside the transaction that claims the event: what somebody bought was closed or opened again, perhaps before it was
 * heard that she bought it.
 */
export async function changePurchase(
  tx: Tx,
  creatorId: CreatorId,
  { entitlementId, buyerId: personId, access, at }: PayloadOf<typeof entitlementChanged>,
): Promise<void> {
  if (personId === creatorId) return;
  await keepChange(tx, creatorId, { entitlementId, personId, access, changedAt: new Date(at) });
  await followMoney(tx, creatorId, personId);
}

/**
 * Inside the transaction that claims the event: the time of a membership is another one. It is the entitlement of the
 * same id; what its member wrote stays, whoever reads it.
 */
export async function changeMembership(
  tx: Tx,
  creatorId: CreatorId,
  { membershipId, buyerId: personId, state, at }: PayloadOf<typeof membershipChanged>,
): Promise<void> {
  if (personId === creatorId) return;
  const access = state === 'active' || state === 'grace' ? 'active' : 'paused';
  await keepChange(tx, creatorId, { entitlementId: membershipId, personId, access, changedAt: new Date(at) });
  await markMembership(tx, creatorId, membershipId);
  await followMoney(tx, creatorId, personId);
}

/** A member is let in while anything that she bought is open. Two changes at once come one after the other here. */
async function followMoney(tx: Tx, creatorId: CreatorId, personId: string): Promise<void> {
  const member = await takeMemberOf(tx, creatorId, personId);
  if (!member?.counted) return;
  const shut = !(await hasOpenPurchase(tx, creatorId, personId));
  if (shut !== member.shut) await setShut(tx, creatorId, member.id, shut);
}

async function addMember(
  tx: Tx,
  creatorId: CreatorId,
  { personId, at, counted }: { readonly personId: string; readonly at: Date; readonly counted: boolean },
): Promise<void> {
  if (await memberOfPerson(tx, creatorId, personId)) return;
  const number = await nextNumber(tx, creatorId);
  const one = { id: newId(), personId, number, name: null, state: 'active', joinedAt: at } as const;
  const member: Member = { ...one, shut: false, counted };
  if (!(await insertMember(tx, creatorId, member))) return;
  await emit(tx, memberJoined, member.id, { memberId: member.id, personId, joinedAt: at.toISOString() });
}

/** The name under which somebody writes. */
export const memberName = (member: Pick<Member, 'name' | 'number'>, lang: Language): string =>
  member.name ?? say(communityWords.memberNumber, lang, { number: member.number });

/** Who wrote something: a member by her name, the creator by her store's. */
export type Author = {
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly memberNumber: number | null;
  readonly storeName: string | null;
};
export const authorOf = (by: Author, lang: Language): string =>
  by.memberId === null
    ? (by.storeName ?? say(communityWords.creator, lang))
    : memberName({ name: by.memberName, number: by.memberNumber ?? 0 }, lang);

/** Throws 422 for an empty or long name; 404 to strangers and to the creator, who writes under her store's name. */
export async function nameMember(deps: Deps, space: string, who: Who, typed: string): Promise<void> {
  const name = writtenName(typed);
  await inSpace(deps, space, who, async (tx, { creatorId, member }) => {
    if (!member) throw notFound();
    await setName(tx, creatorId, member.id, name);
  });
}

export async function listMembers(deps: Deps, creatorId: CreatorId, range: Range): Promise<Slice<Member>> {
  const rows = await deps.tenancy.inCreator(creatorId, async (tx) => await membersPage(tx, creatorId, range));
  return sliceOf(rows, range.limit, ({ joinedAt, id }) => ({ at: joinedAt, id }));
}

/** Shuts the space for a member, or opens it again; written into the log when it changes something. Throws 404. */
export async function banMember(
  deps: Deps,
  creatorId: CreatorId,
  id: string,
  { banned, reason, personId }: { readonly banned: boolean; readonly reason: string | null; readonly personId: string },
): Promise<Member> {
  const state = banned ? 'banned' : 'active';
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const member = await takeMember(tx, creatorId, id);
    if (!member) throw notFound();
    if (member.state === state) return member;
    await setState(tx, creatorId, id, state);
    const what = banned ? 'member-banned' : 'member-let-in';
    await logModeration(tx, creatorId, { at: deps.clock.now(), personId, what, subjectId: id, reason });
    return { ...member, state };
  });
}
