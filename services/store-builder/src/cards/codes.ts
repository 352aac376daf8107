// A code to print and to scan, of an address of ours. Drawn here, so that nobody else learns what is shared.
import sharp from 'sharp';
import { encode } from 'uqr';
import { linePath, widthOf, wrap } from './card-words.ts';

/** Light border that scanners need (ISO/IEC 18004: four modules). */
const border = 4;

/** One path of dark modules, one unit each. */
function modules(address: string): { side: number; path: string } {
  const { data } = encode(address, { ecc: 'M', border });
  const path = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return { side: data.length, path };
}

/** The code alone, of any size. */
export function codeSvg(address: string): string {
  const { side, path } = modules(address);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>`;
}

const printSide = 1200;

/** For printing: the code with the address below it, 1200 px wide (10 cm at 300 points to the inch). */
export async function codePng(address: string): Promise<Buffer> {
  const { side, path } = modules(address);
  const scale = Math.floor(printSide / side);
  const start = Math.round((printSide - side * scale) / 2);
  const words = address.replace(/^https?:\/\//, '');
  const lines = wrap(words, 56, printSide - 80, 3);
  const drawn = lines.map((line, at) =>
    linePath(line, {
      x: Math.round((printSide - widthOf(line, 56)) / 2),
      y: printSide + 40 + at * 76,
      size: 56,
      fill: '#000',
    }),
  );
  const height = printSide + 60 + lines.length * 76;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${printSide}" height="${height}"><rect width="${printSide}" height="${height}" fill="#fff"/><path shape-rendering="crispEdges" transform="translate(${start} ${start}) scale(${scale})" d="${path}"/>${drawn.join('')}</svg>`;
  return await sharp(Buffer.from(svg)).greyscale().png({ compressionLevel: 9, palette: true, colours: 16 }).toBuffer();
}
