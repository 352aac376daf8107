// How an agreement to recommend something looks: the terms in full before the link, and afterwards link, code and sales.
import { formatMoment } from '@windsurf/calendar/moment';
import type { AffiliationView, ShareView } from '@windsurf/contracts/payments-affiliates';
import {
  button,
  checkbox,
  errorOf,
  errorSummary,
  form,
  linkButton,
  textField,
  titleWithError,
} from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage, renderPage } from '@windsurf/html/page';
import { badge, brandHeader, card, emptyState } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { affiliateWords as words } from '@windsurf/language/words-affiliates';
import { formatBirr, santim } from '@windsurf/money/money';
import type { Static } from 'typebox';
import { holdDays } from './affiliates.ts';
import type { Offered } from './affiliates.ts';
import { rememberedDays } from './referral.ts';

type Affiliation = Static<typeof AffiliationView>;
const birr = (sum: number, lang: Language): string => formatBirr(santim(sum), lang, { decimals: 'always' });

export type TermsPage = {
  readonly lang: Language;
  readonly offer: Offered;
  readonly path: string;
  /** Undefined for somebody who is not signed in. */
  readonly csrf: string | undefined;
  readonly signInPath: string;
  /** Her own agreement, once she has one. */
  readonly mine: Affiliation | undefined;
  readonly typed: { readonly name: string; readonly accept: boolean };
  readonly errors: readonly FieldError[];
  readonly notice: string | undefined;
  readonly storeOrigin: string;
};

export function termsDocument(page: TermsPage): string {
  const { lang, offer, errors, mine, notice } = page;
  const title = say(words.title, lang, { title: offer.title });
  const body = html`${errorSummary({ lang, errors })}${
    notice !== undefined && html`<div role="alert"><p><b>${notice}</b></p></div>`
  }<h1>${title}</h1><p class="muted">${say(words.from, lang, { store: offer.storeName })}</p>${
    mine ? [agreed(mine, lang), terms(offer, mine.percent, lang)] : offerOf(page)
  }<p><a class="tap" href="${page.storeOrigin}/@${offer.handle}/${offer.slug}?lang=${lang}">${say(words.toProduct, lang)}</a></p>`;
  return renderPage({
    lang,
    title: titleWithError(title, errors.length > 0, lang),
    path: page.path,
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/affiliate', lang)),
    body,
  });
}

function offerOf(page: TermsPage): Html {
  const { lang, offer } = page;
  if (offer.percent === null) return html`<p class="lead">${say(words.closed, lang)}</p>`;
  return html`<p class="lead">${say(words.earn, lang, { percent: offer.percent })}</p>${
    offer.buyersOnly && html`<p>${say(words.buyersOnly, lang)}</p>`
  }${terms(offer, offer.percent, lang)}${page.csrf === undefined ? wayIn(page) : joinForm(page, page.csrf, offer.percent)}`;
}

function terms({ storeName }: Offered, percent: number, lang: Language): Html {
  const says = [
    say(words.ruleBase, lang, { percent }),
    say(words.ruleHow, lang, { days: rememberedDays }),
    say(words.ruleHold, lang, { days: holdDays }),
    say(words.rulePaid, lang),
    say(words.ruleSelf, lang),
    say(words.ruleHonest, lang),
    say(words.ruleEnd, lang, { store: storeName }),
  ];
  return html`<h2>${say(words.rules, lang)}</h2><ol>${says.map((text) => html`<li><p>${text}</p></li>`)}</ol>`;
}

const wayIn = ({ lang, signInPath }: TermsPage): Html =>
  html`<p>${say(words.signInSays, lang)}</p>${linkButton({ label: say(words.signIn, lang), href: signInPath, wide: true })}`;

function joinForm({ lang, path, errors, typed }: TermsPage, csrf: string, percent: number): Html {
  return form({
    action: inLanguage(path, lang),
    method: 'post',
    csrf: { name: '_csrf', value: csrf },
    hidden: { percent: String(percent) },
    body: html`${textField({
      lang,
      name: 'name',
      label: say(words.name, lang),
      hint: say(words.nameHint, lang),
      value: typed.name,
      error: errorOf(errors, 'name'),
      autocomplete: 'nickname',
      spellcheck: false,
    })}${checkbox({
      lang,
      name: 'accept',
      label: html`<b>${say(words.accept, lang)}</b>`,
      checked: typed.accept,
      error: errorOf(errors, 'accept'),
    })}${button({ label: say(words.joinNow, lang), wide: true })}`,
  });
}

/** Her link and her word; both can be selected whole. */
function agreed(mine: Affiliation, lang: Language): Html {
  const { link, code, percent } = mine;
  return html`<p class="lead">${say(words.yours, lang)}</p><p>${say(words.earn, lang, { percent })}</p><h2>${say(words.code, lang)}</h2><p class="price" lang="en" dir="ltr" translate="no">${code}</p><h2>${say(words.link, lang)}</h2><p lang="en" dir="ltr" translate="no"><a class="tap" href="${link}">${link}</a></p><p><a class="tap" href="${inLanguage('/affiliate', lang)}">${say(words.toMine, lang)}</a></p>`;
}

export type MinePage = {
  readonly lang: Language;
  readonly affiliations: readonly Affiliation[];
  readonly shares: readonly ShareView[];
  readonly older: string | null;
  /** Whether what she earns can be paid out already. */
  readonly hasStore: boolean;
  readonly signInPath: string | undefined;
};

export function mineDocument(page: MinePage): string {
  const { lang } = page;
  return renderPage({
    lang,
    title: say(words.mine, lang),
    path: '/affiliate',
    index: false,
    sheet: appSheet,
    header: brandHeader(inLanguage('/affiliate', lang)),
    body: html`<h1>${say(words.mine, lang)}</h1>${page.signInPath === undefined ? listed(page) : signedOut(lang, page.signInPath)}`,
  });
}

const signedOut = (lang: Language, href: string): Html =>
  html`<p>${say(words.signInSays, lang)}</p>${linkButton({ label: say(words.signIn, lang), href, wide: true })}`;

function listed({ lang, affiliations, shares, older, hasStore }: MinePage): Html {
  const products =
    affiliations.length === 0
      ? emptyState({ title: say(words.mineEmpty, lang), detail: say(words.mineEmptySays, lang) })
      : affiliations.map((one) => affiliationCard(one, lang));
  const sales =
    shares.length === 0
      ? html`<p class="muted">${say(words.salesEmpty, lang)}</p>`
      : shares.map((share) => shareCard(share, lang));
  const pay =
    shares.length > 0 &&
    linkButton({
      label: say(hasStore ? words.toBalance : words.openStore, lang),
      href: hasStore ? '/money' : '/start',
      look: 'quiet',
      wide: true,
    });
  return html`${products}<h2>${say(words.sales, lang)}</h2>${sales}${
    older !== null &&
    linkButton({
      label: say(words.older, lang),
      href: inLanguage(`/affiliate?after=${encodeURIComponent(older)}`, lang),
      look: 'quiet',
    })
  }${pay}`;
}

const affiliationCard = (one: Affiliation, lang: Language): Html =>
  card({
    level: 2,
    title: one.title,
    href: inLanguage(`/affiliate/${one.productId}`, lang),
    lines: [
      say(words.percentOf, lang, { percent: one.percent, store: one.storeName }),
      html`<b lang="en" dir="ltr" translate="no">${one.code}</b>`,
    ],
    state: one.state === 'ended' ? badge('warn', say(words.ended, lang)) : undefined,
  });

function shareCard(share: ShareView, lang: Language): Html {
  const { state, reversedSantim } = share;
  const until = formatMoment(new Date(share.releaseAt), lang, 'date');
  const says = state === 'held' ? say(words.held, lang, { time: until }) : say(words[state], lang);
  return card({
    level: 3,
    title: birr(share.amountSantim, lang),
    lines: [
      share.title,
      formatMoment(new Date(share.earnedAt), lang, 'date'),
      ...(reversedSantim > 0 ? [say(words.back, lang, { sum: birr(reversedSantim, lang) })] : []),
    ],
    state: badge(state === 'reversed' ? 'warn' : 'ok', says),
  });
}
