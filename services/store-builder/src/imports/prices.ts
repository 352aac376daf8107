import type { Santim } from '@windsurf/money/money';
import { GREATEST_PRICE, LEAST_PRICE, parseBirr } from '@windsurf/money/money';

const number = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?`;
const birr = String.raw`ብር|birr|br\.?|etb`;
const inBirr = [
  new RegExp(`(${number})\\s*(?:${birr})(?![a-z])`, 'iu'),
  new RegExp(`(?:ETB|Br\\.?)\\s*(${number})`, 'iu'),
  new RegExp(`(?:ዋጋ|ዋጋው|price)[^\\d\\n$€£]{0,12}(${number})(?!\\s*[$€£%])`, 'iu'),
];
const elsewhere = /[$€£]\s*\d[\d.,]*|\d[\d.,]*\s*(?:[$€£]|usd|eur|gbp)/iu;

/** As long as a post of Telegram may be; looking for a price in more takes the square of its length. */
const looked = 4096;

/** A price that a text names in birr, if it can be sold for that. */
export function birrIn(text: string): Santim | undefined {
  for (const pattern of inBirr) {
    const found = pattern.exec(text.slice(0, looked))?.[1];
    if (found === undefined) continue;
    const read = parseBirr(found, { min: LEAST_PRICE, max: GREATEST_PRICE });
    if (read.ok) return read.santim;
  }
  return undefined;
}

/** A price in other money, as it is written. */
export const otherMoneyIn = (text: string): string | undefined => elsewhere.exec(text.slice(0, looked))?.[0].trim();
