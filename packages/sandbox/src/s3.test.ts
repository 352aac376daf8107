import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import t from 'tap';
import { startS3 } from './s3.ts';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-s3-'));
const keys = { accessKey: 'local', secretKey: 'local-secret' };
let shift = 0;
const server = await startS3({ dir: folder, ...keys, now: () => Date.now() + shift, maxBytes: 20 * 1024 * 1024 });
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
const put = (Key: string, Body: string | Buffer = 'x') => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = async (Key: string): Promise<string> =>
  (await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? '';
const signedGet = (Key: string, more = {}, expiresIn = 60) =>
  getSignedUrl(plain, new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn });
const code = async (answer: Response): Promise<string | undefined> =>
  /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];

t.test('an object comes back with its bytes, type, metadata and checksum, under any key', async (t) => {
  for (const Key of ['a/b c+d&e=f?.txt', "ድምፅ/ዋዜማ (1)'s!*.mp3", 'x'.repeat(1024), 'dots/../up']) {
    const made = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: `body of ${Key}`,
        ContentType: 'audio/mpeg',
        Metadata: { creator: '42' },
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    t.equal(await got.Body?.transformToString(), `body of ${Key}`);
    t.match(got, { ContentType: 'audio/mpeg', Metadata: { creator: '42' }, ETag: made.ETag, AcceptRanges: 'bytes' });
    t.ok(got.ChecksumCRC32);
  }
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'dots/../up' }));
  t.equal(head.ContentLength, 'body of dots/../up'.length);
  await t.rejects(get('missing'), { name: 'NoSuchKey' });
  await t.rejects(s3.send(new HeadObjectCommand({ Bucket, Key: 'missing' })), { name: 'NotFound' });
  await t.rejects(s3.send(new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'a' })), { name: 'NoSuchBucket' });
  t.same(
    (await s3.send(new ListBucketsCommand({}))).Buckets?.map((one) => one.Name),
    [Bucket],
  );
});

t.test('a streamed body with the default checksum is stored without its framing', async (t) => {
  const bytes = randomBytes(3_000_000);
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'stream',
      Body: Readable.from([bytes.subarray(0, 7), bytes.subarray(7, 1_000_000), bytes.subarray(1_000_000)]),
      ContentLength: bytes.length,
    }),
  );
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
  t.ok(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes));
  t.notOk(got.ContentEncoding);
});

t.test('a wrong key, a wrong secret, a tampered, unsigned, late or early call is refused', async (t) => {
  await put('guarded', 'secret');
  const as = (accessKeyId: string, secretAccessKey: string) =>
    clientOf({ credentials: { accessKeyId, secretAccessKey } }).send(new GetObjectCommand({ Bucket, Key: 'guarded' }));
  await t.rejects(as('local', 'wrong'), { name: 'SignatureDoesNotMatch' });
  await t.rejects(as('nobody', 'local-secret'), { name: 'InvalidAccessKeyId' });
  t.equal((await fetch(`${server.url}/${Bucket}/guarded`)).status, 403);
  const url = await signedGet('guarded');
  t.equal(await (await fetch(url)).text(), 'secret');
  for (const wrong of [
    url.replace('guarded', 'stream'),
    url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
    `${url}&response-content-type=text%2Fhtml`,
  ]) {
    t.equal(await code(await fetch(wrong)), 'SignatureDoesNotMatch');
  }
  t.equal(await code(await fetch(url, { method: 'DELETE' })), 'SignatureDoesNotMatch');
  t.equal(
    await code(await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=700000'))),
    'AuthorizationQueryParametersError',
  );
  shift = 61_000;
  t.equal(await code(await fetch(url)), 'AccessDenied', 'an address dies after its time');
  shift = -16 * 60_000;
  t.equal(await code(await fetch(url)), 'AccessDenied', 'an address from the future is refused');
  await t.rejects(get('guarded'), { name: 'RequestTimeTooSkewed' });
  shift = 0;
});

t.test('an answer can be named and typed by the address', async (t) => {
  await put('named', 'pdf');
  const answer = await fetch(
    await signedGet('named', {
      ResponseContentType: 'application/pdf',
      ResponseContentDisposition: `attachment; filename*=UTF-8''%E1%88%98.pdf`,
    }),
  );
  t.equal(answer.headers.get('content-type'), 'application/pdf');
  t.equal(answer.headers.get('content-disposition'), `attachment; filename*=UTF-8''%E1%88%98.pdf`);
});

t.test('lists come in pages and folders, copies keep what they copy, and many can be deleted at once', async (t) => {
  for (const name of ['1', '2', '3', 'sub/1', 'sub/2', 'z']) await put(`list/${name}`, name);
  const seen: string[] = [];
  let ContinuationToken: string | undefined;
  let pages = 0;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2, ContinuationToken }));
    seen.push(...(page.Contents ?? []).map((one) => one.Key ?? ''));
    ContinuationToken = page.NextContinuationToken;
    pages += 1;
  } while (ContinuationToken !== undefined && pages < 10);
  t.same(seen, ['list/1', 'list/2', 'list/3', 'list/sub/1', 'list/sub/2', 'list/z']);
  t.equal(pages, 3);
  const folders = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/' }));
  t.same(folders.CommonPrefixes, [{ Prefix: 'list/sub/' }]);
  t.equal(folders.KeyCount, 5);
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'list/copy', CopySource: `${Bucket}/list/1` }));
  t.equal(await get('list/copy'), '1');
  const gone = await s3.send(
    new DeleteObjectsCommand({
      Bucket,
      Delete: { Objects: [{ Key: 'list/1' }, { Key: 'list/sub/1' }, { Key: 'list/never' }] },
    }),
  );
  t.equal(gone.Deleted?.length, 3);
  await t.rejects(get('list/1'), { name: 'NoSuchKey' });
  t.equal(await get('list/copy'), '1');
  await t.rejects(s3.send(new DeleteBucketCommand({ Bucket })), { name: 'BucketNotEmpty' });
});

t.test('a browser of another origin may upload, read ranges and see the ETag', async (t) => {
  const origin = 'http://app.localhost:8080';
  const preflight = await fetch(`${server.url}/${Bucket}/range`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type,range' },
  });
  t.ok(preflight.ok);
  t.equal(preflight.headers.get('access-control-allow-origin'), origin);
  t.match(preflight.headers.get('access-control-allow-methods'), /PUT/);
  t.match(preflight.headers.get('access-control-allow-headers'), /range/);
  const answer = await fetch(await signedGet('range'), { headers: { origin } });
  t.match(answer.headers.get('access-control-expose-headers'), /ETag.*Content-Range/);
});

t.test(
  'ranges answer 206 with the right bytes, an impossible one 416, a conditional one only while the object is the same',
  async (t) => {
    await put('range', '0123456789');
    const url = await signedGet('range');
    const ask = async (headers: Record<string, string>) => {
      const answer = await fetch(url, { headers });
      return [answer.status, answer.headers.get('content-range'), answer.status === 416 ? '' : await answer.text()];
    };
    t.same(await ask({ range: 'bytes=2-4' }), [206, 'bytes 2-4/10', '234']);
    t.same(await ask({ range: 'bytes=7-' }), [206, 'bytes 7-9/10', '789']);
    t.same(await ask({ range: 'bytes=-3' }), [206, 'bytes 7-9/10', '789']);
    t.same(await ask({ range: 'bytes=-99' }), [206, 'bytes 0-9/10', '0123456789']);
    t.same(await ask({ range: 'bytes=8-99' }), [206, 'bytes 8-9/10', '89']);
    t.same(await ask({ range: 'bytes=10-' }), [416, 'bytes */10', '']);
    t.same(await ask({ range: 'bytes=-0' }), [416, 'bytes */10', '']);
    t.same(await ask({ range: 'bytes=0-1,3-4' }), [200, null, '0123456789']);
    t.same(await ask({ range: 'bytes=4-2' }), [200, null, '0123456789']);
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    t.same(await ask({ range: 'bytes=0-0', 'if-range': etag }), [206, 'bytes 0-0/10', '0']);
    t.same(await ask({ range: 'bytes=0-0', 'if-range': '"other"' }), [200, null, '0123456789']);
    t.same(await ask({ 'if-none-match': etag }), [304, null, '']);
    t.equal((await fetch(url, { headers: { 'if-match': '"other"' } })).status, 412);
    await t.rejects(s3.send(new PutObjectCommand({ Bucket, Key: 'range', Body: 'new', IfNoneMatch: '*' })), {
      name: 'PreconditionFailed',
    });
    t.equal(await get('range'), '0123456789');
  },
);
