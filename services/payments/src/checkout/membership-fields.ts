// A membership: for how long she pays at once, with what is due today beside each choice.
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { formatMoment } from '@windsurf/calendar/moment';
import { errorOf, radioCards } from '@windsurf/html/forms';
import type { Choice as Card } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { prepaidWords as words } from '@windsurf/language/words-memberships';
import { formatBirr, santim } from '@windsurf/money/money';
import { choicesOf, fairMonth, priceOfMonths } from '../memberships/memberships.ts';
import type { MonthsPrice } from '../memberships/memberships.ts';
import { monthsLater } from '../plans/plans.ts';
import { findOffer } from '../sellable/sellable.ts';
import { typeFields } from './type-field.ts';
import type { Choice } from './type-field.ts';

type Loaded = { readonly monthSantim: number; readonly now: Date };

export const membershipFields = typeFields<DetailsOf<'membership'>, Loaded>({
  load: async (deps, { productId }) => {
    const { offer } = await findOffer(deps, productId);
    return { monthSantim: offer.priceSantim, now: deps.clock.now() };
  },
  draw: ({ details, lang, typed, errors, loaded }) => {
    const options = choicesOf(details, loaded.monthSantim).map((choice) => cardOf(choice, lang, loaded.now));
    const legend = say(words.legend, lang);
    const field = { lang, name: 'months', legend, value: typed.months ?? '1', options };
    return html`${radioCards({ ...field, error: errorOf(errors, 'months') })}<p class="hint">${say(words.nothingTaken, lang)}</p>`;
  },
  read: ({ details, lang, typed, loaded }) => {
    const months = Number(typed.months || '1');
    const choice = priceOfMonths(details, loaded.monthSantim, months);
    if (!choice) return { errors: [{ field: 'months', text: say(words.chooseMonths, lang) }] };
    return { choice: { months, monthSantim: loaded.monthSantim }, answers: [] };
  },
  price: (details, choice, priceSantim) => {
    const months = numberOf(choice, 'months') ?? 1;
    const month = fairMonth(numberOf(choice, 'monthSantim') ?? priceSantim, priceSantim);
    // A length that is no longer offered costs its months: nothing is given that nobody offers.
    return priceOfMonths(details, month, months)?.totalSantim ?? month * months;
  },
});

const numberOf = (choice: Choice, name: string): number | undefined => {
  const value = choice[name];
  return typeof value === 'number' ? value : undefined;
};

function cardOf({ months, totalSantim, offSantim }: MonthsPrice, lang: Language, now: Date): Card {
  const sumOf = (sum: number): string => formatBirr(santim(sum), lang);
  const date = formatMoment(monthsLater(now, months), lang, 'date');
  const saves = offSantim > 0 ? ` · ${say(words.saves, lang, { sum: sumOf(offSantim) })}` : '';
  return {
    value: String(months),
    label: html`<b>${months === 1 ? say(words.month, lang) : say(words.months, lang, { count: months })}</b>`,
    aside: html`<b class="num">${sumOf(totalSantim)}</b>`,
    detail: `${say(words.dueToday, lang, { price: sumOf(totalSantim) })} · ${say(words.until, lang, { date })}${saves}`,
  };
}
