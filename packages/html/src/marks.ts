import { type Html, html } from './html.ts';

/** Kinds of state. Each is shown by colour, icon and word together, never by colour alone. */
export type Kind = 'ok' | 'warn' | 'bad' | 'info' | 'wait' | 'none';

const drawings: Readonly<Record<Kind, Html>> = {
  ok: html`<circle cx="10" cy="10" r="8"/><path d="m6.5 10.5 2.5 2.5 4.5-5"/>`,
  warn: html`<path d="M10 2.5 18.5 17h-17zM10 8v4m0 2.4v.1"/>`,
  bad: html`<circle cx="10" cy="10" r="8"/><path d="M10 5.5v5.5m0 2.9v.1"/>`,
  info: html`<circle cx="10" cy="10" r="8"/><path d="M10 9.2v5m0-8v-.1"/>`,
  wait: html`<circle cx="10" cy="10" r="8"/><path d="M10 5.5V10l3 2"/>`,
  none: html`<circle cx="10" cy="10" r="8"/>`,
};

/** The icon of a state, for the eye only; the word stands beside it. */
export function icon(kind: Kind): Html {
  return html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true">${drawings[kind]}</svg>`;
}

/** The sail of our name. */
export const sail: Html = html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><path d="M11 2v12H2.500Q9 10 11 2zM13.500 5q3.500 4 4 9h-4M2 17.500h16"/></svg>`;

/** A line around an empty place. */
export const emptyMark: Html = html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 8 5 3h10l2 5v9H3zm0 0h4q0 3 3 3t3-3h4"/></svg>`;
