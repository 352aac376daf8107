import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform, type TransformCallback, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { AwsProblem, type PayloadClaim } from './sigv4.ts';

export type Received = { path: string; size: number; md5: string; checksums: Record<string, string> };

/** The checksum algorithms of S3 that this stand-in computes; CRC64NVME is refused by name. */
export const CHECKSUMS = ['crc32', 'crc32c', 'sha1', 'sha256'] as const;
export type ChecksumName = (typeof CHECKSUMS)[number];

const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(data: Buffer, before: number): number {
  let value = ~before >>> 0;
  for (const byte of data) value = ((value >>> 8) ^ (CRC32C_TABLE[(value ^ byte) & 0xff] ?? 0)) >>> 0;
  return ~value >>> 0;
}

type Digest = { update(data: Buffer): void; base64(): string };

function digest(name: ChecksumName): Digest {
  if (name === 'sha1' || name === 'sha256') {
    const hash = createHash(name);
    return { update: (data) => void hash.update(data), base64: () => hash.digest('base64') };
  }
  const step = name === 'crc32' ? crc32 : crc32c;
  let value = 0;
  return {
    update: (data) => {
      value = step(data, value);
    },
    base64: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes.toString('base64');
    },
  };
}

/** A line of framing longer than this is not framing. */
const LONGEST_LINE = 4096;

/**
 * Takes the aws-chunked framing off a body: `hex-size[;extension]\r\n bytes \r\n … 0\r\n trailer: value\r\n \r\n`.
 * The framing may be cut by packets anywhere. Trailers are kept by lower-case name and read when the stream has ended.
 */
export class Dechunker extends Transform {
  readonly trailers: Record<string, string> = {};
  #state: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';
  #line = '';
  #left = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      let at = 0;
      while (at < chunk.length) {
        if (this.#state === 'done') throw malformed();
        if (this.#state === 'data') {
          const end = Math.min(chunk.length, at + this.#left);
          this.push(chunk.subarray(at, end));
          this.#left -= end - at;
          at = end;
          if (this.#left === 0) this.#state = 'data-end';
          continue;
        }
        // a line ends with \n wherever a packet happened to end
        const feed = chunk.indexOf(10, at);
        const end = feed < 0 ? chunk.length : feed + 1;
        this.#line += chunk.toString('latin1', at, end);
        at = end;
        if (this.#line.length > LONGEST_LINE) throw malformed();
        if (feed >= 0) this.#takeLine();
      }
      done();
    } catch (problem) {
      done(problem instanceof Error ? problem : malformed());
    }
  }

  #takeLine(): void {
    if (!this.#line.endsWith('\r\n')) throw malformed();
    const line = this.#line.slice(0, -2);
    this.#line = '';
    switch (this.#state) {
      case 'size': {
        const size = /^([0-9a-fA-F]{1,8})(?:;.*)?$/.exec(line)?.[1];
        if (size === undefined) throw malformed();
        this.#left = Number.parseInt(size, 16);
        this.#state = this.#left === 0 ? 'trailer' : 'data';
        return;
      }
      case 'data-end':
        if (line !== '') throw malformed();
        this.#state = 'size';
        return;
      case 'trailer': {
        if (line === '') {
          this.#state = 'done';
          return;
        }
        const cut = line.indexOf(':');
        if (cut < 1) throw malformed();
        this.trailers[line.slice(0, cut).trim().toLowerCase()] = line.slice(cut + 1).trim();
        return;
      }
      default:
        throw malformed();
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#state === 'done' ? null : new AwsProblem(400, 'IncompleteBody', 'The chunked body ended early.'));
  }
}

const malformed = (): AwsProblem => new AwsProblem(400, 'InvalidRequest', 'The aws-chunked framing is malformed.');

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * Streams the body of a PUT into a new file of `folder`, checking everything that the caller said about it:
 * x-amz-content-sha256, Content-MD5, x-amz-checksum-* (header, hoisted query or trailer) and the lengths.
 * @param stated headers of the request with hoisted `x-amz-*` query parameters merged in, lower-case
 * @throws AwsProblem BadDigest, XAmzContentSHA256Mismatch, EntityTooLarge, IncompleteBody…; the file is then gone
 */
export async function receiveBody(
  request: IncomingMessage,
  stated: Record<string, string>,
  claim: PayloadClaim,
  options: { folder: string; maxBytes: number; alsoCompute?: ChecksumName },
): Promise<Received> {
  const chunked = claim.kind === 'chunked' || /\baws-chunked\b/.test(stated['content-encoding'] ?? '');
  const length = whole(chunked ? stated['x-amz-decoded-content-length'] : stated['content-length']);
  if (length === undefined)
    throw new AwsProblem(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  if (length > options.maxBytes) {
    throw new AwsProblem(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
  }
  const announced = (stated['x-amz-trailer'] ?? '').toLowerCase();
  if (/x-amz-checksum-crc64nvme/.test(announced) || 'x-amz-checksum-crc64nvme' in stated) {
    throw new AwsProblem(501, 'NotImplemented', 'This stand-in does not compute CRC64NVME');
  }
  const wanted = CHECKSUMS.filter(
    (name) =>
      `x-amz-checksum-${name}` in stated ||
      announced.includes(`x-amz-checksum-${name}`) ||
      name === options.alsoCompute,
  );
  const digests = new Map(wanted.map((name) => [name, digest(name)]));
  const md5 = createHash('md5');
  const sha = claim.kind === 'sha256' ? createHash('sha256') : undefined;
  const path = join(options.folder, randomUUID());
  let size = 0;
  const measure = new Transform({
    transform(data: Buffer, _encoding, done) {
      size += data.length;
      if (size > length)
        return done(new AwsProblem(400, 'IncompleteBody', 'The body is longer than it was said to be.'));
      md5.update(data);
      sha?.update(data);
      for (const one of digests.values()) one.update(data);
      return done(null, data);
    },
  });
  const dechunker = chunked ? new Dechunker() : undefined;
  try {
    const file = createWriteStream(path, { flags: 'wx' });
    await (dechunker === undefined ? pipeline(request, measure, file) : pipeline(request, dechunker, measure, file));
    if (size !== length) throw new AwsProblem(400, 'IncompleteBody', 'The body is shorter than it was said to be.');
    if (claim.kind === 'sha256' && sha?.digest('hex') !== claim.hex) {
      throw new AwsProblem(
        400,
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const md5Hex = md5.digest('hex');
    assertMd5(stated['content-md5'], md5Hex);
    const checksums = Object.fromEntries([...digests].map(([name, one]) => [name, one.base64()]));
    const said = { ...stated, ...dechunker?.trailers };
    for (const name of announced.split(',').map((text) => text.trim())) {
      if (name !== '' && said[name] === undefined)
        throw new AwsProblem(400, 'MalformedTrailerError', `The trailer ${name} is missing.`);
    }
    for (const [name, value] of Object.entries(checksums)) {
      const claimed = said[`x-amz-checksum-${name}`];
      if (claimed !== undefined && claimed !== value) {
        throw new AwsProblem(
          400,
          'BadDigest',
          `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
        );
      }
    }
    return { path, size, md5: md5Hex, checksums };
  } catch (problem) {
    await rm(path, { force: true });
    throw problem;
  }
}

function assertMd5(claimed: string | undefined, hex: string): void {
  if (claimed === undefined) return;
  if (!/^[A-Za-z0-9+/]{22}==$/.test(claimed))
    throw new AwsProblem(400, 'InvalidDigest', 'The Content-MD5 you specified is not valid.');
  if (Buffer.from(claimed, 'base64').toString('hex') !== hex) {
    throw new AwsProblem(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}

/**
 * Reads a small XML body into memory.
 * @throws AwsProblem MalformedXML above `limit` bytes, BadDigest when a digest that was given does not fit
 */
export async function readSmallBody(
  request: IncomingMessage,
  stated: Record<string, string>,
  claim: PayloadClaim,
  limit = 2 * 1024 * 1024,
): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  const sink = new Writable({
    write(data: Buffer, _encoding, done) {
      size += data.length;
      parts.push(data);
      done(size > limit ? new AwsProblem(400, 'MalformedXML', 'The XML you provided is too long.') : null);
    },
  });
  await (claim.kind === 'chunked' ? pipeline(request, new Dechunker(), sink) : pipeline(request, sink));
  const body = Buffer.concat(parts);
  if (claim.kind === 'sha256' && createHash('sha256').update(body).digest('hex') !== claim.hex) {
    throw new AwsProblem(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  assertMd5(stated['content-md5'], createHash('md5').update(body).digest('hex'));
  for (const name of CHECKSUMS) {
    const claimed = stated[`x-amz-checksum-${name}`];
    if (claimed === undefined) continue;
    const one = digest(name);
    one.update(body);
    if (one.base64() !== claimed)
      throw new AwsProblem(400, 'BadDigest', `The ${name.toUpperCase()} you specified did not match.`);
  }
  return body.toString('utf8');
}
