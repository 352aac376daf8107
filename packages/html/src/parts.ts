import { type Language, say } from '@windsurf/language/phrases';
import { htmlWords } from '@windsurf/language/words-html';
import { attributes, type Html, html, type Renderable } from './html.ts';
import { emptyMark, icon, type Kind, sail } from './marks.ts';

/** Header of our own pages: the name, leading home. Goes into `header` of `renderPage`. */
export function brandHeader(href = '/'): Html {
  return html`<a href="${href}">${sail}<span lang="en">Windsurf</span></a>`;
}

/** A strip that says something about the whole page. */
export function banner(props: {
  readonly lang: Language;
  readonly kind: 'info' | 'ok' | 'warn' | 'bad';
  readonly body: Renderable;
}): Html {
  const word = say(htmlWords[props.kind], props.lang);
  return html`<div class="banner ${props.kind}" role="region" aria-label="${word}">${icon(props.kind)}<div>${props.body}</div></div>`;
}

/** A state: icon and word in its colour. */
export function badge(kind: Kind, word: string): Html {
  return html`<span class="badge ${kind}">${icon(kind)}${word}</span>`;
}

export type Card = {
  readonly title: string;
  /** Language of the title when it is not the page's. */
  readonly titleLang?: string | undefined;
  /** The one main link; the whole card can be tapped. */
  readonly href?: string | undefined;
  readonly level?: 2 | 3 | undefined;
  readonly picture?: Html | undefined;
  /** Each a line of small text. */
  readonly lines?: readonly Renderable[] | undefined;
  readonly state?: Html | undefined;
  readonly price?: Html | undefined;
  /** At most one button. */
  readonly action?: Html | undefined;
};

/** A thing in a list: picture, name, lines, state, one button. */
export function card(props: Card): Html {
  const name = props.href === undefined ? props.title : html`<a class="main" href="${props.href}">${props.title}</a>`;
  const lang = attributes({ lang: props.titleLang });
  const heading = props.level === 2 ? html`<h2${lang}>${name}</h2>` : html`<h3${lang}>${name}</h3>`;
  const line = (content: Renderable): Html => html`<p class="muted">${content}</p>`;
  return html`<article class="card">${props.picture}<div>${heading}${props.lines?.map(line)}${props.price && html`<p class="price">${props.price}</p>`}${props.state && html`<p>${props.state}</p>`}${props.action}</div></article>`;
}

/** A sum in words of the page: never breaks between digits and unit. `before` is the old price, struck through and said. */
export function money(text: string, before?: { readonly lang: Language; readonly text: string }): Html {
  const whole = (sum: string): string => sum.replaceAll(' ', '\u00A0');
  const old =
    before &&
    html` <s class="num muted"><span class="vh">${say(htmlWords.priceBefore, before.lang)} </span>${whole(before.text)}</s>`;
  return html`<span class="num">${whole(text)}</span>${old}`;
}

export type Sum = { readonly label: Renderable; readonly value: Renderable; readonly total?: boolean | undefined };

/** Sums as a list of names and values; the total is large. */
export function sums(rows: readonly Sum[]): Html {
  const row = (each: Sum): Html =>
    html`<div${attributes({ class: each.total === true && 'total' })}><dt>${each.label}</dt><dd class="num">${each.value}</dd></div>`;
  return html`<dl class="sums">${rows.map(row)}</dl>`;
}

export type Step = {
  readonly kind: Kind;
  /** The state in one or two words. */
  readonly word: string;
  readonly sentence?: Renderable;
  /** ISO 8601, and the words for it in both clocks. */
  readonly time?: { readonly iso: string; readonly text: string } | undefined;
  /** Who says so. */
  readonly by?: string | undefined;
  /** Folded: each question that was asked. */
  readonly more?: { readonly summary: string; readonly body: Html } | undefined;
};

/** What happened, newest last; the last step is the current one. */
export function timeline(steps: readonly Step[]): Html {
  const line = (step: Step, index: number): Html => {
    const last = index === steps.length - 1;
    const when = step.time && html`<time datetime="${step.time.iso}">${step.time.text}</time>`;
    const source = when || step.by ? html`<p class="muted">${when}${when && step.by && ' · '}${step.by}</p>` : null;
    const folded = step.more && html`<details><summary>${step.more.summary}</summary>${step.more.body}</details>`;
    return html`<li${attributes({ class: step.kind, 'aria-current': last && 'step' })}>${icon(step.kind)}<b>${step.word}</b>${step.sentence && html`<p>${step.sentence}</p>`}${source}${folded}</li>`;
  };
  return html`<ol class="steps">${steps.map(line)}</ol>`;
}

/** The first letter of a name on a coloured tile, where a picture is missing. Decoration: the name stands beside it. */
export function letterTile(name: string, look: { readonly big?: boolean; readonly round?: boolean } = {}): Html {
  const first = [...new Intl.Segmenter('am').segment(name.trim())][0]?.segment ?? '·';
  return html`<span class="${['pic tile', look.big && 'big', look.round && 'round']}" aria-hidden="true">${first.toUpperCase()}</span>`;
}

export type Thumbnail = {
  /** Missing: a letter tile of `name`. */
  readonly src?: string | undefined;
  readonly name: string;
  /** What can be seen; empty when the name stands beside it. */
  readonly alt?: string | undefined;
  readonly big?: boolean | undefined;
  readonly round?: boolean | undefined;
  /** The first picture of a page; others wait until they are near. */
  readonly eager?: boolean | undefined;
};

/** A small square picture: 64 px, big 96 px. Its place is kept before it arrives. */
export function thumbnail(props: Thumbnail): Html {
  const { src, big = false, round = false } = props;
  if (src === undefined) return letterTile(props.name, { big, round });
  const size = big ? 96 : 64;
  const own = {
    src,
    alt: props.alt ?? '',
    width: size,
    height: size,
    loading: props.eager === true ? null : 'lazy',
    decoding: 'async',
  };
  return html`<img class="${['pic', big && 'big', round && 'round']}"${attributes(own)}>`;
}

/** What would be here, and the one thing to do about it. */
export function emptyState(props: {
  readonly title: string;
  readonly detail?: Renderable;
  readonly action?: Html | undefined;
}): Html {
  return html`<div class="empty">${emptyMark}<h2>${props.title}</h2>${props.detail && html`<p class="muted">${props.detail}</p>`}${props.action}</div>`;
}

/** Links to the pages before and after; nothing when there is one page only. */
export function pagination(props: {
  readonly lang: Language;
  readonly page: number;
  readonly pages: number;
  href(page: number): string;
}): Html | null {
  const { lang, page, pages, href } = props;
  if (pages <= 1) return null;
  const link = (to: number, rel: 'prev' | 'next', word: string): Html =>
    to < 1 || to > pages ? html`<span></span>` : html`<a class="btn quiet" rel="${rel}" href="${href(to)}">${word}</a>`;
  return html`<nav class="pages" aria-label="${say(htmlWords.pages, lang)}">${link(page - 1, 'prev', say(htmlWords.previous, lang))}<span class="muted">${say(htmlWords.pageOf, lang, { page, pages })}</span>${link(page + 1, 'next', say(htmlWords.next, lang))}</nav>`;
}

export type Column = { readonly label: string; readonly numeric?: boolean | undefined };

/**
 * A table that becomes a list of rows on a phone, with the names of the columns written before the values. The first cell
 * of a row names it; the second stands at the right of it. Roles are written out, because changing the display loses them.
 */
export function dataTable(props: {
  readonly lang: Language;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Renderable[])[];
}): Html {
  const { lang, columns } = props;
  const side = (at: number): string | null => (columns[at]?.numeric === true ? 'num' : null);
  const head = (column: Column, at: number): Html =>
    html`<th role="columnheader" scope="col"${attributes({ class: side(at) })}>${column.label}</th>`;
  const cell = (value: Renderable, at: number): Html =>
    at === 0
      ? html`<th role="rowheader" scope="row">${value}</th>`
      : html`<td role="cell"${attributes({ class: side(at) })}>${at > 1 && html`<span class="key">${say(htmlWords.named, lang, { name: columns[at]?.label ?? '' })} </span>`}${value}</td>`;
  return html`<table role="table"><caption>${props.caption}</caption><thead role="rowgroup"><tr role="row">${columns.map(head)}</tr></thead><tbody role="rowgroup">${props.rows.map((row) => html`<tr role="row">${row.map(cell)}</tr>`)}</tbody></table>`;
}

/** A drawing of the prompt on the phone. Decoration: the same must stand in words beside it. */
export function mockPrompt(props: {
  readonly lang: Language;
  readonly title: string;
  readonly lines: readonly string[];
}): Html {
  return html`<div class="prompt" aria-hidden="true"><div><p><b>${props.title}</b></p>${props.lines.map((line) => html`<p>${line}</p>`)}<i></i></div></div>`;
}

/**
 * A number to be typed elsewhere: grouped by three for the eye, read digit by digit, copied without spaces. `label` says
 * what it is before the digits are read.
 */
export function groupedCode(digits: string, label = ''): Html {
  const groups = digits.replace(/\D/g, '').match(/.{1,3}/g) ?? [];
  const read = [label, ...groups.join('')].filter(Boolean).join(' ');
  return html`<p class="code" role="img" aria-label="${read}">${groups.map((group) => html`<span>${group}</span>`)}</p>`;
}

/** The bar that keeps the price and Buy in reach; the button belongs to the form with that id. */
export function stickyBuy(props: { readonly price: Html; readonly button: Html }): Html {
  return html`<div class="buy"><span class="price">${props.price}</span>${props.button}</div>`;
}
