// auth's public keys: fetched once, kept, and asked for again when a token names a key that we have not seen.
import { createPublicKey } from 'node:crypto';
import { request } from 'undici';

export type KeySource = { publicKey(kid: string): Promise<string> };
type Jwk = { kid: string; kty: string; crv: string; x: string };

/** auth cannot be reached and the key is not known yet: a 503, not a 401. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
  readonly kind = 'unavailable';
}
const pemOf = (jwk: Jwk): string =>
  createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();

/** Keys at auth's JWKS address. An unknown `kid` is looked up at most once in 10 seconds. */
export function remoteKeys(url: string, now: () => number = Date.now): KeySource {
  let known = new Map<string, string>();
  let askedAt = -Infinity;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    askedAt = now();
    try {
      const answer = await request(url, { headersTimeout: 2000, bodyTimeout: 2000 });
      const { keys } = (await answer.body.json()) as { keys: Jwk[] };
      known = new Map(keys.map((k) => [k.kid, pemOf(k)]));
    } catch (cause) {
      askedAt = -Infinity;
      throw new KeysUnavailable('auth does not answer', { cause });
    }
  };
  return {
    async publicKey(kid) {
      if (!known.has(kid) && now() - askedAt > 10_000) {
        asking ??= ask().finally(() => {
          asking = undefined;
        });
      }
      if (asking) await asking;
      const key = known.get(kid);
      if (key === undefined) throw new Error('no such key');
      return key;
    },
  };
}

/** Keys that are already at hand: auth's own, and those of tests. */
export function fixedKeys(keys: Readonly<Record<string, string>>): KeySource {
  return {
    async publicKey(kid) {
      const key = keys[kid];
      if (key === undefined) throw new Error('no such key');
      return key;
    },
  };
}
