/** Basic GSM-7 alphabet (3GPP 23.038). */
const GSM7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Characters of the extension table: an escape and a code, two septets. */
const EXTENSION = new Set('^{}\\[~]|€\f');

export type Parts = { encoding: 'GSM-7' | 'UCS-2'; parts: number };

/** How many parts of at most `room` units the pieces need, when no piece may be cut. */
function fill(pieces: number[], room: number): number {
  let parts = 1;
  let used = 0;
  for (const size of pieces) {
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}

/** Counts the parts that a gateway charges for `text` (8-bit reference: 160 or 153 septets, 70 or 67 units). */
export function countParts(text: string): Parts {
  const characters = [...text];
  const gsm = characters.every((one) => GSM7.has(one) || EXTENSION.has(one));
  const pieces = characters.map((one) => (gsm ? (EXTENSION.has(one) ? 2 : 1) : one.length));
  const total = pieces.reduce((sum, size) => sum + size, 0);
  const [single, several] = gsm ? [160, 153] : [70, 67];
  return { encoding: gsm ? 'GSM-7' : 'UCS-2', parts: total <= single ? 1 : fill(pieces, several) };
}
