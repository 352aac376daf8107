// How the two pages of a gift look: its giver sees how far it is, its receiver opens it. Both work without a script.
import { formatMoment } from '@windsurf/calendar/moment';
import {
  actions,
  button,
  errorOf,
  errorSummary,
  form,
  linkButton,
  phoneField,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { Kind } from '@windsurf/html/marks';
import { renderPage } from '@windsurf/html/page';
import { badge, banner, brandHeader } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { giftWords as words } from '@windsurf/language/words-gifts';
import { mostMoves, mostResends, openUntil } from './days.ts';
import { isClosed } from './gifts.ts';
import type { GiftOfOrder } from './gifts.ts';

export type GiftPage = {
  readonly gift: GiftOfOrder;
  readonly from: string | null;
  readonly note: string | null;
  readonly lang: Language;
  /** Path of this page, without a query. */
  readonly path: string;
  readonly csrf: string | undefined;
  readonly typed: string;
  readonly errors: readonly FieldError[];
  /** What was just done, or what stands in the way. */
  readonly notice?: { readonly kind: 'ok' | 'warn'; readonly text: string } | undefined;
  readonly storeOrigin: string;
};
type Tell = (phrase: Phrase, params?: PhraseParams) => string;

/** A note is a person's words: its lines are kept, and it may be in either direction. */
const sheet = `${appSheet}.words{white-space:pre-line;overflow-wrap:anywhere}`;
const tellIn =
  ({ lang }: GiftPage): Tell =>
  (phrase, params = {}) =>
    say(phrase, lang, params);

function frame(props: GiftPage, title: string, body: Html): string {
  const { lang, errors, notice, gift, path } = props;
  const said =
    notice !== undefined &&
    html`<div role="${notice.kind === 'ok' ? 'status' : 'alert'}">${banner({ lang, kind: notice.kind, body: html`<p><b>${notice.text}</b></p>` })}</div>`;
  return renderPage({
    lang,
    title: titleWithError(title, errors.length > 0, lang),
    sheet,
    header: brandHeader(),
    body: html`${errorSummary({ lang, errors })}${said}${body}`,
    footer: html`<p><a class="tap" href="${props.storeOrigin}/@${gift.handle}?lang=${lang}">${say(words.toStore, lang, { store: gift.storeName })}</a></p>`,
    path,
    index: false,
  });
}

/** A press that changes something; a link cannot. */
function deed(props: GiftPage, value: string, label: string, look: 'main' | 'quiet' | 'danger', fields?: Html): Html {
  const { path, lang, csrf } = props;
  return form({
    action: `${path}?lang=${lang}`,
    method: 'post',
    csrf: csrf === undefined ? 'no-session' : { name: '_csrf', value: csrf },
    body: html`${fields}${button({ label, look, wide: true, name: 'do', value })}`,
  });
}

function numberForm(props: GiftPage, title: Phrase, doing: Phrase, value: string, hint?: Phrase): Html {
  const { lang, typed, errors } = props;
  const error = errorOf(errors, 'to');
  const field = phoneField({
    lang,
    name: 'to',
    label: say(words.moveTo, lang),
    value: typed,
    autocomplete: 'off',
    error,
  });
  const body = html`<summary>${say(title, lang)}</summary>${hint && html`<p>${say(hint, lang)}</p>`}${deed(props, value, say(doing, lang), 'quiet', field)}`;
  return error === undefined ? html`<details>${body}</details>` : html`<details open>${body}</details>`;
}

const dayOf = (date: Date | null, lang: Language): string => (date === null ? '' : formatMoment(date, lang, 'date'));
const written = (label: string, text: string | null): Html | false =>
  text !== null && html`<h2>${label}</h2><p class="words" dir="auto">${text}</p>`;

/** How it stands, in one word and one sentence. */
function standing({ gift, lang }: GiftPage, tell: Tell): { kind: Kind; word: string; says: string } {
  const { state, why, sentAt } = gift;
  if (state === 'claimed')
    return {
      kind: 'ok',
      word: tell(words.claimed),
      says: tell(words.claimedSays, { date: dayOf(gift.claimedAt, lang) }),
    };
  if (state === 'returned')
    return {
      kind: 'none',
      word: tell(words.returned),
      says: tell(why === 'sent-back' ? words.sentBackSays : words.unclaimedSays),
    };
  if (isClosed(gift)) return { kind: 'none', word: tell(words.returned), says: tell(words.closedSays) };
  if (gift.orderState === 'disputed') return { kind: 'warn', word: tell(words.held), says: tell(words.heldSays) };
  if (state === 'sent' && sentAt !== null) {
    const params = { date: dayOf(sentAt, lang), until: dayOf(openUntil(sentAt), lang) };
    return { kind: 'wait', word: tell(words.sent), says: tell(words.sentSays, params) };
  }
  return { kind: 'wait', word: tell(words.waiting), says: tell(words.waitingSays, { date: dayOf(gift.sendAt, lang) }) };
}
const isOpen = (gift: GiftOfOrder): boolean =>
  (gift.state === 'waiting' || gift.state === 'sent') && !isClosed(gift) && gift.orderState !== 'disputed';

/** @param moneyUrl where its giver sees what happened to the money */
export function giverDocument(props: GiftPage, moneyUrl: string): string {
  const { gift, from, note, lang } = props;
  const tell = tellIn(props);
  const { kind, word, says } = standing(props, tell);
  const left = mostResends - gift.resends;
  const again =
    isOpen(gift) &&
    gift.state === 'sent' &&
    left > 0 &&
    html`${deed(props, 'again', tell(words.again), 'main')}<p class="hint">${tell(words.againSays, { left })}</p>`;
  const move =
    isOpen(gift) && gift.round <= mostMoves && numberForm(props, words.move, words.moveDo, 'move', words.moveSays);
  const money = linkButton({ href: `${moneyUrl}?lang=${lang}`, label: tell(words.money), look: 'quiet', wide: true });
  const body = html`<h1 dir="auto">${tell(words.yours, { title: gift.title })}</h1>
<p>${badge(kind, word)} · ${gift.storeName}</p><p class="lead">${says}</p><p>${tell(words.forNumber, { hint: gift.receiverHint })}</p>${again}${move}${written(tell(words.yourName), from)}${written(tell(words.yourNote), note)}${actions(money)}<p class="hint">${tell(words.private)}</p>`;
  return frame(props, tell(words.yours, { title: gift.title }), body);
}

/** Who looks at the receiver's page. */
export type Reader =
  | { readonly is: 'nobody' | 'another'; readonly signIn: string }
  | { readonly is: 'receiver'; readonly owns: boolean; readonly openUrl: string };

export function receiverDocument(props: GiftPage, reader: Reader): string {
  const { gift, from } = props;
  const tell = tellIn(props);
  const gone = gift.state !== 'claimed' && (gift.state === 'returned' || isClosed(gift));
  if (gone) return frame(props, tell(words.gone), html`<h1>${tell(words.gone)}</h1><p>${tell(words.goneSays)}</p>`);
  const who = from === null ? tell(words.somebody) : tell(words.from, { name: from });
  const head = html`<h1>${tell(words.forYou)}</h1><p>${who}</p><p class="lead" dir="auto"><b>${gift.title}</b><br><span class="muted">${gift.storeName}</span></p>`;
  return frame(props, tell(words.forYou), html`${head}${steps(props, reader, tell)}`);
}

/** What she can do next; her own words only for herself. */
function steps(props: GiftPage, reader: Reader, tell: Tell): Html {
  const { gift, note, lang } = props;
  const hint = gift.receiverHint;
  if (reader.is !== 'receiver') {
    const [says, label] =
      reader.is === 'nobody' ? ([words.prove, words.proveDo] as const) : ([words.another, words.anotherDo] as const);
    return html`<p>${tell(says, { hint })}</p>${actions(linkButton({ href: reader.signIn, label: tell(label), wide: true }))}`;
  }
  const letter = note !== null && html`<p class="words" dir="auto">${note}</p>`;
  if (gift.state === 'claimed')
    return html`${letter}<p>${tell(words.hers)}</p>${actions(linkButton({ href: reader.openUrl, label: tell(words.library), wide: true }))}`;
  if (gift.orderState === 'disputed') return html`${letter}<p>${tell(words.heldSays)}</p>`;
  if (reader.owns) {
    const back = deed(props, 'back', tell(words.sendBack), 'quiet');
    return html`${letter}<h2>${tell(words.owned)}</h2><p>${tell(words.ownedSays)}</p>${gift.round <= mostMoves && numberForm(props, words.handOn, words.handOn, 'on')}${back}`;
  }
  const until =
    gift.sentAt === null
      ? false
      : html`<p class="hint">${tell(words.openUntil, { date: dayOf(openUntil(gift.sentAt), lang) })}</p>`;
  return html`${letter}${deed(props, 'claim', tell(words.open), 'main')}${until}`;
}
