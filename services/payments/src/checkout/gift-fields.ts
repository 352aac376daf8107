// “This is a gift” at the checkout: one tick that opens four fields, by the style sheet alone. The same reader serves the
// form and the API.
import { Type as T } from 'typebox';
import { formatMoment } from '@windsurf/calendar/moment';
import { giftNameLimit, giftNoteLimit, giftToYourself } from '@windsurf/contracts/payments-gifts';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { checkbox, errorOf, phoneField, selectField, textArea, textField } from '@windsurf/html/forms';
import type { FieldError } from '@windsurf/html/forms';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { countGraphemes } from '@windsurf/language/graphemes';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { giftFieldWords as words } from '@windsurf/language/words-gifts';
import { parsePhone } from '@windsurf/phone/phone';
import { sendDays, sendTime } from '../gifts/gifts.ts';
import type { GiftWish } from '../gifts/gifts.ts';

const Text = T.Optional(T.String({ maxLength: 200 }));
/** Their place in the body of the form. */
export const GiftSent = {
  gift: Text,
  giftTo: Text,
  giftFrom: Text,
  giftNote: T.Optional(T.String({ maxLength: 4000 })),
  giftOn: Text,
};
/** As it was typed, whatever it is. */
export type GiftTyped = {
  readonly on: boolean;
  readonly to: string;
  readonly from: string;
  readonly note: string;
  readonly day: string;
};
type Sent = Partial<Record<keyof typeof GiftSent, string | undefined>>;
export const noGift: GiftTyped = { on: false, to: '', from: '', note: '', day: '' };
export const giftTypedOf = (sent: Sent): GiftTyped => ({
  on: sent.gift !== undefined,
  to: sent.giftTo ?? '',
  from: sent.giftFrom ?? '',
  note: sent.giftNote ?? '',
  day: sent.giftOn ?? '',
});

/** A browser that cannot tell shows the fields always; what stands in them counts only with the tick. */
export const giftSheet = `@supports selector(:has(a)){main:not(:has(#gift:checked)) .gift{display:none}}`;

export function drawGift(props: {
  readonly typed: GiftTyped;
  readonly lang: Language;
  readonly errors: readonly FieldError[];
  readonly now: Date;
}): Html {
  const { typed, lang, errors, now } = props;
  const own = (name: string) => ({ lang, name, error: errorOf(errors, name) });
  const days = sendDays(now).map(({ value, at }, n) => ({
    value,
    label: n === 0 ? say(words.today, lang) : formatMoment(at, lang, 'date'),
  }));
  const fields = html`${phoneField({ ...own('giftTo'), label: say(words.to, lang), hint: say(words.toHint, lang), value: typed.to, autocomplete: 'off' })}${textField(
    { ...own('giftFrom'), label: say(words.from, lang), value: typed.from, optional: true, autocomplete: 'name' },
  )}${textArea({ ...own('giftNote'), label: say(words.note, lang), value: typed.note, optional: true, rows: 3, limit: giftNoteLimit })}${selectField(
    {
      ...own('giftOn'),
      label: say(words.on, lang),
      value: typed.day === '' ? days[0]?.value : typed.day,
      options: days,
    },
  )}`;
  return html`${checkbox({ ...own('gift'), label: html`<b>${say(words.tick, lang)}</b>`, hint: say(words.tickSays, lang), checked: typed.on, optional: true })}<div class="gift">${fields}</div>`;
}

// Whoever reads a name in an SMS may not find a link or a number to call in it.
const isName = (text: string): boolean =>
  countGraphemes(text) <= giftNameLimit &&
  !/\p{N}/u.test(text) &&
  !/\S[.:@\\]\p{L}{2}/u.test(text) &&
  /^[\p{L}\p{M}]/u.test(text);

/**
 * What was said of a gift; undefined without the tick. `phone` is the buyer's own number, as far as it could be read.
 */
export function readGift(
  typed: GiftTyped,
  of: {
    readonly phone: string | undefined;
    readonly details: ProductDetails;
    readonly lang: Language;
    readonly now: Date;
  },
): GiftWish | { readonly errors: readonly FieldError[] } | undefined {
  if (!typed.on) return undefined;
  const { phone, details, lang, now } = of;
  const errors: FieldError[] = [];
  const wrong = (field: string, text: string) => errors.push({ field, text });
  const to = parsePhone(typed.to);
  if (!to.ok) wrong('giftTo', say(to.says, lang));
  else if (to.phone === phone) wrong('giftTo', say(giftToYourself.says, lang));
  const from = typed.from.replaceAll(/\s+/g, ' ').trim();
  if (from !== '' && !isName(from)) wrong('giftFrom', say(words.name, lang, { most: giftNameLimit }));
  const note = typed.note.replaceAll('\r\n', '\n').trim();
  const letters = countGraphemes(note);
  if (letters > giftNoteLimit) wrong('giftNote', say(words.long, lang, { count: letters, most: giftNoteLimit }));
  const sendAt = sendTime(typed.day, now);
  const starts = details.type === 'event-ticket' ? new Date(details.startsAt) : undefined;
  if (!sendAt)
    wrong('giftOn', say(words.day, lang, { last: formatMoment(sendDays(now).at(-1)?.at ?? now, lang, 'date') }));
  else if (starts && sendAt >= starts)
    wrong('giftOn', say(words.tooLate, lang, { start: formatMoment(starts, lang, 'full') }));
  if (errors.length > 0 || !to.ok || !sendAt) return { errors };
  return { to: to.phone, from, note, sendAt };
}

/** The place in the API's body of each field. */
export const giftPointers: Readonly<Record<string, string>> = {
  giftTo: '/gift/to',
  giftFrom: '/gift/from',
  giftNote: '/gift/note',
  giftOn: '/gift/on',
};
