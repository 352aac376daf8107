// Reads what a buyer pastes: the message of a wallet or a bank, in Amharic or English, a link to a receipt, or a number by
// itself. Tolerant, because everybody words it in another way; what it finds is a place to look, never a proof.
import { parseWireAmount } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { readReference } from '../rails/manual.ts';

export type Pasted = {
  /** Numbers of a payment as wallets and banks print them, upper case; the most likely one first. */
  readonly references: readonly string[];
  /** Sums that may be what was paid: not what is left, not a fee. Santim. */
  readonly amounts: readonly Santim[];
  /** Nine digits: a code of ours that was paid at a bank. */
  readonly codes: readonly string[];
  /** Our own number of a payment: whole, or its last twelve signs as the waiting page shows them. Lower case. */
  readonly ours: readonly string[];
};

const longest = 2000;
const enough = 8;

/** Never throws; empty lists for what is no message of a payment. */
export function readPasted(text: string): Pasted {
  const plain = text
    .normalize('NFKC')
    .slice(0, longest)
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '');
  const upper = plain.toUpperCase();
  return {
    references: referencesIn(plain, upper),
    amounts: amountsIn(upper),
    codes: codesIn(upper),
    ours: oursIn(upper),
  };
}

// What stands before a number of a payment, in the words of wallets and banks.
const beforeNumber = [
  'TRANSACTION\\s*(?:NUMBER|NO|ID|REFERENCE|REF|CODE)?',
  'TXN\\s*(?:NUMBER|NO|ID|REF)?',
  'TRX\\s*(?:NUMBER|NO|ID|REF)?',
  'RECEIPT\\s*(?:NUMBER|NO|ID)?',
  'INVOICE\\s*(?:NUMBER|NO)?',
  'CONFIRMATION\\s*(?:NUMBER|NO|CODE)?',
  'REFERENCE\\s*(?:NUMBER|NO|CODE|ID)?',
  'REF(?:\\s*(?:NUMBER|NO|ID))?',
  'FT\\s*(?:NUMBER|NO)',
  '(?:የ?ግብይት|የ?ክፍያ|የ?ዝውውር|የ?ዝውውሩ|የ?ደረሰኝ|የ?ማረጋገጫ|የ?ትራንዛክሽን|የ?ሪፈረንስ|የ?ማጣቀሻ)\\s*(?:መለያ\\s*)?(?:ቁጥርዎ|ቁጥሩ|ቁጥርዎም|ቁጥር|ኮድ|መለያ)?',
  'መለያ\\s*ቁጥር',
].join('|');
const named = new RegExp(
  `(?<!\\p{L})(?:${beforeNumber})[\\s.:፡፦#=\\-]*(?:IS|NO|ነው)?[\\s.:፡፦#=\\-]*([A-Z0-9]{6,32})(?![A-Z0-9*])`,
  'gu',
);
/** Some numbers of telebirr have no digit. Only where it is called a number, and printed in capitals, is it no word. */
const lettersOnly =
  /(?:(?:NUMBER|NO|ID|CODE|REF|REFERENCE)[\s.:#=-]*(?:IS)?|(?:ቁጥርዎ|ቁጥሩ|ቁጥር|ኮድ))[\s.:፡፦#=-]*([A-Z]{10})(?![A-Z0-9*])/gu;
/** The end of a link to a receipt. */
const linked = /HTTPS?:\/\/[^\s?]*\/([A-Z0-9]{8,32})(?![A-Z0-9.*/-])/g;
const inQuery = /[?&](?:ID|TRX|TXN|REF|REFERENCE|TRANSACTION(?:ID)?)=([A-Z0-9]{8,32})/g;
/** Letters and digits mixed, as no word and no sum is. */
const mixed = /(?<![A-Z0-9*/.@-])(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){2})[A-Z0-9]{8,20}(?![A-Z0-9*@])/g;

function referencesIn(plain: string, upper: string): string[] {
  const found = new Set<string>();
  const capitals = new Set(
    [...upper.matchAll(lettersOnly)].map(([, number = '']) => number).filter((number) => plain.includes(number)),
  );
  const alone = upper.trim();
  if (/^[A-Z]{10}$/.test(alone)) capitals.add(alone); // typed by itself, often in small letters
  const add = (number: string | undefined): void => {
    // A word is no number, and a phone number is not the number of a payment.
    if (number === undefined || (!/\d/.test(number) && !capitals.has(number)) || /^(?:251|0)[79]\d{8}$/.test(number))
      return;
    // In links, the end of the payer's account follows.
    found.add(/^FT[A-Z0-9]{10}(?:\d{5}|\d{8})$/.test(number) ? number.slice(0, 12) : number);
  };
  const bank = readReference(plain);
  if (bank?.startsWith('FT')) add(bank);
  for (const [, number] of upper.matchAll(named)) add(number);
  for (const number of capitals) add(number);
  for (const [, number] of upper.matchAll(linked)) add(number);
  for (const [, number] of upper.matchAll(inQuery)) add(number);
  const words = upper.replaceAll(/HTTPS?:\/\/\S+/g, ' ');
  for (const [number] of words.matchAll(mixed)) add(number);
  // Typed by itself, with spaces or dashes between its signs; a date is none.
  if (found.size === 0 && !/\d[/.-]\d{1,2}[/.-]\d/.test(plain)) add(bank);
  return [...found].filter((number) => !isOurs(number)).slice(0, enough);
}

const sumText = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d{1,9}(?:\\.\\d{1,2})?';
const currency = '(?:ETB|BIRR|BR\\.?|ብር)';
const sums = new RegExp(
  `${currency}\\s*(${sumText})(?!\\d)|(?<![\\d.,])(${sumText})\\s*(?:ETB|BIRR|BR(?![A-Z])|ብር)`,
  'gu',
);
/** Before a sum that is not what was paid. */
const notPaid =
  /(?:BALANCE|FEE|FEES|CHARGE|CHARGES|COMMISSION|VAT|TAX|EXCISE|BONUS|DISCOUNT|ቀሪ|ሒሳብዎ ላይ|ሂሳብዎ ላይ|ባላንስ|ኮሚሽን|ተ\.?እ\.?ታ|የአገልግሎት|ክፍያ ክፍያ|ቫት|ቦነስ)[^\d.።;]{0,40}(?:\(\s*\d+\s*%\s*\))?[^\d.።;]{0,20}$/u;

function amountsIn(upper: string): Santim[] {
  const found = new Set<Santim>();
  for (const match of upper.matchAll(sums)) {
    const before = upper.slice(Math.max(0, match.index - 90), match.index);
    if (notPaid.test(before)) continue;
    const amount = parseWireAmount((match[1] ?? match[2] ?? '').replaceAll(',', ''));
    if (amount !== undefined && amount > 0) found.add(amount);
  }
  return [...found].slice(0, enough);
}

function codesIn(upper: string): string[] {
  const found = new Set<string>();
  const text = upper.replaceAll(/(?:\+?251|(?<!\d)0)[\s-]*[79]\d(?:[\s-]*\d){7}/g, ' ');
  for (const [digits] of text.matchAll(/(?<![\dA-Z+*.,])\d{3}[ -]?\d{3}[ -]?\d{3}(?![\dA-Z*]|[.,]\d)/g)) {
    found.add(digits.replaceAll(/\D/g, ''));
  }
  return [...found].slice(0, enough);
}

const isOurs = (number: string): boolean => /^[0-9A-F]{32}$/.test(number);
function oursIn(upper: string): string[] {
  const whole = [...upper.matchAll(/(?<![0-9A-F])[0-9A-F]{32}(?![0-9A-F])/g)].map(([id]) => id);
  const short = [...upper.matchAll(/(?<![0-9A-Z])[0-9A-F]{12}(?![0-9A-Z])/g)].map(([id]) => id);
  return [...new Set([...whole, ...short])].map((id) => id.toLowerCase()).slice(0, enough);
}
