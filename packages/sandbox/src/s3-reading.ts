import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ObjectRecord } from './s3-objects.ts';
import { AwsProblem } from './sigv4.ts';

/** Query parameters that replace a header of the answer. */
const OVERRIDES: Record<string, string> = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
  'response-content-language': 'content-language',
  'response-content-encoding': 'content-encoding',
  'response-cache-control': 'cache-control',
  'response-expires': 'expires',
};

const names = (list: string, etag: string): boolean =>
  list.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '').replaceAll('"', '') === etag);

const seconds = (moment: string): number => Math.floor(Date.parse(moment) / 1000);

type Conditions = Record<string, string>;

/** @returns true when the caller's copy is still good (304) @throws AwsProblem PreconditionFailed (412) */
export function isUnchanged(stated: Conditions, record: ObjectRecord): boolean {
  const failed = (): AwsProblem =>
    new AwsProblem(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  const match = stated['if-match'];
  const unmodified = stated['if-unmodified-since'];
  if (match !== undefined) {
    if (!names(match, record.etag)) throw failed();
  } else if (unmodified !== undefined && seconds(record.modified) > seconds(unmodified)) throw failed();
  const noneMatch = stated['if-none-match'];
  if (noneMatch !== undefined) return names(noneMatch, record.etag);
  const since = stated['if-modified-since'];
  return since !== undefined && seconds(record.modified) <= seconds(since);
}

/** @throws AwsProblem PreconditionFailed for a PUT whose `If-None-Match: *` or `If-Match` does not hold */
export function assertMayWrite(stated: Conditions, before: ObjectRecord | undefined): void {
  const noneMatch = stated['if-none-match'];
  const match = stated['if-match'];
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new AwsProblem(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented');
  }
  if (
    (noneMatch !== undefined && before !== undefined) ||
    (match !== undefined && before !== undefined && !names(match, before.etag))
  ) {
    throw new AwsProblem(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  if (match !== undefined && before === undefined)
    throw new AwsProblem(404, 'NoSuchKey', 'The specified key does not exist.');
}

/**
 * Reads one `bytes=` range. What is not exactly one range is ignored, as S3 does.
 * @returns first and last byte, both inclusive @throws AwsProblem InvalidRange (416)
 */
export function readRange(header: string | undefined, size: number): { first: number; last: number } | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (found === null) return undefined;
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (from !== '' && to !== '' && Number(to) < first) return undefined;
  if (first >= size || last < first) {
    throw new AwsProblem(416, 'InvalidRange', 'The requested range is not satisfiable', {
      'content-range': `bytes */${size}`,
    });
  }
  return { first, last };
}

/** Answers GET and HEAD of an object: conditions, range, overrides, then the bytes as a stream. */
export async function sendObject(
  request: IncomingMessage,
  response: ServerResponse,
  query: Map<string, string>,
  stated: Conditions,
  found: { record: ObjectRecord; path: string },
): Promise<void> {
  const { record, path } = found;
  const headers: Record<string, string> = {
    ...record.headers,
    etag: `"${record.etag}"`,
    'last-modified': new Date(record.modified).toUTCString(),
    'accept-ranges': 'bytes',
  };
  for (const [parameter, header] of Object.entries(OVERRIDES)) {
    const value = query.get(parameter);
    if (value !== undefined) headers[header] = value;
  }
  if (isUnchanged(stated, record)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const ifRange = stated['if-range'];
  const rangeHolds =
    ifRange === undefined ||
    (ifRange.includes('"')
      ? ifRange.replaceAll('"', '') === record.etag
      : seconds(ifRange) === seconds(record.modified));
  const range = rangeHolds ? readRange(stated['range'], record.size) : undefined;
  if (range !== undefined) headers['content-range'] = `bytes ${range.first}-${range.last}/${record.size}`;
  else if (stated['x-amz-checksum-mode'] === 'ENABLED') {
    for (const [name, value] of Object.entries(record.checksums)) headers[`x-amz-checksum-${name}`] = value;
  }
  headers['content-length'] = String(range === undefined ? record.size : range.last - range.first + 1);
  response.writeHead(range === undefined ? 200 : 206, headers);
  if (request.method === 'HEAD' || record.size === 0) {
    response.end();
    return;
  }
  await pipeline(createReadStream(path, range === undefined ? {} : { start: range.first, end: range.last }), response);
}
