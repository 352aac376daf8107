// Pages instead of a payment: it is yours already, it is under way already, it is sold out.
import { formatMoment } from '@windsurf/calendar/moment';
import { actions, linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { brandHeader } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { giftFieldWords } from '@windsurf/language/words-gifts';
import { partsWords } from '@windsurf/language/words-instalments';
import { checkoutWords as words } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Product } from '../products/products.ts';
import { railName } from './begin.ts';

type Said = {
  readonly product: Pick<Product, 'id' | 'handle' | 'storeName' | 'title'>;
  readonly lang: Language;
  readonly storeOrigin: string;
};

export const backToStore = (
  product: Pick<Product, 'handle' | 'storeName'>,
  storeOrigin: string,
  lang: Language,
): Html =>
  html`<p><a class="tap" href="${storeOrigin}/@${product.handle}?lang=${lang}">${say(words.backToStore, lang, { store: product.storeName })}</a></p>`;

function saidDocument({ product, lang, storeOrigin }: Said, title: Phrase, body: Html): string {
  return renderPage({
    lang,
    title: say(title, lang),
    sheet: appSheet,
    header: brandHeader(),
    body: html`<h1>${say(title, lang)}</h1>${body}`,
    footer: backToStore(product, storeOrigin, lang),
    path: `/checkout/${product.id}`,
    index: false,
  });
}

/** Instead of a second payment. `boughtAt` is only for the buyer herself: anybody may have typed her number. */
export function ownedDocument(
  props: Said & {
    readonly boughtAt: Date | undefined;
    readonly appOrigin: string;
    /** It may be bought again for somebody else. */
    readonly gifts: boolean;
  },
): string {
  const { product, lang, boughtAt } = props;
  const date = boughtAt && formatMoment(boughtAt, lang, 'date');
  const library = linkButton({ href: `${props.appOrigin}/k?lang=${lang}`, label: say(words.library, lang) });
  const more = { href: `/checkout/${product.id}?gift=1&lang=${lang}`, label: say(giftFieldWords.giveAnother, lang) };
  const give = props.gifts && linkButton({ ...more, look: 'quiet' });
  const body = html`${date !== undefined && html`<p>${say(words.owned, lang, { title: product.title, date })}</p>`}<p>${say(words.ownedHow, lang)}</p>${actions(library, give)}`;
  return saidDocument(props, words.ownedTitle, body);
}

/** What was begun goes on as it is, although something else was asked for now. */
export function underWayDocument(
  props: Said & { readonly amountSantim: number; readonly rail: string; readonly href: string },
): string {
  const { lang, amountSantim, rail, href } = props;
  const price = formatBirr(santim(amountSantim), lang);
  const says = say(words.openSays, lang, { price, rail: railName(rail, lang) });
  return saidDocument(
    props,
    words.openTitle,
    html`<p>${says}</p>${actions(linkButton({ href, label: say(words.openGo, lang) }))}`,
  );
}

/** It is being paid for in parts. Who opens the way to them has to sign in: anybody may have typed her number. */
export function runningDocument(props: Said & { readonly href: string }): string {
  const { product, lang, href } = props;
  const body = html`<p>${say(partsWords.runningSays, lang, { title: product.title })}</p>${actions(linkButton({ href, label: say(partsWords.runningGo, lang) }))}`;
  return saidDocument(props, partsWords.runningTitle, body);
}
