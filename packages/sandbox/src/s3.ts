import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { answerBucket } from './s3-buckets.ts';
import { type Call, finish, sendXml, XML } from './s3-call.ts';
import { listen, type Listening } from './listen.ts';
import { type ChecksumName, readSmallBody, receiveBody } from './s3-bodies.ts';
import { type ObjectRecord, openObjects } from './s3-objects.ts';
import { openUploads } from './s3-multipart.ts';
import { assertMayWrite, isUnchanged, sendObject } from './s3-reading.ts';
import { printXml } from './s3-xml.ts';
import { AwsProblem, decode, parseQuery, verifyRequest } from './sigv4.ts';

export type S3Options = {
  /** Folder where the objects lie; made when missing. */
  dir: string;
  /** 0 (the default) takes a free port. */
  port?: number;
  /** Address to listen on; 127.0.0.1 by default. */
  host?: string;
  accessKey: string;
  secretKey: string;
  /** Buckets to make at the start when they are missing. */
  buckets?: string[];
  /** Largest body of one PUT, bytes; S3's own limit by default. */
  maxBytes?: number;
  /** Clock, milliseconds. */
  now?: () => number;
};

/** Headers that are kept with an object and given back with it. */
const KEPT = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];
const EXPOSED =
  'ETag, Content-Range, Content-Length, Content-Disposition, Accept-Ranges, Last-Modified, x-amz-request-id';

function statedOf(request: IncomingMessage, query: Map<string, string>): Record<string, string> {
  const stated: Record<string, string> = {};
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    if (
      lower.startsWith('x-amz-') &&
      !/^x-amz-(signature|credential|date|expires|signedheaders|algorithm)$/.test(lower)
    )
      stated[lower] = value;
  }
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) stated[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return stated;
}

function keptHeaders(stated: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(stated)) {
    if (KEPT.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = value;
  }
  const encoding = (stated['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'aws-chunked');
  if (encoding.length > 0) kept['content-encoding'] = encoding.join(', ');
  return kept;
}

function allowBrowsers({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*');
  response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
  response.setHeader('access-control-expose-headers', EXPOSED);
}

function checksumHeaders(checksums: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`x-amz-checksum-${name}`, value]));
}

/**
 * Starts a stand-in of S3 for development and tests: path style, Signature Version 4 checked, objects on disk, bodies streamed.
 * @returns the address to give to a client as `endpoint` (with `forcePathStyle: true`), and a way to stop
 */
export async function startS3(options: S3Options): Promise<Listening> {
  const now = options.now ?? Date.now;
  const maxBytes = options.maxBytes ?? 5 * 1024 ** 3;
  const dir = resolve(options.dir);
  const store = openObjects(dir, now);
  for (const bucket of options.buckets ?? []) store.createBucket(bucket);
  const uploads = openUploads(dir, store, now);

  const copy = async (call: Call, source: string): Promise<void> => {
    const [, fromBucket, fromKey] = /^\/?([^/]+)\/(.+)$/.exec(decode(source.split('?')[0] ?? '')) ?? [];
    if (fromBucket === undefined || fromKey === undefined)
      throw new AwsProblem(400, 'InvalidArgument', 'Copy Source must mention the source bucket and key');
    const original: ObjectRecord = store.get(fromBucket, fromKey);
    const condition = (name: string): Record<string, string> => {
      const value = call.stated[`x-amz-copy-source-${name}`];
      return value === undefined ? {} : { [name]: value };
    };
    if (isUnchanged({ ...condition('if-match'), ...condition('if-none-match') }, original)) {
      throw new AwsProblem(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
    }
    const replaced = call.stated['x-amz-metadata-directive'] === 'REPLACE' ? keptHeaders(call.stated) : undefined;
    const record = await store.copy({ bucket: fromBucket, key: fromKey }, call, replaced);
    sendXml(call, 'CopyObjectResult', { ETag: `"${record.etag}"`, LastModified: record.modified });
  };

  // Of two writes on one condition the second must find what the first has left.
  let last: Promise<void> = Promise.resolve();
  const oneByOne = async (write: () => Promise<void>): Promise<void> => {
    const mine = last.then(write);
    last = mine.catch(() => undefined);
    await mine;
  };

  const putObject = async (call: Call): Promise<void> => {
    const { stated, bucket, key } = call;
    const source = stated['x-amz-copy-source'];
    if (source !== undefined) return copy(call, source);
    assertMayWrite(stated, store.find(bucket, key));
    const algorithm = stated['x-amz-sdk-checksum-algorithm']?.toLowerCase();
    const alsoCompute = (['crc32', 'crc32c', 'sha1', 'sha256'] as ChecksumName[]).find((name) => name === algorithm);
    const received = await receiveBody(call.request, stated, call.claim, {
      folder: store.incoming,
      maxBytes,
      ...(alsoCompute === undefined ? {} : { alsoCompute }),
    });
    const { path, size, md5, checksums } = received;
    await oneByOne(async () => {
      assertMayWrite(stated, store.find(bucket, key));
      await store.put(bucket, path, { key, size, etag: md5, headers: keptHeaders(stated), checksums });
    });
    return finish(call, 200, { etag: `"${md5}"`, ...checksumHeaders(checksums) });
  };

  const onUpload = async (call: Call, id: string): Promise<void> => {
    const { request, stated, query } = call;
    const upload = uploads.get(call.bucket, call.key, id);
    if (request.method === 'PUT') {
      if (stated['x-amz-copy-source'] !== undefined)
        throw new AwsProblem(501, 'NotImplemented', 'This stand-in has no UploadPartCopy');
      const part = await uploads.putPart(
        upload,
        Number(query.get('partNumber')),
        request,
        stated,
        call.claim,
        maxBytes,
      );
      return finish(call, 200, { etag: `"${part.md5}"`, ...checksumHeaders(part.checksums) });
    }
    if (request.method === 'POST') {
      const body = await readSmallBody(request, stated, call.claim);
      assertMayWrite(stated, store.find(call.bucket, call.key));
      const record = await uploads.complete(upload, body);
      return sendXml(call, 'CompleteMultipartUploadResult', {
        Location: `/${call.bucket}/${call.key}`,
        Bucket: call.bucket,
        Key: call.key,
        ETag: `"${record.etag}"`,
      });
    }
    if (request.method === 'DELETE') {
      await uploads.abort(upload);
      return finish(call, 204);
    }
    const marker = Number(query.get('part-number-marker') ?? 0);
    const limit = Math.min(Number(query.get('max-parts') ?? 1000), 1000);
    const rest = upload.parts.filter((part) => part.number > marker);
    const shown = rest.slice(0, limit);
    return sendXml(call, 'ListPartsResult', {
      Bucket: call.bucket,
      Key: call.key,
      UploadId: id,
      PartNumberMarker: marker,
      NextPartNumberMarker: shown.at(-1)?.number,
      MaxParts: limit,
      IsTruncated: rest.length > shown.length,
      Part: shown.map((part) => ({
        PartNumber: part.number,
        ETag: `"${part.etag}"`,
        Size: part.size,
        LastModified: part.modified,
      })),
    });
  };

  const onObject = async (call: Call): Promise<void> => {
    const { request, response, query, bucket, key } = call;
    store.assertBucket(bucket);
    if (Buffer.byteLength(key) > 1024) throw new AwsProblem(400, 'KeyTooLongError', 'Your key is too long');
    const uploadId = query.get('uploadId');
    if (uploadId !== undefined) return onUpload(call, uploadId);
    switch (request.method) {
      case 'GET':
      case 'HEAD': {
        const record = store.get(bucket, key);
        return sendObject(request, response, query, call.stated, { record, path: store.pathOf(bucket, record) });
      }
      case 'PUT':
        return putObject(call);
      case 'DELETE':
        await store.remove(bucket, key);
        return finish(call, 204);
      case 'POST':
        if (query.has('uploads')) {
          const upload = uploads.create(bucket, key, keptHeaders(call.stated), call.stated['x-amz-checksum-algorithm']);
          return sendXml(call, 'InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: upload.id });
        }
        break;
      default:
        break;
    }
    throw new AwsProblem(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-amz-request-id', randomUUID());
    allowBrowsers(request, response);
    if (request.method === 'OPTIONS') {
      request.resume();
      response.writeHead(200, {
        'access-control-allow-methods': 'GET, PUT, POST, HEAD, DELETE',
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
        'access-control-max-age': '3000',
      });
      response.end();
      return;
    }
    const claim = verifyRequest(request, options, now());
    const rawUrl = request.url ?? '/';
    const query = new Map(parseQuery(rawUrl));
    const [, bucket = '', ...rest] = (rawUrl.split('?')[0] ?? '/').split('/');
    const call: Call = {
      request,
      response,
      query,
      stated: statedOf(request, query),
      claim,
      bucket: decode(bucket),
      key: decode(rest.join('/')),
    };
    // what SDKs add to tell themselves apart is no part of the call
    query.delete('x-id');
    for (const name of query.keys()) if (/^x-amz-/i.test(name)) query.delete(name);
    if (bucket === '') {
      sendXml(call, 'ListAllMyBucketsResult', {
        Buckets: { Bucket: store.buckets().map((one) => ({ Name: one.name, CreationDate: one.created })) },
      });
    } else if (call.key === '') await answerBucket(call, store, uploads);
    else await onObject(call);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((reason: unknown) => {
      const problem = reason instanceof AwsProblem ? reason : new AwsProblem(500, 'InternalError', String(reason));
      if (response.headersSent) return void response.destroy();
      // an unread body would otherwise hold the connection; the caller still gets the answer
      request.resume();
      response.writeHead(problem.status, { ...XML, ...problem.headers });
      response.end(
        request.method === 'HEAD'
          ? undefined
          : printXml('Error', {
              Code: problem.code,
              Message: problem.message,
              Resource: join('/', (request.url ?? '').split('?')[0] ?? ''),
              RequestId: String(response.getHeader('x-amz-request-id')),
            }),
      );
    });
  });
  return listen(server, options);
}
