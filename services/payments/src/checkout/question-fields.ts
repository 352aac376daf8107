// The creator's own questions, at most five, on the checkout of any product.
import { questionsOf } from '@windsurf/contracts/product-types';
import type { ProductDetails, Question } from '@windsurf/contracts/product-types';
import { errorOf, radioCards, textArea } from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { countGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { checkoutTypeWords as words } from '@windsurf/language/words-payments-types';

type Names = 'q1' | 'q2' | 'q3' | 'q4' | 'q5';
type Typed = Readonly<Partial<Record<Names, string | undefined>>>;
type Asked = { readonly details: ProductDetails; readonly lang: Language; readonly typed: Typed };
const names: readonly Names[] = ['q1', 'q2', 'q3', 'q4', 'q5'];
/** Letters of one answer. */
const longest = 500;

/** What people type, without what nobody sees. */
export const cleanAnswer = (typed: string): string =>
  typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .trim();

/** Of a text that is too long; undefined when it fits. */
export function tooLong(text: string, limit: number, lang: Language): string | undefined {
  const count = text.length <= limit ? 0 : countGraphemes(text);
  return count > limit ? say(words.tooLong, lang, { limit, count }) : undefined;
}

const named = (details: ProductDetails): [Names, Question][] =>
  questionsOf(details).flatMap((question, at): [Names, Question][] => {
    const name = names[at];
    return name === undefined ? [] : [[name, question]];
  });

/** Draws them in the creator's order, each with what was typed. */
export function drawQuestions({
  details,
  lang,
  typed,
  errors,
}: Asked & { readonly errors: readonly FieldError[] }): Html {
  return html`${named(details).map(([name, { text, required, kind, choices = [] }]) => {
    const own = { lang, name, value: typed[name] ?? '', error: errorOf(errors, name) };
    if (kind === 'text') return textArea({ ...own, label: text, rows: 3, optional: !required });
    const options = choices.map((choice) => ({ value: choice, label: choice }));
    const all = required ? options : [...options, { value: '', label: say(words.noAnswer, lang) }];
    return radioCards({ ...own, legend: text, options: all });
  })}`;
}

/** What was answered, or what is missing. An answer to a choice is one of its choices and nothing else. */
export function readQuestions({
  details,
  lang,
  typed,
}: Asked): { readonly answers: { asks: string; says: string }[] } | { readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  const answers: { asks: string; says: string }[] = [];
  for (const [name, { text, required, kind, choices = [] }] of named(details)) {
    const says = cleanAnswer(typed[name] ?? '');
    const long = tooLong(says, longest, lang);
    if (says === '' && required) errors.push({ field: name, text: say(words.needed, lang) });
    else if (long !== undefined) errors.push({ field: name, text: long });
    else if (says !== '' && kind === 'choice' && !choices.includes(says))
      errors.push({ field: name, text: say(words.choose, lang) });
    else if (says !== '') answers.push({ asks: text, says });
  }
  return errors.length > 0 ? { errors } : { answers };
}
