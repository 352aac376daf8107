import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/community';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { rangeOf } from '../paging.ts';
import { writtenReason } from '../texts.ts';
import { banMember, listMembers, memberName, nameMember } from './members.ts';
import type { Member } from './members.ts';

const view = (member: Member, lang: Language) => ({
  id: member.id,
  name: memberName(member, lang),
  state: member.state === 'active' && member.shut ? ('paused' as const) : member.state,
  joinedAt: member.joinedAt.toISOString(),
});

export function memberRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listMembers, async ({ principal, query, lang }) => {
    const { rows, nextCursor } = await listMembers(deps, asCreatorId(principal.creatorId), rangeOf(query));
    return { items: rows.map((member) => view(member, lang)), nextCursor };
  });

  route(app, contract.banMember, async ({ principal, params, body, lang }) => {
    const { personId, creatorId } = principal;
    const decision = { banned: body.banned, reason: writtenReason(body.reason), personId };
    return view(await banMember(deps, asCreatorId(creatorId), params.id, decision), lang);
  });

  route(app, contract.nameMember, async ({ principal, params, body }) => {
    await nameMember(deps, params.creatorId, principal, body.name);
    return { done: true as const };
  });
}
