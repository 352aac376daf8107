// A ticket on its receipt: the code first, because it is shown at a door, on a phone, in the sun.
import { formatMoment } from '@windsurf/calendar/moment';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryTypeWords as words } from '@windsurf/language/words-delivery-types';
import { inLanguage } from '@windsurf/html/page';
import { linkButton } from '@windsurf/html/forms';
import { bookingWords } from '@windsurf/language/words-bookings';
import { shownCode, ticketText } from '../entitlements/entitlements.ts';
import { qrPicture } from './ticket-qr.ts';
import type { TicketRow } from './tickets.queries.ts';

const places = { phone: words.placePhone, online: words.placeOnline, 'in-person': words.placeInPerson } as const;

export const placeText = ({ place, placeText: text }: TicketRow, lang: Language): string =>
  [say(places[place], lang), ...(text === '' ? [] : [text])].join(' · ');

/** `code` is undefined while the ticket lets nobody in; `path` is that of its receipt. */
export function ticketPart(ticket: TicketRow, code: string | undefined, path: string, lang: Language): Html {
  const { startsAt, endsAt, place, placeText, checkedInAt } = ticket;
  const moment = (at: Date): Html =>
    html`<time datetime="${at.toISOString()}">${formatMoment(at, lang, 'full')}</time>`;
  const used =
    checkedInAt !== null &&
    banner({
      lang,
      kind: 'ok',
      body: html`<p>${say(words.cameIn, lang, { time: formatMoment(checkedInAt, lang, 'short') })}</p>`,
    });
  const shown =
    code !== undefined &&
    html`<h3>${say(words.ticketCode, lang)}</h3><p class="code" translate="no">${shownCode(code)}</p><p>${qrPicture(ticketText(code), say(words.ticketPicture, lang))}</p><p class="hint">${say(words.ticketHow, lang)}</p><details><summary>${say(words.ticketText, lang)}</summary><p><code translate="no">${ticketText(code)}</code></p></details>`;
  const file =
    code !== undefined &&
    linkButton({
      label: say(bookingWords.calendarFile, lang),
      href: inLanguage(`${path}/ticket.ics`, lang),
      look: 'quiet',
    });
  return html`${used}${shown}<dl><dt>${say(words.begins, lang)}</dt><dd>${moment(startsAt)}</dd><dt>${say(words.ends, lang)}</dt><dd>${moment(endsAt)}</dd><dt>${say(words.where, lang)}</dt><dd>${say(places[place], lang)}${placeText !== '' && html`<br><span dir="auto">${placeText}</span>`}</dd></dl>${file}`;
}
