// How one of our services proves to another which one it is: an HMAC over caller, audience and a short life.
import { createHmac, timingSafeEqual } from 'node:crypto';

const lifeSeconds = 60;
const macOf = (key: string, text: string): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest();

/** A token that lets `caller` call `audience` for a minute. `key` is shared.serviceTokenKey, base64url. */
export function signServiceToken(key: string, caller: string, audience: string, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + lifeSeconds;
  const text = `s1.${caller}.${audience}.${expires}`;
  return `${text}.${macOf(key, text).toString('base64url')}`;
}

/** The caller, or undefined when the token is forged, expired or for another service. */
export function verifyServiceToken(key: string, token: string, audience: string, now: Date): string | undefined {
  const [version, caller, to, expires, mac] = token.split('.');
  if (version !== 's1' || !caller || to !== audience || !expires || !mac) return undefined;
  const seconds = Math.floor(now.getTime() / 1000);
  const until = Number(expires);
  // Not longer alive than it may be: a clock of ours that runs ahead must not hand out long tokens.
  if (!Number.isSafeInteger(until) || until < seconds || until > seconds + 2 * lifeSeconds) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(key, `s1.${caller}.${to}.${expires}`);
  return given.length === expected.length && timingSafeEqual(given, expected) ? caller : undefined;
}
