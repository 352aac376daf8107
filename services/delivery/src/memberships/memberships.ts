// A membership is one thing in the library, however often it was paid for: payments says until when it is open.
import type { PayloadOf } from '@windsurf/contracts/event';
import type { orderPaid } from '@windsurf/contracts/payments';
import type { membershipChanged } from '@windsurf/contracts/payments-memberships';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Tx } from '../deps.ts';
import { keepMembership, membershipOf, setOpen } from './memberships.queries.ts';
import type { MembershipRow } from './memberships.queries.ts';

export { entitlementOfOrder, keepOrder, ownMemberships } from './memberships.queries.ts';
export type OwnMembership = Pick<MembershipRow, 'creatorId' | 'id' | 'state' | 'untilAt' | 'accessUntil'>;

/** The membership that an order paid for; undefined for any other order. */
export function membershipIn(choice: PayloadOf<typeof orderPaid>['choice']): string | undefined {
  const id = choice?.membership;
  return typeof id === 'string' ? id : undefined;
}

const isOpen = (state: MembershipRow['state']): boolean => state === 'active' || state === 'grace';

/** Inside the handler's transaction. Changes may come in any order, twice, and before the order: the latest one counts. */
export async function changeTime(
  tx: Tx,
  creatorId: CreatorId,
  changed: PayloadOf<typeof membershipChanged>,
): Promise<void> {
  const { membershipId: id, productId, buyerId, number, state, until, accessUntil, at } = changed;
  const times = { untilAt: new Date(until), accessUntil: new Date(accessUntil), changedAt: new Date(at) };
  if (!(await keepMembership(tx, { creatorId, id, productId, buyerId, number, state, ...times }))) return;
  await setOpen(tx, creatorId, id, isOpen(state), times.changedAt);
}

/** What is known of the time of a membership when its first order is granted: closed meanwhile, it is granted closed. */
export async function standingOf(tx: Tx, creatorId: CreatorId, id: string) {
  const known = await membershipOf(tx, creatorId, id);
  const over = { revoked: false, why: null } as const;
  if (known === undefined || isOpen(known.state)) return { state: 'active', since: null, ...over } as const;
  return { state: 'paused', since: known.changedAt, ...over } as const;
}

/** How it stands at a moment, also where its end was not announced yet. */
export function stateAt({ state, untilAt, accessUntil }: OwnMembership, now: Date): OwnMembership['state'] {
  if (state === 'paused') return state;
  if (accessUntil <= now) return 'ended';
  return untilAt <= now ? 'grace' : 'active';
}
