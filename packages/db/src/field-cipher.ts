// Encryption of single columns: phone numbers, account numbers, addresses of recipients.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

/** Seals and opens texts with one key. */
export type FieldCipher = {
  /** Encrypts; twice the same text gives two different seals, so a sealed column can be neither searched nor joined. */
  seal(text: string): string;
  /** Decrypts. @throws Error when the text was not sealed with this key, or has been changed */
  open(sealed: string): string;
};

// AES-256-GCM: 96 bits of nonce, 128 bits of tag. The prefix names format and key, for the day of another one.
const version = 'v1.';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * A cipher over `fieldKey` of the shared secret.
 * @param keyBase64url 32 bytes in base64url
 * @throws RangeError when the key has another length
 */
export function createFieldCipher(keyBase64url: string): FieldCipher {
  const bytes = Buffer.from(keyBase64url, 'base64url');
  if (bytes.length !== 32) throw new RangeError(`a field key has 32 bytes, this one ${bytes.length}`);
  const key = createSecretKey(bytes);
  const aad = Buffer.from(version);
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(aad);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      const all = Buffer.from(sealed.slice(version.length), 'base64url');
      if (!sealed.startsWith(version) || all.length < nonceBytes + tagBytes) throw new Error('not a sealed field');
      const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(aad).setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return decipher.update(all.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Error('a sealed field was changed, or sealed with another key');
      }
    },
  };
}
