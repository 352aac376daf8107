// A file's name goes onto other people's phones: no path, no control character, nothing that reads backwards.
import { basename, extname } from 'node:path';

/** Every file system takes 255 bytes; the rest is for « (1)» and an ending of ours. An Ethiopic letter has 3. */
const mostBytes = 200;
const bytes = (text: string): number => Buffer.byteLength(text);
const letters = new Intl.Segmenter('am', { granularity: 'grapheme' });

function cutTo(text: string, most: number): string {
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (bytes(kept) + bytes(segment) > most) break;
    kept += segment;
  }
  return kept.trimEnd();
}

/** The name under which buyers save the file, at most 200 bytes of UTF-8, and whether it had to be changed. */
export function safeName(given: string): { name: string; changed: boolean } {
  const whole = given.normalize('NFC');
  const last = basename(whole.replace(/\\/g, '/'));
  const clean = last
    // Controls, invisible signs, and those that turn the direction of reading («gpj.exe» shown as «exe.jpg»).
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/["*:<>?|/]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const ending = /^\.[A-Za-z0-9]{1,8}$/.test(extname(clean)) ? extname(clean) : '';
  const stem = clean.slice(0, clean.length - ending.length) || 'file';
  const name = bytes(stem + ending) <= mostBytes ? stem + ending : cutTo(stem, mostBytes - bytes(ending)) + ending;
  return { name, changed: name !== whole.trim() };
}

/** The same name with an ending that says what the file is, so that the phone opens it and never runs it. */
export function nameWithEnding(name: string, endings: readonly string[]): string {
  const ending = extname(name).slice(1).toLowerCase();
  return endings.includes(ending) ? name : `${name}.${endings[0] ?? 'bin'}`;
}

const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** As phones show it, by thousands: `812 B`, `64 KB`, `4.2 MB`, `2 GB`. Never breaks before the unit. */
export function humanSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes}\u00A0B`;
  let value = sizeBytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const shown = value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${shown}\u00A0${units[unit] ?? ''}`;
}
