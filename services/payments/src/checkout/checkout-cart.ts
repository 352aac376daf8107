// Several things of one store in one payment. The cart lives in the form and in the address, never in a cookie: it names
// things, and what they cost is decided where it is charged.
import { button } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { money } from '@windsurf/html/parts';
import type { Sum } from '@windsurf/html/parts';
import { isId } from '@windsurf/db/ids';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { cartWords as words } from '@windsurf/language/words-cart';
import { formatBirr, santim } from '@windsurf/money/money';
import { mostMore } from '../sellable/sellable.ts';
import type { Sellable, Total } from '../sellable/sellable.ts';

/** Ids of an address or a form, separated by commas; whatever is none is left out. */
export const readCart = (text: string | undefined): string[] =>
  [...new Set((text ?? '').split(',').filter(isId))].slice(0, mostMore);
export const cartText = (ids: readonly string[]): string => ids.join(',');

/** The cart after a button was pressed: something put in or taken out. */
export function changedCart(
  ids: readonly string[],
  { add, remove }: { readonly add?: string | undefined; readonly remove?: string | undefined },
): string[] {
  const left = ids.filter((id) => id !== remove);
  return add !== undefined && isId(add) && left.length < mostMore ? [...new Set([...left, add])] : left;
}

const exact = (sum: number, lang: Language): string => formatBirr(santim(sum), lang, { decimals: 'always' });

/** What lies in the cart beside the first thing, each with its price and what a code takes off it. */
export function cartRows(total: Total | undefined, lang: Language): Sum[] {
  const items = total?.items.filter((item) => item.kind === 'item') ?? [];
  return items.flatMap((item) => [
    { label: item.title, value: money(exact(item.listSantim, lang)) },
    ...(item.discountSantim > 0
      ? [{ label: say(words.off, lang), value: money(`−${exact(item.discountSantim, lang)}`) }]
      : []),
  ]);
}

/** Takes things out and puts things in; each is a button of the form, so that nothing that was typed is lost. */
export function cartField(props: {
  readonly offer: Sellable;
  /** What else there is, once it was asked for. */
  readonly others: Sellable['more'] | undefined;
  readonly lang: Language;
}): Html {
  const { offer, others, lang } = props;
  const inCart = new Set(offer.more.map(({ product }) => product.id));
  const rest = others?.filter(({ product }) => !inCart.has(product.id) && product.id !== offer.bump?.product.id);
  const out = offer.more.map(({ product }) =>
    button({
      label: say(words.remove, lang, { title: product.title }),
      look: 'quiet',
      name: 'remove',
      value: product.id,
    }),
  );
  const full = offer.more.length >= mostMore;
  const more =
    rest === undefined
      ? !full && button({ label: say(words.more, lang), look: 'quiet', name: 'more', value: '1' })
      : full || rest.length === 0
        ? html`<p class="muted">${say(words.noMore, lang)}</p>`
        : html`<h2>${say(words.others, lang, { store: offer.product.storeName })}</h2>${rest.map(
            ({ product, priceSantim }) =>
              button({
                label: say(words.add, lang, { title: product.title, price: formatBirr(santim(priceSantim), lang) }),
                look: 'quiet',
                name: 'add',
                value: product.id,
              }),
          )}`;
  return html`${out}${more}`;
}
