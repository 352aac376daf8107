// Browsers inside other apps often cannot keep a file: their page of downloads goes with the app, or there is none. Whoever
// reads in one is told how to open the same address in a browser of the phone (SF-10).
import { linkButton } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { banner } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';

/** How such browsers name themselves; "; wv)" is Android's own mark of a view inside an app. */
const insideMarks = /; wv\)|\bTelegram|\bFBA[NV]\b|\bFB_IAB\b|\bInstagram\b|musical_ly|BytedanceWebview|\bTikTok\b/i;

/** Whether a browser says that it lives in another app; one that says nothing is believed to be the phone's own. */
export const isInsideApp = (userAgent: string | undefined): boolean => insideMarks.test(userAgent ?? '');

/**
 * The address for Chrome of an Android phone; a phone without Chrome stays on the page.
 * Format: developer.chrome.com, "Android intents with Chrome".
 */
function chromeAddress(address: string): string {
  const url = new URL(address);
  const back = encodeURIComponent(address);
  return `intent://${url.host}${url.pathname}${url.search}#Intent;scheme=${url.protocol.slice(0, -1)};package=com.android.chrome;S.browser_fallback_url=${back};end`;
}

/** Says how to open this page where a file can be kept; `address` is the page's own, absolute. */
export function openElsewhere(lang: Language, address: string, userAgent: string | undefined): Html {
  const android = /\bAndroid\b/i.test(userAgent ?? '');
  const open = linkButton({ label: say(words.openInChrome, lang), href: chromeAddress(address), wide: true });
  const body = html`<p><b>${say(words.insideApp, lang)}</b></p>${android && html`<p>${open}</p>`}<p>${say(words.insideAppMenu, lang)}</p>`;
  return banner({ lang, kind: 'info', body });
}
