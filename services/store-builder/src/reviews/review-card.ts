// What a buyer said, as it stands on every page that shows it.
import type { ReviewView } from '@windsurf/contracts/store-reviews';
import { formatMoment } from '@windsurf/calendar/moment';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { reviewWords as words } from '@windsurf/language/words-reviews';
import { inItsLanguage, prose } from '../storefront/creator-text.ts';

/** `4.7`, from tenths. */
export const starsText = (tenths: number): string => (tenths / 10).toFixed(1).replace(/\.0$/, '');

/** ★★★★☆, said in words to who cannot see it. */
export function starRow(stars: number, lang: Language): Html {
  const full = Math.round(stars);
  return html`<span aria-hidden="true">${'★'.repeat(full)}${'☆'.repeat(5 - full)}</span><span class="vh">${say(words.stars, lang, { stars })}</span>`;
}

export function averageText(
  { count, tenths }: { count: number; tenths: number | null },
  lang: Language,
): string | undefined {
  if (tenths === null) return undefined;
  return say(count === 1 ? words.averageOne : words.average, lang, { stars: starsText(tenths), count });
}

/** One of them: stars, words, who and when, the creator's answer. */
export function reviewCard(review: ReviewView, storeName: string, lang: Language): Html {
  const when = html`<time datetime="${review.writtenAt}">${formatMoment(new Date(review.writtenAt), lang, 'date')}</time>`;
  const who = review.name === '' ? say(words.nobody, lang) : review.name;
  return html`<blockquote class="card"><div><p>${starRow(review.stars, lang)}</p>${review.text !== '' && prose(review.text, lang)}<footer class="muted"><b${inItsLanguage(who, lang)}>${who}</b> · ${say(words.bought, lang)} · ${when}</footer>${
    review.answer !== null &&
    html`<div><p><b>${say(words.answered, lang, { store: storeName })}</b></p>${prose(review.answer, lang)}</div>`
  }</div></blockquote>`;
}
