import { type Language, say } from '@windsurf/language/phrases';
import { htmlWords } from '@windsurf/language/words-html';
import { actions, linkButton } from './forms.ts';
import { type Html, html, type Renderable } from './html.ts';
import { brandHeader } from './parts.ts';
import { renderPage } from './page.ts';
import { plainSheet } from './sheet.ts';

export type ProblemPage = {
  readonly lang: Language;
  readonly status: number;
  /** What happened, plainly. Money is called safe only where that is known. */
  readonly title: string;
  readonly detail?: Renderable;
  /** The first thing to do, then at most two others. */
  readonly actions?: readonly { readonly href: string; readonly label: string }[] | undefined;
  /** Where the reader is: the store, home, what I bought. */
  readonly places?: readonly { readonly href: string; readonly label: string }[] | undefined;
  readonly requestId: string;
  /** ISO 8601, and the words for it. */
  readonly time: { readonly iso: string; readonly text: string };
  /** Opens a message to help with the number filled in. */
  readonly help?: { readonly href: string; readonly label: string } | undefined;
  /** Path and query of the page, for the language switch. */
  readonly path: string;
};

/** A whole page for something that went wrong: what happened, what to do, where you are, how to tell us. */
export function problemPage(props: ProblemPage): string {
  const { lang } = props;
  const buttons = (props.actions ?? [])
    .slice(0, 3)
    .map((action, at) => linkButton({ ...action, look: at === 0 ? 'main' : 'quiet' }));
  const place = (each: { readonly href: string; readonly label: string }): Html =>
    html`<a href="${each.href}">${each.label}</a>`;
  const body = html`<h1>${props.title}</h1>${props.detail && html`<p>${props.detail}</p>`}${buttons.length > 0 && actions(buttons)}${
    props.places !== undefined &&
    props.places.length > 0 &&
    html`<h2>${say(htmlWords.whereYouAre, lang)}</h2><p class="langs">${props.places.map(place)}</p>`
  }<p class="hint">${props.status} · ${say(htmlWords.requestId, lang)} ${props.requestId} · <time datetime="${props.time.iso}">${props.time.text}</time>${
    props.help && html`<br><a class="tap" href="${props.help.href}">${props.help.label}</a>`
  }</p>`;
  const { title, status, path } = props;
  return renderPage({ lang, title, status, path, sheet: plainSheet, header: brandHeader(), body });
}
