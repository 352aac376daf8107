// How the page for a payment that seems lost looks: one field, one number, one button; then an honest answer.
import { actions, button, errorOf, errorSummary, form, linkButton, phoneField, textArea } from '@windsurf/html/forms';
import { titleWithError } from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { renderPage } from '@windsurf/html/page';
import { badge, brandHeader } from '@windsurf/html/parts';
import { appSheet } from '@windsurf/html/sheet';
import type { FoundOutcome } from '@windsurf/contracts/payments-follow';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { asSentence } from '../rails/registry.ts';
import { whereWords as words } from '@windsurf/language/words-where';

export type WherePage = {
  readonly lang: Language;
  /** Path of this page. */
  readonly path: string;
  /** Asked for only where no address of a payment says whose it is. */
  readonly asksPhone: boolean;
  readonly csrf: string | undefined;
  readonly attempt: string;
  readonly typed: { readonly text: string; readonly phone: string };
  readonly errors: readonly FieldError[];
};

export function whereDocument(props: WherePage): string {
  const { lang, path, typed, errors } = props;
  const tell = (phrase: Phrase): string => say(phrase, lang);
  const text = textArea({
    lang,
    name: 'text',
    label: tell(words.text),
    hint: tell(words.textHint),
    value: typed.text,
    error: errorOf(errors, 'text'),
  });
  const phone = phoneField({
    lang,
    name: 'phone',
    label: tell(words.phone),
    value: typed.phone,
    error: errorOf(errors, 'phone'),
  });
  const body = html`${errorSummary({ lang, errors })}<h1>${tell(words.title)}</h1><p>${tell(words.intro)} <b>${tell(words.neverPin)}</b></p>${form(
    {
      id: 'where',
      action: `${path}?lang=${lang}`,
      method: 'post',
      csrf: props.csrf === undefined ? 'no-session' : { name: '_csrf', value: props.csrf },
      hidden: { attempt: props.attempt },
      body: [text, props.asksPhone && phone, button({ label: tell(words.look), wide: true })],
    },
  )}`;
  const title = titleWithError(tell(words.title), errors.length > 0, lang);
  const keeps = { id: 'where', path };
  return renderPage({ lang, title, sheet: appSheet, header: brandHeader(), body, path, keeps, index: false });
}

const said: Readonly<Record<FoundOutcome, readonly ['ok' | 'wait' | 'warn' | 'bad', Phrase, Phrase]>> = {
  granted: ['ok', words.granted, words.grantedNext],
  asking: ['wait', words.asking, words.askingNext],
  queued: ['wait', words.queued, words.queuedNext],
  returning: ['warn', words.returning, words.returningNext],
  ended: ['bad', words.ended, words.endedNext],
};
/** What was found, in two sentences; placeholders: rail, hint. */
export const saysOf = (outcome: FoundOutcome, lang: Language, params: PhraseParams): readonly [string, string] => {
  const [, state, next] = said[outcome];
  return [asSentence(say(state, lang, params)), asSentence(say(next, lang, params))];
};

/** The sign before the sentence, as large as the sentence. */
const foundSheet = `${appSheet}h1 .i{width:30px;height:30px;vertical-align:-5px;margin-inline-end:8px}`;

export function foundDocument(props: {
  readonly lang: Language;
  readonly path: string;
  readonly outcome: FoundOutcome;
  readonly params: PhraseParams;
  readonly statusPath: string | undefined;
}): string {
  const { lang, path, outcome } = props;
  const [state, next] = saysOf(outcome, lang, props.params);
  const { statusPath } = props;
  const follow =
    statusPath !== undefined && linkButton({ href: statusPath, label: say(words.follow, lang), wide: true });
  const again = linkButton({
    href: `${path}?lang=${lang}`,
    label: say(words.lookAgain, lang),
    look: 'quiet',
    wide: true,
  });
  const body = html`<div role="status"><h1>${badge(said[outcome][0], '')}${state}</h1><p>${next}</p></div>${actions(follow, outcome === 'ended' && again)}`;
  return renderPage({ lang, title: state, sheet: foundSheet, header: brandHeader(), body, path, index: false });
}
