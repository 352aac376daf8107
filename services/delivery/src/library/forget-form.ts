import { button, form } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { inLanguage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';

/** «Forget this phone», for borrowed ones: signs out at auth and comes back to the way in. */
export const forgetForm = (lang: Language, csrf: string): Html =>
  form({
    action: inLanguage('/sign-out', lang),
    method: 'post',
    csrf: { name: '_csrf', value: csrf },
    hidden: { return: '/k' },
    body: html`<p class="muted">${say(words.forgetWhy, lang)}</p>${button({ label: say(words.forget, lang), look: 'quiet' })}`,
  });
