// Several things of one store on their way to one payment. The cart is the address, as at the checkout: `?with=` and the
// ids of what was chosen go from page to page. Pages lie in a cache and are the same for everybody; the cart is written
// into them when they are sent. It says no prices: what things cost together is decided where they are paid.
import { questionsOf, typeRules } from '@windsurf/contracts/product-types';
import { isId } from '@windsurf/db/ids';
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { cartWords as words } from '@windsurf/language/words-cart';
import { inLang } from './frame.ts';
import type { Frame } from './frame.ts';
import type { PublicProduct } from './public-rows.ts';

/** As many as the checkout takes: one, and nine with it. */
const most = 10;

/** Ids in `?with=`, each once; whatever is none is left out. */
export function cartIn(query: unknown): string[] {
  const given = (query as { readonly with?: unknown } | undefined)?.with;
  const text = typeof given === 'string' ? given : '';
  return [...new Set(text.split(',').filter(isId))].slice(0, most);
}

/** May lie in a cart: it costs something, and nothing has to be asked or chosen for it. */
export const isCartable = ({
  details,
  priceSantim,
  openAmount,
}: Pick<PublicProduct, 'details' | 'priceSantim'> & { readonly openAmount?: boolean | undefined }): boolean =>
  typeRules[details.type].file && questionsOf(details).length === 0 && priceSantim > 0 && openAmount !== true;

/** Puts a thing into the cart and goes on to the store, where the rest is. */
export const addLink = (
  { lang, handle }: Pick<Frame, 'lang' | 'handle'>,
  { id, title }: Pick<PublicProduct, 'id' | 'title'>,
  look: { readonly wide?: boolean } = {},
): Html =>
  html`<a class="${look.wide === true ? 'btn quiet wide' : 'btn quiet'}" href="${inLang(`/@${handle}`, lang)}&amp;with=${id}" rel="nofollow">${say(words.put, lang)}<span class="vh"> ${title}</span></a>`;

export type Cart = {
  readonly ids: readonly string[];
  readonly handle: string;
  readonly lang: Language;
  readonly appOrigin: string;
};

const putIn = /&amp;with=([0-9a-f-]{36})" rel="nofollow">[^<]*/g;

/** A page with this cart: in its links, in its buttons, and said above everything. */
export function withCart(page: string, cart: Cart): string {
  const { ids, handle, lang, appOrigin } = cart;
  const cartable = new Set([...ids, ...[...page.matchAll(putIn)].map(([, id]) => id ?? '')]);
  const buttons = page.replace(putIn, (whole, id: string) => {
    if (ids.includes(id)) return `&amp;without=${id}" rel="nofollow">${say(words.takeOut, lang)}`;
    return ids.length < most ? whole : `" rel="nofollow">${say(words.full, lang)}`;
  });
  const told = buttons.replace('<main id="main">', (main) => main + String(bar(cart)));
  const checkout = `${appOrigin}/checkout/`;
  const ours = new RegExp(`^(/@${handle}(?=[/?]|$)|\\?)`);
  return told.replace(/(<a\b[^>]*? href=")([^"#]+)/g, (whole, before: string, href: string) => {
    if (href.startsWith(checkout)) {
      const main = href.slice(checkout.length, checkout.length + 36);
      // What cannot be bought with others is bought alone, and the cart stays as it is.
      return cartable.has(main) ? before + joined(href, without(ids, main)) : whole;
    }
    if (!ours.test(href)) return whole;
    const [, change, id = ''] = /&amp;(with|without)=([0-9a-f-]+|all)$/.exec(href) ?? [];
    if (change === undefined) return before + joined(href, ids);
    const left = change === 'with' ? [...ids, id] : id === 'all' ? [] : without(ids, id);
    return before + joined(href.replace(/&amp;(with|without)=[^&]*$/, ''), left);
  });
}

const without = (ids: readonly string[], id: string): string[] => ids.filter((one) => one !== id);
const joined = (href: string, ids: readonly string[]): string =>
  ids.length === 0 ? href : `${href}${href.includes('?') ? '&amp;' : '?'}with=${ids.join(',')}`;

function bar({ ids, handle, lang, appOrigin }: Cart): Html {
  const pay = `${appOrigin}/checkout/${ids[0] ?? ''}?lang=${lang}`;
  const empty = html`<a class="tap" href="${inLang(`/@${handle}`, lang)}&amp;without=all" rel="nofollow">${say(words.empty, lang)}</a>`;
  return banner({
    lang,
    kind: 'info',
    body: html`<p><b>${say(words.count, lang, { count: ids.length })}</b></p><div class="acts">${linkButton({ label: say(words.pay, lang), href: pay, rel: 'nofollow' })}${empty}</div>`,
  });
}
