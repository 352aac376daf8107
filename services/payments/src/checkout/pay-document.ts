// How the waiting page looks: small, because a phone on 2G loads it again and again.
import { formatMoment } from '@windsurf/calendar/moment';
import { actions, linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, brandHeader, mockPrompt } from '@windsurf/html/parts';
import { plainSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { payWords as words } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Followed } from './follow.ts';
import { phaseOf, refreshOf } from './pay-phase.ts';
import type { Phase } from './pay-phase.ts';
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
  /** What the way back from the wallet said. */
  readonly told: Told | undefined;
  /** The wallet still takes this payment. */
  readonly mayApprove: boolean;
  readonly opener: boolean;
  readonly receiptUrl: string | null;
  readonly appOrigin: string;
  readonly storeOrigin: string;
};

// The plain sheet and what this page alone needs: the whole sheet of our pages would cost a kilobyte at each refresh.
const sheet = `${plainSheet}.what{display:flex;justify-content:space-between;align-items:baseline;gap:16px;margin-bottom:28px;padding:14px 16px;border:var(--hair);border-radius:var(--r);background:var(--surface)}.what p{margin:0}.ok{color:var(--ok)}.warn{color:var(--warn)}.bad{color:var(--bad)}h1 .i{width:30px;height:30px;vertical-align:-5px;margin-inline-end:8px}.prompt{width:15rem;margin:28px auto;padding:44px 14px;border:8px solid var(--line);border-radius:36px;background:#8882;font-size:.92rem}.prompt div{padding:16px;border-radius:12px;background:var(--surface)}.prompt i{display:block;height:24px;border-bottom:2px solid var(--line)}.ways{display:flex;flex-wrap:wrap;gap:0 24px}`;

const kinds = {
  sending: 'wait',
  waiting: 'wait',
  confirming: 'wait',
  asking: 'wait',
  late: 'wait',
  leave: 'wait',
  unknown: 'warn',
  'wrong-amount': 'warn',
  failed: 'bad',
  'rail-down': 'bad',
  expired: 'warn',
  paid: 'ok',
} as const satisfies Record<Phase, string>;

const said: Readonly<Record<Phase, readonly [Phrase, Phrase]>> = {
  sending: [words.sending, words.sendingNext],
  waiting: [words.waiting, words.waitingNext],
  confirming: [words.confirming, words.confirmingNext],
  asking: [words.asking, words.sendingNext],
  late: [words.late, words.lateNext],
  leave: [words.leave, words.leaveNext],
  unknown: [words.unknown, words.unknownNext],
  'wrong-amount': [words.wrongAmount, words.wrongAmountNext],
  failed: [words.failed, words.failedNext],
  'rail-down': [words.railDown, words.railDownNext],
  expired: [words.expired, words.expiredNext],
  paid: [words.paid, words.paidSoon],
};

type Place = Pick<PayPage, 'path' | 'told'> & { readonly auto?: boolean; readonly check?: boolean };
/** An address of this page: nothing in it but the token, a language and what we put there ourselves. */
export function payAddress({ path, told, auto = true, check = false }: Place, lang?: Language): string {
  const query = new URLSearchParams();
  if (check) query.set('check', '1');
  if (!auto) query.set('auto', '0');
  if (told) query.set('told', toldText(told));
  if (lang) query.set('lang', lang);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

export function payDocument(props: PayPage): string {
  const { intent, lang, now, told } = props;
  const age = (now.getTime() - intent.startedAt.getTime()) / 1000;
  const phase = phaseOf(intent, age, told);
  const awaitsReceipt = props.opener && props.receiptUrl === null;
  const ended = intent.endedAt ? (now.getTime() - intent.endedAt.getTime()) / 1000 : age;
  const refresh = refreshOf(phase, phase === 'paid' ? ended : age, awaitsReceipt, told);
  const price = formatBirr(santim(intent.amountSantim), lang, { decimals: 'always' });
  const params = { price, title: intent.title, store: intent.storeName, hint: intent.buyerHint };
  const tell = (phrase: Phrase, more: PhraseParams = {}): string => say(phrase, lang, { ...params, ...more });
  const [state, next] = said[phase];
  const seconds = Math.max(10, Math.round((60 - age) / 10) * 10);
  const nextWords = phase === 'paid' ? (props.opener ? next : words.paidSms) : next;
  const done = phase === 'paid' && props.receiptUrl !== null;
  const body = html`<div role="status"><h1>${badge(kinds[phase], '')}${tell(state)}</h1>${
    !done && html`<p>${tell(nextWords, { seconds })}</p>`
  }</div><div class="what"><p><b>${intent.title}</b><br><span class="muted">${intent.storeName}</span></p><b class="num">${price}</b></div>${buttons(props, phase, tell)}${
    phase === 'waiting' && html`${age >= 30 && html`<p>${tell(words.noPrompt)}</p>`}${prompt(props, tell)}`
  }${ways(props, refresh, tell)}${facts(props, tell)}`;
  const auto = props.auto && refresh !== undefined;
  return renderPage({
    lang,
    title: tell(state),
    sheet,
    header: brandHeader(),
    head: auto && html`<meta http-equiv="refresh" content="${refresh}">`,
    body,
    footer: html`<p><a class="tap" href="${props.storeOrigin}/@${intent.handle}?lang=${lang}">${tell(words.toStore)}</a></p>`,
    path: payAddress(props),
    index: false,
  });
}

type Tell = (phrase: Phrase, more?: PhraseParams) => string;

const prompt = ({ lang }: PayPage, tell: Tell): Html =>
  mockPrompt({ lang, title: 'telebirr', lines: [tell(words.promptLine), tell(words.promptPin)] });

/** Each outcome has one first action. */
function buttons(props: PayPage, phase: Phase, tell: Tell): Html | null {
  const { intent, lang, path, receiptUrl } = props;
  if (phase === 'paid') {
    return receiptUrl === null
      ? null
      : actions(linkButton({ href: receiptUrl, label: tell(words.paidNext), wide: true }));
  }
  if (phase === 'failed' || phase === 'rail-down' || phase === 'expired') {
    return actions(
      linkButton({ href: `/checkout/${intent.productId}?lang=${lang}`, label: tell(words.again), wide: true }),
    );
  }
  // Who says that she has paid is not led to pay again.
  if (!props.mayApprove || phase === 'confirming') return null;
  const look = phase === 'waiting' || phase === 'late' ? 'main' : 'quiet';
  const open = actions(linkButton({ href: `${path}/wallet`, label: tell(words.openWallet), look, wide: true }));
  // Beside “do not pay again” the button says why it may be pressed.
  return look === 'main' ? open : html`${open}<p class="hint">${tell(words.samePayment)}</p>`;
}

function ways(props: PayPage, refresh: number | undefined, tell: Tell): Html | null {
  const { lang, auto } = props;
  const to = (place: Partial<Place>): string => payAddress({ ...props, ...place }, lang);
  if (!['created', 'pending', 'unknown'].includes(props.intent.state)) return null;
  const check = html`<a class="tap" href="${to({ check: true })}">${tell(words.checkNow)}</a>`;
  const other = auto
    ? html`<a class="tap" href="${to({ auto: false })}">${tell(words.stopUpdating)}</a>`
    : html`<a class="tap" href="${to({ auto: true })}">${tell(words.updateAgain)}</a>`;
  return html`<p class="ways">${check}${refresh !== undefined && other}</p>`;
}

function facts({ intent, lang }: PayPage, tell: Tell): Html {
  const at = (date: Date): string => formatMoment(date, lang, 'time');
  const open = intent.endedAt === null;
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
