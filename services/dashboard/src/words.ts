// The language of the app, and how a phrase is said in it.
import { signal } from '@preact/signals';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase, PhraseParams } from '@windsurf/language/phrases';
import { asLanguage, pickLanguage } from '@windsurf/language/pick';

const KEY = 'ws-lang';

const read = (): Language => {
  try {
    return asLanguage(localStorage.getItem(KEY)) ?? pickLanguage(navigator.languages.join(','));
  } catch {
    return pickLanguage(navigator.languages.join(','));
  }
};

/** The language that is shown; guessed from the browser until it is chosen. */
export const lang = signal<Language>(read());

lang.subscribe((value) => {
  document.documentElement.lang = value;
});

/** Chooses a language and remembers it on this device. */
export function chooseLanguage(value: Language): void {
  lang.value = value;
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // A browser that keeps nothing still shows the language until it is closed.
  }
}

/** A phrase in the language that is shown; a component that calls it is drawn again when the language changes. */
export const tr = (phrase: Phrase, params?: PhraseParams): string => say(phrase, lang.value, params);
