// What several blocks are made of.
import { html } from '@windsurf/html/html';
import type { Html, Renderable } from '@windsurf/html/html';
import { inItsLanguage } from '../creator-text.ts';
import type { StorePage } from '../frame.ts';

/** How a block stands on its page. */
export type Place = {
  /** Its picture is among the first things that are seen. */
  readonly eager: boolean;
  /** A heading of the second level stands above. */
  readonly below: boolean;
};

/** A part of the page under the creator's heading, or without one. */
export function titled(page: Pick<StorePage, 'lang'>, heading: string | undefined, body: Renderable): Html {
  return html`<section>${heading !== undefined && heading !== '' && html`<h2${inItsLanguage(heading, page.lang)}>${heading}</h2>`}${body}</section>`;
}

/** A text of hers in a paragraph; nothing when there is none. */
export const said = (text: string | undefined, page: Pick<StorePage, 'lang'>, look?: 'muted'): Html | false =>
  text !== undefined && text !== '' && html`<p class="${look ?? null}"${inItsLanguage(text, page.lang)}>${text}</p>`;

/** A link of her own, as an entry of a list. */
export const tap = (href: string, label: Renderable): Html =>
  html`<a class="tap" href="${href}" rel="noopener">${label}</a>`;
