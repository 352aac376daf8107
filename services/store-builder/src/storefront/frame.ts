// What the pages of a store share: whose they are, how they look, who is counted.
import type { Block } from '@windsurf/contracts/store-blocks';
import type { PageContent } from '@windsurf/contracts/store';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { computeTheme } from '@windsurf/html/themes';
import type { ThemeOverrides } from '@windsurf/html/themes';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { storeWords as words } from '@windsurf/language/words-store';
import { pictureWords } from '@windsurf/language/words-store-pictures';
import { reportWords } from '@windsurf/language/words-trust';
import type { Picture } from '../images/picture.ts';
import type { ReviewRow } from '../reviews/reviews.ts';
import type { PublicProduct } from './public-rows.ts';

/** What is the same for every page of a store. */
export type Frame = {
  readonly lang: Language;
  readonly storeOrigin: string;
  readonly appOrigin: string;
  readonly handle: string;
  readonly storeName: string;
  /** Her own address, where it is the main one. */
  readonly domain: string | null;
  readonly theme: PageContent['theme'];
  /** Signed token of the counting picture; undefined in a preview, which nobody counts. */
  readonly viewToken: string | undefined;
  /** The reader counts her megabytes: pictures are shown when they are asked for. */
  readonly saveData?: boolean | undefined;
  /** Id of the product that is chosen most, where enough have bought to say so. */
  readonly favourite?: string | undefined;
};

/** Products of a list block: those that fit on the page, and whether there are others. */
export type Listed = { readonly items: readonly PublicProduct[]; readonly more: boolean };
export type PostCard = { readonly slug: string; readonly title: string; readonly teaser: string; readonly at: Date };
export type FreeTime = { readonly startsAt: string };
/** What a product costs now, and to what it changes when; payments decides it. */
export type PriceNow = {
  readonly listSantim: number;
  readonly nextChange: { readonly at: string; readonly priceSantim: number } | null;
  /** Null: as many as are asked for. */
  readonly left?: number | null;
  readonly payWhatYouWant?: { readonly minSantim: number } | null;
};

export type StorePage = Frame & {
  readonly content: PageContent;
  readonly shareText: string;
  /** The products that are sold, by id. */
  readonly products: ReadonlyMap<string, PublicProduct>;
  /** Pictures whose sizes are made, by id. */
  readonly pictures: Readonly<Record<string, Picture>>;
  /** By id of the block. */
  readonly lists: ReadonlyMap<string, Listed>;
  /** Next free times of a booking product; none where delivery did not answer. */
  readonly times: ReadonlyMap<string, readonly FreeTime[]>;
  /** Prices of offers with an end; none where payments did not answer. */
  readonly prices: ReadonlyMap<string, PriceNow>;
  /** Names of the addresses that count on their way, by id of the block. */
  readonly outbound: ReadonlyMap<string, string>;
  /** What buyers wrote, by id; only what counts. */
  readonly reviews: ReadonlyMap<string, ReviewRow>;
  readonly posts: readonly PostCard[];
  /** Proof that a form of a block is ours; empty in a preview. */
  readonly formToken: (blockId: string) => string;
  /** When the page is drawn: blocks come and go by it. */
  readonly now: Date;
};

export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** The one address of a page that search engines and messengers are told. */
export const publicAddress = (frame: Pick<Frame, 'storeOrigin' | 'handle' | 'domain'>, slug = ''): string =>
  frame.domain === null
    ? `${frame.storeOrigin}/@${frame.handle}${slug === '' ? '' : `/${slug}`}`
    : `https://${frame.domain}/${slug}`;

export const inLang = (path: string, lang: Language): string => `${path}?lang=${lang}`;

/** The theme with the creator's changes, as the sheet takes it. */
export function themeOf({ theme }: Pick<Frame, 'theme'>): {
  id: PageContent['theme']['name'];
  overrides: ThemeOverrides;
} {
  const { name, ...overrides } = theme;
  return { id: name, overrides };
}
/** How the head of the page looks. */
export const lookOf = ({ theme }: Pick<Frame, 'theme'>) => {
  const { id, overrides } = themeOf({ theme });
  const { photo, align } = computeTheme(id, overrides);
  return { photo, align };
};

/**
 * The picture that counts a view; it needs no script and sets no cookie. Not lazy: a lazy picture that cannot be seen
 * is never fetched where scripts may run (tried in Chromium), and nobody would be counted.
 */
export const counter = (frame: Frame): Html | null =>
  frame.viewToken === undefined
    ? null
    : html`<img class="vh" src="/v1/analytics/view.gif?t=${frame.viewToken}" width="1" height="1" alt="" fetchpriority="low">`;

export const storeFooter = ({
  lang,
  appOrigin,
  handle,
  saveData = false,
}: Pick<Frame, 'lang' | 'appOrigin' | 'handle' | 'saveData'>): Html =>
  html`<ul class="row"><li><a class="tap" href="${appOrigin}/k?lang=${lang}">${say(words.whatYouBought, lang)}</a></li><li><a class="tap" href="${appOrigin}/?lang=${lang}">${say(words.madeWith, lang)}</a></li><li><a class="tap" rel="nofollow" href="/report/${handle}?lang=${lang}">${say(reportWords.link, lang)}</a></li><li><a class="tap" rel="nofollow" href="?lang=${lang}&amp;data=${saveData ? 'full' : 'less'}">${say(saveData ? pictureWords.allPictures : pictureWords.saveData, lang)}</a></li></ul>`;
