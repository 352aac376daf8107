// Text of creators as markup: always data, in the language it is written in.
import { attributes, html } from '@windsurf/html/html';
import type { Attributes, Html } from '@windsurf/html/html';
import type { Language } from '@windsurf/language/phrases';

const ETHIOPIC = /[\u1200-\u139F\u2D80-\u2DDF\uAB00-\uAB2F]/;

/** `lang` for a text that is not written in the page's language, so that a screen reader changes its voice. */
export function langOf(text: string, page: Language): Language | undefined {
  const own: Language = ETHIOPIC.test(text) ? 'am' : 'en';
  return own === page ? undefined : own;
}

export const inItsLanguage = (text: string, page: Language): Attributes => attributes({ lang: langOf(text, page) });

const BULLET = /^\s*[-•*]\s+/;

/** Paragraphs, line breaks and lists of a text; nothing else of it has a meaning. */
export function prose(text: string, page: Language): Html {
  const lang = inItsLanguage(text, page);
  return html`${text.split(/\n{2,}/).map((part) => {
    const lines = part.split('\n');
    if (lines.length > 1 && lines.every((line) => BULLET.test(line))) {
      return html`<ul${lang}>${lines.map((line) => html`<li>${line.replace(BULLET, '')}</li>`)}</ul>`;
    }
    return html`<p${lang}>${lines.map((line, at) => (at === 0 ? line : html`<br>${line}`))}</p>`;
  })}`;
}

const segmenter = new Intl.Segmenter('am', { granularity: 'grapheme' });

/** The first letter of a name, for the tile that stands where a picture is missing. */
export const initialOf = (name: string): string =>
  (segmenter.segment(name)[Symbol.iterator]().next().value?.segment ?? '·').toUpperCase();
