import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { LinkKind } from '../stores/pasted-links.ts';

const drawn = (lines: Html): Html => html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true">${lines}</svg>`;

/** Where a link leads, for the eye; its title says it in words. */
export const linkIcons: Readonly<Record<LinkKind, Html>> = {
  telegram: drawn(html`<path d="M18 3 2 9.500l5 2 8-6-6 7 6 4z"/>`),
  tiktok: drawn(html`<path d="M11 3v10a3 3 0 1 1-3-3m3-7q.5 4 5 4.500"/>`),
  youtube: drawn(html`<rect x="2" y="4.500" width="16" height="11" rx="3"/><path d="m8.500 7.500 4 2.500-4 2.500z"/>`),
  instagram: drawn(
    html`<rect x="3" y="3" width="14" height="14" rx="4"/><circle cx="10" cy="10" r="3"/><path d="M14 6v.01"/>`,
  ),
  facebook: drawn(html`<circle cx="10" cy="10" r="8"/><path d="M10.500 18v-8.500q0-2.500 3-2.500M8 11h5"/>`),
  soundcloud: drawn(html`<path d="M3 9v3m3.500-5v7M10 4v12m3.500-9v6M17 9v2"/>`),
  maps: drawn(html`<path d="M10 18q6-5.500 6-10a6 6 0 0 0-12 0q0 4.500 6 10z"/><circle cx="10" cy="8" r="2"/>`),
  call: drawn(html`<path d="M5 3h3l1.500 4-2 1.500q1 3 4 4l1.500-2 4 1.500v3Q4 17 5 3z"/>`),
  mail: drawn(html`<rect x="2" y="4" width="16" height="12" rx="2"/><path d="m3 6 7 5 7-5"/>`),
  site: drawn(html`<circle cx="10" cy="10" r="8"/><path d="M2 10h16M10 2q4 4 4 8t-4 8q-4-4-4-8t4-8z"/>`),
};
