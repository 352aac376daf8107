// What of a file still has to travel. Numbers of parts begin at 1, as S3 counts them.
import type { FileView } from '@windsurf/contracts/delivery';

/** Enough to know the same file again after a reload; the bytes themselves are checked by the server. */
export type Fingerprint = { readonly name: string; readonly size: number; readonly modified: number };

export const fingerprintOf = (file: Pick<File, 'name' | 'size' | 'lastModified'>): Fingerprint => ({
  name: file.name,
  size: file.size,
  modified: file.lastModified,
});
export const sameFile = (a: Fingerprint, b: Fingerprint): boolean =>
  a.name === b.name && a.size === b.size && a.modified === b.modified;

type Sized = Pick<FileView, 'sizeBytes' | 'partSizeBytes'>;

export const partCount = ({ sizeBytes, partSizeBytes }: Sized): number =>
  Math.max(1, Math.ceil(sizeBytes / partSizeBytes));

/** First byte and the one after the last of a part. */
export function rangeOf(file: Sized, number: number): { readonly from: number; readonly to: number } {
  const from = (number - 1) * file.partSizeBytes;
  return { from, to: Math.min(file.sizeBytes, from + file.partSizeBytes) };
}

/** Numbers of the parts that have not arrived, in order. */
export function missingParts(file: Sized & Pick<FileView, 'arrivedParts'>): number[] {
  const arrived = new Set(file.arrivedParts);
  return Array.from({ length: partCount(file) }, (_, at) => at + 1).filter((number) => !arrived.has(number));
}

/** Whole percent that have arrived; 100 only when all of it has. */
export function percentOf(file: Sized, arrived: Iterable<number>, underway = 0): number {
  let bytes = underway;
  for (const number of arrived) {
    const { from, to } = rangeOf(file, number);
    bytes += to - from;
  }
  return file.sizeBytes === 0 ? 0 : Math.min(100, Math.floor((bytes / file.sizeBytes) * 100));
}
