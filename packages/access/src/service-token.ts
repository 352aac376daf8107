// How one of our services proves to another which one it is: an HMAC over caller, audience and a short life.
import { createHmac, timingSafeEqual } from 'node:crypto';

const lifeSeconds = 60;
const macOf = (key: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest();

const serviceName = /^[a-z][a-z0-9-]*$/;

/**
 * A token that lets `caller` call `audience` for a minute. `key` is shared.serviceTokenKey, base64url.
 * Throws a RangeError for a name that is not one of a service.
 */
export function signServiceToken(key: string, caller: string, audience: string, now: Date): string {
  if (!serviceName.test(caller) || !serviceName.test(audience)) throw new RangeError('not the name of a service');
  const expires = Math.floor(now.getTime() / 1000) + lifeSeconds;
  const text = `s1.${caller}.${audience}.${expires}`;
  return `${text}.${macOf(key, text).toString('base64url')}`;
}

/**
 * The caller, or undefined when the token is forged, expired or for another service. While a key is being replaced
 * `keys` are the new and the old one; either may have signed.
 */
export function verifyServiceToken(
  keys: string | readonly string[],
  token: string,
  audience: string,
  now: Date,
): string | undefined {
  const [version, caller, to, expires, mac, ...more] = token.split('.');
  if (version !== 's1' || !caller || to !== audience || !expires || !mac || more.length > 0) return undefined;
  const seconds = Math.floor(now.getTime() / 1000);
  const until = Number(expires);
  // Not longer alive than it may be: a clock of ours that runs ahead must not hand out long tokens.
  if (!Number.isSafeInteger(until) || until < seconds || until > seconds + 2 * lifeSeconds) return undefined;
  // Compared as text: several spellings of base64url mean the same bytes, and only ours is ours.
  const given = Buffer.from(mac);
  const signed = [keys].flat().some((key) => {
    const expected = Buffer.from(macOf(key, `s1.${caller}.${to}.${expires}`).toString('base64url'));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return signed ? caller : undefined;
}
