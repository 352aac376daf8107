// At once or in parts: what is paid today, each later day with its sum, and the whole, in both calendars. Works without a
// script: the button for what is chosen is shown by the style sheet.
import { formatMoment } from '@windsurf/calendar/moment';
import { errorOf, radioCards } from '@windsurf/html/forms';
import type { Choice } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { partsWords as words } from '@windsurf/language/words-instalments';
import { formatBirr, santim } from '@windsurf/money/money';
import { leastPlanSantim } from '../instalments/instalments.ts';
import type { Planned } from '../instalments/instalments.ts';
import type { CheckoutForm } from './checkout-form.ts';

const sumOf = (sum: number, lang: Language): string => formatBirr(santim(sum), lang);
/** Chosen, and possible. */
const chosen = ({ plan, typed }: CheckoutForm): boolean =>
  plan !== undefined && typed.fields.parts === String(plan.parts.length);

/** `p1` is said while parts are chosen, `p0` while they are not; a browser that cannot tell says what was last sent. */
export function partsSheet(props: CheckoutForm): string {
  if (!props.plan) return '';
  const other = chosen(props) ? 0 : 1;
  return `@supports selector(:has(a)){main:not(:has(#parts-2:checked)) .p1,main:has(#parts-2:checked) .p0{display:none}}@supports not selector(:has(a)){.p${other}{display:none}}`;
}

export function partsField(props: CheckoutForm): Html | false {
  const { offer, plan, lang, typed, errors } = props;
  if (offer.instalments === null) return false;
  const field = { lang, name: 'parts', legend: say(words.legend, lang), error: errorOf(errors, 'parts') };
  if (plan) {
    const value = chosen(props) ? (typed.fields.parts ?? '') : '';
    return html`${radioCards({ ...field, value, options: [onceCard(props), partsCard(plan, lang)] })}<p class="hint">${say(words.alone, lang)}</p>`;
  }
  const least = say(words.least, lang, { price: sumOf(leastPlanSantim, lang) });
  const hint = html`<p class="hint">${offer.more.length > 0 ? say(words.alone, lang) : least}</p>`;
  return field.error === undefined
    ? hint
    : html`${radioCards({ ...field, value: '', options: [onceCard(props)] })}${hint}`;
}

function onceCard({ quote, lang }: CheckoutForm): Choice {
  const sum = quote.total?.totalSantim;
  const aside = sum === undefined ? {} : { aside: html`<b class="num">${sumOf(sum, lang)}</b>` };
  return { value: '', label: html`<b>${say(words.once, lang)}</b>`, ...aside };
}

function partsCard({ parts, wholeSantim }: Planned, lang: Language): Choice {
  const [first, ...later] = parts;
  const then = later.map(({ amountSantim, dueAt }) =>
    say(words.later, lang, { price: sumOf(amountSantim, lang), date: formatMoment(dueAt, lang, 'date') }),
  );
  return {
    value: String(parts.length),
    label: html`<b>${say(words.inParts, lang, { count: parts.length })}</b>`,
    aside: html`<b class="num">${say(words.today, lang, { price: sumOf(first?.amountSantim ?? 0, lang) })}</b>`,
    detail: html`${then.map((line) => html`${line}<br>`)}<b>${say(words.whole, lang, { price: sumOf(wholeSantim, lang) })}</b> ${say(words.how, lang)}`,
  };
}
