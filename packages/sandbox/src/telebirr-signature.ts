import { constants, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Fields that never take part in a signature, at both levels (rule R2). */
const LEFT_OUT = new Set([
  'sign',
  'sign_type',
  'header',
  'refund_info',
  'openType',
  'raw_request',
  'biz_content',
  'wallet_reference_data',
]);

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function flatten(fields: Fields, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (LEFT_OUT.has(name) || value === null || value === undefined || value === '') continue;
    // R9: the children of a nested object count as pairs of their own
    if (isFields(value)) flatten(value, into);
    else into.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

/**
 * The text that telebirr signs: rules R1–R9 of the protocol. Top-level fields and those of `biz_content` in one flat list,
 * empty ones dropped, sorted by the bytes of their names, joined as `name=value` by `&`, nothing encoded.
 */
export function canonicalText(message: Fields): string {
  const pairs = new Map<string, string>();
  flatten(message, pairs);
  // R4: on a name present at both levels the inner value wins
  if (isFields(message['biz_content'])) flatten(message['biz_content'], pairs);
  return [...pairs]
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } as const;

/** RSASSA-PSS, SHA-256, salt of 32 bytes; base64 with padding. */
export function signText(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), { key, ...PSS }).toString('base64');
}

/**
 * Whether `signature` is a PSS-32 signature of `text` by the owner of `key`.
 * @param options.allowPkcs1 also take PKCS#1 v1.5, which some clients send; off unless a switch says so
 */
export function isSignedBy(
  key: KeyObject,
  text: string,
  signature: unknown,
  options: { allowPkcs1?: boolean } = {},
): boolean {
  if (typeof signature !== 'string') return false;
  const bytes = Buffer.from(signature, 'base64');
  // Buffer also reads base64url and skips rubbish; the wire knows plain base64 alone
  if (bytes.toString('base64') !== signature) return false;
  const data = Buffer.from(text, 'utf8');
  if (verify('sha256', data, { key, ...PSS }, bytes)) return true;
  return options.allowPkcs1 === true && verify('sha256', data, { key, padding: constants.RSA_PKCS1_PADDING }, bytes);
}

/** Reads a private key from PEM or, as keys are often delivered, from bare base64 of PKCS#8 DER. */
export function readPrivateKey(text: string): KeyObject {
  return text.includes('-----BEGIN')
    ? createPrivateKey(text)
    : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
}

/** Reads a public key from PEM or from bare base64 of SPKI DER. */
export function readPublicKey(text: string): KeyObject {
  return text.includes('-----BEGIN')
    ? createPublicKey(text)
    : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
}
