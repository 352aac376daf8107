// The timeline as a page: read-only, at a signed address, without name or number; it can be printed.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { formatMoment } from '@windsurf/calendar/moment';
import { readTimeline } from '@windsurf/contracts/payments-follow';
import { html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { banner, brandHeader, sums, timeline } from '@windsurf/html/parts';
import type { Step, Sum } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { asLanguage } from '@windsurf/language/pick';
import { timelinePageWords as words } from '@windsurf/language/words-timeline';
import { formatBirr, santim } from '@windsurf/money/money';
import { privatePage } from '@windsurf/service-kit/pages';
import { page, route } from '@windsurf/service-kit/route';
import { follow } from '../checkout/follow.ts';
import type { Followed } from '../checkout/follow.ts';
import type { Deps } from '../deps.ts';
import { railTeller } from '../rails/registry.ts';
import { timelineOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';

const params = T.Object({ token: T.String({ maxLength: 200 }) });
const query = T.Object({ lang: T.Optional(T.String({ maxLength: 20 })) });

export function timelinePages(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/pay/:token/timeline', access: 'public', params, query }, async (context) => {
    const { token, intent } = await follow(deps, context.params.token);
    const lang = asLanguage(context.query.lang) ?? intent.lang;
    const told = await timelineOf(deps, token.creatorId, token.intentId, lang);
    return privatePage(timelineDocument({ intent, told, lang, path: `/pay/${context.params.token}` }));
  });
  route(app, readTimeline, async ({ params: { token: text }, lang, reply }) => {
    const { token, intent } = await follow(deps, text);
    const { steps, next, refunds, refundedSantim } = await timelineOf(deps, token.creatorId, token.intentId, lang);
    reply.header('cache-control', 'no-store');
    const { title, storeName, amountSantim, currency, rail, state, orderState, orderNumber, buyerHint, asked } = intent;
    return {
      title,
      storeName,
      amountSantim,
      currency,
      rail,
      state,
      orderState,
      orderNumber,
      buyerHint,
      asked,
      lastAskedAt: intent.lastAskedAt?.toISOString() ?? null,
      refundedSantim,
      steps,
      next,
      refunds,
    };
  });
}

type Props = { readonly intent: Followed; readonly told: Timeline; readonly lang: Language; readonly path: string };

function timelineDocument({ intent, told, lang, path }: Props): string {
  const tell = (phrase: Phrase, more: PhraseParams = {}): string => say(phrase, lang, more);
  const money = (sum: number): string => formatBirr(santim(sum), lang, { decimals: 'always' });
  const { orderNumber, asked, lastAskedAt } = intent;
  const rows: Sum[] = [
    { label: tell(words.product), value: intent.title },
    { label: tell(words.store), value: intent.storeName },
    ...(orderNumber === null ? [] : [{ label: tell(words.order), value: String(orderNumber) }]),
    { label: tell(words.buyer), value: tell(words.ends, { hint: intent.buyerHint }) },
    ...(told.refundedSantim > 0 ? [{ label: tell(words.back), value: money(told.refundedSantim) }] : []),
    { label: tell(words.price), value: money(intent.amountSantim), total: true },
  ];
  const steps = told.steps.map((step): Step => {
    const time = { iso: step.at, text: formatMoment(new Date(step.at), lang, 'full') };
    return { kind: step.kind, word: step.word, sentence: step.says, time, by: step.by };
  });
  const questions =
    asked > 0 &&
    lastAskedAt !== null &&
    html`<p class="muted">${tell(words.asked, { rail: say(railTeller(intent.rail), lang), count: asked, time: formatMoment(lastAskedAt, lang, 'time') })}</p>`;
  const next = told.next !== null && banner({ lang, kind: 'info', body: html`<p>${told.next.says}</p>` });
  const back = html`<p class="acts"><a class="tap" href="${path}?lang=${lang}">${tell(words.follow)}</a></p>`;
  const body = html`<h1>${tell(words.title)}</h1>${sums(rows)}${timeline(steps)}${next}${questions}<p class="hint">${tell(words.keep)}</p>${back}`;
  const title = tell(words.title);
  return renderPage({
    lang,
    title,
    sheet: appSheet,
    header: brandHeader(),
    body,
    path: `${path}/timeline`,
    index: false,
  });
}
