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

const pauseMs = 10_000;
const pauseAfterFailureMs = 1000;
const staleMs = 600_000;

/**
 * Keys at auth's JWKS address. An unknown `kid` is looked up at most once in 10 seconds (in one second while auth does
 * not answer); keys older than 10 minutes are asked for again, beside the request that noticed it.
 * `publicKey` throws KeysUnavailable when auth does not answer, and an Error for a key that auth does not have.
 */
export function remoteKeys(url: string, now: () => number = Date.now): KeySource {
  let known = new Map<string, string>();
  let askedAt = -Infinity;
  let failed: KeysUnavailable | undefined;
  let asking: Promise<void> | undefined;
  const fetchKeys = async (): Promise<void> => {
    askedAt = now();
    try {
      const answer = await request(url, { signal: AbortSignal.timeout(2000) });
      const body = (await answer.body.json()) as { keys?: Jwk[] };
      if (answer.statusCode !== 200 || !Array.isArray(body.keys)) throw new Error(`status ${answer.statusCode}`);
      known = new Map(body.keys.map((k) => [k.kid, pemOf(k)]));
      failed = undefined;
    } catch (cause) {
      failed = new KeysUnavailable('auth does not answer', { cause });
      throw failed;
    }
  };
  const ask = async (): Promise<void> => {
    asking ??= fetchKeys().finally(() => {
      asking = undefined;
    });
    await asking;
  };
  return {
    async publicKey(kid) {
      const age = now() - askedAt;
      const key = known.get(kid);
      if (key !== undefined) {
        if (age > staleMs) ask().catch(() => undefined);
        return key;
      }
      if (asking || age > (failed ? pauseAfterFailureMs : pauseMs)) await ask();
      else if (failed) throw failed;
      const found = known.get(kid);
      if (found === undefined) throw new Error('no such key');
      return found;
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
