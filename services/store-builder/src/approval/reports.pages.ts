// The page on which a reader says that something is wrong: two fields, no script, no name.
import { reportReasons } from '@windsurf/contracts/store-approval';
import {
  button,
  errorOf,
  errorSummary,
  form,
  linkButton,
  radioCards,
  textArea,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { brandHeader } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { reportWords as words } from '@windsurf/language/words-trust';
import { saidMost } from './reports.ts';
import type { Reported } from './reports.ts';

export type ReportForm = { readonly reason: string; readonly said: string };
type Asked = { readonly lang: Language; readonly path: string; readonly about: Reported };

const nameOf = ({ product, storeName }: Reported): string => product?.title ?? storeName;

export function reportPage(
  page: Asked & { readonly typed: ReportForm; readonly errors: readonly FieldError[] },
): string {
  const { lang, path, about, typed, errors } = page;
  const title = say(words.title, lang, { what: nameOf(about) });
  const fields = html`${radioCards({
    lang,
    name: 'reason',
    legend: say(words.reason, lang),
    value: typed.reason,
    error: errorOf(errors, 'reason'),
    options: reportReasons.map((value) => ({ value, label: say(words.reasons[value], lang) })),
  })}${textArea({
    lang,
    name: 'said',
    label: say(words.said, lang),
    hint: say(words.saidHint, lang),
    value: typed.said,
    limit: saidMost,
    optional: true,
    error: errorOf(errors, 'said'),
  })}${button({ label: say(words.send, lang), wide: true })}`;
  return renderPage({
    lang,
    title: titleWithError(title, errors.length > 0, lang),
    path,
    keeps: { id: 'report', path },
    index: false,
    sheet: appSheet,
    header: brandHeader(),
    body: html`${errorSummary({ lang, errors })}<h1>${title}</h1><p>${say(words.lede, lang)}</p>${form({
      id: 'report',
      action: inLanguage(path, lang),
      method: 'post',
      csrf: 'no-session',
      body: fields,
    })}`,
  });
}

export function thanksPage({ lang, path, about }: Asked): string {
  const title = say(words.thanks, lang);
  return renderPage({
    lang,
    title,
    path,
    index: false,
    sheet: appSheet,
    header: brandHeader(),
    body: html`<h1>${title}</h1><p>${say(words.thanksSays, lang)}</p><p>${linkButton({
      label: say(words.back, lang, { store: about.storeName }),
      href: inLanguage(`/@${about.handle}`, lang),
    })}</p>`,
  });
}
