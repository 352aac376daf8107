// Blocks with a form: a gift for a phone number, a tip of any size.
import { button, checkbox, errorOf, form, radioCards } from '@windsurf/html/forms';
import { moneyField, phoneField, textField } from '@windsurf/html/fields';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { formatBirr, santim } from '@windsurf/money/money';
import { inLang } from '../frame.ts';
import type { BlockOf, Frame, StorePage } from '../frame.ts';
import { said, titled } from './parts.ts';

export type FreebieTyped = { readonly contact?: string; readonly name?: string; readonly consent?: boolean };
export const freebiePath = ({ handle }: Pick<Frame, 'handle'>, blockId: string): string =>
  `/@${handle}/free/${blockId}`;
/** What is agreed to, word for word; it is kept with each answer. */
export const consentText = ({ storeName, lang }: Pick<Frame, 'storeName' | 'lang'>): string =>
  say(words.consent, lang, { store: storeName });

/** The form alone: on the page, and again where something was wrong with it. */
export function freebieForm(
  page: Pick<Frame, 'handle' | 'lang' | 'storeName'>,
  block: BlockOf<'freebie'>,
  token: string,
  typed: FreebieTyped = {},
  errors: readonly FieldError[] = [],
): Html {
  const { lang } = page;
  const id = (name: string): string => `${name}-${block.id}`;
  const contact = {
    lang,
    name: 'contact',
    id: id('contact'),
    value: typed.contact,
    error: errorOf(errors, id('contact')),
  };
  const ask = {
    phone: () => phoneField({ ...contact, label: say(words.phone, lang) }),
    email: () =>
      textField({
        ...contact,
        label: say(words.email, lang),
        type: 'email',
        inputmode: 'email',
        autocomplete: 'email',
      }),
    either: () => textField({ ...contact, label: say(words.phoneOrEmail, lang) }),
  };
  const name =
    block.askName &&
    textField({
      lang,
      name: 'name',
      id: id('name'),
      label: say(words.yourName, lang),
      value: typed.name,
      optional: true,
      autocomplete: 'name',
      spellcheck: false,
      error: errorOf(errors, id('name')),
    });
  const consent = checkbox({
    lang,
    name: 'consent',
    id: id('consent'),
    label: consentText(page),
    checked: typed.consent,
    optional: false,
    error: errorOf(errors, id('consent')),
  });
  return form({
    action: inLang(freebiePath(page, block.id), lang),
    method: 'post',
    csrf: 'no-session',
    hidden: { form: token },
    body: html`${ask[block.asks]()}${name}${consent}${button({ label: block.button || say(words.sendGift, lang), wide: true })}`,
  });
}

export function freebie(page: StorePage, block: BlockOf<'freebie'>): Html {
  const gone = block.gift.kind === 'product' && !page.products.has(block.gift.productId);
  if (gone) return html``;
  return titled(
    page,
    block.heading,
    html`${said(block.text, page)}${freebieForm(page, block, page.formToken(block.id))}`,
  );
}

/** Goes on to the checkout with the amount that was chosen; what is paid is decided there. */
export function tip(page: StorePage, block: BlockOf<'tip'>): Html {
  const product = page.products.get(block.productId);
  if (product === undefined || product.details.type !== 'tip') return html``;
  const { amounts, minSantim } = product.details;
  const { lang } = page;
  const birr = (amount: number): string => String(amount / 100);
  const choices = [...new Set(amounts)].map((amount) => ({
    value: birr(amount),
    label: formatBirr(santim(amount), lang),
  }));
  const own = moneyField({
    lang,
    name: 'own',
    id: `own-${block.id}`,
    label: say(words.anotherAmount, lang, { price: formatBirr(santim(minSantim), lang) }),
    optional: true,
  });
  const body = html`${radioCards({ lang, name: 'amount', id: `amount-${block.id}`, legend: say(words.howMuch, lang), options: choices, optional: true })}${own}${button({ label: say(words.give, lang), wide: true })}`;
  const action = `${page.appOrigin}/checkout/${product.id}`;
  return titled(
    page,
    block.heading,
    html`${said(block.text, page)}${form({ action, method: 'get', hidden: { lang }, body })}`,
  );
}
