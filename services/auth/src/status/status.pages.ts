// The status page: no script, one small document, readable on a slow phone while much else is down.
import { formatMoment } from '@windsurf/calendar/moment';
import type { ComponentState, NoticeView } from '@windsurf/contracts/auth-platform';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { Kind } from '@windsurf/html/marks';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { badge, banner, brandHeader, sums } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { statusWords as words } from '@windsurf/language/words-status';
import type { Look } from './status.ts';

const kinds: Readonly<Record<ComponentState, Kind & ('ok' | 'warn' | 'bad' | 'info')>> = {
  ok: 'ok',
  slow: 'warn',
  down: 'bad',
  maintenance: 'info',
  unknown: 'info',
};

const time = (at: string, lang: Language): Html =>
  html`<time datetime="${at}">${formatMoment(new Date(at), lang)}</time>`;

function noticeCard(notice: NoticeView & { active: boolean }, lang: Language): Html {
  const { kind, components, startsAt, endsAt } = notice;
  const title = kind === 'trouble' ? words.trouble : notice.active ? words.maintenanceNow : words.maintenance;
  const until = endsAt === null ? say(words.noEnd, lang) : time(endsAt, lang);
  return banner({
    lang,
    kind: kind === 'trouble' ? 'warn' : 'info',
    body: html`<h3>${say(title, lang)}</h3><p>${notice[lang]}</p><p class="muted">${components.map((name) => say(words.components[name], lang)).join(' · ')}</p><p class="muted">${say(words.from, lang)} ${time(startsAt, lang)}</p><p class="muted">${say(words.until, lang)} ${until}</p>`,
  });
}

/** The whole document. */
export function statusPage({ status, rails }: Look, lang: Language): string {
  const stateOf = (state: ComponentState): Html => badge(kinds[state], say(words.states[state], lang));
  const now = status.notices.filter(({ active }) => active);
  const later = status.notices.filter(({ active }) => !active);
  const cards = (of: typeof now): Html[] => of.map((notice) => noticeCard(notice, lang));
  return renderPage({
    lang,
    title: say(words.title, lang),
    description: say(words.overall[status.state], lang),
    path: '/status',
    sheet: appSheet,
    header: brandHeader(),
    body: html`<h1>${say(words.title, lang)}</h1>${banner({ lang, kind: kinds[status.state], body: html`<p><b>${say(words.overall[status.state], lang)}</b></p><p class="muted">${say(words.asOf, lang)} ${time(status.at, lang)}</p><p><a class="tap" href="${inLanguage('/status', lang)}">${say(words.again, lang)}</a></p>` })}${
      now.length > 0 && html`<section><h2>${say(words.now, lang)}</h2>${cards(now)}</section>`
    }<section><h2>${say(words.parts, lang)}</h2>${sums(
      status.components.map(({ name, state }) => ({ label: say(words.components[name], lang), value: stateOf(state) })),
    )}</section>${
      rails.length > 0 &&
      html`<section><h2>${say(words.rails, lang)}</h2>${sums(
        rails.map(({ rail, names }) => ({
          label: names[lang],
          value: stateOf(status.rails.find((one) => one.rail === rail)?.state ?? 'unknown'),
        })),
      )}</section>`
    }<section><h2>${say(words.planned, lang)}</h2>${later.length > 0 ? cards(later) : html`<p class="muted">${say(words.nothingPlanned, lang)}</p>`}</section><p class="muted">${say(words.moneySafe, lang)}</p>`,
  });
}
