// Says that a form stood on a page of ours: without a cookie, and the same all day, so that a page's bytes are too.
import { createHmac, timingSafeEqual } from 'node:crypto';

const dayMs = 86_400_000;
/** A page may lie in a cache, or open in a browser, for so many days. */
const lifeDays = 8;

const macOf = (key: string, creatorId: string, blockId: string, day: number): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(`form\0${creatorId}\0${blockId}\0${day}`)
    .digest()
    .subarray(0, 16);

/** `key` is shared.pageTokenKey, base64url. */
export function signForm(key: string, creatorId: string, blockId: string, now: Date): string {
  const day = Math.floor(now.getTime() / dayMs);
  return `${day.toString(36)}.${macOf(key, creatorId, blockId, day).toString('base64url')}`;
}

/** False for a proof of another form, an invented one, one that is older than 8 days or from tomorrow. */
export function isOurForm(key: string, proof: string, creatorId: string, blockId: string, now: Date): boolean {
  const [, written = '', mac = ''] = /^([0-9a-z]{1,6})\.([A-Za-z0-9_-]{22})$/.exec(proof) ?? [];
  if (written === '') return false;
  const day = Number.parseInt(written, 36);
  const age = Math.floor(now.getTime() / dayMs) - day;
  // One day of grace: our clocks may disagree around midnight.
  if (age > lifeDays || age < -1) return false;
  return timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(key, creatorId, blockId, day));
}
