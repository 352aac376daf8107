// What the bytes of a picture say about it: kind by its first bytes, size from its header. The name is never believed.
export type ImageFacts = {
  readonly kind: 'jpeg' | 'png' | 'webp' | 'gif';
  readonly width: number;
  readonly height: number;
  /** It has, or may have, several frames. */
  readonly moves: boolean;
};
type Found = Omit<ImageFacts, 'moves'> & { readonly moves?: boolean };

const largestSide = 20_000;

/** Facts of a JPEG, PNG, WebP or GIF; undefined for everything else, cut-off headers and absurd sizes included. */
export function readImage(bytes: Buffer): ImageFacts | undefined {
  const found = png(bytes) ?? jpeg(bytes) ?? webp(bytes) ?? gif(bytes);
  if (found === undefined) return undefined;
  const sane = [found.width, found.height].every((side) => side > 0 && side <= largestSide);
  return sane ? { moves: false, ...found } : undefined;
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function png(bytes: Buffer): Found | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(pngStart)) return undefined;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  // An animated PNG says so before its pixels (PNG, third edition, 11.3.6.1).
  const pixels = bytes.indexOf('IDAT', 33, 'latin1');
  const moves = bytes.subarray(33, pixels === -1 ? undefined : pixels).includes('acTL', 0, 'latin1');
  return { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), moves };
}

/** Walks the segments to the frame header (SOF), which alone carries the size (ITU T.81, annex B). */
function jpeg(bytes: Buffer): Found | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes and markers without a body.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (isFrame(marker)) {
      return { kind: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    } else if (marker === 0xda || marker === 0xd9) return undefined;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

// C4, C8 and CC lie between the frame headers and are tables.
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The three layouts of RFC 9649: lossy, lossless, extended. */
function webp(bytes: Buffer): Found | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') {
    return undefined;
  }
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      if (bytes.readUIntBE(23, 3) !== 0x9d012a) return undefined;
      return { kind: 'webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return undefined;
      const packed = bytes.readUInt32LE(21);
      return { kind: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return {
        kind: 'webp',
        width: bytes.readUIntLE(24, 3) + 1,
        height: bytes.readUIntLE(27, 3) + 1,
        moves: ((bytes[20] ?? 0) & 0x02) !== 0,
      };
    default:
      return undefined;
  }
}

/** GIF87a and GIF89a; whether it moves is only known after all of it, so each counts as one that does. */
function gif(bytes: Buffer): Found | undefined {
  if (bytes.length < 14 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  return { kind: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), moves: true };
}
