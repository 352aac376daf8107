// How the checkout form looks: what and how much, the number, the way to pay, the button; what few need is folded below it.
// Works without a script: what a tick adds is shown by the style sheet, and the button that is pressed says what it said.
import { formatMoment } from '@windsurf/calendar/moment';
import { button, checkbox, errorOf, errorSummary, form, moneyField, phoneField } from '@windsurf/html/forms';
import { radioCards, textField, titleWithError } from '@windsurf/html/forms';
import type { Choice, FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { banner, brandHeader, money, sums, thumbnail } from '@windsurf/html/parts';
import type { Sum } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { checkoutWords as words } from '@windsurf/language/words-payments';
import { cartWords } from '@windsurf/language/words-cart';
import { affiliateWords } from '@windsurf/language/words-affiliates';
import { checkoutTypeWords as typeWords } from '@windsurf/language/words-payments-types';
import { preorderWords } from '@windsurf/language/words-preorders';
import { GREATEST_PRICE, LEAST_PRICE, birr, formatBirr, santim } from '@windsurf/money/money';
import { isAhead } from '../preorders/preorders.ts';
import { railWords } from '../rails/registry.ts';
import { isCartable, leftOf } from '../sellable/sellable.ts';
import type { Quote, Sellable } from '../sellable/sellable.ts';
import { weatherSays } from '../weather/weather.ts';
import type { RailWeather } from '../weather/weather.ts';
import { takes } from './begin.ts';
import type { Planned } from '../instalments/instalments.ts';
import { cartField, cartRows, cartText } from './checkout-cart.ts';
import { partsField, partsSheet } from './parts-field.ts';
import { backToStore } from './checkout-said.ts';
import { drawGift, giftSheet } from './gift-fields.ts';
import type { GiftTyped } from './gift-fields.ts';
import { isPatient } from '../settle/settle.ts';
import { drawTypeFields, notAtLeisure } from './type-fields.ts';
import type { Asked, TypeTyped } from './type-fields.ts';

/** As it was typed, whatever it is. */
export type Typed = {
  readonly phone: string;
  readonly payer: string;
  readonly rail: string;
  readonly amount: string;
  readonly code: string;
  readonly bump: boolean;
  /** She wants one message if she does not finish. */
  readonly remind: boolean;
  readonly gift: GiftTyped;
  /** What the type of the product asks, by the names of its fields. */
  readonly fields: TypeTyped;
};
export type CheckoutForm = {
  readonly offer: Sellable;
  /** With what is typed, and with the extra ticked the other way. */
  readonly quote: Quote;
  readonly otherwise: Quote;
  /** The best choice first. */
  readonly rails: readonly RailWeather[];
  readonly lang: Language;
  readonly storeOrigin: string;
  /** Of a signed-in browser; others send no cookie that would have to be protected. */
  readonly csrf: string | undefined;
  readonly attempt: string;
  readonly typed: Typed;
  /** The code that was said not to work: pressing Pay again goes on without it. */
  readonly refused: string;
  /** Who is named by the address or was typed; travels with the form. */
  readonly ref: string | undefined;
  /** Something that was chosen cannot be bought with the rest. */
  readonly cartGone: boolean;
  /** What else there is, once it was asked for. */
  readonly others: Sellable['more'] | undefined;
  /** Who recommends it, where that counts. */
  readonly referral: string | undefined;
  /** The reader has the extra already. */
  readonly ownsBump: boolean;
  readonly errors: readonly FieldError[];
  readonly now: Date;
  /** A sentence about the whole page. */
  readonly notice?: string | undefined;
  /** What operators say about paying at this moment. */
  readonly announced: readonly string[];
  readonly asked: Asked;
  readonly loaded: unknown;
  /** Titles of what the reader has already of a bundle. */
  readonly ownedParts: readonly string[];
  /** In which parts it can be paid by itself. */
  readonly plan: Planned | undefined;
};

/** From here on the wallet asks twice. */
const secondStepAbove = birr(5000);
const inAmount = (sum: number, lang: Language, decimals: 'auto' | 'always' = 'auto'): string =>
  formatBirr(santim(sum), lang, { decimals });

/** `b1` is said while the extra is ticked, `b0` while it is not; a browser that cannot tell says what was last sent. */
const bumpSheet = (ticked: boolean): string =>
  `@supports selector(:has(a)){main:not(:has(#bump:checked)) .b1,main:not(:has(#bump:checked)) .sums div:not(.total):has(.b1),main:has(#bump:checked) .b0{display:none}}@supports not selector(:has(a)){.b${ticked ? '0' : '1'}{display:none}}`;

export function checkoutDocument(props: CheckoutForm): string {
  const { offer, lang, errors, typed, refused, quote } = props;
  const { product } = offer;
  const bump = bumpOf(props);
  const heading =
    product.details.type === 'tip' ? typeWords.supporting : isFree(props) ? typeWords.getting : words.buying;
  const body = html`${errorSummary({ lang, errors })}${announcements(props)}${notices(props)}<h1>${say(heading, lang)}</h1>${summary(props)}${form(
    {
      id: 'pay',
      action: `/checkout/${product.id}?lang=${lang}`,
      method: 'post',
      csrf: props.csrf === undefined ? 'no-session' : { name: '_csrf', value: props.csrf },
      hidden: {
        attempt: props.attempt,
        seen: String(quote.total?.totalSantim ?? ''),
        ...(quote.applied ? { applied: quote.applied.code } : {}),
        ...(refused === '' ? {} : { refused }),
        ...(props.ref === undefined ? {} : { ref: props.ref }),
        ...(offer.more.length === 0 ? {} : { with: cartText(offer.more.map((one) => one.product.id)) }),
        ...(props.ownsBump ? { owned: '1' } : {}),
      },
      body: fields(props),
    },
  )}${recommended(props)}<p class="hint">${
    isFree(props)
      ? say(typeWords.freeSays, lang, { store: product.storeName })
      : `${say(words.whoGets, lang, { store: product.storeName })} ${say(words.neverPin, lang)}`
  }</p>`;
  return renderPage({
    lang,
    title: titleWithError(say(words.title, lang, { title: product.title }), errors.length > 0, lang),
    sheet: appSheet + (bump ? bumpSheet(typed.bump) : '') + partsSheet(props) + (isGivable(props) ? giftSheet : ''),
    header: brandHeader(),
    body,
    footer: backToStore(product, props.storeOrigin, lang),
    path: `/checkout/${product.id}`,
    keeps: { id: 'pay', path: `/checkout/${product.id}` },
    index: false,
  });
}

/** Whoever is paid for a recommendation is named, and that it costs the buyer nothing. */
const recommended = ({ referral, offer, lang }: CheckoutForm): Html | false =>
  referral !== undefined &&
  html`<p class="hint">${say(affiliateWords.recommends, lang, { code: referral, store: offer.product.storeName })}</p>`;
/** Nothing is to be paid, with the extra or without it. */
const isFree = (props: CheckoutForm): boolean =>
  props.quote.total?.totalSantim === 0 && (bumpOf(props) === null || !props.typed.bump);
/** What costs nothing is sent as a link. */
const isGivable = (props: CheckoutForm): boolean => props.offer.gifts && !isFree(props);
const bumpOf = ({ offer, ownsBump }: CheckoutForm): Sellable['bump'] => (ownsBump ? null : offer.bump);

/** What is paid with the extra and without it. */
function totals({ quote, otherwise, typed }: CheckoutForm): { bare: number | undefined; withBump: number | undefined } {
  const [now, other] = [quote.total?.totalSantim, otherwise.total?.totalSantim];
  return typed.bump ? { bare: other, withBump: now } : { bare: now, withBump: other };
}

/** Something for each of the two states of the tick; once when there is nothing to tick. */
function either(props: CheckoutForm, draw: (total: number | undefined, look: string) => Html): Html {
  const { bare, withBump } = totals(props);
  return bumpOf(props) ? html`${draw(bare, 'b0')}${draw(withBump, 'b1')}` : draw(bare, '');
}

function summary(props: CheckoutForm): Html {
  const { offer, lang, storeOrigin, quote } = props;
  const { product } = offer;
  const src = product.coverUrl === null ? undefined : new URL(product.coverUrl, storeOrigin).href;
  const picture = thumbnail({ src, name: product.title, eager: true });
  const left = leftOf(offer.stock);
  const lines = html`<p class="muted">${say(words.from, lang, { store: product.storeName })}</p>${
    left !== null && left > 0 && html`<p><b>${say(words.left, lang, { count: left })}</b></p>`
  }${untilWords(offer, lang)}${eventWords(offer, lang)}${aheadWords(offer, lang)}${partWords(props)}`;
  const exact = (sum: number): string => inAmount(sum, lang, 'always');
  const [main] = quote.total?.items ?? [];
  const rows: Sum[] = [];
  const bump = bumpOf(props);
  const off = main?.discountSantim ?? 0;
  const cart = cartRows(quote.total, lang);
  if (main && (off > 0 || bump || cart.length > 0 || offer.beforeSantim !== null)) {
    const before = offer.beforeSantim === null ? undefined : { lang, text: exact(offer.beforeSantim) };
    rows.push({ label: say(words.price, lang), value: money(exact(main.listSantim), before) });
  }
  if (quote.applied && off > 0)
    rows.push({ label: say(words.codeRow, lang, { code: quote.applied.code }), value: money(`−${exact(off)}`) });
  rows.push(...cart);
  if (bump && main)
    rows.push({
      label: html`<span class="b1">${bump.product.title}</span>`,
      value: html`<span class="b1">${money(exact(bump.priceSantim))}</span>`,
    });
  if (main)
    rows.push({
      label: say(words.total, lang),
      value: either(props, (sum, look) => html`<span class="${look}">${sum !== undefined && money(exact(sum))}</span>`),
      total: true,
    });
  return html`<div class="card">${picture}<div><h2>${product.title}</h2>${lines}</div></div>${rows.length > 0 && sums(rows)}`;
}

/** When an event begins, in both calendars. */
function eventWords({ product: { details } }: Sellable, lang: Language): Html | false {
  if (details.type !== 'event-ticket') return false;
  return html`<p>${say(typeWords.when, lang, { time: formatMoment(new Date(details.startsAt), lang, 'full') })}</p>`;
}

/** When it comes out, in both calendars, and what paying now means. */
function aheadWords({ product }: Sellable, lang: Language): Html | false {
  if (!isAhead(product) || product.releaseAt === null) return false;
  const time = formatMoment(product.releaseAt, lang, 'full');
  return html`<p><b>${say(preorderWords.comesOut, lang, { time })}</b></p><p>${say(preorderWords.youPayNow, lang)}</p>`;
}

/** What a bundle holds, and what of it the reader has already. */
function partWords({ offer, ownedParts, lang }: CheckoutForm): Html | false {
  if (offer.parts.length === 0) return false;
  const titles = offer.parts.map((part) => part.title).join(', ');
  const owned = ownedParts.length > 0 && say(typeWords.containsOwned, lang, { titles: ownedParts.join(', ') });
  return html`<p>${say(typeWords.contains, lang, { titles })}</p>${owned !== false && html`<p><b>${owned}</b></p>`}`;
}

/** A price for a time says when that is over; never before it is true. */
function untilWords({ beforeSantim, nextChange }: Sellable, lang: Language): Html | false {
  if (beforeSantim === null || nextChange === null) return false;
  return html`<p>${say(words.until, lang, { time: formatMoment(nextChange.at, lang, 'short') })}</p>`;
}

function fields(props: CheckoutForm): Html {
  const { lang, typed, errors } = props;
  // The first button is the one that Enter presses, wherever the cursor is: not one of the suggestions, nor one that the
  // tick has hidden.
  const others =
    bumpOf(props) !== null || props.plan !== undefined || (props.offer.openAmount?.suggestedSantim.length ?? 0) > 0;
  return html`${others && html`<button hidden>${say(words.payYours, lang)}</button>`}${amountFields(props)}${partsField(props)}${drawTypeFields({ ...props.asked, errors, loaded: props.loaded })}${phoneField(
    {
      lang,
      name: 'phone',
      label: say(words.phone, lang),
      hint: say(words.phoneHint, lang),
      value: typed.phone,
      error: errorOf(errors, 'phone'),
    },
  )}${isGivable(props) && drawGift({ ...props, typed: typed.gift })}${!isFree(props) && html`${railCards(props)}${payerField(props)}`}${bumpField(props)}${remindField(props)}${payButtons(props)}${!isFree(props) && codeField(props)}${isCartable(props.offer) && cartField(props)}`;
}

/** Of what is paid at once and what is paid in parts, the one that is chosen. */
function payButtons(props: CheckoutForm): Html {
  const { plan, lang } = props;
  const whole = either(props, (sum, look) => payButton(sum, look, lang));
  const [first] = plan?.parts ?? [];
  if (!first) return whole;
  return html`<div class="p0">${whole}</div><div class="p1">${payButton(first.amountSantim, '', lang)}</div>`;
}

/** The sum that it says travels with it: nothing else is ever charged. */
function payButton(sum: number | undefined, look: string, lang: Language): Html {
  const label =
    sum === undefined
      ? say(words.payYours, lang)
      : sum === 0
        ? say(typeWords.getFree, lang)
        : say(words.pay, lang, { price: inAmount(sum, lang) });
  const own = button({ label, wide: true, name: 'sum', value: sum === undefined ? '' : String(sum) });
  return look === '' ? own : html`<div class="${look}">${own}</div>`;
}

function amountFields({ offer, lang, typed, errors }: CheckoutForm): Html | false {
  if (offer.openAmount === null) return false;
  const { minSantim, suggestedSantim } = offer.openAmount;
  const suggestions = suggestedSantim.map((sum) =>
    button({ label: inAmount(sum, lang), look: 'quiet', name: 'suggest', value: String(sum) }),
  );
  return html`${moneyField({
    lang,
    name: 'amount',
    label: say(offer.product.details.type === 'tip' ? typeWords.tipAmount : words.yourPrice, lang, {
      min: inAmount(minSantim, lang),
    }),
    value: typed.amount,
    error: errorOf(errors, 'amount'),
  })}${suggestions.length > 0 && html`<div class="field"><p class="hint">${say(words.suggestions, lang)}</p><div class="acts">${suggestions}</div></div>`}`;
}

function railCards(props: CheckoutForm): Html {
  const { rails, lang, typed, errors } = props;
  const sum = props.quote.total?.totalSantim;
  const { bare, withBump } = totals(props);
  const option = (one: RailWeather): Choice => {
    const { rail } = one;
    const weather = weatherSays(one, lang);
    const about = railWords(rail.name);
    const { limits, pay } = rail.capabilities;
    const bounds = { min: inAmount(limits.min, lang), max: inAmount(limits.max, lang) };
    const narrow = limits.min > LEAST_PRICE || limits.max < GREATEST_PRICE;
    const twice = sum !== undefined && sum > secondStepAbove && (pay === 'redirect' || pay === 'push');
    const possible = [bare, withBump, props.plan?.parts[0]?.amountSantim].filter((one) => one !== undefined);
    const beyond = sum !== undefined && possible.every((total) => !takes(rail, total));
    const slow = isPatient(pay) ? notAtLeisure(props.offer.product.details) : undefined;
    return {
      value: rail.name,
      label: html`<b>${about ? say(about.name, lang) : rail.name}</b>`,
      detail: html`${about && say(about.how, lang)}${weather !== undefined && html`<br><b>${weather}</b>`}${twice && html`<br>${say(words.secondStep, lang)}`}${
        (sum === undefined ? narrow : !takes(rail, sum)) && html`<br>${say(words.railTakes, lang, bounds)}`
      }`,
      unavailable: slow
        ? say(slow.says, lang)
        : beyond
          ? say(words.railBeyond, lang, { price: inAmount(sum, lang), ...bounds })
          : undefined,
    };
  };
  return radioCards({
    lang,
    name: 'rail',
    legend: say(words.rail, lang),
    value: typed.rail,
    error: errorOf(errors, 'rail'),
    options: rails.map(option),
  });
}

/** Only where a rail asks a phone, which may be another one. */
function payerField({ rails, lang, typed, errors }: CheckoutForm): Html | false {
  if (!rails.some(({ rail }) => rail.capabilities.pay === 'push')) return false;
  const error = errorOf(errors, 'payer');
  const field = phoneField({
    lang,
    name: 'payer',
    label: say(words.payer, lang),
    hint: say(words.payerHint, lang),
    value: typed.payer,
    optional: true,
    error,
  });
  return folded(say(words.notMyWallet, lang), error !== undefined || typed.payer !== '', field);
}

function bumpField(props: CheckoutForm): Html | false {
  const bump = bumpOf(props);
  if (!bump) return false;
  const { lang, typed, errors } = props;
  const price = inAmount(bump.priceSantim, lang);
  return checkbox({
    lang,
    name: 'bump',
    label: html`<b>${say(words.addBump, lang, { title: bump.product.title, price })}</b>`,
    checked: typed.bump,
    optional: true,
    error: errorOf(errors, 'bump'),
  });
}

/** Never ticked beforehand: without her tick nobody writes to her. */
function remindField({ offer, lang, typed }: CheckoutForm): Html | false {
  if (!offer.reminds) return false;
  const label = say(cartWords.remind, lang, { store: offer.product.storeName });
  return checkbox({ lang, name: 'remind', label, checked: typed.remind, optional: true });
}

function codeField({ lang, typed, errors, refused }: CheckoutForm): Html {
  const error = errorOf(errors, 'code');
  const hint = refused !== '' && error !== undefined ? say(words.codeSkipped, lang) : undefined;
  const own = { lang, name: 'code', label: say(words.code, lang), value: typed.code, hint, error };
  const field = textField({ ...own, optional: true, autocomplete: 'off', spellcheck: false });
  const apply = button({ label: say(words.apply, lang), look: 'quiet', name: 'apply', value: '1' });
  return folded(say(words.haveCode, lang), typed.code !== '' || error !== undefined, html`${field}${apply}`);
}

const folded = (title: string, open: boolean, body: Html): Html =>
  open
    ? html`<details open><summary>${title}</summary>${body}</details>`
    : html`<details><summary>${title}</summary>${body}</details>`;

const announcements = ({ lang, announced }: CheckoutForm): Html | false =>
  announced.length > 0 &&
  banner({ lang, kind: 'warn', body: html`${announced.map((text) => html`<p><b>${text}</b></p>`)}` });

function notices({ lang, notice, quote, cartGone }: CheckoutForm): Html | false {
  if (notice !== undefined)
    return html`<div role="alert">${banner({ lang, kind: 'warn', body: html`<p><b>${notice}</b></p>` })}</div>`;
  if (cartGone)
    return html`<div role="alert">${banner({ lang, kind: 'warn', body: html`<p><b>${say(cartWords.gone, lang)}</b></p>` })}</div>`;
  const { applied, total } = quote;
  if (!applied || !total) return false;
  const sum = inAmount(total.discountSantim, lang);
  const text = say(words.codeApplied, lang, { code: applied.code, sum, price: inAmount(total.totalSantim, lang) });
  return html`<div role="status">${banner({ lang, kind: 'ok', body: html`<p><b>${text}</b></p>` })}</div>`;
}
