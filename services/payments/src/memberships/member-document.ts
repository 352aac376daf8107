// How the member's own page looks: how it stands, paying for more time with the sum and the new end said before, and a way
// to pause or to leave. Works without a script.
import { formatMoment } from '@windsurf/calendar/moment';
import { button, errorOf, errorSummary, form, radioCards, titleWithError } from '@windsurf/html/forms';
import type { Choice, FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, banner, brandHeader } from '@windsurf/html/parts';
import type { Kind } from '@windsurf/html/marks';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { memberWords as words, prepaidWords } from '@windsurf/language/words-memberships';
import { checkoutWords } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import { railWords } from '../rails/registry.ts';
import { weatherSays } from '../weather/weather.ts';
import type { RailWeather } from '../weather/weather.ts';
import type { Member } from './member.ts';
import { day, maxPauseDays, standingAt } from './periods.ts';
import type { MembershipState } from './periods.ts';
import type { MonthsPrice } from './price.ts';

export type MemberPage = {
  readonly member: Member;
  readonly now: Date;
  readonly lang: Language;
  /** Path of this page, without a query. */
  readonly path: string;
  readonly rails: readonly RailWeather[];
  readonly typed: { readonly months: string; readonly rail: string };
  readonly attempt: string;
  readonly csrf: string | undefined;
  readonly errors: readonly FieldError[];
  /** A sentence about the whole page; what was just done, or what stands in the way. */
  readonly notice?: { readonly kind: 'ok' | 'warn'; readonly text: string } | undefined;
  readonly storeOrigin: string;
};
type Tell = (phrase: Phrase, params?: PhraseParams) => string;

const kinds: Readonly<Record<MembershipState, Kind>> = { active: 'ok', grace: 'warn', paused: 'wait', ended: 'none' };

export function memberDocument(props: MemberPage): string {
  const { member, lang, path, errors } = props;
  const { row, product, standing } = member;
  const tell: Tell = (phrase, params = {}) => say(phrase, lang, params);
  const title = tell(words.title, { title: product.title });
  const body = html`${errorSummary({ lang, errors })}${said(props)}<h1 dir="auto">${product.title}</h1>
<p>${badge(kinds[standing.state], tell(words[standing.state]))} · ${product.storeName}</p>
<p class="lead">${stands(props, tell)}</p>${
    row.leftAt !== null && standing.state !== 'ended' && html`<p>${tell(words.leavingSays)}</p>`
  }${announced(props, tell)}${standing.state === 'paused' && decision(props, 'resume', tell(words.resume), 'main')}${payPart(props, tell)}${breakPart(props, tell)}<p class="hint">${tell(prepaidWords.nothingTaken)} ${tell(words.private)}</p>`;
  return renderPage({
    lang,
    title: titleWithError(title, errors.length > 0, lang),
    sheet: appSheet,
    header: brandHeader(),
    body,
    footer: html`<p><a class="tap" href="${props.storeOrigin}/@${product.handle}?lang=${lang}">${tell(words.toStore, { store: product.storeName })}</a></p>`,
    path,
    index: false,
  });
}

const said = ({ lang, notice }: MemberPage): Html | false =>
  notice !== undefined &&
  html`<div role="${notice.kind === 'ok' ? 'status' : 'alert'}">${banner({ lang, kind: notice.kind, body: html`<p><b>${notice.text}</b></p>` })}</div>`;

const dayOf = (date: Date | null, lang: Language): string => (date === null ? '' : formatMoment(date, lang, 'date'));

function stands({ member: { standing }, lang }: MemberPage, tell: Tell): string {
  const { state, until, accessUntil, resumesAt, keptMs } = standing;
  const date = dayOf(until, lang);
  if (state === 'active') return tell(words.activeSays, { date });
  if (state === 'grace') return tell(words.graceSays, { date, open: formatOpen(accessUntil, lang) });
  if (state === 'ended') return tell(words.endedSays, { date });
  // Whole days: what is begun counts, as it will be open.
  return tell(words.pausedSays, { date, days: Math.ceil(keptMs / day), resumes: dayOf(resumesAt, lang) });
}
const formatOpen = (date: Date | null, lang: Language): string =>
  date === null ? '' : formatMoment(date, lang, 'full');

function announced({ member: { notice }, lang }: MemberPage, tell: Tell): Html | false {
  if (!notice) return false;
  const price = formatBirr(santim(notice.monthSantim), lang);
  return html`<p>${tell(words.newPrice, { date: dayOf(notice.fromAt, lang), price })}</p>`;
}

function payPart(props: MemberPage, tell: Tell): Html {
  const { member, lang, path, typed, errors } = props;
  const { choices, standing } = member;
  if (choices.length === 0) return html`<p>${tell(words.notSold)}</p>`;
  const sumOf = (sum: number): string => formatBirr(santim(sum), lang);
  const option = (choice: MonthsPrice): Choice => {
    const { months, totalSantim, offSantim } = choice;
    const saves = offSantim > 0 ? ` · ${tell(prepaidWords.saves, { sum: sumOf(offSantim) })}` : '';
    const date = dayOf(endAfter(props, months), lang);
    return {
      value: String(months),
      label: html`<b>${monthsSay(months, lang)}</b>`,
      aside: html`<b class="num">${sumOf(totalSantim)}</b>`,
      detail: `${tell(prepaidWords.until, { date })}${saves}`,
    };
  };
  const fields = html`${radioCards({
    lang,
    name: 'months',
    legend: tell(prepaidWords.legend),
    value: typed.months,
    error: errorOf(errors, 'months'),
    options: choices.map(option),
  })}${radioCards({
    lang,
    name: 'rail',
    legend: say(checkoutWords.rail, lang),
    value: typed.rail,
    error: errorOf(errors, 'rail'),
    options: props.rails.map((one) => railOption(one, lang)),
  })}${button({ label: tell(words.pay), wide: true, name: 'do', value: 'pay' })}`;
  const seen = choices.map(({ months, totalSantim }) => `${months}:${totalSantim}`).join(',');
  return html`<h2>${tell(standing.state === 'ended' ? words.comeBack : words.renew)}</h2>${standing.state === 'active' && html`<p class="muted">${tell(words.early)}</p>`}${form(
    {
      id: 'pay',
      action: `${path}?lang=${lang}`,
      method: 'post',
      csrf: props.csrf === undefined ? 'no-session' : { name: '_csrf', value: props.csrf },
      hidden: { attempt: props.attempt, seen },
      body: fields,
    },
  )}`;
}

export const monthsSay = (months: number, lang: Language): string =>
  months === 1 ? say(prepaidWords.month, lang) : say(prepaidWords.months, lang, { count: months });

/** When it would end if she paid for so long now. */
function endAfter({ member, now }: MemberPage, months: number): Date | null {
  const fact = { kind: 'paid', at: now, orderId: '', months, graceDays: member.terms.graceDays } as const;
  return standingAt([...member.facts, fact], now).until;
}

function railOption(one: RailWeather, lang: Language): Choice {
  const weather = weatherSays(one, lang);
  const about = railWords(one.rail.name);
  return {
    value: one.rail.name,
    label: html`<b>${about ? say(about.name, lang) : one.rail.name}</b>`,
    detail: html`${about && say(about.how, lang)}${weather !== undefined && html`<br><b>${weather}</b>`}`,
  };
}

function decision(
  { path, lang, csrf, attempt }: MemberPage,
  wish: 'pause' | 'resume' | 'leave',
  label: string,
  look: 'main' | 'quiet' | 'danger',
): Html {
  return form({
    action: `${path}?lang=${lang}`,
    method: 'post',
    csrf: csrf === undefined ? 'no-session' : { name: '_csrf', value: csrf },
    hidden: { attempt },
    body: button({ label, look, wide: true, name: 'do', value: wish }),
  });
}

/** Pausing stands before leaving; neither can happen by a link that somebody follows. */
function breakPart(props: MemberPage, tell: Tell): Html | false {
  const { state, leftAt } = props.member.standing;
  if (state === 'ended') return false;
  const pause =
    state === 'active' &&
    html`<p>${tell(words.pauseSays, { days: maxPauseDays })}</p>${decision(props, 'pause', tell(words.pause), 'quiet')}`;
  const leave =
    leftAt === null &&
    html`<details><summary>${tell(words.leave)}</summary><p>${tell(words.leaveSays)}</p>${decision(props, 'leave', tell(words.leaveDo), 'danger')}</details>`;
  return html`<h2>${tell(words.breakTitle)}</h2>${pause}${leave}`;
}
