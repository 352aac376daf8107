// How numbers and codes are kept: found by an HMAC, read back only through the cipher, never stored in the clear.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FieldCipher } from '@windsurf/db/field-cipher';
import type { E164 } from '@windsurf/phone/phone';

export type PhoneVault = {
  hash(phone: E164): string;
  seal(phone: E164): string;
  open(sealed: string): E164;
  /** Last three digits, the only part of a number that may be shown to others. */
  hint(phone: E164): string;
  codeDigest(codeId: string, code: string): string;
  matches(digest: string, codeId: string, code: string): boolean;
};

export function createPhoneVault(pepper: string, cipher: FieldCipher): PhoneVault {
  const key = Buffer.from(pepper, 'base64url');
  const mac = (kind: string, text: string): string =>
    createHmac('sha256', key).update(`${kind}\n${text}`).digest('base64url');
  return {
    hash: (phone) => mac('phone', phone),
    seal: (phone) => cipher.seal(phone),
    open: (sealed) => cipher.open(sealed) as E164,
    hint: (phone) => phone.slice(-3),
    codeDigest: (codeId, code) => mac('code', `${codeId}\n${code}`),
    matches: (digest, codeId, code) =>
      timingSafeEqual(Buffer.from(digest), Buffer.from(mac('code', `${codeId}\n${code}`))),
  };
}
