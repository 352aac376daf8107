// Who asked for the counting picture: a person, a robot, or a messenger that draws a preview. A guess that is written
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

export function visitorOf(visit: Visit): Visitor {
  const agent = visit.agent?.slice(0, 500) ?? '';
  if (agent === '') return bot('no-agent');
  if (previews.test(agent)) return { class: 'preview', reason: 'link-preview' };
  if (headless.test(agent)) return bot('headless');
  if (isbot(agent)) return bot('known-agent');
  if (/\b(prefetch|preview|prerender)\b/i.test(visit.purpose ?? '')) return { class: 'preview', reason: 'prefetch' };
  // A browser says for what it asks: `Sec-Fetch-Dest: image`, or, an old one, by the kinds of pictures it knows.
  if (visit.fetchDest === undefined) {
    return /\bimage\//i.test(visit.accept ?? '') ? { class: 'human', reason: 'browser' } : bot('not-a-browser');
  }
  if (visit.fetchDest !== 'image') return bot('not-on-a-page');
  // The picture stands on our own pages only; a token that was copied into another site counts nobody.
  if (visit.fetchSite === 'cross-site') return bot('foreign-page');
  return { class: 'human', reason: 'browser' };
}
