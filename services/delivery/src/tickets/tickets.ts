// Tickets of events: one for each that was paid, with a code that lets one person in, once.
import type { DetailsOf, ProductDetails } from '@windsurf/contracts/product-types';
import { ticketClosed, ticketUnknown, ticketUsed } from '@windsurf/contracts/delivery-desk';
import type { EventView } from '@windsurf/contracts/delivery-desk';
import { formatMoment } from '@windsurf/calendar/moment';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { Deps, Tx } from '../deps.ts';
import { hashOfCode, readCode } from '../entitlements/entitlements.ts';
import { eventsOf, findTicket, insertTicket, moveTickets, takeTicket, ticketsOf } from './tickets.queries.ts';
import type { FoundTicket, TicketRow } from './tickets.queries.ts';

export { ticketPart } from './ticket-part.ts';
export type { TicketRow } from './tickets.queries.ts';

const facts = ({ startsAt, endsAt, place, placeText }: DetailsOf<'event-ticket'>) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  place,
  placeText,
});

/** In the transaction that grants. */
export async function makeTicket(
  deps: Deps,
  tx: Tx,
  creatorId: CreatorId,
  entitlement: { readonly id: string; readonly productId: string; readonly buyerId: string },
  details: DetailsOf<'event-ticket'>,
): Promise<void> {
  const { id, productId, buyerId } = entitlement;
  const codeHash = hashOfCode(deps.links.ticketCode(id));
  await insertTicket(tx, { creatorId, entitlementId: id, productId, buyerId, codeHash, ...facts(details) });
}

/** The event was announced again: with another time or place, maybe. */
export async function followEvent(
  tx: Tx,
  creatorId: CreatorId,
  productId: string,
  details: ProductDetails,
): Promise<void> {
  if (details.type === 'event-ticket') await moveTickets(tx, creatorId, productId, facts(details));
}

/** Tickets among these entitlements, by entitlement. */
export async function ticketsAmong(
  deps: Deps,
  creatorId: CreatorId,
  entitlementIds: readonly string[],
): Promise<ReadonlyMap<string, TicketRow>> {
  if (entitlementIds.length === 0) return new Map();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    ticketsOf(deps.tenancy.compile, creatorId, entitlementIds).compile(),
  ]);
  return new Map(rows.map((row) => [row.entitlementId, row]));
}

export async function listEvents(deps: Deps, creatorId: CreatorId): Promise<EventView[]> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [
    eventsOf(deps.tenancy.compile, creatorId, deps.clock.now()).compile(),
  ]);
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}

/**
 * Lets the holder of a ticket in. Throws ticketUnknown for a code that no ticket of this creator has, ticketClosed for one
 * that was given back, ticketUsed for one that let somebody in already; of many at once exactly one is let in.
 */
export async function checkIn(
  deps: Deps,
  creatorId: CreatorId,
  typed: string,
  lang: Language,
): Promise<FoundTicket & { readonly checkedInAt: Date }> {
  const code = readCode(typed);
  if (code === undefined) throw ticketUnknown({}, { pointer: '/code' });
  const hash = hashOfCode(code);
  const at = deps.clock.now();
  const { taken, ticket } = await deps.tenancy.inCreator(creatorId, async (tx) => ({
    taken: await takeTicket(tx, creatorId, hash, at),
    ticket: await findTicket(tx, creatorId, hash),
  }));
  if (!ticket) throw ticketUnknown({}, { pointer: '/code' });
  if (ticket.state !== 'active') throw ticketClosed({}, { pointer: '/code' });
  const { checkedInAt } = ticket;
  if (checkedInAt === null) throw ticketUnknown({}, { pointer: '/code' });
  if (!taken) throw ticketUsed({ time: formatMoment(checkedInAt, lang, 'short') }, { pointer: '/code' });
  return { ...ticket, checkedInAt };
}
