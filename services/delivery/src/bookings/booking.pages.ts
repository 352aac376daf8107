// The buyer's page of one booking: its time, the policy said before anything is pressed, moving and cancelling. Works with
// links and forms alone.
import { byDay } from '@windsurf/calendar/days';
import { formatMoment } from '@windsurf/calendar/moment';
import {
  button,
  checkbox,
  errorOf,
  errorSummary,
  form,
  linkButton,
  radioCards,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError, Form } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { banner, brandHeader, emptyState } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { bookingWords as words } from '@windsurf/language/words-bookings';
import { bookingFacts } from './booking-part.ts';
import { cancelUntil, moveUntil, refundNow } from './bookings.ts';
import type { BookingRow } from './bookings.ts';
import type { Free } from './free.ts';
import { dayNumber, dayOf, dayText, startOfDay } from './slots.ts';

export type BookingPage = {
  readonly lang: Language;
  readonly row: BookingRow;
  readonly now: Date;
  /** Path of the receipt, without a language; this page and its forms lie below it. */
  readonly receiptPath: string;
  readonly csrf: Form['csrf'];
  readonly errors: readonly FieldError[];
  /** What has just happened. */
  readonly notice?: 'moved' | 'cancelled' | undefined;
  /** While another time is chosen. */
  readonly free?: Free | undefined;
  /** First day that is shown, `2026-11-20`. */
  readonly from?: string | undefined;
};

const isOpen = ({ row, now }: BookingPage): boolean =>
  row.state === 'lost' || (row.state === 'confirmed' && row.startsAt > now);
export const mayMove = (page: Pick<BookingPage, 'row' | 'now'>): boolean =>
  page.row.state === 'lost' || (page.row.state === 'confirmed' && page.now <= moveUntil(page.row));

export function bookingPage(page: BookingPage): string {
  const { lang, row, receiptPath, errors } = page;
  const path = `${receiptPath}/booking`;
  const title = row.title;
  const body = html`${errorSummary({ lang, errors })}${noticeOf(page)}<h1 dir="auto">${title}</h1>
<section class="card"><div><h2>${say(words.yourTime, lang)}</h2>${bookingFacts(row, lang)}</div></section>
${isOpen(page) && (page.free ? movePart(page, page.free) : choices(page))}
<p class="acts">${linkButton({ label: say(words.back, lang), href: inLanguage(receiptPath, lang), look: 'quiet' })}</p>`;
  return renderPage({
    lang,
    title: titleWithError(`${title} · ${say(words.yourTime, lang)}`, errors.length > 0, lang),
    path: page.free ? `${path}?move=1${page.from === undefined ? '' : `&from=${page.from}`}` : path,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/k', lang)),
    body,
  });
}

function noticeOf({ notice, lang, row }: BookingPage): Html | false {
  if (notice === undefined) return false;
  const text = notice === 'moved' ? words.moved : words.wasCancelledPlain;
  return row.state === 'lost'
    ? false
    : html`<div role="status">${banner({ lang, kind: 'ok', body: html`<p><b>${say(text, lang)}</b></p>` })}</div>`;
}

/** What may be done, and what it costs, before it is done. */
function choices(page: BookingPage): Html {
  const { lang, row, now, receiptPath, csrf, errors } = page;
  const path = `${receiptPath}/booking`;
  const percent = refundNow(row, now);
  const until = formatMoment(cancelUntil(row), lang);
  const lost = row.state === 'lost';
  const rules = lost
    ? false
    : html`<ul><li>${mayMove(page) ? say(words.moveUntil, lang, { until: formatMoment(moveUntil(row), lang) }) : say(words.moveOver, lang)}</li><li>${percent === 0 ? say(words.cancelNothing, lang) : say(words.cancelUntil, lang, { until, percent })}</li></ul>`;
  const another = linkButton({ label: say(words.another, lang), href: inLanguage(`${path}?move=1`, lang), wide: true });
  const label = lost
    ? say(words.moneyBack, lang)
    : percent === 0
      ? say(words.cancelNowNothing, lang)
      : say(words.cancelNow, lang, { percent });
  const sure = checkbox({ lang, name: 'sure', label: say(words.cancelSure, lang), error: errorOf(errors, 'sure') });
  const cancel = form({
    action: inLanguage(`${path}/cancel`, lang),
    method: 'post',
    csrf,
    body: html`${!lost && sure}${button({ label, look: lost ? 'quiet' : 'danger', wide: true })}`,
  });
  return html`${!lost && html`<h2>${say(words.policy, lang)}</h2>`}${rules}${mayMove(page) && html`<p>${another}</p>`}${cancel}`;
}

function movePart(page: BookingPage, free: Free): Html {
  const { lang, receiptPath, csrf, errors, row } = page;
  const path = `${receiptPath}/booking`;
  const at = (day: string): string => inLanguage(`${path}?move=1&from=${day}`, lang);
  const slots = free.slots.slice(0, shownTimes);
  if (slots.length === 0) {
    const { nextDay } = free;
    const title = say(nextDay === null ? words.noTimesAtAll : words.noTimes, lang);
    const label =
      nextDay === null
        ? ''
        : `${say(words.nextFree, lang)}: ${formatMoment(startOfDay(dayNumber(nextDay)), lang, 'date')}`;
    return emptyState({ title, ...(nextDay === null ? {} : { action: linkButton({ label, href: at(nextDay) }) }) });
  }
  const last = slots.at(-1);
  const next = last && dayText(dayOf(last.startsAt) + 1);
  const label = say(row.state === 'lost' ? words.takeTime : words.moveTo, lang);
  return html`<h2>${say(words.chooseTime, lang)}</h2><p class="hint">${say(words.zone, lang)}</p>${form({
    action: inLanguage(`${path}/move`, lang),
    method: 'post',
    csrf,
    hidden: page.from === undefined ? {} : { from: page.from },
    body: html`${timeFields(slots, lang, errorOf(errors, 'at'))}${button({ label, wide: true })}`,
  })}${next !== undefined && html`<p class="acts">${linkButton({ label: say(words.moreTimes, lang), href: at(next), look: 'quiet' })}</p>`}`;
}

/** More would make the page heavy on a slow line; later days have a link. */
const shownTimes = 18;

/** A fieldset for each day, a radio for each time, in the words of both clocks. */
export function timeFields(slots: Free['slots'], lang: Language, error: string | undefined): Html {
  return html`${byDay(slots, (slot) => slot.startsAt).map((day, n) =>
    radioCards({
      lang,
      name: 'at',
      id: n === 0 ? 'at' : `at-${n + 1}`,
      legend: formatMoment(day.first, lang, 'date'),
      value: '',
      error: n === 0 ? error : undefined,
      options: day.all.map(({ startsAt, seatsLeft }) => ({
        value: startsAt.toISOString(),
        label: formatMoment(startsAt, lang, 'time'),
        ...(seatsLeft > 1 ? { detail: say(words.seatsLeft, lang, { count: seatsLeft }) } : {}),
      })),
    }),
  )}`;
}
