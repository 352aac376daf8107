// The page on which people look: one form, links, cards. It is whole without JavaScript.
import { Making } from '@windsurf/contracts/store';
import type { FoundCreator, FoundProduct } from '@windsurf/contracts/store-discovery';
import { actions, button, errorSummary, form, linkButton, textField, titleWithError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, brandHeader, card, emptyState, letterTile, money, thumbnail } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { makingWords } from '@windsurf/language/words-dashboard';
import { discoveryWords as words } from '@windsurf/language/words-discovery';
import { htmlWords } from '@windsurf/language/words-html';
import { formatBirr, santim } from '@windsurf/money/money';
import { langOf } from '../storefront/creator-text.ts';
import type { Asked, Results } from './discovery.ts';

export const mostLetters = 200;
type Found =
  | ({ readonly of: 'creators' } & Results<FoundCreator>)
  | ({ readonly of: 'products' } & Results<FoundProduct>);
export type DiscoveryPage = {
  readonly lang: Language;
  readonly storeOrigin: string;
  readonly appOrigin: string;
  readonly asked: Asked & { readonly search: string };
  readonly found: Found;
  readonly tooLong: boolean;
};

type Change = { of?: 'creators' | 'products'; category?: Asked['category'] | 'all'; page?: number; search?: string };
function hrefOf({ asked, found, lang }: DiscoveryPage, change: Change): string {
  const category = change.category === undefined ? asked.category : change.category;
  const search = change.search ?? asked.search;
  const query = new URLSearchParams({
    ...(search === '' ? {} : { q: search }),
    ...(category === undefined || category === 'all' ? {} : { in: category }),
    ...((change.of ?? found.of) === 'creators' ? { of: 'creators' } : {}),
    ...((change.page ?? 1) > 1 ? { page: String(change.page) } : {}),
    lang,
  });
  return `/discover?${query.toString()}`;
}

const trust = (tier: FoundCreator['trustTier'], lang: Language): Html | undefined =>
  tier === 'NEW' ? undefined : badge('ok', say(tier === 'PROVEN' ? words.proven : words.verified, lang));

function productCard({ lang }: DiscoveryPage, product: FoundProduct): Html {
  const price = product.priceSantim === 0 ? say(words.free, lang) : formatBirr(santim(product.priceSantim), lang);
  return card({
    title: product.title,
    titleLang: langOf(product.title, lang),
    level: 2,
    href: `${new URL(product.url).pathname}?lang=${lang}`,
    picture: thumbnail({ src: product.coverUrl ?? undefined, name: product.title, big: true }),
    lines: [say(words.from, lang, { store: product.storeName }), ...(product.teaser === '' ? [] : [product.teaser])],
    price: money(price),
    state: trust(product.trustTier, lang),
  });
}

function creatorCard({ lang }: DiscoveryPage, creator: FoundCreator): Html {
  const { category } = creator;
  return card({
    title: creator.displayName,
    titleLang: langOf(creator.displayName, lang),
    level: 2,
    href: `${new URL(creator.url).pathname}?lang=${lang}`,
    picture: letterTile(creator.displayName, { big: true, round: true }),
    lines: [
      ...(creator.line === '' ? [] : [creator.line]),
      ...(category === null || category === 'other' ? [] : [say(makingWords[category].name, lang)]),
    ],
    state: trust(creator.trustTier, lang),
  });
}

/** Links beside each other, one of them the present one. */
function choices(label: string, links: readonly { href: string; text: string; current: boolean }[]): Html {
  return html`<nav aria-label="${label}"><ul class="row">${links.map(
    ({ href, text, current }) =>
      html`<li>${current ? html`<a class="tap" href="${href}" aria-current="true"><b>${text}</b></a>` : html`<a class="tap" href="${href}">${text}</a>`}</li>`,
  )}</ul></nav>`;
}

function results(page: DiscoveryPage): Html {
  const { lang, asked, found } = page;
  const cards =
    found.of === 'creators'
      ? found.items.map((item) => creatorCard(page, item))
      : found.items.map((item) => productCard(page, item));
  if (cards.length === 0) {
    const bare = asked.search === '' && asked.category === undefined && (asked.page ?? 1) === 1;
    return bare
      ? emptyState({
          title: say(words.empty, lang),
          detail: say(words.emptySays, lang),
          action: linkButton({ label: say(words.openStore, lang), href: `${page.appOrigin}/start?lang=${lang}` }),
        })
      : emptyState({
          title: say(words.none, lang),
          detail: say(words.noneSays, lang),
          action: linkButton({
            label: say(words.seeAll, lang),
            href: hrefOf(page, { search: '', category: 'all' }),
          }),
        });
  }
  const before = (asked.page ?? 1) > 1 && hrefOf(page, { page: (asked.page ?? 1) - 1 });
  const after = found.nextPage !== null && hrefOf(page, { page: found.nextPage });
  return html`${!found.exact && html`<p role="status">${say(words.some, lang)}</p>`}${cards}${
    (before !== false || after !== false) &&
    html`<nav class="pages" aria-label="${say(htmlWords.pages, lang)}">${
      before === false
        ? html`<span></span>`
        : linkButton({ label: say(htmlWords.previous, lang), href: before, look: 'quiet', rel: 'prev' })
    }${after === false ? html`<span></span>` : linkButton({ label: say(htmlWords.next, lang), href: after, look: 'quiet', rel: 'next' })}</nav>`
  }`;
}

/** Draws the whole document. */
export function discoveryPage(page: DiscoveryPage): string {
  const { lang, asked, found, tooLong } = page;
  const errors = tooLong ? [{ field: 'q', text: say(words.tooLong, lang) }] : [];
  const hidden = {
    lang,
    ...(asked.category === undefined ? {} : { in: asked.category }),
    ...(found.of === 'creators' ? { of: 'creators' } : {}),
  };
  const kinds = (['products', 'creators'] as const).map((of) => ({
    href: hrefOf(page, { of }),
    text: say(of === 'products' ? words.products : words.creators, lang),
    current: of === found.of,
  }));
  const categories = [
    { href: hrefOf(page, { category: 'all' }), text: say(words.allKinds, lang), current: asked.category === undefined },
    ...Making.anyOf
      .map((one) => one.const)
      .filter((one) => one !== 'other')
      .map((one) => ({
        href: hrefOf(page, { category: one }),
        text: say(makingWords[one].name, lang),
        current: one === asked.category,
      })),
  ];
  const title = say(words.title, lang);
  const heading =
    asked.search === '' || tooLong ? say(words.newest, lang) : say(words.resultsFor, lang, { words: asked.search });
  const field = textField({
    lang,
    name: 'q',
    label: say(words.search, lang),
    value: tooLong ? '' : asked.search,
    hint: say(words.searchHint, lang),
    error: errors[0]?.text,
    type: 'search',
    optional: true,
  });
  const look = form({
    action: '/discover',
    method: 'get',
    hidden,
    body: html`${field}${actions(button({ label: say(words.find, lang), wide: true }))}`,
  });
  return renderPage({
    lang,
    title: titleWithError(asked.search === '' || tooLong ? title : `${asked.search} – ${title}`, tooLong, lang),
    description: say(words.share, lang),
    path: hrefOf(page, { page: asked.page ?? 1 }),
    ...(asked.search === '' && asked.category === undefined ? { canonical: `${page.storeOrigin}/discover` } : {}),
    index: asked.search === '',
    status: tooLong ? 422 : 200,
    sheet: appSheet,
    header: brandHeader(`${page.appOrigin}/?lang=${lang}`),
    share: {
      title,
      description: say(words.share, lang),
      siteName: 'Windsurf',
      type: 'website',
      url: `${page.storeOrigin}/discover`,
    },
    body: html`<h1>${title}</h1><p class="lead">${say(words.lead, lang)}</p>${errorSummary({ lang, errors })}<search>${look}</search>${choices(say(words.title, lang), kinds)}${choices(say(words.categories, lang), categories)}${
      !tooLong && html`<h2 class="vh">${heading}</h2>${results(page)}`
    }`,
    footer: html`<p><a class="tap" href="${page.appOrigin}/start?lang=${lang}">${say(words.openStore, lang)}</a></p>`,
  });
}
