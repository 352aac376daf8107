// A tip: the amount is the product's price that the buyer names, and beside it stands what she wants to say.
import type { DetailsOf } from '@windsurf/contracts/product-types';
import { errorOf, textArea, textField } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import { checkoutTypeWords as words } from '@windsurf/language/words-payments-types';
import { cleanAnswer, tooLong } from './question-fields.ts';
import { shownNames } from './answers.ts';
import { typeFields } from './type-field.ts';

/** experience.md 2.3, BL-14. */
const limits = { message: 200, name: 60 } as const;

export const tipFields = typeFields<DetailsOf<'tip'>, readonly string[]>({
  load: async (deps, { creatorId, productId, details }) =>
    details.showNames ? await shownNames(deps, creatorId, productId) : [],
  draw: ({ details, lang, typed, errors, loaded }) => {
    const message = textArea({
      lang,
      name: 'message',
      label: say(words.tipMessage, lang),
      value: typed.message ?? '',
      rows: 2,
      optional: true,
      error: errorOf(errors, 'message'),
    });
    if (!details.showNames) return message;
    const name = textField({
      lang,
      name: 'name',
      label: say(words.tipName, lang),
      hint: say(words.tipNameHint, lang),
      value: typed.name ?? '',
      optional: true,
      error: errorOf(errors, 'name'),
    });
    const names = loaded.length > 0 && html`<p>${say(words.tipNames, lang, { names: loaded.join(', ') })}</p>`;
    return html`${names}${message}${name}`;
  },
  read: ({ details, lang, typed }) => {
    const [message, name] = [cleanAnswer(typed.message ?? ''), cleanAnswer(typed.name ?? '').replace(/\s+/g, ' ')];
    const checks = [
      { field: 'message', text: tooLong(message, limits.message, lang) },
      { field: 'name', text: tooLong(name, limits.name, lang) },
    ];
    const errors = checks.flatMap(({ field, text }) => (text === undefined ? [] : [{ field, text }]));
    if (errors.length > 0) return { errors };
    const answers = message === '' ? [] : [{ asks: say(words.tipMessage, lang), says: message }];
    return { choice: {}, answers, ...(details.showNames && name !== '' ? { shownName: name } : {}) };
  },
});
