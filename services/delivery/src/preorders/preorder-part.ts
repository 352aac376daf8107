// How what is waited for looks on a receipt: its day, what happens without the buyer, and her way out when it moved.
import { formatMoment } from '@windsurf/calendar/moment';
import { button, form } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage } from '@windsurf/html/page';
import { banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { preorderWords as words } from '@windsurf/language/words-preorders';
import type { EntitlementRow } from '../entitlements/entitlements.ts';
import { givenUpAt, mayReturn } from './preorders.ts';

/** For a list: its day, or what became of it. Undefined for what does not wait. */
export function preorderLine({ preorder, opensAt }: EntitlementRow, lang: Language): string | undefined {
  if (preorder === null || preorder === 'open' || opensAt === null) return undefined;
  if (preorder === 'returned') return say(words.returned, lang);
  return say(preorder === 'late' ? words.wasDue : words.comesOut, lang, { time: formatMoment(opensAt, lang, 'full') });
}

function saysOf({ preorder, promisedAt, opensAt, amountSantim }: EntitlementRow, lang: Language): Html {
  const full = (at: Date | null): string => (at === null ? '' : formatMoment(at, lang, 'full'));
  if (preorder === 'returned') return html`<p>${say(amountSantim > 0 ? words.returned : words.notComing, lang)}</p>`;
  if (preorder === 'late')
    return html`<p><b>${say(words.wasDue, lang, { time: full(opensAt) })}</b></p><p>${say(amountSantim > 0 ? words.lateSays : words.lateFree, lang, { time: full(opensAt && givenUpAt(opensAt)) })}</p>`;
  const moved = promisedAt?.getTime() !== opensAt?.getTime();
  return html`<p><b>${say(words.comesOut, lang, { time: full(opensAt) })}</b></p>${moved && html`<p>${say(words.moved, lang, { time: full(promisedAt) })}</p>`}<p>${say(words.waitSays, lang)}</p>`;
}

type Props = { readonly lang: Language; readonly path: string; readonly csrf: string | undefined };

/** `path` is the receipt's own; undefined for what does not wait, and for what is closed, which says so itself. */
export function preorderPart(row: EntitlementRow, { lang, path, csrf }: Props): Html | undefined {
  if (row.preorder === null || row.preorder === 'open' || row.state !== 'active') return undefined;
  const back =
    mayReturn(row) &&
    form({
      action: inLanguage(`${path}/return`, lang),
      method: 'post',
      csrf: csrf === undefined ? 'no-session' : { name: '_csrf', value: csrf },
      body: html`${button({ label: say(words.takeBack, lang), look: 'quiet', wide: true })}<p class="hint">${say(words.takeBackSays, lang)}</p>`,
    });
  return html`${banner({ lang, kind: row.preorder === 'late' ? 'warn' : 'info', body: saysOf(row, lang) })}${back}`;
}
