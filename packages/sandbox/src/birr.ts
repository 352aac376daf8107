/** Decimal birr to integer santim; the text was checked before. */
export function toSantim(birr: string): number {
  const [whole = '0', fraction = ''] = birr.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

export const toBirr = (santim: number): string =>
  `${Math.floor(santim / 100)}.${String(santim % 100).padStart(2, '0')}`;

/** Ten birr less than `birr`, or ten more when that would leave nothing. */
export function wrongAmount(birr: string): string {
  const santim = toSantim(birr);
  return toBirr(santim > 1000 ? santim - 1000 : santim + 1000);
}
