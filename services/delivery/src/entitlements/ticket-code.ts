// The code of a ticket: eight signs that nobody confuses when they are read aloud at a door (Crockford's base 32).
import { createHash } from 'node:crypto';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;

/** Eight signs from the first 40 of at least 40 bits. */
export function codeFrom(bits: Uint8Array): string {
  const value = bits.subarray(0, 5).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return Array.from({ length }, (_, at) => signs[Number((value >> BigInt(5 * (length - 1 - at))) & 31n)]).join('');
}

/** `ABCD-EFGH`. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
/** What a QR code of it says, and what a reader of QR codes types. */
export const ticketText = (code: string): string => `WINDSURF TICKET ${shownCode(code)}`;

/** The code in what somebody typed, said or scanned; undefined when there is none. */
export function readCode(typed: string): string | undefined {
  const text = typed
    .toUpperCase()
    .replace(/^\s*WINDSURF TICKET/, '')
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return text.length === length && [...text].every((sign) => signs.includes(sign)) ? text : undefined;
}

/** As the table keeps it: who reads the table cannot come in. */
export const hashOfCode = (code: string): string => createHash('sha256').update(`ticket\n${code}`).digest('hex');
