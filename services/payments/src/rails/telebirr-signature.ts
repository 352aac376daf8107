// telebirr's signature: sorted name=value pairs, RSASSA-PSS with SHA-256 and a salt of 32 bytes, although the field
// says SHA256WithRSA. Rules R1–R10 of the protocol notes.
import { constants, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** R2: never part of what is signed, at either level. */
const unsigned: ReadonlySet<string> = new Set([
  'sign',
  'sign_type',
  'header',
  'refund_info',
  'openType',
  'raw_request',
  'biz_content',
  'wallet_reference_data',
]);
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The text that is signed: top-level fields and those inside `biz_content` in one map (the inner one wins, an object
 * inside of it is flattened), without empty ones, sorted by bytes, joined as `name=value&…`, nothing encoded.
 */
export function canonicalText(message: Readonly<Record<string, unknown>>): string {
  const flat = new Map<string, string>();
  const take = (fields: Readonly<Record<string, unknown>>, inside: boolean): void => {
    for (const [name, value] of Object.entries(fields)) {
      if (unsigned.has(name) || value === null || value === undefined || value === '') continue;
      if (isMap(value) && inside) take(value, inside);
      else flat.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
  };
  take(message, false);
  if (isMap(message.biz_content)) take(message.biz_content, true);
  return [...flat]
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Signs as telebirr wants it: base64 with padding. Node's own default salt would be refused. */
export function signText(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }).toString('base64');
}

/**
 * Which signatures count. `pss` takes a salt of any length; `pss-32` only the documented one; `pkcs1` is `pss` and
 * PKCS#1 v1.5, for a merchant whose gateway is known to sign so.
 */
export type Padding = 'pss' | 'pss-32' | 'pkcs1';

/** True when `signature` (base64, not base64url) is of this text. Never throws. */
export function verifyText(text: string, signature: unknown, key: KeyObject, padding: Padding): boolean {
  if (typeof signature !== 'string' || signature.length % 4 !== 0) return false;
  // Buffer.from would also take base64url and skip what it does not know.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
  const given = Buffer.from(signature, 'base64');
  const data = Buffer.from(text, 'utf8');
  const saltLength = padding === 'pss-32' ? constants.RSA_PSS_SALTLEN_DIGEST : constants.RSA_PSS_SALTLEN_AUTO;
  if (verify('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, given)) return true;
  return padding === 'pkcs1' && verify('sha256', data, { key, padding: constants.RSA_PKCS1_PADDING }, given);
}

/** The notice's own spelling of the transaction id and the one that is signed may differ; each is tried. */
export function verifyMessage(message: Readonly<Record<string, unknown>>, key: KeyObject, padding: Padding): boolean {
  const spellings = [message];
  const { transId, trans_id, ...rest } = message;
  if (transId !== undefined && trans_id === undefined) spellings.push({ ...rest, trans_id: transId });
  if (trans_id !== undefined && transId === undefined) spellings.push({ ...rest, transId: trans_id });
  return spellings.some((spelling) => verifyText(canonicalText(spelling), message.sign, key, padding));
}

const armoured = (text: string): boolean => text.includes('-----BEGIN');
const der = (text: string): Buffer => Buffer.from(text.replace(/\s+/g, ''), 'base64');
function rsaOnly(key: KeyObject, whose: string): KeyObject {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048) throw new Error(`${whose}: an RSA key of 2048 bits is needed`);
  return key;
}

/** A merchant's private key: PEM, or base64 of PKCS#8 or PKCS#1 as it is often handed out. Throws without the text. */
export function privateKeyOf(text: string): KeyObject {
  const read = (): KeyObject => {
    if (armoured(text)) return createPrivateKey(text);
    try {
      return createPrivateKey({ key: der(text), format: 'der', type: 'pkcs8' });
    } catch {
      return createPrivateKey({ key: der(text), format: 'der', type: 'pkcs1' });
    }
  };
  return rsaOnly(quietly(read, 'the private key of telebirr'), 'the private key of telebirr');
}

/** telebirr's public key: PEM or base64 of SPKI. Throws without the text. */
export function publicKeyOf(text: string): KeyObject {
  const read = (): KeyObject =>
    armoured(text) ? createPublicKey(text) : createPublicKey({ key: der(text), format: 'der', type: 'spki' });
  return rsaOnly(quietly(read, 'the public key of telebirr'), 'the public key of telebirr');
}

function quietly(read: () => KeyObject, whose: string): KeyObject {
  try {
    return read();
  } catch {
    // OpenSSL's words may quote the input.
    throw new Error(`${whose}: cannot be read; give PEM or base64 DER`);
  }
}
