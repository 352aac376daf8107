// Signing in without JavaScript: two pages, one field each.
import {
  button,
  checkbox,
  codeField,
  errorOf,
  errorSummary,
  form,
  hiddenFields,
  phoneField,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import type { KeptForm } from '@windsurf/html/page';
import { brandHeader } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { authWords as words } from '@windsurf/language/words-auth';

type Common = { readonly lang: Language; readonly returnTo: string; readonly errors: readonly FieldError[] };

const addressOf = (returnTo: string): string => `/sign-in?return=${encodeURIComponent(returnTo)}`;

const frame = (page: Common & { title: string; keeps: KeptForm; body: ReturnType<typeof html> }): string =>
  renderPage({
    lang: page.lang,
    title: titleWithError(page.title, page.errors.length > 0, page.lang),
    path: addressOf(page.returnTo),
    keeps: page.keeps,
    index: false,
    sheet: appSheet,
    header: brandHeader(),
    body: html`${errorSummary({ lang: page.lang, errors: page.errors })}<h1>${page.title}</h1>${page.body}<p class="hint">${say(words.neverAsk, page.lang)}</p>`,
  });

/** The first page: the number. What was typed stays. */
export function phonePage(page: Common & { readonly phone: string }): string {
  const { lang } = page;
  const body = form({
    id: 'number',
    action: inLanguage('/sign-in', lang),
    method: 'post',
    csrf: 'no-session',
    body: html`${hiddenFields({ return: page.returnTo })}${phoneField({
      lang,
      name: 'phone',
      label: say(words.phone, lang),
      hint: say(words.phoneHint, lang),
      value: page.phone,
      error: errorOf(page.errors, 'phone'),
    })}${button({ label: say(words.sendCode, lang), wide: true })}`,
  });
  return frame({ ...page, title: say(words.title, lang), keeps: { id: 'number', path: '/sign-in' }, body });
}

/** The second page: the code. The number travels along, grouped for reading and as typed. */
export function codePage(
  page: Common & { readonly phone: string; readonly shown: string; readonly borrowed?: boolean },
): string {
  const { lang } = page;
  const kept = { phone: page.phone, return: page.returnTo };
  const body = html`<p>${say(words.codeSent, lang, { phone: page.shown })}</p>${form({
    id: 'code-form',
    action: inLanguage('/sign-in/code', lang),
    method: 'post',
    csrf: 'no-session',
    body: html`${hiddenFields(kept)}${codeField({
      lang,
      name: 'code',
      label: say(words.code, lang),
      error: errorOf(page.errors, 'code'),
    })}${checkbox({ lang, name: 'borrowed', value: 'yes', label: say(words.borrowed, lang), checked: page.borrowed === true })}${button({ label: say(words.signIn, lang), wide: true })}`,
  })}${form({
    action: inLanguage('/sign-in', lang),
    method: 'post',
    csrf: 'no-session',
    body: html`${hiddenFields(kept)}${button({ label: say(words.again, lang), look: 'quiet', wide: true })}`,
  })}<p><a class="tap" href="${inLanguage(addressOf(page.returnTo), lang)}">${say(words.otherNumber, lang)}</a></p>`;
  return frame({ ...page, title: say(words.codeTitle, lang), keeps: { id: 'code-form', path: '/sign-in/code' }, body });
}
