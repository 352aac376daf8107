import sharp from 'sharp';
import t from 'tap';
import { encodePicture, mostPoints, Undecodable } from './encode.ts';
import { imageIdsOf, shownBytes } from './picture.ts';

/** A picture with as much in it as a photo: waves of three colours, and grain from a row of numbers that repeats. */
async function photo(width: number, height: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 7;
  for (let at = 0; at < pixels.length; at += 3) {
    const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)];
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    const grain = (seed >> 16) % 24;
    pixels[at] = 120 + 90 * Math.sin(x / 47 + y / 31) + grain;
    pixels[at + 1] = 110 + 80 * Math.sin(x / 23 - y / 61) + grain;
    pixels[at + 2] = 90 + 70 * Math.cos(y / 19) + grain;
  }
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

const plain = async (width: number, height: number, background = '#a31'): Promise<Buffer> =>
  await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

/** What a phone writes beside the pixels: who, which camera, and where. */
const camera = {
  exif: {
    IFD0: { Make: 'ABEBA-PHONE', Artist: 'Abeba Kebede' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '9/1 1/1 47/1', GPSLongitudeRef: 'E', GPSLongitude: '38/1 45/1 9/1' },
  },
};

/** Names of everything that a file carries besides its pixels. */
async function carried(bytes: Buffer): Promise<string[]> {
  const facts = await sharp(bytes).metadata();
  const found = (['exif', 'xmp', 'iptc', 'icc'] as const).filter((name) => facts[name] !== undefined);
  const named = ['ABEBA', 'Abeba', 'GPS'].filter((text) => bytes.includes(text, 0, 'latin1'));
  return [...found, ...named];
}

t.test('a photo becomes AVIF and JPEG at three widths and two squares, each within its bytes', async (t) => {
  const made = await encodePicture(await photo(1600, 1200));
  t.same(made.widths, [360, 540, 720]);
  t.match(made, { width: 1600, height: 1200 });
  t.match(made.colour, /^#[0-9a-f]{3}$/);
  const names = ['360.avif', '360.jpg', '540.avif', '540.jpg', '720.avif', '720.jpg'];
  t.same(
    made.sizes.map((size) => size.name),
    [...names, '96.avif', '96.jpg', '192.avif', '192.jpg'],
  );
  const most: Record<string, number> = { '96.avif': 4000, '192.avif': 8000, '360.avif': 12_000, '540.avif': 20_000 };
  for (const size of made.sizes) {
    const facts = await sharp(size.bytes).metadata();
    const [width = '', format] = size.name.split('.');
    t.equal(facts.width, Number(width), size.name);
    t.equal(facts.height, Number(width) < 200 ? Number(width) : (Number(width) * 3) / 4, size.name);
    t.equal(facts.format, format === 'jpg' ? 'jpeg' : 'heif', size.name);
    t.ok(size.bytes.length <= (most[size.name] ?? Infinity), `${size.name}: ${size.bytes.length} bytes`);
  }
  t.equal(made.plain, made.sizes.find((size) => size.name === '720.jpg')?.bytes);
});

t.test('nothing that a file carried besides its pixels comes through, the place least of all', async (t) => {
  const original = await sharp(await photo(800, 600))
    .withExif(camera.exif)
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  // The check can see it: this is what must not come through.
  t.same(await carried(original), ['exif', 'icc', 'ABEBA', 'Abeba']);
  const gps = (await sharp(original).metadata()).exif;
  t.ok(gps?.includes(Buffer.from([0x25, 0x88])) || gps?.includes(Buffer.from([0x88, 0x25])), 'it had a place');
  const behind = Buffer.concat([original, Buffer.from('<script>GPS of Abeba</script>')]);
  const made = await encodePicture(behind);
  for (const size of made.sizes) t.same(await carried(size.bytes), [], size.name);
  // Planted: the same picture, with its facts kept, is found.
  const leaky = await sharp(original).keepMetadata().resize(360).jpeg().toBuffer();
  t.not((await carried(leaky)).length, 0, 'a size that kept them would be seen');
});

t.test('a picture is turned as it was held, and is never made larger', async (t) => {
  const lying = await sharp(await photo(400, 300))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  t.match(await encodePicture(lying), { width: 300, height: 400, widths: [300] });
  t.same((await encodePicture(await plain(500, 200))).widths, [360, 500]);
  t.same((await encodePicture(await plain(20, 10))).widths, [20]);
});

t.test('what was clear becomes white, and one colour stands for the picture', async (t) => {
  const clear = await sharp({
    create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  t.equal((await encodePicture(clear)).colour, '#fff');
  t.equal((await encodePicture(await plain(64, 36))).colour, '#a31');
});

t.test('of a picture that moves the first frame is shown', async (t) => {
  const frames = Buffer.concat([Buffer.alloc(30 * 20 * 3, 0x11), Buffer.alloc(30 * 20 * 3, 0xee)]);
  const moving = await sharp(frames, { raw: { width: 30, height: 40, channels: 3, pageHeight: 20 } })
    .gif()
    .toBuffer();
  t.match(await encodePicture(moving), { width: 30, height: 20, colour: '#111' });
});

t.test('bombs, halves and other kinds are no pictures', async (t) => {
  const half = (await photo(800, 600)).subarray(0, 9000);
  // 81 million points in few kilobytes.
  const bomb = await plain(9000, 9000);
  t.ok(bomb.length < 2_000_000);
  t.ok(9000 * 9000 > mostPoints);
  for (const bytes of [half, bomb, Buffer.from('MZ not a picture'), Buffer.alloc(0)]) {
    await t.rejects(encodePicture(bytes), Undecodable);
  }
});

t.test('a page names its pictures wherever a block keeps them', async (t) => {
  const blocks = [
    { kind: 'picture', imageId: 'one', alt: '' },
    { kind: 'gallery', images: [{ imageId: 'two' }, { imageId: 'one' }] },
    { kind: 'text', text: 'imageId' },
  ];
  const content = { displayName: 'A', photoImageId: 'three', blocks };
  t.same(imageIdsOf(content as never), ['three', 'one', 'two']);
  t.equal(shownBytes({ widths: [360, 500], sizes: { '360.avif': 5, '500.avif': 9 } }), 9);
  t.equal(shownBytes({ widths: [], sizes: {} }), null, 'one that has no sizes yet');
});
