// The form for who bought, and what readers see of all of it. Both work without JavaScript.
import {
  actions,
  button,
  errorOf,
  errorSummary,
  form,
  linkButton,
  radioCards,
  textArea,
  textField,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { banner, brandHeader, emptyState } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { reviewWords as words } from '@windsurf/language/words-reviews';
import { averageText, reviewCard } from './review-card.ts';
import type { Listed } from './reviews.ts';
import { reviewLimits } from './reviews.ts';

export type ListPage = {
  readonly lang: Language;
  readonly productId: string;
  readonly listed: Listed & { readonly title: string };
  readonly storeName: string;
  /** Path of the product's page. */
  readonly productPath: string;
};

export function reviewListPage(page: ListPage): string {
  const { lang, listed, productId } = page;
  const title = say(words.titleOf, lang, { title: listed.title });
  const path = `/reviews/${productId}/all`;
  const average = averageText(listed, lang);
  const back = linkButton({
    label: say(words.back, lang, { title: listed.title }),
    href: inLanguage(page.productPath, lang),
    look: 'quiet',
    wide: true,
  });
  const body =
    listed.items.length === 0
      ? emptyState({ title: say(words.none, lang), detail: say(words.noneSays, lang), action: back })
      : html`${listed.items.map((review) => reviewCard(review, page.storeName, lang))}${
          listed.nextCursor !== null &&
          actions(
            linkButton({
              label: say(words.older, lang),
              href: inLanguage(`${path}?before=${listed.nextCursor}`, lang),
              look: 'quiet',
              rel: 'next',
            }),
          )
        }<p>${back}</p>`;
  return renderPage({
    lang,
    title,
    path,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/discover', lang)),
    body: html`<h1>${title}</h1>${average !== undefined && html`<p class="lead">${average}</p>`}${body}`,
  });
}

export type Typed = { readonly stars: string; readonly text: string; readonly name: string };
export type FormPage = {
  readonly lang: Language;
  readonly productId: string;
  readonly title: string;
  readonly csrf: string;
  readonly typed: Typed;
  /** True when there is one that can be taken back. */
  readonly written: boolean;
  readonly said: 'thanks' | 'removed' | undefined;
  readonly errors: readonly FieldError[];
  /** Absolute address of the product's page. */
  readonly productUrl: string;
};

export function reviewFormPage(page: FormPage): string {
  const { lang, errors, typed, csrf } = page;
  const path = `/reviews/${page.productId}`;
  const title = say(words.writeOf, lang, { title: page.title });
  const star = (n: 1 | 2 | 3 | 4 | 5) => ({ value: String(n), label: say(words[`star${n}`], lang) });
  const fields = html`${radioCards({ lang, name: 'stars', legend: say(words.howMany, lang), options: [star(5), star(4), star(3), star(2), star(1)], value: typed.stars, error: errorOf(errors, 'stars') })}${textArea(
    {
      lang,
      name: 'text',
      label: say(words.text, lang),
      hint: say(words.textHint, lang),
      value: typed.text,
      limit: reviewLimits.text,
      optional: true,
      error: errorOf(errors, 'text'),
    },
  )}${textField({ lang, name: 'name', label: say(words.name, lang), hint: say(words.nameHint, lang), value: typed.name, limit: reviewLimits.name, optional: true, autocomplete: 'name', error: errorOf(errors, 'name') })}`;
  const send = button({ label: say(page.written ? words.change : words.send, lang), wide: true });
  const remove =
    page.written && button({ label: say(words.remove, lang), look: 'quiet', name: 'remove', value: '1', wide: true });
  const product = linkButton({
    label: say(words.toProduct, lang),
    href: inLanguageOf(page.productUrl, lang),
    look: 'quiet',
  });
  return renderPage({
    lang,
    title: titleWithError(title, errors.length > 0, lang),
    path,
    keeps: { id: 'review', path },
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/k', lang)),
    body: html`<h1>${title}</h1>${errorSummary({ lang, errors })}${
      page.said !== undefined &&
      banner({ lang, kind: 'ok', body: html`<p role="status">${say(words[page.said], lang)}</p><p>${product}</p>` })
    }${form({ action: inLanguage(path, lang), method: 'post', id: 'review', csrf: { name: '_csrf', value: csrf }, body: html`${fields}${actions(send, remove)}` })}`,
  });
}

const inLanguageOf = (address: string, lang: Language): string => `${address}?lang=${lang}`;
