// The receipt and what was bought, on one page: works with plain links, prints well, says each size before the tap.
import { formatMoment } from '@windsurf/calendar/moment';
import { linkButton } from '@windsurf/html/forms';
import { typeRules } from '@windsurf/contracts/product-types';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { badge, banner, brandHeader, emptyState, money, sums, thumbnail } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { giftWord } from '@windsurf/language/words-gifts';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { deliveryTypeWords as typeWords } from '@windsurf/language/words-delivery-types';
import { reviewWords } from '@windsurf/language/words-reviews';
import { formatBirr, santim } from '@windsurf/money/money';
import { closedOf } from '../entitlements/closed.ts';
import type { BoughtItem, EntitlementRow, OwnedFile } from '../entitlements/entitlements.ts';
import { kindAndSize, kindFacts } from '../files/file-kinds.ts';
import { humanSize } from '../files/file-names.ts';
import { forgetForm } from '../library/forget-form.ts';
import { libraryAddress } from '../library/library.ts';
import { preorderPart } from '../preorders/preorder-part.ts';
import { isWaiting } from '../preorders/preorders.ts';

export type Receipt = {
  readonly lang: Language;
  /** What the address names. */
  readonly entitlement: EntitlementRow;
  /** All of its order, the first thing first. */
  readonly items: readonly BoughtItem[];
  /** Path of this page, without a language. */
  readonly path: string;
  readonly downloadPath: (entitlementId: string, fileId: string) => string;
  readonly coverOf: (coverUrl: string | null) => string | undefined;
  readonly storeOrigin: string;
  readonly storeUrl: string;
  /** Proof of the form that signs out, when the reader is signed in here. */
  readonly csrf: string | undefined;
  /** What stands before its files, by entitlement: a time that was booked, a ticket, what is made for one buyer. */
  readonly instead?: ReadonlyMap<string, Html>;
  /** Something was asked when it was bought: her answers have a page. */
  readonly asked?: boolean | undefined;
  /** What a browser inside another app is told; undefined for the phone's own. */
  readonly elsewhere?: Html | undefined;
};

function fileCard(file: OwnedFile, of: EntitlementRow, page: Receipt): Html {
  const speak = (phrase: Phrase, params = {}): string => say(phrase, page.lang, params);
  const facts = kindFacts(file.kind);
  if (file.state !== 'ready' || !facts || file.sizeBytes === null) {
    return html`<article class="card"><div><h3 dir="auto">${file.name}</h3><p class="muted">${speak(words.checking)}</p>${linkButton({ label: speak(words.open), href: inLanguage(page.path, page.lang), look: 'quiet', wide: true })}</div></article>`;
  }
  const size = humanSize(file.sizeBytes);
  const button = linkButton({
    label: html`${speak(words.download, { size })}<span class="vh"> ${file.name}</span>`,
    href: page.downloadPath(of.id, file.fileId),
    rel: 'nofollow',
    wide: true,
  });
  return html`<article class="card"><div><h3 dir="auto">${file.name}</h3><p class="muted">${kindAndSize(file)} · ${speak(facts.opens)}</p>${of.state === 'active' && button}</div></article>`;
}

const fingerprint = (file: OwnedFile, lang: Language): Html | false =>
  file.sha256 !== null &&
  html`<details><summary>${say(words.fingerprint, lang)}</summary><p class="muted"><b dir="auto">${file.name}</b><br><code>${file.sha256}</code></p></details>`;

function filesPart({ entitlement, files }: BoughtItem, page: Receipt): Html {
  const { lang } = page;
  if (files.length === 0) {
    return emptyState({ title: say(words.noFile, lang), detail: say(words.noFileDetail, lang) });
  }
  const ready = files.filter((f) => f.state === 'ready');
  const heading = say(files.length === 1 ? words.yourFile : words.yourFiles, lang);
  return html`${page.items.length === 1 && html`<h2>${heading}</h2>`}${files.map((f) => fileCard(f, entitlement, page))}${ready.length > 0 && entitlement.state === 'active' && html`<p class="muted">${say(words.brokenLine, lang)}</p>`}${ready.map((f) => fingerprint(f, lang))}`;
}

/** One thing of the order: what it is, whether it is open, and its files. Only one of several repeats its title. */
function itemPart(item: BoughtItem, page: Receipt): Html {
  const { lang } = page;
  const { entitlement } = item;
  const { amountSantim } = entitlement;
  const amount = formatBirr(santim(amountSantim), lang, { decimals: 'always' });
  // What costs nothing is not said to be paid: it was free, or came with the bundle before it.
  const word =
    amountSantim > 0
      ? words.paid
      : entitlement.gift
        ? giftWord
        : page.items[0]?.entitlement.type === 'bundle'
          ? typeWords.included
          : typeWords.free;
  const closed = closedOf(entitlement, lang, page.storeOrigin);
  const state = closed ? badge('warn', say(closed.badge, lang)) : badge('ok', say(word, lang));
  const picture = thumbnail({ name: entitlement.title, src: page.coverOf(entitlement.coverUrl), eager: true });
  return html`${page.items.length > 1 && html`<h2 dir="auto">${entitlement.title}</h2>`}
<div class="card">${picture}<div><p><a class="tap" href="${page.storeUrl}">${entitlement.storeName}</a></p><p>${state}${amountSantim > 0 && html` · ${money(amount)}`}</p></div></div>
${closed && banner({ lang, kind: 'warn', body: html`<p>${closed.says}</p><p>${linkButton({ label: say(closed.action.label, lang), href: closed.action.href, wide: true })}</p>` })}
${preorderPart(entitlement, page)}${page.instead?.get(entitlement.id)}${!isWaiting(entitlement) && (item.files.length > 0 || typeRules[entitlement.type].file) && filesPart(item, page)}
${!closed && !isWaiting(entitlement) && entitlement.type !== 'tip' && opinion(entitlement, lang)}`;
}

/** Only who bought can review it: the link leads to a page that knows who she is. */
const opinion = ({ productId }: EntitlementRow, lang: Language): Html =>
  html`<p><a class="tap" href="${inLanguage(`/reviews/${productId}`, lang)}">${say(reviewWords.write, lang)}</a></p>`;

function sumsPart({ items, lang }: Receipt): Html {
  const amountOf = (amount: number): Html => money(formatBirr(santim(amount), lang, { decimals: 'always' }));
  const whole = items.reduce((sum, { entitlement }) => sum + entitlement.amountSantim, 0);
  const total = { label: say(words.youPaid, lang), value: amountOf(whole), total: true };
  if (items.length < 2) return sums([total]);
  const lines = items.map(({ entitlement: e }) => ({
    label: e.title,
    value: e.amountSantim > 0 ? amountOf(e.amountSantim) : '–',
  }));
  return sums([...lines, total]);
}

/** Where the payment is followed; nothing was paid for what was free. */
const moneyPart = ({ entitlement, path, lang }: Receipt): Html | false =>
  entitlement.amountSantim > 0 &&
  html`<p><a class="tap" href="${inLanguage(`${path}/money`, lang)}">${say(words.money, lang)}</a></p>`;

/** What she wrote when she bought it; not for who was given it. */
const writtenPart = ({ entitlement, asked, path, lang }: Receipt): Html | false =>
  asked === true &&
  !entitlement.gift &&
  html`<p><a class="tap" href="${inLanguage(`${path}/written`, lang)}">${say(typeWords.written, lang)}</a></p>`;

export function receiptPage(page: Receipt): string {
  const { lang, entitlement, items } = page;
  const [first] = items;
  const title =
    first && items.length > 1 && first.entitlement.type !== 'bundle'
      ? say(words.andMore, lang, { title: first.entitlement.title, count: items.length - 1 })
      : entitlement.title;
  const when = html`<time datetime="${entitlement.paidAt.toISOString()}">${formatMoment(entitlement.paidAt, lang, 'full')}</time>`;
  const body = html`<h1 dir="auto">${title}</h1>
${items.some((item) => item.files.length > 0) && page.elsewhere}
${items.map((item) => itemPart(item, page))}
${!entitlement.gift && html`<h2>${say(words.receipt, lang)}</h2>`}
<p class="muted">${when}</p>
${!entitlement.gift && sumsPart(page)}
${moneyPart(page)}${writtenPart(page)}
<p class="hint">${say(words.keepLink, lang)}</p>
<p class="acts">${linkButton({ label: say(words.library, lang), href: inLanguage('/k', lang), look: 'quiet' })}${linkButton({ label: say(words.space, lang), href: libraryAddress.space(entitlement.handle, lang), look: 'quiet' })}</p>
${page.csrf !== undefined && forgetForm(lang, page.csrf)}`;
  return renderPage({
    lang,
    title: `${title} · ${say(words.receipt, lang)}`,
    path: page.path,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/k', lang)),
    body,
  });
}
