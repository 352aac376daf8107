// How the checkout form and the “already yours” page look.
import { formatMoment } from '@windsurf/calendar/moment';
import {
  actions,
  button,
  errorOf,
  errorSummary,
  form,
  linkButton,
  phoneField,
  radioCards,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { banner, brandHeader, money, sums, thumbnail } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { checkoutWords as words } from '@windsurf/language/words-payments';
import { birr, formatBirr, santim } from '@windsurf/money/money';
import type { Product } from '../products/products.ts';

export type CheckoutForm = {
  readonly product: Product;
  readonly lang: Language;
  readonly storeOrigin: string;
  /** Of a signed-in browser; others send no cookie that would have to be protected. */
  readonly csrf: string | undefined;
  readonly attempt: string;
  readonly phone: string;
  readonly rail: string;
  readonly errors: readonly FieldError[];
  readonly notice?: 'price-changed' | 'rail-down';
};

/** From here on the wallet asks twice. */
const secondStepAbove = birr(5000);

export function checkoutDocument(props: CheckoutForm): string {
  const { product, lang, errors, notice } = props;
  const amount = santim(product.priceSantim);
  const price = formatBirr(amount, lang, { decimals: 'auto' });
  const action = `/checkout/${product.id}?lang=${lang}`;
  const detail = html`${say(words.telebirrHow, lang)}${amount > secondStepAbove && html`<br>${say(words.secondStep, lang)}`}`;
  const fields = html`${phoneField({
    lang,
    name: 'phone',
    label: say(words.phone, lang),
    hint: say(words.phoneHint, lang),
    value: props.phone,
    error: errorOf(errors, 'phone'),
  })}${radioCards({
    lang,
    name: 'rail',
    legend: say(words.rail, lang),
    value: props.rail,
    error: errorOf(errors, 'rail'),
    options: [{ value: 'telebirr', label: html`<b>${say(words.telebirr, lang)}</b>`, detail }],
  })}${button({ label: say(words.pay, lang, { price }), wide: true })}`;
  const body = html`${errorSummary({ lang, errors })}${notice && notices(notice, lang, price)}<h1>${say(
    words.buying,
    lang,
  )}</h1>${summary(props, formatBirr(amount, lang, { decimals: 'always' }))}${form({
    id: 'pay',
    action,
    method: 'post',
    csrf: props.csrf === undefined ? 'no-session' : { name: '_csrf', value: props.csrf },
    hidden: { seen: String(product.priceSantim), attempt: props.attempt },
    body: fields,
  })}<p class="hint">${say(words.whoGets, lang, { store: product.storeName })} ${say(words.neverPin, lang)}</p>`;
  const title = titleWithError(say(words.title, lang, { title: product.title }), errors.length > 0, lang);
  return renderPage({
    lang,
    title,
    sheet: appSheet,
    header: brandHeader(),
    body,
    footer: backToStore(product, props.storeOrigin, lang),
    path: `/checkout/${product.id}`,
    keeps: { id: 'pay', path: `/checkout/${product.id}` },
    index: false,
  });
}

function summary({ product, lang, storeOrigin }: CheckoutForm, total: string): Html {
  const src = product.coverUrl === null ? undefined : new URL(product.coverUrl, storeOrigin).href;
  const picture = thumbnail({ src, name: product.title, eager: true });
  return html`<div class="card">${picture}<div><h2>${product.title}</h2><p class="muted">${say(words.from, lang, {
    store: product.storeName,
  })}</p></div></div>${sums([{ label: say(words.total, lang), value: money(total), total: true }])}`;
}

function notices(notice: 'price-changed' | 'rail-down', lang: Language, price: string): Html {
  const text = notice === 'price-changed' ? say(words.priceChanged, lang, { price }) : say(words.railDown, lang);
  return html`<div role="alert">${banner({ lang, kind: 'warn', body: html`<p><b>${text}</b></p>` })}</div>`;
}

const backToStore = (product: Product, storeOrigin: string, lang: Language): Html =>
  html`<p><a class="tap" href="${storeOrigin}/@${product.handle}?lang=${lang}">${say(words.backToStore, lang, { store: product.storeName })}</a></p>`;

/** Instead of a second payment. */
export function ownedDocument(props: {
  readonly product: Product;
  /** Only for the buyer herself: anybody may have typed her number. */
  readonly boughtAt: Date | undefined;
  readonly lang: Language;
  readonly appOrigin: string;
  readonly storeOrigin: string;
}): string {
  const { product, lang } = props;
  const date = props.boughtAt && formatMoment(props.boughtAt, lang, 'date');
  const library = linkButton({ href: `${props.appOrigin}/k?lang=${lang}`, label: say(words.library, lang) });
  const body = html`<h1>${say(words.ownedTitle, lang)}</h1>${date !== undefined && html`<p>${say(words.owned, lang, { title: product.title, date })}</p>`}<p>${say(words.ownedHow, lang)}</p>${actions(library)}`;
  return renderPage({
    lang,
    title: say(words.ownedTitle, lang),
    sheet: appSheet,
    header: brandHeader(),
    body,
    footer: backToStore(product, props.storeOrigin, lang),
    path: `/checkout/${product.id}`,
    index: false,
  });
}
