import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** How the caller says that the body is protected. */
export type PayloadClaim =
  | { kind: 'unsigned' }
  | { kind: 'sha256'; hex: string }
  /** aws-chunked framing with a checksum in the trailer and no signatures on the chunks */
  | { kind: 'chunked' };

/** A refusal in the words of AWS. `extra` becomes further elements of the XML error. */
export class AwsProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  constructor(status: number, code: string, message: string = code, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export type AwsKeys = { accessKey: string; secretKey: string };

/** Longest life of a presigned address, seconds (AWS: seven days). */
const LONGEST_LIFE = 604_800;
/** How far the caller's clock may be from ours, milliseconds. */
const SKEW = 15 * 60 * 1000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** RFC 3986 encoding, as SigV4 asks for it. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Splits a raw query without turning `+` into a space: SigV4 knows percent-encoding only. */
export function parseQuery(rawUrl: string): [name: string, value: string][] {
  const at = rawUrl.indexOf('?');
  if (at < 0 || at === rawUrl.length - 1) return [];
  return rawUrl
    .slice(at + 1)
    .split('&')
    .map((pair): [string, string] => {
      const cut = pair.indexOf('=');
      const [name, value] = cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
      return [decode(name), decode(value)];
    });
}

/** Percent-decodes, or refuses with 400. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsProblem(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

type Claims = { credential: string; signedHeaders: string; signature: string; date: string; presigned: boolean };

function readClaims(request: IncomingMessage, query: Map<string, string>): Claims {
  const header = request.headers.authorization;
  if (query.has('X-Amz-Signature')) {
    if (header !== undefined) throw new AwsProblem(400, 'InvalidArgument', 'Only one auth mechanism allowed');
    if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
      throw new AwsProblem(400, 'AuthorizationQueryParametersError', 'X-Amz-Algorithm only supports AWS4-HMAC-SHA256');
    }
    const claim = (name: string): string => query.get(name) ?? '';
    return {
      credential: claim('X-Amz-Credential'),
      signedHeaders: claim('X-Amz-SignedHeaders'),
      signature: claim('X-Amz-Signature'),
      date: claim('X-Amz-Date'),
      presigned: true,
    };
  }
  if (header === undefined) throw new AwsProblem(403, 'AccessDenied', 'Access Denied');
  const found = /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  const [, credential, signedHeaders, signature] = found ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new AwsProblem(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  }
  return { credential, signedHeaders, signature, date: String(request.headers['x-amz-date'] ?? ''), presigned: false };
}

function assertFresh(claims: Claims, query: Map<string, string>, now: number): void {
  const [, year, month, dayOfMonth, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(claims.date) ?? [];
  const at = Date.parse(`${year}-${month}-${dayOfMonth}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at)) throw new AwsProblem(403, 'AccessDenied', 'AWS authentication requires a valid Date');
  if (!claims.presigned) {
    if (Math.abs(now - at) > SKEW) {
      throw new AwsProblem(
        403,
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    }
    return;
  }
  const life = Number(query.get('X-Amz-Expires'));
  if (!Number.isInteger(life) || life < 1 || life > LONGEST_LIFE) {
    throw new AwsProblem(
      400,
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be between 1 and 604800 seconds',
    );
  }
  if (now < at - SKEW) throw new AwsProblem(403, 'AccessDenied', 'Request is not valid yet');
  if (now > at + life * 1000) throw new AwsProblem(403, 'AccessDenied', 'Request has expired');
}

function readPayload(request: IncomingMessage, presigned: boolean, service: string): PayloadClaim {
  const stated = request.headers['x-amz-content-sha256'];
  if (typeof stated !== 'string') {
    if (presigned || service !== 's3') return { kind: 'unsigned' };
    throw new AwsProblem(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (stated === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  if (stated === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return { kind: 'chunked' };
  if (stated.startsWith('STREAMING-')) {
    throw new AwsProblem(501, 'NotImplemented', 'This stand-in does not know signed chunks');
  }
  if (!/^[0-9a-f]{64}$/.test(stated)) {
    throw new AwsProblem(
      400,
      'InvalidArgument',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.',
    );
  }
  return { kind: 'sha256', hex: stated };
}

/** Headers that S3 wants to see signed when they are sent. */
function assertSigned(request: IncomingMessage, signed: Set<string>): void {
  const open = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (!signed.has('host')) open.push('host');
  if (open.length > 0) {
    throw new AwsProblem(
      403,
      'AccessDenied',
      `There were headers present in the request which were not signed: ${open.join(', ')}`,
    );
  }
}

/**
 * Checks Signature Version 4 in the header or in the query of `request`, against one pair of keys.
 * @returns how the body is protected; the body itself is checked by whoever reads it
 * @throws AwsProblem as S3 answers: AccessDenied, InvalidAccessKeyId, SignatureDoesNotMatch, RequestTimeTooSkewed…
 */
export function verifyRequest(request: IncomingMessage, keys: AwsKeys, now: number): PayloadClaim {
  const rawUrl = request.url ?? '/';
  const rawPath = rawUrl.split('?')[0] ?? '/';
  const pairs = parseQuery(rawUrl);
  const query = new Map(pairs);
  const claims = readClaims(request, query);
  const [accessKey, day, region, service, end, ...rest] = claims.credential.split('/');
  if (day === undefined || region === undefined || service === undefined || end !== 'aws4_request' || rest.length > 0) {
    throw new AwsProblem(400, 'AuthorizationHeaderMalformed', 'The credential is malformed.');
  }
  if (accessKey !== keys.accessKey) {
    throw new AwsProblem(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  assertFresh(claims, query, now);
  if (!claims.date.startsWith(day)) throw new AwsProblem(403, 'SignatureDoesNotMatch', 'Invalid credential date');
  const names = claims.signedHeaders.split(';');
  assertSigned(request, new Set(names));
  const payload = readPayload(request, claims.presigned, service);

  const canonicalQuery = pairs
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const canonical = [
    request.method ?? 'GET',
    // S3 alone encodes the path once; decoding first makes every spelling of the same key agree
    decode(rawPath).split('/').map(encodeStrictly).join('/'),
    canonicalQuery,
    ...names.map(
      (name) =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    claims.signedHeaders,
    typeof request.headers['x-amz-content-sha256'] === 'string'
      ? request.headers['x-amz-content-sha256']
      : 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', claims.date, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join(
    '\n',
  );
  const key = hmac(hmac(hmac(hmac(`AWS4${keys.secretKey}`, day), region), service), 'aws4_request');
  const wanted = hmac(key, text);
  const given = Buffer.from(claims.signature, 'hex');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new AwsProblem(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return payload;
}
