import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import t from 'tap';
import { startS3 } from './s3.ts';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-s3-'));
const keys = { accessKey: 'local', secretKey: 'local-secret' };
const server = await startS3({ dir: folder, ...keys, maxBytes: 20 * 1024 * 1024 });
const clientOf = (more: S3ClientConfig = {}): S3Client =>
  new S3Client({
    endpoint: server.url,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey },
    ...more,
  });
const s3 = clientOf();
/** As a browser's upload needs it: no checksum is put into the address. */
const plain = clientOf({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
const Bucket = 'windsurf-products';
await s3.send(new CreateBucketCommand({ Bucket }));
t.teardown(async () => {
  s3.destroy();
  plain.destroy();
  await server.stop();
});
const get = async (Key: string): Promise<string> =>
  (await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? '';
const code = async (answer: Response): Promise<string | undefined> =>
  /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];

t.test('what the caller says about the body is checked: hash, MD5, checksum, length', async (t) => {
  const send = async (Key: string, headers: Record<string, string>, body: string): Promise<Response> => {
    const signed = new Set(Object.keys(headers));
    const url = await getSignedUrl(plain, new PutObjectCommand({ Bucket, Key, ContentLength: body.length }), {
      expiresIn: 60,
      unhoistableHeaders: signed,
    });
    return fetch(url, { method: 'PUT', headers, body });
  };
  t.equal(
    (await send('checked', { 'content-md5': createHash('md5').update('hello').digest('base64') }, 'hello')).status,
    200,
  );
  t.equal(
    await code(await send('checked', { 'content-md5': createHash('md5').update('other').digest('base64') }, 'hello')),
    'BadDigest',
  );
  t.equal(await code(await send('checked', { 'content-md5': 'nonsense' }, 'hello')), 'InvalidDigest');
  for (const [algorithm, right] of [
    ['SHA256', createHash('sha256').update('hello').digest('base64')],
    ['CRC32C', 'mnG7TA=='],
    ['CRC32', 'NhCmhg=='],
  ] as const) {
    const body = { Bucket, Key: `sum-${algorithm}`, Body: 'hello', [`Checksum${algorithm}`]: right };
    await s3.send(new PutObjectCommand(body));
    await t.rejects(s3.send(new PutObjectCommand({ ...body, Body: 'hullo' })), { name: 'BadDigest' });
  }
  // the hash that is signed in the header is the hash of other bytes than those that arrive
  const handle: typeof plain.config.requestHandler.handle = (request, options) =>
    plain.config.requestHandler.handle(Object.assign(request, { body: 'jello' }), options);
  const tampering = clientOf({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { handle, updateHttpClientConfig: () => {}, httpHandlerConfigs: () => ({}), destroy: () => {} },
  });
  const swapped = await tampering
    .send(new PutObjectCommand({ Bucket, Key: 'swapped', Body: 'hello' }))
    .catch((reason: Error) => reason.name);
  t.equal(swapped, 'XAmzContentSHA256Mismatch');
  await t.rejects(get('swapped'), { name: 'NoSuchKey' });
  t.same(await readdir(join(folder, '.incoming')), [], 'nothing of a refused body stays');
});

t.test('an address signed for a length refuses another length, and a body above the limit is too large', async (t) => {
  const url = await getSignedUrl(
    plain,
    new PutObjectCommand({ Bucket, Key: 'length', ContentLength: 5, ContentType: 'text/plain' }),
    {
      expiresIn: 60,
      signableHeaders: new Set(['host', 'content-length', 'content-type']),
    },
  );
  const send = (body: string, type = 'text/plain') =>
    fetch(url, { method: 'PUT', body, headers: { 'content-type': type } });
  t.equal((await send('12345')).status, 200);
  t.equal(await code(await send('123456')), 'SignatureDoesNotMatch');
  t.equal(await code(await send('12345', 'text/html')), 'SignatureDoesNotMatch');
  const open = await getSignedUrl(plain, new PutObjectCommand({ Bucket, Key: 'large' }), { expiresIn: 60 });
  const told = await new Promise<number | undefined>((settle, fail) => {
    const call = httpRequest(open, { method: 'PUT', headers: { 'content-length': 20 * 1024 * 1024 + 1 } }, (answer) => {
      settle(answer.statusCode);
      call.destroy();
    });
    call.once('error', fail);
    call.flushHeaders();
  });
  t.equal(told, 400, 'refused before the body is sent');
  t.equal(
    await code(
      await fetch(open, {
        method: 'PUT',
        body: Readable.toWeb(Readable.from(['abc'])) as never,
        duplex: 'half',
      } as never),
    ),
    'MissingContentLength',
  );
});

t.test('a large file goes up in presigned parts, and a part that is wrong stops the completion', async (t) => {
  const Key = 'video/lesson.mp4';
  const parts = [randomBytes(5 * 1024 * 1024), randomBytes(5 * 1024 * 1024 + 3), randomBytes(11)];
  const { UploadId } = await plain.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4' }));
  const etags: string[] = [];
  for (const [index, part] of parts.entries()) {
    const url = await getSignedUrl(plain, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1 }), {
      expiresIn: 60,
    });
    const answer = await fetch(url, { method: 'PUT', body: part });
    t.equal(answer.status, 200);
    etags.push(answer.headers.get('etag') ?? '');
  }
  const first = await plain.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
  t.match(first, { IsTruncated: true, NextPartNumberMarker: '2' });
  t.same(
    (await plain.send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts?.map((part) => part.Size),
    parts.map((part) => part.length),
  );
  const complete = (tags: string[], order = [1, 2, 3]) =>
    plain.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: tags.map((ETag, index) => ({ ETag, PartNumber: order[index] })) },
      }),
    );
  await t.rejects(complete(['"0"', etags[1] ?? '', etags[2] ?? '']), { name: 'InvalidPart' });
  await t.rejects(complete(etags, [1, 2, 4]), { name: 'InvalidPart' });
  await t.rejects(complete(etags, [2, 1, 3]), { name: 'InvalidPartOrder' });
  await t.rejects(complete([etags[0] ?? '', etags[2] ?? '', etags[2] ?? ''], [1, 3, 4]), { name: 'InvalidPart' });
  const done = await complete(etags);
  t.match(done.ETag, /-3"$/);
  const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
  t.equal(got.ContentType, 'video/mp4');
  t.ok(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(parts)));
  await t.rejects(complete(etags), { name: 'NoSuchUpload' });
  const small = await plain.send(new CreateMultipartUploadCommand({ Bucket, Key: 'small' }));
  const tags = [];
  for (const PartNumber of [1, 2])
    tags.push({
      PartNumber,
      ETag: (
        await plain.send(
          new UploadPartCommand({ Bucket, Key: 'small', UploadId: small.UploadId, PartNumber, Body: 'tiny' }),
        )
      ).ETag,
    });
  const last = { Bucket, Key: 'small', UploadId: small.UploadId };
  await t.rejects(plain.send(new CompleteMultipartUploadCommand({ ...last, MultipartUpload: { Parts: tags } })), {
    name: 'EntityTooSmall',
  });
  await plain.send(new AbortMultipartUploadCommand(last));
  await t.rejects(plain.send(new ListPartsCommand(last)), { name: 'NoSuchUpload' });
});

t.test('an upload that was begun with a checksum wants it of every part, as S3 does', async (t) => {
  const upload = {
    Bucket,
    Key: 'summed',
    UploadId: (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'summed', ChecksumAlgorithm: 'CRC32' })))
      .UploadId,
  };
  await t.rejects(plain.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'a' })), {
    name: 'InvalidRequest',
  });
  const part = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'a' }));
  await t.rejects(
    s3.send(
      new CompleteMultipartUploadCommand({
        ...upload,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag }] },
      }),
    ),
    { name: 'InvalidRequest' },
  );
  await s3.send(
    new CompleteMultipartUploadCommand({
      ...upload,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 }] },
    }),
  );
  t.equal(await get('summed'), 'a');
});
