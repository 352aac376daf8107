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
