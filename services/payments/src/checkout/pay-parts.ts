// What a way to pay needs on the waiting page: the drawing of a prompt, a code, accounts and a reference.
import { formatMoment } from '@windsurf/calendar/moment';
import { button, errorOf, errorSummary, form, linkButton, actions, textArea } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { groupedCode, mockPrompt } from '@windsurf/html/parts';
import { say } from '@windsurf/language/phrases';
import { payWords as words } from '@windsurf/language/words-payments';
import { railWords } from '../rails/registry.ts';
import type { PayPage, Tell } from './pay-document.ts';

export const promptSheet =
  '.prompt{width:15rem;margin:28px auto;padding:44px 14px;border:8px solid var(--line);border-radius:36px;background:#8882;font-size:.92rem}.prompt div{padding:16px;border-radius:12px;background:var(--surface)}.prompt i{display:block;height:24px;border-bottom:2px solid var(--line)}';
export const codeSheet =
  '.code{margin:0 0 4px;font:600 2.1rem/1.4 ui-monospace,monospace;user-select:all}.code span+span{margin-inline-start:.4em}ul{margin:0 0 16px;padding-inline-start:20px}';
export const transferSheet =
  '.acc{margin:0 0 16px;padding:14px 16px;border:var(--hair);border-radius:var(--r);background:var(--surface)}.acc div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;padding:4px 0}.acc dd{margin:0;font-weight:600;user-select:all}label{font-weight:600}.field{display:grid;gap:8px;margin-bottom:16px}.field p{margin:0}textarea{width:100%;min-height:96px;padding:12px 14px;border:1px solid var(--line);border-radius:12px;background:var(--surface);color:var(--text);font:inherit}[aria-invalid]{border:2px solid var(--bad)}.error{display:flex;gap:8px;color:var(--bad);font-weight:600}summary{color:var(--link);text-decoration:underline;cursor:pointer}.errors{padding:20px;border:2px solid var(--bad);border-radius:var(--r)}.errors h2{margin:0;font-size:var(--h3)}.errors ul{margin:0;padding:0;list-style:none}.errors a{display:inline-block;padding:12px 0;color:var(--bad);font-weight:600}';

/** A drawing of what the phone shows; from half a minute on, what to do when it shows nothing. */
export function promptDrawing({ intent, lang }: PayPage, age: number, tell: Tell): Html | null {
  const own = railWords(intent.rail);
  if (!own) return null;
  const drawing = mockPrompt({
    lang,
    title: say(own.name, lang),
    lines: [tell(words.promptLine), tell(words.promptPin)],
  });
  return html`${age >= 30 && html`<p>${say(own.stuck, lang)}</p>`}${drawing}`;
}

/** No prompt came: what to look at, and when another way to pay is safe. */
export function noPromptWay({ intent, lang, path }: PayPage, tell: Tell): Html {
  const own = railWords(intent.rail);
  const time = intent.expiresAt && formatMoment(intent.expiresAt, lang, 'time');
  const back = linkButton({ href: `${path}?lang=${lang}`, label: tell(words.backToWait), look: 'quiet' });
  return html`<h2>${tell(words.noPromptTitle)}</h2>${own && html`<p>${say(own.stuck, lang)}</p>`}<p>${tell(words.noPromptPhone)}</p>${
    time && html`<p>${tell(words.noPromptWait, { time })}</p>`
  }${actions(back)}`;
}

/** The code, large; until when; who takes it; a card for somebody else. */
export function codeWay({ intent, lang, code }: PayPage, tell: Tell): Html | null {
  if (!code) return null;
  const own = railWords(intent.rail);
  const label = tell(words.codeLabel, { digits: '' }).trim();
  const until = intent.expiresAt && tell(words.payUntil, { time: formatMoment(intent.expiresAt, lang, 'full') });
  const banks =
    code.banks.length > 0
      ? html`<p>${tell(words.banks)}</p><ul>${code.banks.map((bank) => html`<li lang="en">${bank}</li>`)}</ul>`
      : html`<p>${tell(words.noBanks)}</p>`;
  const share = linkButton({
    href: `${code.billPath}?lang=${lang}`,
    label: tell(words.shareCard),
    look: 'quiet',
    wide: true,
  });
  return html`${groupedCode(code.digits, label)}${until && html`<p><b>${until}</b></p>`}${own && html`<p>${say(own.next, lang)}</p>`}${actions(share)}${banks}`;
}

/** Accounts to transfer to, and the field for the reference; `errors`: only the summary of what is wrong with it. */
export function transferWay(props: PayPage, tell: Tell, what: 'transfer' | 'told' | 'errors'): Html | null {
  const { intent, lang, accounts, path, form: given } = props;
  if (what === 'errors') return errorSummary({ lang, errors: given.errors });
  const own = railWords(intent.rail);
  const until = intent.expiresAt && formatMoment(intent.expiresAt, lang, 'full');
  const row = (name: string, value: string): Html => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;
  const list = accounts.map(
    ({ bank, number, holder }) =>
      html`<dl class="acc"><div><dt>${tell(words.account)}</dt><dd>${bank}</dd></div>${row('№', number)}<div><dt>${tell(words.holder)}</dt><dd>${holder}</dd></div></dl>`,
  );
  const area = textArea({
    lang,
    name: 'text',
    label: tell(words.reference),
    hint: html`${tell(words.referenceHint)}${own && html` ${say(own.stuck, lang)}`}`,
    value: given.typed,
    error: errorOf(given.errors, 'text'),
  });
  const asks = form({
    action: `${path}/reference?lang=${lang}`,
    method: 'post',
    csrf: given.csrf === undefined ? 'no-session' : { name: '_csrf', value: given.csrf },
    hidden: { attempt: given.attempt },
    body: [area, button({ label: tell(words.sendReference), wide: true })],
  });
  if (what === 'told')
    return html`<details><summary class="tap">${tell(words.anotherReference)}</summary>${asks}</details>`;
  return html`${list}${until && html`<p>${tell(words.payUntil, { time: until })}</p>`}${asks}`;
}
