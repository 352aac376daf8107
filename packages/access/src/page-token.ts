// Says, in the address of a counting picture, which public page it stands on: readers can copy it and cannot invent one.
import { createHmac, timingSafeEqual } from 'node:crypto';

export type PageTokenPayload = {
  readonly creatorId: string;
  readonly kind: 'store' | 'product';
  readonly productId: string | null;
};

const dayMs = 86_400_000;
/** A page may lie in a cache, or open in a browser, for so many days. */
const lifeDays = 8;
const macBytes = 16;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const bytesOfId = (id: string): Buffer => {
  if (!uuid.test(id)) throw new RangeError('not an id');
  return Buffer.from(id.replaceAll('-', ''), 'hex');
};
const idOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const macOf = (key: string, body: Buffer): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update('page').update(body).digest().subarray(0, macBytes);

/**
 * A token of 47 to 72 characters, base64url. It is the same all day long, so that a page's bytes are too.
 * `key` is shared.pageTokenKey, base64url. Throws RangeError for ids that are none, or a product without its id.
 */
export function signPageToken(key: string, payload: PageTokenPayload, now: Date): string {
  if ((payload.kind === 'product') !== (payload.productId !== null))
    throw new RangeError('a product page has a product');
  const head = Buffer.alloc(3);
  head.writeUInt8(payload.kind === 'store' ? 1 : 2, 0);
  head.writeUInt16BE(Math.floor(now.getTime() / dayMs), 1);
  const ids = [payload.creatorId, ...(payload.productId === null ? [] : [payload.productId])].map(bytesOfId);
  const body = Buffer.concat([head, ...ids]);
  return Buffer.concat([body, macOf(key, body)]).toString('base64url');
}

/** What the token says and the day of its making, or undefined when it is forged, older than 8 days or from tomorrow. */
export function verifyPageToken(
  key: string,
  token: string,
  now: Date,
): (PageTokenPayload & { readonly issuedOn: string }) | undefined {
  if (!/^[A-Za-z0-9_-]{40,120}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const kind = bytes[0];
  if ((kind !== 1 && kind !== 2) || bytes.length !== 3 + 16 * kind + macBytes) return undefined;
  const body = bytes.subarray(0, -macBytes);
  if (!timingSafeEqual(bytes.subarray(-macBytes), macOf(key, body))) return undefined;
  const day = body.readUInt16BE(1);
  const age = Math.floor(now.getTime() / dayMs) - day;
  // One day of grace: our clocks may disagree around midnight.
  if (age > lifeDays || age < -1) return undefined;
  return {
    kind: kind === 1 ? 'store' : 'product',
    creatorId: idOf(body.subarray(3, 19)),
    productId: kind === 1 ? null : idOf(body.subarray(19, 35)),
    issuedOn: new Date(day * dayMs).toISOString().slice(0, 10),
  };
}
