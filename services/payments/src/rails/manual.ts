// A transfer by hand: the buyer sends the money from any bank and tells us its reference; a person of ours looks whether it
// arrived. A reference is evidence, never proof.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { GREATEST_PRICE, LEAST_PRICE } from '@windsurf/money/money';
import type { Rail } from './rails.ts';

const Line = T.String({ minLength: 1, maxLength: 100 });
export const ManualSecret = T.Object({
  accounts: T.Array(T.Object({ bank: Line, number: T.String({ pattern: '^[0-9A-Z]{6,34}$' }), holder: Line }), {
    minItems: 1,
  }),
});
export type ManualSettings = Static<typeof ManualSecret>;

/** Banks are slow, and so are people. */
const lifeMinutes = 72 * 60;

export function createManual({ accounts }: ManualSettings): Rail {
  return {
    name: 'manual',
    capabilities: {
      pay: 'instructions',
      query: false,
      feed: false,
      refund: 'manual',
      payout: [],
      nameCheck: false,
      mandates: false,
      reverses: false,
      lifeMinutes,
      limits: { min: LEAST_PRICE, max: GREATEST_PRICE },
    },
    payOrigin: undefined,
    // Nobody else is told, so there is nothing that could go wrong.
    initiate: async (payment) => ({ kind: 'started', reference: payment.orderId }),
    query: async () => ({ kind: 'no-answer', why: 'nobody to ask' }),
    parseCallback: () => ({ kind: 'unreadable' }),
    accounts: () => accounts,
    readReference,
    selfTest: async () => [],
    close: async () => undefined,
  };
}

/** CBE: FT, the day, and seven more, often followed in links by eight digits of the payer's account, which are left out. */
const cbe = /(?<![A-Z0-9])FT(?=[A-Z0-9]*\d)[A-Z0-9]{10}(?=\d{8}(?!\d)|&|[^A-Z0-9]|$)/;
/** In an SMS that names it: "transaction number is DA10ABCDEF", "Ref: 123456789". */
const named =
  /(?:NUMBER|REFERENCE|REF|TXN|ID)\s*(?:NO\.?|NUMBER)?\s*(?:IS\s*)?[:#]?\s*((?=[A-Z]*\d)[A-Z0-9]{8,32})(?![A-Z0-9])/;
/** telebirr's receipt number: ten letters and digits, of which one in twenty has no digit; what other banks print has one. */
const plain = /^(?:[A-Z0-9]{10}|(?=[A-Z0-9]*\d)[A-Z0-9]{6,32})$/;

/**
 * The bank's reference in what a buyer typed or pasted: a CBE number anywhere in an SMS or a link, or a text that is a
 * reference by itself, spaces and dashes between its signs left out. Upper case, so that one payment has one form.
 *
 * @returns undefined when nothing of it can be a reference
 */
export function readReference(text: string): string | undefined {
  const typed = text.normalize('NFKC').slice(0, 2000).toUpperCase().trim();
  const joined = typed.replace(/[\s\u200b-\u200f\u2060\-–—_.:/#]+/gu, '');
  const found =
    cbe.exec(typed)?.[0] ?? (joined.length === 12 ? cbe.exec(joined)?.[0] : undefined) ?? named.exec(typed)?.[1];
  if (found !== undefined) return found;
  // Words are no part of a number.
  const words = typed.split(/\s+/);
  if (words.length > 1 && words.some((word) => /^\p{L}{3,}$/u.test(word))) return undefined;
  return plain.test(joined) ? joined : undefined;
}
