// How a booking looks on a receipt and on its own page.
import { formatMoment } from '@windsurf/calendar/moment';
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage } from '@windsurf/html/page';
import { badge, banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { bookingWords as words } from '@windsurf/language/words-bookings';
import type { BookingRow } from './bookings.queries.ts';

const places = { phone: words.byPhone, online: words.online, 'in-person': words.inPerson } as const;
const states: Readonly<Record<BookingRow['state'], readonly ['ok' | 'warn', Phrase]>> = {
  held: ['ok', words.confirmed],
  confirmed: ['ok', words.confirmed],
  moved: ['ok', words.confirmed],
  done: ['ok', words.done],
  cancelled: ['warn', words.cancelled],
  'no-show': ['warn', words.noShow],
  lost: ['warn', words.lost],
};

/** `Online · the link comes by SMS` */
export function placeOf({ terms }: BookingRow, lang: Language): string {
  const kind = say(places[terms.place], lang);
  return terms.placeText === '' ? kind : `${kind} · ${terms.placeText}`;
}

/** The time in both calendars and clocks, how long, where, and what the creator said about a change. */
export function bookingFacts(row: BookingRow, lang: Language): Html {
  const [kind, word] = states[row.state];
  const when = html`<time datetime="${row.startsAt.toISOString()}">${formatMoment(row.startsAt, lang)}</time>`;
  const lost =
    row.state === 'lost' && banner({ lang, kind: 'warn', body: html`<p>${say(words.lostDetail, lang)}</p>` });
  const says = row.reason !== null && html`<p dir="auto">${say(words.reasonSaid, lang, { reason: row.reason })}</p>`;
  return html`${lost}<p>${badge(kind, say(word, lang))}</p><p><b>${when}</b><br>${say(words.length, lang, { minutes: row.terms.minutes })}</p><p dir="auto">${say(words.place, lang)}: ${placeOf(row, lang)}</p>${says}`;
}

/** On the receipt; `path` is that of the booking's own page. */
export function bookingPart(row: BookingRow, lang: Language, path: string): Html {
  const open = row.state === 'confirmed' || row.state === 'lost';
  const file = linkButton({
    label: say(words.calendarFile, lang),
    href: `${path}/calendar.ics`,
    look: 'quiet',
    wide: true,
  });
  const label = say(row.state === 'lost' ? words.another : words.manage, lang);
  const manage = linkButton({
    label,
    href: inLanguage(path, lang),
    look: row.state === 'lost' ? 'main' : 'quiet',
    wide: true,
  });
  return html`<section class="card"><div><h2>${say(words.yourTime, lang)}</h2>${bookingFacts(row, lang)}${row.state === 'confirmed' && html`<p>${file}</p>`}${open && html`<p>${manage}</p>`}</div></section>`;
}
