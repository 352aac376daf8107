// Who asked for a counting picture or followed a counted link: a person, a robot, or a messenger that draws a preview. A guess that is written
// down with its reason, so that it can be judged later; charts show people, the rest can be looked at.
import { isbot } from 'isbot';

/** `datacenter`, `self` and `test` are kept for what cannot be told yet: a page of the store origin knows no cookie. */
export type VisitorClass = 'human' | 'bot' | 'preview' | 'datacenter' | 'self' | 'test';
export type Visitor = { readonly class: VisitorClass; readonly reason: string };

/** What a request says about its sender; only headers, nothing of it is stored. */
export type Visit = {
  readonly agent: string | undefined;
  readonly accept: string | undefined;
  readonly fetchDest: string | undefined;
  readonly fetchSite: string | undefined;
  readonly purpose: string | undefined;
};

/** Messengers and networks that fetch a shared link to draw its card. Their in-app browsers have other names. */
const previews =
  /TelegramBot|facebookexternalhit|facebookcatalog|Facebot|meta-externalfetcher|^WhatsApp\/|Twitterbot|Slackbot|Slack-ImgProxy|LinkedInBot|Discordbot|SkypeUriPreview|Viber\/link|Pinterestbot|redditbot|vkShare|Iframely|Embedly/i;
const headless = /HeadlessChrome|PhantomJS|SlimerJS|Puppeteer|Playwright|Lighthouse/i;

const bot = (reason: string): Visitor => ({ class: 'bot', reason });

/** `wants` is what was asked for: the picture on a page of ours, or a page that a link leads to. */
export function visitorOf(visit: Visit, wants: 'image' | 'document' = 'image'): Visitor {
  const agent = visit.agent?.slice(0, 500) ?? '';
  if (agent === '') return bot('no-agent');
  if (previews.test(agent)) return { class: 'preview', reason: 'link-preview' };
  if (headless.test(agent)) return bot('headless');
  if (isbot(agent)) return bot('known-agent');
  if (/\b(prefetch|preview|prerender)\b/i.test(visit.purpose ?? '')) return { class: 'preview', reason: 'prefetch' };
  // A browser says for what it asks: `Sec-Fetch-Dest: image`, or, an old one, by what it takes.
  const takes = wants === 'image' ? /\bimage\//i : /\btext\/html\b/i;
  if (visit.fetchDest === undefined) {
    return takes.test(visit.accept ?? '') ? { class: 'human', reason: 'browser' } : bot('not-a-browser');
  }
  if (visit.fetchDest !== wants) return bot('not-on-a-page');
  // The picture stands on our own pages only; a token that was copied into another site counts nobody. A link may be
  // followed from anywhere.
  if (wants === 'image' && visit.fetchSite === 'cross-site') return bot('foreign-page');
  return { class: 'human', reason: 'browser' };
}

const headerOf = (headers: RequestHeaders, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};
type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the headers of a request say; their names are in small letters. */
export const visitOf = (headers: RequestHeaders): Visit => ({
  agent: headerOf(headers, 'user-agent'),
  accept: headerOf(headers, 'accept'),
  fetchDest: headerOf(headers, 'sec-fetch-dest'),
  fetchSite: headerOf(headers, 'sec-fetch-site'),
  purpose: headerOf(headers, 'sec-purpose') ?? headerOf(headers, 'purpose'),
});
