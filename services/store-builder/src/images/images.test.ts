import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { startTestStores, tinyPng } from '../testing.ts';
import { readImage } from './image-bytes.ts';

const s = await startTestStores(t);
const upload = async (bytes: Buffer, type = 'image/png', headers?: Record<string, string>) => {
  const of = headers ?? (await s.creator()).headers;
  return await s.app.inject({
    method: 'POST',
    url: '/v1/stores/mine/images',
    headers: { ...of, 'content-type': type },
    payload: bytes,
  });
};

/** The smallest headers of each layout, 640 × 480. */
const jpeg = (frame = 0xc2): Buffer =>
  Buffer.from([
    0xff,
    0xd8,
    0xff,
    0xe1,
    0x00,
    0x06,
    1,
    2,
    3,
    4,
    0xff,
    0xc4,
    0x00,
    0x04,
    0,
    0,
    0xff,
    0xff,
    frame,
    0x00,
    0x11,
    8,
    0x01,
    0xe0,
    0x02,
    0x80,
    3,
    1,
    0x22,
    0,
    2,
    0x11,
    1,
    3,
    0x11,
    1,
  ]);
const webp = (layout: 'VP8 ' | 'VP8L' | 'VP8X'): Buffer => {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write('WEBP', 8, 'latin1');
  bytes.write(layout, 12, 'latin1');
  if (layout === 'VP8 ') {
    bytes.set([0x9d, 0x01, 0x2a], 23);
    bytes.writeUInt16LE(640, 26);
    bytes.writeUInt16LE(480, 28);
  } else if (layout === 'VP8L') {
    bytes[20] = 0x2f;
    bytes.writeUInt32LE(639 | (479 << 14), 21);
  } else {
    bytes.writeUIntLE(639, 24, 3);
    bytes.writeUIntLE(479, 27, 3);
  }
  return bytes;
};

t.test('kind and size are read from the bytes of JPEG, PNG and all three layouts of WebP', async (t) => {
  t.same(readImage(tinyPng(640, 480)), { kind: 'png', width: 640, height: 480, moves: false });
  for (const frame of [0xc0, 0xc1, 0xc2])
    t.same(readImage(jpeg(frame)), { kind: 'jpeg', width: 640, height: 480, moves: false });
  for (const layout of ['VP8 ', 'VP8L', 'VP8X'] as const) {
    t.same(readImage(webp(layout)), { kind: 'webp', width: 640, height: 480, moves: false });
  }
});

t.test('everything else is no picture: cut off, absurd sizes, other kinds, nothing', async (t) => {
  const refused = [
    Buffer.alloc(0),
    Buffer.from('%PDF-1.7 not a picture'),
    Buffer.from('MZ\u0090\u0000'.padEnd(100, 'x'), 'latin1'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    Buffer.from('GIF90a'.padEnd(60, '\u0001'), 'latin1'),
    tinyPng(640, 480).subarray(0, 20),
    jpeg().subarray(0, 14),
    Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0]),
    webp('VP8X').subarray(0, 20),
  ];
  for (const bytes of refused) t.equal(readImage(bytes), undefined, `${bytes.length} bytes`);
  const huge = tinyPng();
  huge.writeUInt32BE(100_000, 16);
  t.equal(readImage(huge), undefined);
  const zero = tinyPng();
  zero.writeUInt32BE(0, 20);
  t.equal(readImage(zero), undefined);
});

t.test('a picture is kept: it works, a renamed program 422, a buyer 403, nobody 401', async (t) => {
  const works = await upload(tinyPng(320, 180));
  t.equal(works.statusCode, 201, works.body);
  t.match(works.json(), { width: 320, height: 180, url: `/media/${works.json().imageId}` });
  const renamed = await upload(Buffer.from('MZ this is a program'), 'image/jpeg');
  t.equal(renamed.statusCode, 422);
  t.match(renamed.json(), { type: '/problems/image-refused', detail: /JPEG/ });
  t.equal((await upload(Buffer.alloc(0))).statusCode, 422);
  t.equal((await upload(tinyPng(), 'application/pdf')).statusCode, 201, 'bytes count, not their name');
  t.equal((await upload(tinyPng(), 'image/png', s.people.person().headers)).statusCode, 403);
  t.equal((await upload(tinyPng(), 'image/png', {})).statusCode, 401);
});

t.test('the same picture has the same address, another creator’s has another', async (t) => {
  const [one, two] = [await s.creator(), await s.creator()];
  const first = (await upload(tinyPng(), 'image/png', one.headers)).json().imageId;
  t.equal((await upload(tinyPng(), 'image/png', one.headers)).json().imageId, first);
  t.not((await upload(tinyPng(), 'image/png', two.headers)).json().imageId, first);
  t.not((await upload(tinyPng(65), 'image/png', one.headers)).json().imageId, first);
});

t.test(
  'a picture of 21 MB is refused with its size and the limit, before its bytes are read or as soon as they are too many',
  async (t) => {
    const { headers } = await s.creator();
    await s.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = s.app.server.address() as AddressInfo;
    const send = async (length: number | undefined, bytes: Buffer): Promise<{ status: number; body: string }> =>
      await new Promise((resolve, reject) => {
        const said = length === undefined ? {} : { 'content-length': length };
        const asked = request({
          port,
          method: 'POST',
          path: '/v1/stores/mine/images',
          headers: { ...headers, 'content-type': 'image/jpeg', 'accept-language': 'en', ...said },
        });
        asked.on('response', (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () => {
            asked.destroy();
            resolve({ status: response.statusCode ?? 0, body });
          });
        });
        asked.on('error', reject);
        asked.write(bytes);
      });
    const announced = await send(21 * 1024 * 1024, Buffer.from([0xff, 0xd8, 0xff]));
    t.equal(announced.status, 413);
    t.match(JSON.parse(announced.body), { type: '/problems/image-too-large', detail: /21\u00a0MB.*20\u00a0MB/ });
    const unsaid = await send(undefined, Buffer.alloc(20 * 1024 * 1024 + 1, 0xff));
    t.equal(unsaid.status, 413, 'also when the phone did not say how many there are');
  },
);
const original = (id: string): string => `images/originals/${id}`;
const english = (headers: Record<string, string>) => ({ ...headers, 'accept-language': 'en' });

t.test('a picture waits for the worker, then its sizes are public for ever and what came in is gone', async (t) => {
  const of = await s.creator();
  const { url, imageId, state, shownBytes } = (await upload(tinyPng(500, 250), 'image/png', of.headers)).json();
  t.match({ state, shownBytes }, { state: 'waiting', shownBytes: null });
  t.equal((await s.get(url)).statusCode, 404, 'what came in, with all that it carries, is never sent');
  t.ok(await s.deps.blob.sizeOf(original(imageId)));
  await s.work();
  t.equal(await s.deps.blob.sizeOf(original(imageId)), undefined);
  const ready = (await s.call(of, 'GET', `/v1/stores/mine/images/${imageId}`)).json();
  t.match(ready, { state: 'ready', width: 500, height: 250, detail: '' });
  const avif = await s.get(`${url}/500.avif`);
  t.equal(avif.rawPayload.length, ready.shownBytes, 'the label says what the widest size weighs');
  t.match(avif.headers, {
    'content-type': 'image/avif',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  t.equal((await s.get(`${url}/500.avif`, { 'if-none-match': String(avif.headers.etag) })).statusCode, 304);
  const plain = await s.get(url);
  t.match(plain.headers, { 'content-type': 'image/jpeg', etag: `"${imageId}"` });
  for (const absent of ['/720.avif', '/500.png', '/../originals/x.jpg', '/0.jpg', '/500.avif.jpg']) {
    t.equal((await s.get(url + absent)).statusCode, 404, absent);
  }
  t.equal((await s.get('/media/01890000-0000-7000-8000-0000000000ff')).statusCode, 404);
  t.equal((await s.get('/media/..%2f..%2fsecret')).statusCode, 404);
});

t.test('how far a picture is: a stranger reads the same 404 as for none, and nobody 401', async (t) => {
  const [of, stranger] = [await s.creator(), await s.creator()];
  const { imageId } = (await upload(tinyPng(), 'image/png', of.headers)).json();
  const url = `/v1/stores/mine/images/${imageId}`;
  t.equal((await s.call(of, 'GET', url)).statusCode, 200);
  const theirs = await s.call(stranger, 'GET', url);
  const none = await s.call(stranger, 'GET', '/v1/stores/mine/images/01890000-0000-8000-8000-0000000000ff');
  t.equal(theirs.statusCode, 404);
  t.same({ ...theirs.json(), requestId: '' }, { ...none.json(), requestId: '' });
  t.equal((await s.call(of, 'GET', '/v1/stores/mine/images/one')).statusCode, 404, 'no id at all');
  t.equal((await s.get(url)).statusCode, 401);
});

t.test(
  'a file that only calls itself a picture fails with words, and is tried anew when it is sent again',
  async (t) => {
    const of = await s.creator();
    const headers = english(of.headers);
    const broken = tinyPng(300, 200).subarray(0, 60);
    const { imageId } = (await upload(broken, 'image/png', headers)).json();
    await s.work();
    const url = `/v1/stores/mine/images/${imageId}`;
    const failed = (await s.app.inject({ method: 'GET', url, headers })).json();
    t.match(failed, { state: 'failed', detail: /cannot be opened. Choose another one/ });
    t.equal(await s.deps.blob.sizeOf(original(imageId)), undefined, 'and is not kept');
    t.equal((await upload(broken, 'image/png', headers)).json().state, 'waiting');
    await s.work();
    // One whose bytes are lost meanwhile says so.
    const lost = (await upload(tinyPng(301, 200), 'image/png', headers)).json();
    await s.deps.blob.remove(original(lost.imageId));
    await s.work();
    const after = await s.app.inject({ method: 'GET', url: `/v1/stores/mine/images/${lost.imageId}`, headers });
    t.match(after.json(), { state: 'failed', detail: /did not arrive whole/ });
  },
);

t.test('too many points, and moving pictures above 2 MB, are refused with their size', async (t) => {
  const headers = english((await s.creator()).headers);
  const bomb = tinyPng(10, 10);
  bomb.writeUInt32BE(9000, 16);
  bomb.writeUInt32BE(9000, 20);
  const points = await upload(bomb, 'image/png', headers);
  t.equal(points.statusCode, 422);
  t.match(points.json(), { type: '/problems/image-too-many-points', detail: /9000 × 9000 points; the limit is 40 / });
  const moving = Buffer.alloc(2 * 1024 * 1024 + 1);
  moving.write('GIF89a', 'latin1');
  moving.writeUInt16LE(100, 6);
  moving.writeUInt16LE(100, 8);
  const heavy = await upload(moving, 'image/gif', headers);
  t.equal(heavy.statusCode, 413);
  t.match(heavy.json(), { type: '/problems/image-moves', detail: /2\.1\u00a0MB; at most 2\u00a0MB/ });
  t.equal(readImage(moving)?.moves, true);
  const webpThatMoves = webp('VP8X');
  webpThatMoves[20] = 0x02;
  t.equal(readImage(webpThatMoves)?.moves, true);
});

t.test('twice is once: the same bytes sent again while they wait, and drawn again, are one picture', async (t) => {
  const of = await s.creator();
  const bytes = tinyPng(220, 110);
  await s.work();
  const sent = await Promise.all([1, 2, 3].map(async () => (await upload(bytes, 'image/png', of.headers)).json()));
  t.equal(new Set(sent.map(({ imageId }) => imageId)).size, 1);
  t.equal(await s.work(), 1, 'one piece of work');
  t.match((await upload(bytes, 'image/png', of.headers)).json(), { state: 'ready' });
  t.equal(await s.work(), 0, 'and none for what is ready');
});
