import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What the callback signs when nobody says otherwise: all of its fields but the signature. */
export const CALLBACK_FIELDS = [
  'paidAmount',
  'paidByNumber',
  'tillCode',
  'token',
  'transactionId',
  'transactionTime',
] as const;

/** The text that is hashed: `name=value` pairs with `key` among them, sorted by name as ASCII, values as they are. */
export function canonicalPairs(fields: Record<string, string>, key: string): string {
  return Object.entries({ ...fields, key })
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Plain SHA-256 in lower-case hex; the key is only in the text. */
export const hashPairs = (fields: Record<string, string>, key: string): string =>
  createHash('sha256').update(canonicalPairs(fields, key)).digest('hex');

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const mac = (text: string, key: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The customer's JWT, HS256.
 * @param customer.phone `2519…`; @param customer.exp seconds
 */
export function makeJwt(customer: { phone: string; exp: number }, key: string): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(customer)}`;
  return `${text}.${mac(text, key).toString('base64url')}`;
}

/** The number in a JWT that is ours and still holds at `now` (milliseconds); undefined otherwise. */
export function readJwt(token: string, key: string, now: number): string | undefined {
  const [, head, body, signature] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (head === undefined || body === undefined || signature === undefined) return undefined;
  const ours = mac(`${head}.${body}`, key);
  const theirs = Buffer.from(signature, 'base64url');
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return undefined;
  const read = (text: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
  if (read(head)['alg'] !== 'HS256') return undefined;
  const { phone, exp } = read(body);
  return typeof phone === 'string' && typeof exp === 'number' && exp * 1000 > now ? phone : undefined;
}
