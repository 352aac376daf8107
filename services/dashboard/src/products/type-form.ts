// What a product of a type promises, as texts of a form: flat, so that it is kept and compared like every other field.
import type { ProductDetails, ProductType, Question } from '@windsurf/contracts/product-types';
import { priceText, readPrice } from './price-field.ts';

/** By the ids of the fields; a tick is '1' or ''. */
export type TypeForm = Readonly<Record<string, string>>;
export const mostQuestions = 5;
/** What may be sold before it is there. */
export const aheadTypes: ReadonlySet<ProductType> = new Set([
  'digital-download',
  'course',
  'template-pack',
  'licence-key',
  'bundle',
]);
export const kinds: readonly ProductType[] = [
  'digital-download',
  'course',
  'template-pack',
  'bundle',
  'event-ticket',
  'booking',
  'membership',
  'custom-request',
  'tip',
  'licence-key',
  'affiliate-link',
];

const beginnings: Partial<Record<ProductType, TypeForm>> = {
  tip: { amount0: '50', amount1: '100', amount2: '500', least: '10' },
  'event-ticket': { place: 'in-person' },
  'custom-request': { days: '7', questions: '1', q0required: '1' },
  booking: {
    minutes: '30',
    bufferBefore: '0',
    bufferAfter: '10',
    noticeHours: '12',
    horizonDays: '30',
    bookingSeats: '1',
    place: 'phone',
    cancelHours: '24',
    cancelRefundPercent: '100',
    moveHours: '12',
  },
  membership: { graceDays: '3', spaces: '1' },
};
/** How the form of a new product of a type begins. */
export const beginTypeForm = (type: ProductType): TypeForm => beginnings[type] ?? {};

const tick = (on: boolean): string => (on ? '1' : '');
const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const whole = (text: string | undefined): number => Number((text ?? '').trim() === '' ? Number.NaN : text);
const sum = (text: string | undefined): number => {
  const read = readPrice(text ?? '');
  return read.ok ? read.santim : 0;
};

function questionForm(questions: readonly Question[]): Record<string, string> {
  const form: Record<string, string> = { questions: String(questions.length) };
  for (const [at, { text, required, choices = [] }] of questions.entries()) {
    form[`q${at}text`] = text;
    form[`q${at}required`] = tick(required);
    form[`q${at}choices`] = choices.join('\n');
  }
  return form;
}

export function typeFormOf(details: ProductDetails): TypeForm {
  // The bundle has the words of a contract, not its functions.
  const asked = details.type === 'affiliate-link' ? [] : (details.questions ?? []);
  const questions = asked.length > 0 ? questionForm(asked) : {};
  const numbers = (of: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(of).flatMap(([key, value]) => (typeof value === 'number' ? [[key, String(value)]] : [])),
    );
  switch (details.type) {
    case 'tip': {
      const [amount0, amount1, amount2] = details.amounts.map(priceText);
      const amounts = { amount0: amount0 ?? '', amount1: amount1 ?? '', amount2: amount2 ?? '' };
      return { ...questions, ...amounts, least: priceText(details.minSantim), showNames: tick(details.showNames) };
    }
    case 'event-ticket': {
      const { startsAt, endsAt, place, placeText, seats } = details;
      return { ...questions, startsAt, endsAt, place, placeText, seats: seats === null ? '' : String(seats) };
    }
    case 'bundle':
      return { ...questions, parts: details.productIds.join(','), releaseAt: details.releaseAt ?? '' };
    case 'custom-request':
      return { ...questions, days: String(details.daysToDeliver) };
    case 'affiliate-link':
      return { url: details.url, shop: details.shop };
    case 'booking': {
      const { seats, place, placeText, bankCode } = details;
      return {
        ...questions,
        ...numbers(details),
        bookingSeats: String(seats),
        place,
        placeText,
        bankCode: tick(bankCode),
      };
    }
    case 'membership': {
      const { benefits, graceDays, prepay, spaces } = details;
      const off = Object.fromEntries(prepay.map(({ months, percentOff }) => [`prepay${months}`, String(percentOff)]));
      return {
        ...questions,
        ...off,
        benefits: benefits.join('\n'),
        graceDays: String(graceDays),
        spaces: tick(spaces),
      };
    }
    default:
      return { ...questions, releaseAt: details.releaseAt ?? '' };
  }
}

function questionsIn(form: TypeForm): Question[] {
  const count = Math.min(mostQuestions, Number(form.questions ?? 0));
  return Array.from({ length: count }, (_, at) => {
    const choices = lines(form[`q${at}choices`]);
    const asked = { text: form[`q${at}text`] ?? '', required: form[`q${at}required`] === '1' };
    return choices.length > 0 ? { ...asked, kind: 'choice' as const, choices } : { ...asked, kind: 'text' as const };
  });
}

const placeOf = (form: TypeForm): 'phone' | 'online' | 'in-person' =>
  form.place === 'phone' || form.place === 'online' ? form.place : 'in-person';

/** What is sent. What is no number is sent as it cannot be, so that the server says at its field what to write. */
export function detailsOf(type: ProductType, form: TypeForm): ProductDetails {
  const questions = questionsIn(form);
  const asks = questions.length > 0 ? { questions } : {};
  const { releaseAt = '' } = form;
  const day = releaseAt === '' ? {} : { releaseAt };
  const place = { place: placeOf(form), placeText: form.placeText ?? '' };
  switch (type) {
    case 'tip':
      return {
        type,
        ...asks,
        amounts: [form.amount0, form.amount1, form.amount2].map(sum),
        minSantim: sum(form.least),
        showNames: form.showNames === '1',
      };
    case 'event-ticket': {
      const seats = (form.seats ?? '').trim() === '' ? null : whole(form.seats);
      return { type, ...asks, startsAt: form.startsAt ?? '', endsAt: form.endsAt ?? '', ...place, seats };
    }
    case 'bundle':
      return { type, ...asks, ...day, productIds: (form.parts ?? '').split(',').filter((id) => id !== '') };
    case 'custom-request':
      return { type, questions, daysToDeliver: whole(form.days) };
    case 'affiliate-link':
      return { type, url: form.url ?? '', shop: form.shop ?? '' };
    case 'booking':
      return {
        type,
        ...asks,
        minutes: whole(form.minutes),
        bufferBefore: whole(form.bufferBefore),
        bufferAfter: whole(form.bufferAfter),
        noticeHours: whole(form.noticeHours),
        horizonDays: whole(form.horizonDays),
        seats: whole(form.bookingSeats),
        ...place,
        cancelHours: whole(form.cancelHours),
        cancelRefundPercent: whole(form.cancelRefundPercent),
        moveHours: whole(form.moveHours),
        bankCode: form.bankCode === '1',
      };
    case 'membership':
      return {
        type,
        ...asks,
        benefits: lines(form.benefits),
        graceDays: whole(form.graceDays),
        prepay: ([3, 6, 12] as const).flatMap((months) =>
          (form[`prepay${months}`] ?? '').trim() === '' ? [] : [{ months, percentOff: whole(form[`prepay${months}`]) }],
        ),
        spaces: form.spaces === '1',
      };
    default:
      return { type, ...asks, ...day };
  }
}

/** True when both say the same to the server. */
export const sameDetails = (type: ProductType, a: TypeForm, b: TypeForm): boolean =>
  JSON.stringify(detailsOf(type, a)) === JSON.stringify(detailsOf(type, b));

const own: Readonly<Record<string, string>> = {
  minSantim: 'least',
  productIds: 'parts',
  daysToDeliver: 'days',
};
/** The field that a pointer of the server is about; undefined for those that are not of a type. */
export function typeFieldOf(pointer: string, type: ProductType): string | undefined {
  const [, root, name, at, part] = pointer.replace(/^details\./, '/details/').split('/');
  if (root !== 'details' || name === undefined) return undefined;
  if (name === 'amounts') return `amount${at ?? '0'}`;
  if (name === 'questions') return at === undefined ? 'q0text' : part === 'choices' ? `q${at}choices` : `q${at}text`;
  if (name === 'seats' && type === 'booking') return 'bookingSeats';
  if (name === 'prepay') return 'prepay3';
  return own[name] ?? name;
}
