import { formatMoment } from '@windsurf/calendar/moment';
import type { Language } from '@windsurf/language/phrases';
import { icsOf } from '../bookings/bookings.ts';
import { placeText } from './ticket-part.ts';
import type { TicketRow } from './tickets.queries.ts';

/** The event of a ticket for the calendar of a phone; its code is not in it, because calendars are shared. */
export const ticketFileOf = (
  ticket: TicketRow,
  about: { readonly title: string; readonly closed: boolean; readonly now: Date; readonly url: string },
  lang: Language,
): string =>
  icsOf([
    {
      uid: `${ticket.entitlementId}@${new URL(about.url).hostname}`,
      sequence: 0,
      startsAt: ticket.startsAt,
      endsAt: ticket.endsAt,
      // A file that is fetched again after the event was moved is newer than the one before.
      changedAt: about.now,
      cancelled: about.closed,
      title: about.title,
      description: formatMoment(ticket.startsAt, lang),
      location: placeText(ticket, lang),
      url: about.url,
    },
  ]);
