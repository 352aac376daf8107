// A booking: one of the times that delivery says are free, held there under the attempt's id while it is paid.
import { byDay } from '@windsurf/calendar/days';
import { formatMoment, fromEat, inEat } from '@windsurf/calendar/moment';
import * as contract from '@windsurf/contracts/delivery-bookings';
import type { FreeTime } from '@windsurf/contracts/delivery-bookings';
import type { Answer } from '@windsurf/contracts/endpoint';
import type { DetailsOf } from '@windsurf/contracts/product-types';
import type { ProblemType } from '@windsurf/contracts/problem';
import { button, errorOf, radioCards } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { CallFailed } from '@windsurf/http-client/call';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { bookingWords as words } from '@windsurf/language/words-bookings';
import type { Deps } from '../deps.ts';
import { orBusy } from '../or-busy.ts';
import { typeFields } from './type-field.ts';
import type { Beginning, TypeTyped } from './type-field.ts';

/** As long as a wallet's prompt is worth answering; what is paid at leisure has a day, where the creator allows that. */
const holdMinutes = { atOnce: 15, atLeisure: 1440 } as const;
/** More would make the page heavy on a slow line; later days have a button. */
const shownTimes = 12;
const searchedDays = 14;

type Free = Answer<typeof contract.freeTimes>;
type Loaded = { readonly free: Free | undefined; readonly now: Date };
type Booking = DetailsOf<'booking'>;

export const bookingFields = typeFields<Booking, Loaded>({
  load: async (deps, asked) => {
    const now = deps.clock.now();
    const { productId } = asked;
    const from = firstDay(asked.typed);
    const query = { productId, days: searchedDays, ...(from === undefined ? {} : { from }) };
    try {
      return { free: await deps.delivery(contract.freeTimes, { query }), now };
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      deps.log.warn({ productId, status: error.status }, 'free times could not be read');
      return { free: undefined, now };
    }
  },
  draw: ({ details, lang, typed, errors, loaded }) => {
    const error = errorOf(errors, 'slot');
    const { free } = loaded;
    const heading = html`<h2>${say(words.chooseTime, lang)}</h2>`;
    if (!free) return html`${heading}<p id="slot" tabindex="-1">${say(words.timesLate, lang)}</p>`;
    if (free.items.length === 0) return html`${heading}${nothingFree(free, lang)}`;
    const shown = free.items.slice(0, shownTimes);
    const times = byDay(shown, (time) => new Date(time.startsAt)).map((day, n) =>
      radioCards({
        lang,
        name: 'slot',
        id: n === 0 ? 'slot' : `slot-${n + 1}`,
        legend: formatMoment(day.first, lang, 'date'),
        value: typed.slot ?? '',
        error: n === 0 ? error : undefined,
        options: day.all.map((time) => optionOf(time, lang)),
      }),
    );
    const last = shown.at(-1);
    const later = last && dayAfter(last.day);
    const hint = `${say(words.length, lang, { minutes: details.minutes })}. ${say(words.zone, lang)} ${say(words.holdNote, lang, { minutes: holdMinutes.atOnce })}`;
    return html`${heading}<p class="hint">${hint}</p>${policy(details, lang)}${times}${later !== undefined && moreButton(later, say(words.moreTimes, lang))}`;
  },
  read: ({ lang, typed, loaded }) => {
    const wrong = (problem: ProblemType) => ({ errors: [{ field: 'slot', text: say(problem.says, lang) }] });
    if (!loaded.free) return { errors: [{ field: 'slot', text: say(words.timesLate, lang) }] };
    const startsAt = momentIn(typed.slot);
    if (!startsAt) return wrong(contract.timeMissing);
    if (startsAt <= loaded.now) return wrong(contract.timePast);
    return { choice: { startsAt: startsAt.toISOString() }, answers: [] };
  },
  notAtLeisure: ({ bankCode }) => (bankCode ? undefined : contract.payAtOnce),
  hold: async (deps, { intentId, creatorId, productId, buyerId, choice, lang, atLeisure }, details) => {
    if (atLeisure && !details.bankCode) throw contract.payAtOnce({}, { pointer: '/rail' });
    const minutes = atLeisure ? holdMinutes.atLeisure : holdMinutes.atOnce;
    const heldUntil = new Date(deps.clock.now().getTime() + minutes * 60_000).toISOString();
    const body = { intentId, creatorId, productId, buyerId, startsAt: String(choice.startsAt), heldUntil, lang };
    try {
      await deps.delivery(contract.holdBooking, { body });
    } catch (error) {
      const said = error instanceof CallFailed ? refusals.find(({ type }) => type === error.problem) : undefined;
      if (said) throw said({}, { pointer: '/fields/slot' });
      // Perhaps it is held, and nobody will pay for it: it ends by itself.
      await release(deps, { intentId, creatorId });
      await orBusy(Promise.reject(error as Error));
    }
  },
  release,
});

const refusals = [contract.timeTaken, contract.timeNotOffered, contract.timePast] as const;

async function release(deps: Deps, { intentId, creatorId }: Pick<Beginning, 'intentId' | 'creatorId'>): Promise<void> {
  try {
    await deps.delivery(contract.releaseBooking, { params: { intentId }, body: { creatorId } });
  } catch (error) {
    deps.log.warn({ intentId, reason: (error as Error).message }, 'a time stays held until its end');
  }
}

const optionOf = ({ startsAt, seatsLeft }: FreeTime, lang: Language) => ({
  value: startsAt,
  label: formatMoment(new Date(startsAt), lang, 'time'),
  ...(seatsLeft > 1 ? { detail: say(words.seatsLeft, lang, { count: seatsLeft }) } : {}),
});

/** What moving and cancelling will cost, before she pays. */
function policy({ moveHours, cancelHours, cancelRefundPercent: percent }: Booking, lang: Language): Html {
  const cancel =
    percent === 0 ? say(words.cancelNothing, lang) : say(words.policyCancel, lang, { hours: cancelHours, percent });
  return html`<p class="hint">${say(words.policyMove, lang, { hours: moveHours })} ${cancel}</p>`;
}

function nothingFree({ nextDay }: Free, lang: Language): Html {
  if (nextDay === null) return html`<p id="slot" tabindex="-1">${say(words.noTimesAtAll, lang)}</p>`;
  const label = `${say(words.nextFree, lang)}: ${formatMoment(startOf(nextDay), lang, 'date')}`;
  return html`<p id="slot" tabindex="-1">${say(words.noTimes, lang)}</p>${moreButton(nextDay, label)}`;
}

/** Sends the form as it is, so that nothing that was typed is lost. */
const moreButton = (day: string, label: string): Html =>
  html`<p>${button({ label, look: 'quiet', name: 'slotFrom', value: day })}</p>`;

const dayShape = /^\d{4}-\d{2}-\d{2}$/;
/** The day that was asked for, or that of the chosen time, so that it is shown. */
function firstDay({ slot, slotFrom }: TypeTyped): string | undefined {
  if (slotFrom !== undefined && dayShape.test(slotFrom)) return slotFrom;
  const chosen = momentIn(slot);
  if (!chosen) return undefined;
  const { year, month, day } = inEat(chosen).gregorian;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function startOf(day: string): Date {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return fromEat({ year, month, day: date });
}
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** What stands in a field or an address may be anything; only a moment is one. */
function momentIn(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
