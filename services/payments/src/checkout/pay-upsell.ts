// One more thing on the page that says "paid": below what was bought, and with nothing that has to be declined.
import { button, form } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { upsellWords as words } from '@windsurf/language/words-upsell';
import { formatBirr, santim } from '@windsurf/money/money';
import type { PayPage, Tell } from './pay-document.ts';

export type UpsellOffer = { readonly title: string; readonly priceSantim: number; readonly attempt: string };

export function upsellForm(
  { title, priceSantim, attempt }: UpsellOffer,
  { path, lang, form: { csrf } }: Pick<PayPage, 'path' | 'lang' | 'form'>,
  tell: Tell,
): Html {
  const price = formatBirr(santim(priceSantim), lang);
  return html`<section><h2>${tell(words.offer, { title, price })}</h2><p>${tell(words.says)}</p>${form({
    action: `${path}/more?lang=${lang}`,
    method: 'post',
    csrf: csrf === undefined ? 'no-session' : { name: '_csrf', value: csrf },
    hidden: { attempt, sum: String(priceSantim) },
    body: button({ label: tell(words.take, { price }), look: 'quiet', wide: true }),
  })}</section>`;
}
