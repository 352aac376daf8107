// How the waiting page looks: small, because a phone on 2G loads it again and again.
import { formatMoment } from '@windsurf/calendar/moment';
import { actions, linkButton } from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { titleWithError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, brandHeader } from '@windsurf/html/parts';
import { plainSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { giftWords } from '@windsurf/language/words-gifts';
import { receiptFile } from '@windsurf/language/words-receipts';
import { payWords as words } from '@windsurf/language/words-payments';
import { checkoutTypeWords as typeWords } from '@windsurf/language/words-payments-types';
import { formatBirr, santim } from '@windsurf/money/money';
import type { RailCapabilities, TransferAccount } from '../rails/rails.ts';
import { asSentence, railTeller } from '../rails/registry.ts';
import { receiverOf } from '../gifts/gifts.ts';
import { isOpen } from '../intents/intents.ts';
import type { Followed } from './follow.ts';
import {
  codeSheet,
  codeWay,
  noPromptWay,
  promptDrawing,
  promptSheet,
  transferSheet,
  transferWay,
} from './pay-parts.ts';
import { isWaiting, phaseOf, refreshOf } from './pay-phase.ts';
import type { Phase } from './pay-phase.ts';
import { kindOf, saidOf } from './pay-words.ts';
import { upsellForm } from './pay-upsell.ts';
import type { UpsellOffer } from './pay-upsell.ts';
import { toldText } from './told.ts';
import type { Told } from './told.ts';

export type PayPage = {
  readonly intent: Followed;
  readonly now: Date;
  readonly lang: Language;
  /** Path of this page, without a query. */
  readonly path: string;
  /** Loads itself again. */
  readonly auto: boolean;
  /** She says that no prompt came. */
  readonly stuck: boolean;
  /** What the way back from the wallet said. */
  readonly told: Told | undefined;
  /** The wallet still takes this payment. */
  readonly mayApprove: boolean;
  readonly opener: boolean;
  readonly receiptUrl: string | null;
  readonly storeOrigin: string;
  /** Undefined when the rail is configured no more. */
  readonly rail: Pick<RailCapabilities, 'pay' | 'query'> | undefined;
  /** The code and what takes it, while it can be paid. */
  readonly code: { readonly digits: string; readonly banks: readonly string[]; readonly billPath: string } | undefined;
  /** Where to transfer to by hand, while that is awaited. */
  readonly accounts: readonly TransferAccount[];
  /** The last reference that was told. */
  readonly reference: string | undefined;
  /** Money of this attempt that bought nothing. */
  readonly credit: { readonly santim: number; readonly reason: string; readonly sent: boolean } | undefined;
  /** What is offered after the payment, and the form's own number. */
  readonly upsell: UpsellOffer | undefined;
  /** The form for a reference: its own number, what was typed and what is wrong with it. */
  readonly form: {
    readonly attempt: string;
    readonly csrf: string | undefined;
    readonly typed: string;
    readonly errors: readonly FieldError[];
  };
};

// The plain sheet and what this page alone needs: the whole sheet of our pages would cost a kilobyte at each refresh.
const sheet = `${plainSheet}.what{display:flex;justify-content:space-between;align-items:baseline;gap:16px;margin-bottom:28px;padding:14px 16px;border:var(--hair);border-radius:var(--r);background:var(--surface)}.what p{margin:0}.ok{color:var(--ok)}.warn{color:var(--warn)}.bad{color:var(--bad)}.info{color:var(--info)}h1 .i{width:30px;height:30px;vertical-align:-5px;margin-inline-end:8px}.ways{display:flex;flex-wrap:wrap;gap:0 24px}`;

type Place = Pick<PayPage, 'path' | 'told'> & {
  readonly auto?: boolean;
  readonly check?: boolean;
  readonly stuck?: boolean;
};
/** An address of this page: nothing in it but the token, a language and what we put there ourselves. */
export function payAddress({ path, told, auto = true, check = false, stuck = false }: Place, lang?: Language): string {
  const query = new URLSearchParams();
  if (check) query.set('check', '1');
  if (stuck) query.set('stuck', '1');
  if (!auto) query.set('auto', '0');
  if (told) query.set('told', toldText(told));
  if (lang) query.set('lang', lang);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** What is said on this page now. */
export function phaseOfPage(props: Pick<PayPage, 'intent' | 'now' | 'told' | 'rail' | 'reference'>): Phase {
  const { intent, now, told, rail, reference } = props;
  const { state, reason, receivedAt } = intent;
  const age = (now.getTime() - intent.startedAt.getTime()) / 1000;
  return phaseOf({ state, reason, receivedAt, pay: rail?.pay, toldReference: reference !== undefined }, age, told);
}

export type Tell = (phrase: Phrase, more?: PhraseParams) => string;

export function payDocument(props: PayPage): string {
  const { intent, lang, now, told, form, credit } = props;
  const age = (now.getTime() - intent.startedAt.getTime()) / 1000;
  const phase = phaseOfPage(props);
  const gives = phase === 'paid' || phase === 'overpaid';
  const awaitsReceipt = props.opener && props.receiptUrl === null;
  const ended = intent.endedAt ? (now.getTime() - intent.endedAt.getTime()) / 1000 : age;
  const refresh = props.stuck ? undefined : refreshOf(phase, gives ? ended : age, awaitsReceipt, told);
  const money = (sum: number): string => formatBirr(santim(sum), lang, { decimals: 'always' });
  const price = money(intent.amountSantim);
  const came = intent.paidSantim;
  const rail = say(railTeller(intent.rail), lang);
  const params = {
    price,
    rail,
    title: intent.title,
    store: intent.storeName,
    hint: intent.buyerHint,
    came: came === null ? '' : money(came),
    rest: came === null ? '' : money(Math.max(0, came - intent.amountSantim)),
    sum: credit ? money(credit.santim) : price,
    reference: props.reference ?? '',
    seconds: Math.max(10, Math.round((60 - age) / 10) * 10),
  };
  const tell: Tell = (phrase, more = {}) => asSentence(say(phrase, lang, { ...params, ...more }));
  const { pay, query = false } = props.rail ?? {};
  const [state, next] = saidOf(phase, { rail: intent.rail, pay, query, came: came !== null, credit });
  const free = intent.amountSantim === 0;
  const nextWords = gives && !props.opener ? words.paidSms : next;
  const done = gives && props.receiptUrl !== null;
  const timed = phase === 'waiting' && age < 60;
  const status = html`<div role="status"><h1>${badge(kindOf[phase], '')}${tell(free && gives ? typeWords.yours : state)}</h1>${
    !done && html`<p>${tell(nextWords)}${timed && ` ${tell(words.secondsLeft)}`}</p>`
  }${phase === 'overpaid' && beyond(props, tell)}${phase === 'paid' && extraTwice(props, tell)}${given(props, tell, money)}</div>`;
  const body = html`${form.errors.length > 0 && transferWay(props, tell, 'errors')}${status}<div class="what"><p><b>${intent.title}</b><br><span class="muted">${intent.storeName}</span></p><b class="num">${free ? tell(typeWords.free) : price}</b></div>${buttons(props, phase, tell)}${props.upsell ? upsellForm(props.upsell, props, tell) : ''}${way(props, phase, age, tell)}${ways(props, phase, refresh, tell)}${facts(props, tell)}`;
  const auto = props.auto && refresh !== undefined;
  return renderPage({
    lang,
    title: titleWithError(tell(state), form.errors.length > 0, lang),
    sheet: sheetOf(phase),
    header: brandHeader(),
    head: auto && html`<meta http-equiv="refresh" content="${refresh}">`,
    body,
    footer: html`<p><a class="tap" href="${props.storeOrigin}/@${intent.handle}?lang=${lang}">${tell(words.toStore)}</a></p>`,
    path: payAddress(props),
    index: false,
  });
}

function sheetOf(phase: Phase): string {
  if (phase === 'waiting') return sheet + promptSheet;
  if (phase === 'code') return sheet + codeSheet;
  return phase === 'transfer' || phase === 'told' ? sheet + transferSheet : sheet;
}

/** What came beyond the price, and that it goes back: the rest of one payment, or a whole second one. */
function beyond({ intent, credit }: PayPage, tell: Tell): Html | false {
  if (credit?.reason === 'paid-twice')
    return html`<p><b>${tell(words.paidTwice)}</b> ${tell(credit.sent ? words.cameBack : words.comesBack)}</p>`;
  return intent.paidSantim !== null && html`<p>${tell(words.over)}</p>`;
}

/** One of several things was hers already: its price is on its way back. */
function extraTwice({ credit, intent }: PayPage, tell: Tell): Html | false {
  const isPart = credit?.reason === 'paid-twice' && credit.santim < intent.amountSantim;
  return (
    isPart && html`<p><b>${tell(words.extraTwice)}</b> ${tell(credit.sent ? words.cameBack : words.comesBack)}</p>`
  );
}

/** What of it was given back. */
function given({ intent }: PayPage, tell: Tell, money: (sum: number) => string): Html | false {
  const back = intent.refundedSantim ?? 0;
  return back > 0 && html`<p><b>${tell(words.refunded, { sum: money(back) })}</b></p>`;
}

/** What the buyer needs while this way to pay waits for her. */
function way(props: PayPage, phase: Phase, age: number, tell: Tell): Html | null {
  if (props.stuck && isOpen(props.intent.state)) return noPromptWay(props, tell);
  if (phase === 'code') return codeWay(props, tell);
  if (phase === 'transfer' || phase === 'told') return transferWay(props, tell, phase);
  return phase === 'waiting' ? promptDrawing(props, age, tell) : null;
}

/** Each outcome has one first action. */
function buttons(props: PayPage, phase: Phase, tell: Tell): Html | null {
  const { intent, lang, path, receiptUrl } = props;
  if (intent.state === 'succeeded' || intent.state === 'overpaid' || intent.state === 'disputed') {
    return receiptUrl === null
      ? null
      : actions(
          linkButton({
            href: receiptUrl,
            label: tell(receiverOf(intent) === undefined ? words.paidNext : giftWords.paidNext),
            wide: true,
          }),
        );
  }
  if (leadsToTimeline(phase)) {
    return actions(linkButton({ href: timelinePath(props), label: tell(words.timelineLink), wide: true }));
  }
  if (intent.state === 'failed' || intent.state === 'expired') {
    // Only the browser that began gets its form back as it was.
    const from = props.opener ? `&from=${path.split('/').at(-1) ?? ''}` : '';
    const href = `/checkout/${intent.productId}?lang=${lang}${from}`;
    return actions(linkButton({ href, label: tell(words.again), wide: true }));
  }
  // Who says that she has paid is not led to pay again.
  if (!props.mayApprove || phase === 'confirming') return null;
  const look = phase === 'waiting' || phase === 'late' ? 'main' : 'quiet';
  const open = actions(linkButton({ href: `${path}/wallet`, label: tell(words.openWallet), look, wide: true }));
  // Beside “do not pay again” the button says why it may be pressed.
  return look === 'main' ? open : html`${open}<p class="hint">${tell(words.samePayment)}</p>`;
}

/** Where what happened to the money is the one thing to look at. */
const leadsToTimeline = (phase: Phase): boolean => phase === 'returning' || phase === 'reversed';
const timelinePath = ({ path, lang }: PayPage): string => `${path}/timeline?lang=${lang}`;

function ways(props: PayPage, phase: Phase, refresh: number | undefined, tell: Tell): Html {
  const { lang, auto, path, intent } = props;
  const to = (place: Partial<Place>): string => payAddress({ ...props, stuck: false, ...place }, lang);
  const link = (href: string, phrase: Phrase): Html => html`<a class="tap" href="${href}">${tell(phrase)}</a>`;
  const live = isWaiting(phase);
  const push = props.rail?.pay === 'push' && intent.state === 'pending' && !props.stuck;
  const where = !['paid', 'overpaid', 'disputed', 'sending', 'told'].includes(phase);
  return html`<p class="ways">${live && link(to({ check: true }), words.checkNow)}${
    live && refresh !== undefined && link(to({ auto: !auto }), auto ? words.stopUpdating : words.updateAgain)
  }${push && link(to({ stuck: true }), words.noPrompt)}${where && link(`${path}/where?lang=${lang}`, words.whereLink)}${intent.amountSantim > 0 && !leadsToTimeline(phase) && link(timelinePath(props), words.timelineLink)}${
    intent.orderNumber !== null && intent.amountSantim > 0 && link(`${path}/receipt.pdf?lang=${lang}`, receiptFile)
  }</p>`;
}

function facts({ intent, lang, rail }: PayPage, tell: Tell): Html {
  const at = (date: Date): string => formatMoment(date, lang, 'time');
  // Of a rail that nobody can ask, no question is told.
  const open = intent.endedAt === null && rail?.query === true;
  const asked = open && intent.lastAskedAt && html`${tell(words.lastAsked, { time: at(intent.lastAskedAt) })} · `;
  const next =
    open &&
    intent.state === 'unknown' &&
    intent.nextAskAt &&
    html`${tell(words.nextAsk, { time: at(intent.nextAskAt) })} · `;
  const number =
    intent.orderNumber === null
      ? html`${tell(words.number)} <span class="num">${intent.id.slice(-12).toUpperCase()}</span>`
      : html`${tell(words.orderNumber)} <span class="num">${intent.orderNumber}</span>`;
  return html`<p class="hint">${asked}${next}${number}</p>`;
}
