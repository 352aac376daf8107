// A statement as it was downloaded, for the wire: checked for what a person can put right at once, then base64.
import { opsBookWords as words } from '@windsurf/language/words-ops-books';
import type { Phrase } from '@windsurf/language/phrases';

/** Bytes; base64 makes four of three, and the API takes 14 million letters. */
export const MOST_BYTES = 10_000_000;

/** What is wrong with a chosen file, without reading it. */
export function fileWrong(file: { readonly size: number } | undefined): Phrase | undefined {
  if (file === undefined) return words.fileMissing;
  if (file.size === 0) return words.fileEmpty;
  return file.size > MOST_BYTES ? words.fileLarge : undefined;
}

/** Bytes as base64. In pieces: a call with a million arguments fails. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  const piece = 0x8000;
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}

/** Today in East Africa Time: its statement is not there yet. */
export const dayInEat = (now: number): string => new Date(now + 3 * 3_600_000).toISOString().slice(0, 10);
/** The newest day that has a statement. */
export const yesterday = (now: number): string => dayInEat(now - 24 * 3_600_000);

/** A day that exists and is over; undefined when it is fine. */
export function dayWrong(day: string, now: number): Phrase | undefined {
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return exists && new Date(day).toISOString().startsWith(day) && day < dayInEat(now) ? undefined : words.dayMissing;
}
