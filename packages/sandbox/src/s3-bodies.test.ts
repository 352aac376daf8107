import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import t from 'tap';
import { Dechunker } from './s3-bodies.ts';

const body = Buffer.from('ሰላም, world\r\n0\r\n');
const frame = Buffer.concat([
  Buffer.from('3;chunk-signature=00\r\n'),
  body.subarray(0, 3),
  Buffer.from(`\r\n${(body.length - 3).toString(16).toUpperCase()}\r\n`),
  body.subarray(3),
  Buffer.from('\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nX-Other: 1\r\n\r\n'),
]);

const open = async (packets: Buffer[]): Promise<{ bytes: Buffer; trailers: Record<string, string> }> => {
  const dechunker = new Dechunker();
  const [bytes] = await Promise.all([
    buffer(dechunker),
    pipeline(Readable.from(packets, { objectMode: false }), dechunker),
  ]);
  return { bytes, trailers: dechunker.trailers };
};

t.test('chunk framing survives a packet border at every byte', async (t) => {
  let seen = 0;
  for (let cut = 0; cut <= frame.length; cut++) {
    const { bytes, trailers } = await open(
      [frame.subarray(0, cut), frame.subarray(cut)].filter((part) => part.length > 0),
    );
    if (bytes.equals(body) && trailers['x-amz-checksum-crc32'] === 'NhCmhg==' && trailers['x-other'] === '1') seen += 1;
  }
  t.equal(seen, frame.length + 1);
  const { bytes } = await open([...frame].map((byte) => Buffer.from([byte])));
  t.ok(bytes.equals(body), 'one byte per packet');
});

t.test('a framed body that ends early or is no framing is refused', async (t) => {
  for (let end = 0; end < frame.length; end++) {
    await t.rejects(open([frame.subarray(0, end)]), { code: /IncompleteBody/ }, `cut after ${end} bytes`);
  }
  for (const wrong of [
    'zz\r\n',
    '3\nabc\r\n0\r\n\r\n',
    '3\r\nabcd\r\n0\r\n\r\n',
    '0\r\n\r\nmore',
    '-1\r\n',
    `${'1'.repeat(9)}\r\n`,
  ]) {
    await t.rejects(open([Buffer.from(wrong)]), { name: 'Error' }, JSON.stringify(wrong));
  }
});
