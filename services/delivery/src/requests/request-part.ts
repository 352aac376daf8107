// What is made for one buyer, on her receipt: how far it is, until when it was promised, and what was handed over.
import { formatMoment } from '@windsurf/calendar/moment';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryTypeWords as words } from '@windsurf/language/words-delivery-types';
import type { RequestRow } from './requests.queries.ts';

const says = {
  new: words.requestNew,
  accepted: words.requestAccepted,
  delivered: words.requestDelivered,
  declined: words.requestDeclined,
} as const;

/** Its files stand below it, as those of everything else. */
export function requestPart(request: RequestRow, store: string, lang: Language): Html {
  const { state, dueAt, text } = request;
  const waits = state === 'new' || state === 'accepted';
  const due =
    waits && html`<p class="muted">${say(words.requestDue, lang, { time: formatMoment(dueAt, lang, 'date') })}</p>`;
  const kind = state === 'delivered' ? 'ok' : state === 'declined' ? 'warn' : 'info';
  const paragraphs = (text ?? '').split(/\n{2,}/).filter((part) => part !== '');
  return html`${banner({ lang, kind, body: html`<p><b>${say(says[state], lang, { store })}</b></p>${due}` })}${paragraphs.map((part) => html`<p dir="auto">${part}</p>`)}`;
}
