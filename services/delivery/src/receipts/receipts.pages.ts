// The receipt and what was bought, on one page: works with plain links, prints well, says each size before the tap.
import { formatMoment } from '@windsurf/calendar/moment';
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { badge, banner, brandHeader, emptyState, money, sums, thumbnail } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { formatBirr, santim } from '@windsurf/money/money';
import type { EntitlementRow, OwnedFile } from '../entitlements/entitlements.ts';
import { kindAndSize, kindFacts } from '../files/file-kinds.ts';
import { humanSize } from '../files/file-names.ts';
import { forgetForm } from '../library/forget-form.ts';
import { libraryAddress } from '../library/library.ts';

export type Receipt = {
  readonly lang: Language;
  readonly entitlement: EntitlementRow;
  readonly files: readonly OwnedFile[];
  /** Path of this page, without a language. */
  readonly path: string;
  readonly downloadPath: (fileId: string) => string;
  readonly coverUrl: string | undefined;
  readonly storeUrl: string;
  /** Proof of the form that signs out, when the reader is signed in here. */
  readonly csrf: string | undefined;
};

function fileCard(file: OwnedFile, page: Receipt): Html {
  const speak = (phrase: Phrase, params = {}): string => say(phrase, page.lang, params);
  const facts = kindFacts(file.kind);
  if (file.state !== 'ready' || !facts || file.sizeBytes === null) {
    return html`<article class="card"><div><h3 dir="auto">${file.name}</h3><p class="muted">${speak(words.checking)}</p>${linkButton({ label: speak(words.open), href: inLanguage(page.path, page.lang), look: 'quiet', wide: true })}</div></article>`;
  }
  const size = humanSize(file.sizeBytes);
  const button = linkButton({
    label: html`${speak(words.download, { size })}<span class="vh"> ${file.name}</span>`,
    href: page.downloadPath(file.fileId),
    rel: 'nofollow',
    wide: true,
  });
  return html`<article class="card"><div><h3 dir="auto">${file.name}</h3><p class="muted">${kindAndSize(file)} · ${speak(facts.opens)}</p>${page.entitlement.state === 'active' && button}</div></article>`;
}

const fingerprint = (file: OwnedFile, lang: Language): Html | false =>
  file.sha256 !== null &&
  html`<details><summary>${say(words.fingerprint, lang)}</summary><p class="muted"><b dir="auto">${file.name}</b><br><code>${file.sha256}</code></p></details>`;

function filesPart(page: Receipt): Html {
  const { files, lang } = page;
  if (files.length === 0) {
    return emptyState({ title: say(words.noFile, lang), detail: say(words.noFileDetail, lang) });
  }
  const ready = files.filter((f) => f.state === 'ready');
  return html`<h2>${say(files.length === 1 ? words.yourFile : words.yourFiles, lang)}</h2>${files.map((f) => fileCard(f, page))}${ready.length > 0 && page.entitlement.state === 'active' && html`<p class="muted">${say(words.brokenLine, lang)}</p>`}${ready.map((f) => fingerprint(f, lang))}`;
}

export function receiptPage(page: Receipt): string {
  const { lang, entitlement } = page;
  const active = entitlement.state === 'active';
  const amount = formatBirr(santim(entitlement.amountSantim), lang, { decimals: 'always' });
  const state = active ? badge('ok', say(words.paid, lang)) : badge('warn', say(words.paused, lang));
  const when = html`<time datetime="${entitlement.paidAt.toISOString()}">${formatMoment(entitlement.paidAt, lang, 'full')}</time>`;
  const body = html`<h1 dir="auto">${entitlement.title}</h1>
<div class="card">${thumbnail({ name: entitlement.title, src: page.coverUrl, eager: true })}<div><p><a class="tap" href="${page.storeUrl}">${entitlement.storeName}</a></p><p>${state} · ${money(amount)}</p></div></div>
${!active && banner({ lang, kind: 'warn', body: html`<p>${say(words.pausedWhy, lang)}</p>` })}
${filesPart(page)}
<h2>${say(words.receipt, lang)}</h2>
<p class="muted">${when}</p>
${sums([{ label: say(words.youPaid, lang), value: money(amount), total: true }])}
<p class="hint">${say(words.keepLink, lang)}</p>
<p class="acts">${linkButton({ label: say(words.library, lang), href: inLanguage('/k', lang), look: 'quiet' })}${linkButton({ label: say(words.space, lang), href: libraryAddress.space(entitlement.handle, lang), look: 'quiet' })}</p>
${page.csrf !== undefined && forgetForm(lang, page.csrf)}`;
  return renderPage({
    lang,
    title: `${entitlement.title} · ${say(words.receipt, lang)}`,
    path: page.path,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/k', lang)),
    body,
  });
}
