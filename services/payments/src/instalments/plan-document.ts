// How the buyer's own page of a plan looks: the parts with their days and how each stands, then paying the next one or all
// the rest with the sum said before. Works without a script.
import { formatMoment } from '@windsurf/calendar/moment';
import { button, errorOf, errorSummary, form, radioCards, titleWithError } from '@windsurf/html/forms';
import type { Choice, FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, banner, brandHeader, sums } from '@windsurf/html/parts';
import type { Kind } from '@windsurf/html/marks';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { planWords as words } from '@windsurf/language/words-instalments';
import { checkoutWords } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import { railWords } from '../rails/registry.ts';
import { weatherSays } from '../weather/weather.ts';
import type { RailWeather } from '../weather/weather.ts';
import type { PlanState } from './parts.ts';
import { planView, toPay } from './plan.ts';
import type { Plan } from './plan.ts';

export type PlanPage = {
  readonly plan: Plan;
  readonly now: Date;
  readonly lang: Language;
  /** Path of this page, without a query. */
  readonly path: string;
  readonly rails: readonly RailWeather[];
  readonly typed: { readonly what: string; readonly rail: string };
  readonly attempt: string;
  readonly csrf: string | undefined;
  readonly errors: readonly FieldError[];
  /** What stands in the way. */
  readonly notice?: string | undefined;
  readonly storeOrigin: string;
  readonly appOrigin: string;
};
type Tell = (phrase: Phrase, params?: PhraseParams) => string;

const kinds: Readonly<Record<PlanState, Kind>> = { running: 'ok', paused: 'wait', done: 'ok', ended: 'none' };

export function planDocument(props: PlanPage): string {
  const { plan, lang, path, errors, notice } = props;
  const { row, product, standing } = plan;
  const tell: Tell = (phrase, params = {}) => say(phrase, lang, params);
  const title = tell(words.title, { title: row.title });
  const warning =
    notice !== undefined &&
    html`<div role="alert">${banner({ lang, kind: 'warn', body: html`<p><b>${notice}</b></p>` })}</div>`;
  const body = html`${errorSummary({ lang, errors })}${warning}<h1 dir="auto">${row.title}</h1>
<p>${badge(kinds[standing.state], tell(words.states[standing.state]))} · ${product.storeName}</p>
<p class="lead">${stands(props, tell)}</p>${payPart(props, tell)}<h2>${tell(words.list)}</h2>${list(props, tell)}${
    standing.unpaid.length > 0 &&
    html`<p class="hint">${tell(words.nothingTaken)} ${tell(words.closes)} ${tell(words.private)}</p>`
  }`;
  return renderPage({
    lang,
    title: titleWithError(title, errors.length > 0, lang),
    sheet: appSheet,
    header: brandHeader(),
    body,
    footer: html`<p><a class="tap" href="${props.appOrigin}/k?lang=${lang}">${tell(words.open)}</a> <a class="tap" href="${props.storeOrigin}/@${product.handle}?lang=${lang}">${tell(words.toStore, { store: product.storeName })}</a></p>`,
    path,
    index: false,
  });
}

const sumOf = (sum: number, lang: Language): string => formatBirr(santim(sum), lang);

function stands({ plan, lang, now }: PlanPage, tell: Tell): string {
  const { state } = plan.standing;
  const { wholeSantim, leftSantim } = planView(plan, now);
  if (state === 'done') return tell(words.doneSays);
  if (state === 'ended') return tell(words.endedSays);
  const left = tell(words.leftSays, { left: sumOf(leftSantim, lang), whole: sumOf(wholeSantim, lang) });
  if (state === 'running') return left;
  const doubt = plan.parts.some((part) => part.state === 'disputed');
  return `${tell(doubt ? words.disputedSays : words.pausedSays)} ${left}`;
}

function list({ plan, lang, now }: PlanPage, tell: Tell): Html {
  const { parts } = planView(plan, now);
  const date = (at: string): string => formatMoment(new Date(at), lang, 'date');
  const says = { due: words.due, late: words.late } as const;
  return sums(
    parts.map(({ number, state, dueAt, paidAt, amountSantim }) => {
      const name = tell(words.part, { number, count: parts.length });
      const how =
        state === 'paid'
          ? tell(words.paid, { date: date(paidAt ?? dueAt) })
          : state === 'given-back'
            ? tell(words.back)
            : state === 'disputed'
              ? tell(words.doubt)
              : tell(says[state], { date: date(dueAt) });
      const kind: Kind = state === 'paid' ? 'ok' : state === 'late' || state === 'disputed' ? 'warn' : 'none';
      return { label: html`${name}<br>${badge(kind, how)}`, value: sumOf(amountSantim, lang) };
    }),
  );
}

function payPart(props: PlanPage, tell: Tell): Html | false {
  const { plan, lang, path, typed, errors } = props;
  const { unpaid } = plan.standing;
  const [next] = unpaid;
  if (!next) return false;
  const option = (what: 'next' | 'rest', detail: string): Choice => ({
    value: what,
    label: html`<b>${tell(words[what])}</b>`,
    aside: html`<b class="num">${sumOf(toPay(plan, what).sum, lang)}</b>`,
    detail,
  });
  const count = plan.parts.length;
  const one = option('next', tell(words.part, { number: next.number, count }));
  const all = option('rest', unpaid.map(({ number }) => tell(words.part, { number, count })).join(' · '));
  const fields = html`${radioCards({
    lang,
    name: 'what',
    legend: tell(words.pays),
    value: typed.what,
    error: errorOf(errors, 'what'),
    options: unpaid.length > 1 ? [one, all] : [one],
  })}${radioCards({
    lang,
    name: 'rail',
    legend: say(checkoutWords.rail, lang),
    value: typed.rail,
    error: errorOf(errors, 'rail'),
    options: props.rails.map((rail) => railOption(rail, lang)),
  })}${button({ label: tell(words.pay), wide: true, name: 'do', value: 'pay' })}`;
  const seen = `next:${toPay(plan, 'next').sum},rest:${toPay(plan, 'rest').sum}`;
  return form({
    id: 'pay',
    action: `${path}?lang=${lang}`,
    method: 'post',
    csrf: props.csrf === undefined ? 'no-session' : { name: '_csrf', value: props.csrf },
    hidden: { attempt: props.attempt, seen },
    body: fields,
  });
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
