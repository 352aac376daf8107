import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3 } from '@windsurf/sandbox/s3';
import { t } from 'tap';
import { contentDisposition, createBlob } from './blob.ts';

const part = 5 * 1024 * 1024;
const dir = mkdtempSync(join(tmpdir(), 'blob-'));
const clock = { ahead: 0 };
const s3 = await startS3({
  dir,
  accessKey: 'test-access',
  secretKey: 'test-secret',
  buckets: ['things'],
  now: () => Date.now() + clock.ahead,
});
t.teardown(async () => {
  await s3.stop();
  rmSync(dir, { recursive: true, force: true });
});
const credentials = { accessKeyId: 'test-access', secretAccessKey: 'test-secret' };
const blob = createBlob({ bucket: 'things', region: 'af-south-1', endpoint: s3.url, credentials });
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** As a browser sends it: no checksum, no signature header, only the address. */
const put = async (url: string, bytes: Uint8Array): Promise<number> => {
  const answer = await fetch(url, { method: 'PUT', body: Buffer.from(bytes) });
  await answer.arrayBuffer();
  return answer.status;
};
const read = async (key: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of (await blob.get(key))?.body ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

t.test('an object comes back as it was put, whole and in ranges, and what is not there is undefined', async (t) => {
  const bytes = randomBytes(100_000);
  await blob.put('a/b', bytes, 'image/png');
  t.equal(hashOf(await read('a/b')), hashOf(bytes));
  const range = await blob.get('a/b', { first: 10, last: 19 });
  const chunks: Buffer[] = [];
  for await (const chunk of range?.body ?? []) chunks.push(chunk as Buffer);
  t.same([Buffer.concat(chunks), range?.sizeBytes, range?.contentType], [bytes.subarray(10, 20), 10, 'image/png']);
  t.equal(await blob.sizeOf('a/b'), 100_000);
  await blob.remove('a/b');
  await blob.remove('a/b');
  t.same([await blob.get('a/b'), await blob.sizeOf('a/b')], [undefined, undefined]);
});

t.test(
  'parts go up by signed addresses with plain PUTs; what was cut goes on; the whole has the right hash',
  async (t) => {
    const bytes = randomBytes(2 * part + 1234);
    const { uploadId } = await blob.beginMultipart('big', 'application/octet-stream');
    const send = async (number: number): Promise<number> =>
      await put(await blob.signPart('big', uploadId, number, 60), bytes.subarray((number - 1) * part, number * part));
    t.equal(await send(3), 200);
    t.equal(await send(1), 200);
    const cut = (await blob.arrivedParts('big', uploadId)) ?? [];
    t.same(
      cut.map((p) => [p.number, p.sizeBytes]),
      [
        [1, part],
        [3, 1234],
      ],
    );
    t.equal(await send(1), 200, 'a part that is sent again replaces the first');
    t.equal(await send(2), 200);
    t.ok(await blob.completeMultipart('big', uploadId, (await blob.arrivedParts('big', uploadId)) ?? []));
    t.equal(hashOf(await read('big')), hashOf(bytes));
    t.equal(await blob.arrivedParts('big', uploadId), undefined, 'complete, it is no upload any more');
    t.equal(await blob.completeMultipart('big', uploadId, cut), false);
  },
);

t.test('a signed address carries no checksum of the SDK: a browser could not compute it', async (t) => {
  const { uploadId } = await blob.beginMultipart('signed', 'application/octet-stream');
  const query = new URL(await blob.signPart('signed', uploadId, 1, 60)).searchParams;
  t.same(
    [...query.keys()].filter((name) => /checksum|sdk-checksum/i.test(name)),
    [],
  );
  t.equal(query.get('X-Amz-SignedHeaders'), 'host', 'and no header but the host');
  t.match(query.get('X-Amz-Credential'), /\/af-south-1\/s3\//, 'signed for the region itself');
  await blob.abortMultipart('signed', uploadId);
  await blob.abortMultipart('signed', uploadId);
  t.equal(await blob.arrivedParts('signed', uploadId), undefined);
});

t.test('an address that was tampered with or is too old opens nothing', async (t) => {
  const { uploadId } = await blob.beginMultipart('t', 'application/octet-stream');
  const good = await blob.signPart('t', uploadId, 1, 60);
  const bytes = randomBytes(50);
  const tampered = [
    good.replace('partNumber=1', 'partNumber=2'),
    good.replace('/things/t?', '/things/other?'),
    good.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
    good.replace(/X-Amz-Signature=[0-9a-f]{4}/, 'X-Amz-Signature=0000'),
  ];
  for (const url of tampered) t.not(url, good);
  t.same(await Promise.all(tampered.map(async (url) => await put(url, bytes))), [403, 403, 403, 403]);
  clock.ahead = 61_000;
  t.equal(await put(good, bytes), 403, 'a minute and a second later');
  clock.ahead = 0;
  t.equal(await put(good, bytes), 200);
  t.equal((await fetch(good)).status, 403, 'an address to write is none to read');
});

t.test('a download keeps its Amharic name, works in ranges and for HEAD, and ends after five minutes', async (t) => {
  const bytes = randomBytes(300_000);
  await blob.put('d', bytes, 'application/octet-stream');
  const name = 'ፊዚክስ (12ኛ ክፍል) "ማጠቃለያ".pdf';
  const url = await blob.signDownload('d', name, 'application/pdf', 3600);
  t.equal(new URL(url).searchParams.get('X-Amz-Expires'), '300', 'never longer');
  const whole = await fetch(url);
  const disposition = whole.headers.get('content-disposition') ?? '';
  t.equal(decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(disposition)?.[1] ?? ''), name);
  t.match(disposition, /^attachment; filename="[\x20-\x7e]+";/);
  t.equal(whole.headers.get('content-type'), 'application/pdf');
  t.equal(hashOf(Buffer.from(await whole.arrayBuffer())), hashOf(bytes));
  const range = await fetch(url, { headers: { range: 'bytes=299000-' } });
  t.same([range.status, range.headers.get('content-range')], [206, 'bytes 299000-299999/300000']);
  await range.arrayBuffer();
  const head = await fetch(await blob.signDownload('d', name, 'application/pdf', 60, 'HEAD'), { method: 'HEAD' });
  t.same([head.status, head.headers.get('content-length')], [200, '300000']);
  t.equal((await fetch(url, { method: 'HEAD' })).status, 403, 'a signature is for one method');
  clock.ahead = 301_000;
  t.equal((await fetch(url)).status, 403);
  clock.ahead = 0;
});

t.test('browsers are sent to the public address, we ourselves use the inner one', async (t) => {
  const outside = createBlob({
    bucket: 'things',
    region: 'af-south-1',
    endpoint: s3.url,
    publicEndpoint: s3.url.replace('127.0.0.1', 'localhost'),
    credentials,
  });
  await outside.put('p', Buffer.from('x'), 'text/plain');
  const url = new URL(await outside.signDownload('p', 'x.txt', 'text/plain', 60));
  t.equal(url.hostname, 'localhost');
  t.equal(await (await fetch(url)).text(), 'x');
  const aws = createBlob({ bucket: 'things', region: 'af-south-1', credentials });
  const real = new URL(await aws.signDownload('p', 'x.txt', 'text/plain', 60));
  t.equal(real.hostname, 'things.s3.af-south-1.amazonaws.com', 'an opt-in region needs its own address');
});

t.test('a name cannot break out of its header', (t) => {
  const header = contentDisposition('a"; filename="b.exe\r\nX: y\\.pdf');
  t.notMatch(header, /[\r\n]/);
  t.equal(header.split('"').length, 3, 'two quotes, around the stand-in');
  t.match(contentDisposition('ሰላም.pdf'), /filename="____?\.pdf"/);
  t.end();
});

t.test('reading ends when its signal does', async (t) => {
  await blob.put('long', randomBytes(4_000_000), 'application/octet-stream');
  const stop = new AbortController();
  const object = await blob.get('long', undefined, stop.signal);
  await t.rejects(
    async () => {
      for await (const _ of object?.body ?? []) stop.abort();
    },
    { name: 'AbortError' },
  );
});
