import { inLanguage } from '@windsurf/html/page';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';

/** «Forget this phone», for borrowed ones. */
export const forgetForm = (lang: Language, csrf: string): Html =>
  html`<form action="${inLanguage('/sign-out', lang)}" method="post"><input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="return" value="/k"><p class="muted">${say(words.forgetWhy, lang)}</p><button class="btn quiet" type="submit">${say(words.forget, lang)}</button></form>`;
