import { createHash } from 'node:crypto';
import { type Language, say } from '@windsurf/language/phrases';
import { htmlWords } from '@windsurf/language/words-html';
import { attributes, type Html, html, type Renderable } from './html.ts';
import { plainSheet } from './sheet.ts';
import { type ThemeId, type ThemeOverrides, themeCss, themes } from './themes.ts';

export type Share = {
  /** At most 60 graphemes, then the creator's name. */
  readonly title: string;
  /** At most 120 graphemes; a page with only part of the tags gets no card in Telegram. */
  readonly description: string;
  readonly siteName: string;
  readonly type: 'profile' | 'product' | 'website' | 'article';
  /** Absolute address of the page. */
  readonly url: string;
  /** JPEG, absolute address, 1200 × 630. */
  readonly image?:
    | { readonly url: string; readonly width: number; readonly height: number; readonly alt: string }
    | undefined;
};

/** `id` is the form's; `path` takes its POST and draws the page anew, without acting, when `relabel` came along. */
export type KeptForm = { readonly id: string; readonly path: string };

export type Page = {
  readonly lang: Language;
  readonly title: string;
  readonly description?: string | undefined;
  /** Absolute address without a language; the alternates of search engines are made from it. */
  readonly canonical?: string | undefined;
  readonly share?: Share | undefined;
  /** More of the head, after the share tags: refresh, structured data, modules served as files. */
  readonly head?: Renderable;
  /** A store's theme; pages of ours have none and follow the reader's day or night. */
  readonly theme?: { readonly id: ThemeId; readonly overrides?: ThemeOverrides | undefined } | undefined;
  /** `storeSheet`, `appSheet`, `tableSheet` or `plainSheet` of sheet.ts. */
  readonly sheet?: string | undefined;
  /** Before main: the banner landmark of pages of ours (`brandHeader` of parts.ts). */
  readonly header?: Renderable;
  readonly body: Html;
  /** In the footer, above the language switch. */
  readonly footer?: Renderable;
  /** Path and query of this page; the language switch keeps them. */
  readonly path: string;
  /** A form whose typed values the language switch keeps: it sends them along with `relabel`, to be shown again. */
  readonly keeps?: KeptForm | undefined;
  /** HTTP status; from 400 on, search engines are told to stay away. */
  readonly status?: number | undefined;
  /** False keeps search engines away: checkout, library, timelines. */
  readonly index?: boolean | undefined;
};

/** Draws a whole document. Share tags come first, then one style element, then skip link, main and footer. */
export function renderPage(page: Page): string {
  const { lang, theme } = page;
  const hidden = page.index === false || (page.status ?? 200) >= 400;
  const head = html`<meta charset="utf-8"><title>${page.title}</title>${page.share && shareTags(page.share, lang)}${
    page.description !== undefined && html`<meta name="description" content="${page.description}">`
  }<meta name="viewport" content="width=device-width,initial-scale=1">${
    theme && html`<meta name="theme-color" content="${theme.overrides?.ground ?? themes[theme.id].colours.ground}">`
  }${hidden && html`<meta name="robots" content="noindex">`}${
    page.canonical !== undefined && !hidden && canonicalLinks(page.canonical)
  }${page.head}`;
  const body = html`<a class="skip" href="#main">${say(htmlWords.skip, lang)}</a>${
    page.header && html`<header class="top">${page.header}</header>`
  }<main id="main">${page.body}</main><footer>${page.footer}${langSwitch(page.path, lang, page.keeps)}</footer>`;
  return `<!doctype html><html lang="${lang}"><head>${head.toString()}<style>${pageStyle(page)}</style></head><body>${body.toString()}</body></html>`;
}

/** The text of the one style element of a page: a theme's properties, then the sheet. */
export function pageStyle(page: Pick<Page, 'theme' | 'sheet'>): string {
  const sheet = page.sheet ?? plainSheet;
  return page.theme ? themeCss(page.theme.id, page.theme.overrides) + sheet : sheet;
}

/** Two links that keep the path and query of a page and change its language; buttons where a form is kept too. */
export function langSwitch(path: string, lang: Language, keeps?: KeptForm): Html {
  const link = (to: Language, name: string): Html =>
    keeps
      ? html`<button form="${keeps.id}" formaction="${inLanguage(keeps.path, to)}" name="relabel" value="1" lang="${to}"${attributes({ 'aria-current': to === lang && 'true' })}>${name}</button>`
      : html`<a href="${inLanguage(path, to)}" lang="${to}" hreflang="${to}"${attributes({ 'aria-current': to === lang && 'true' })}>${name}</a>`;
  return html`<p class="langs">${link('am', 'አማርኛ')} ${link('en', 'English')}</p>`;
}

/** A path with its query, in a language: `/@abeba?page=2` becomes `/@abeba?page=2&lang=en`. */
export function inLanguage(path: string, lang: Language): string {
  const url = new URL(path.replace(/^[/\\]{2,}/, '/'), 'http://here.invalid');
  url.searchParams.set('lang', lang);
  // `/.//host` has become `//host`, which would lead to another place.
  return `${url.pathname.replace(/^\/{2,}/, '/')}${url.search}`;
}

/** Share tags of a page (SF-1): all of them, since cards are not drawn from a part. */
export function shareTags(share: Share, lang: Language): Html {
  const tag = (property: string, content: string | number): Html =>
    html`<meta property="og:${property}" content="${content}">`;
  const locales = { am: 'am_ET', en: 'en_US' };
  const other = lang === 'am' ? 'en' : 'am';
  const { image } = share;
  return html`${tag('title', share.title)}${tag('description', share.description)}${tag('type', share.type)}${tag(
    'url',
    share.url,
  )}${tag('site_name', share.siteName)}${tag('locale', locales[lang])}${tag('locale:alternate', locales[other])}${
    image && [
      tag('image', image.url),
      tag('image:width', image.width),
      tag('image:height', image.height),
      tag('image:alt', image.alt),
      html`<meta name="twitter:card" content="summary_large_image">`,
    ]
  }`;
}

export type Policy = {
  /** 'sha256-…' of each inline style; `styleHash(pageStyle(page))` or `styleHashes(document)`. */
  readonly styleHashes: readonly string[];
  /** Origins of pictures, sound and film besides our own. */
  readonly imgOrigins?: readonly string[] | undefined;
  /** Origins that forms of the page send to, or are redirected to, besides our own. */
  readonly formActions?: readonly string[] | undefined;
  /** Origins that modules of the page ask, besides our own. */
  readonly connect?: readonly string[] | undefined;
};

/** Content security policy of a page: no inline script at all, inline style only by its hash, no frames. */
export function contentSecurityPolicy(policy: Policy): string {
  const own = (origins: readonly string[] = []): string => ["'self'", ...origins.map(asOrigin)].join(' ');
  const styles = policy.styleHashes.map((hash) => {
    if (!/^sha256-[A-Za-z0-9+/]{43}=$/.test(hash)) throw new TypeError('not a style hash');
    return `'${hash}'`;
  });
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles.join(' ') || "'none'"}`,
    `img-src ${own(policy.imgOrigins)}`,
    `media-src ${own(policy.imgOrigins)}`,
    `connect-src ${own(policy.connect)}`,
    `form-action ${own(policy.formActions)}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(';');
}

/** Headers that every page carries. */
export function securityHeaders(policy: Policy): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(policy),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(),geolocation=(),microphone=()',
    'cross-origin-opener-policy': 'same-origin',
  };
}

const hashes = new Map<string, string>();

/** 'sha256-…' of a style's text, worked out once for each text. */
export function styleHash(css: string): string {
  const seen = hashes.get(css);
  if (seen !== undefined) return seen;
  const hash = `sha256-${createHash('sha256').update(css).digest('base64')}`;
  // Each creator's colours are one more text; a full map starts again instead of growing for ever.
  if (hashes.size >= 2000) hashes.clear();
  hashes.set(css, hash);
  return hash;
}

/** Hash of the one style element that `renderPage` wrote into a document; a second one would not be allowed. */
export function styleHashes(document: string): string[] {
  const css = /<style>([^<]*)<\/style><\/head>/.exec(document)?.[1];
  return css === undefined ? [] : [styleHash(css)];
}

function canonicalLinks(address: string): Html {
  const url = new URL(address);
  const alternate = (lang: Language): Html =>
    html`<link rel="alternate" hreflang="${lang}" href="${url.origin + inLanguage(url.pathname + url.search, lang)}">`;
  return html`<link rel="canonical" href="${address}">${alternate('am')}${alternate('en')}`;
}

function asOrigin(text: string): string {
  const { origin } = new URL(text);
  if (origin === 'null') throw new TypeError('not an origin');
  return origin;
}
