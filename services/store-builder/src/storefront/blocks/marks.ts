// The few marks that a text block knows: bold, italic, links, lists, small headings. Everything else is text.
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { Language } from '@windsurf/language/phrases';
import { isLinkAddress } from '../../stores/addresses.ts';
import { inItsLanguage } from '../creator-text.ts';

// A mark begins and ends at a letter, so that 2 * 3 * 4 stays what it is.
const MARK = /\[([^\]\n]{1,200})\]\(([^()\s]{1,2000})\)|\*\*(\S(?:[^*\n]*\S)?)\*\*|\*(\S(?:[^*\n]*\S)?)\*/g;

/** One line with its marks drawn; nothing is nested. */
export function inline(line: string): Html {
  const parts: (Html | string)[] = [];
  let at = 0;
  for (const match of line.matchAll(MARK)) {
    const [whole, label, url, bold, italic] = match;
    parts.push(line.slice(at, match.index));
    at = match.index + whole.length;
    if (label !== undefined && url !== undefined) {
      parts.push(isLinkAddress(url) ? html`<a href="${url}" rel="noopener nofollow">${label}</a>` : whole);
    } else if (bold !== undefined) parts.push(html`<strong>${bold}</strong>`);
    else parts.push(html`<em>${italic}</em>`);
  }
  parts.push(line.slice(at));
  return html`${parts}`;
}

const BULLET = /^\s*[-•*]\s+/;
const SMALL = /^###\s+/;

/** A text of several paragraphs. `level` is that of its small headings: 2 where none stands above. */
export function marked(text: string, page: Language, level: 2 | 3 = 3): Html {
  const lang = inItsLanguage(text, page);
  const part = (lines: readonly string[]): Html => {
    const [first = '', ...rest] = lines;
    if (SMALL.test(first)) {
      const words = inline(first.replace(SMALL, ''));
      const heading = level === 2 ? html`<h2${lang}>${words}</h2>` : html`<h3${lang}>${words}</h3>`;
      return html`${heading}${rest.length > 0 && part(rest)}`;
    }
    if (lines.length > 1 && lines.every((line) => BULLET.test(line))) {
      return html`<ul${lang}>${lines.map((line) => html`<li>${inline(line.replace(BULLET, ''))}</li>`)}</ul>`;
    }
    return html`<p${lang}>${lines.map((line, at) => (at === 0 ? inline(line) : html`<br>${inline(line)}`))}</p>`;
  };
  return html`${text.split(/\n{2,}/).map((lines) => part(lines.split('\n')))}`;
}
