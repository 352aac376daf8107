// What stands between a product and its sale, each with the field where it is mended.
import { releaseOf, typeRules } from '@windsurf/contracts/product-types';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { blockers as blockerWords } from '@windsurf/language/words-store';
import type { ProductRow } from './products.queries.ts';
import { isAhead } from './releases.ts';

export type Blocker = {
  code: 'title' | 'no-file' | 'file-not-ready' | 'file-refused' | 'event-over' | 'part-not-sold' | 'release-past';
  detail: string;
  field: string;
};

/** What of its type still stands in the way; `unsold` are titles of parts of a bundle. */
export function blockersOf(row: ProductRow, unsold: readonly string[], now: Date, lang: Language): Blocker[] {
  const found: Blocker[] = [];
  const add = (code: Blocker['code'], says: keyof typeof blockerWords, field: string, words = {}): void => {
    found.push({ code, detail: say(blockerWords[says], lang, words), field });
  };
  const { details } = row;
  if (row.title === '') add('title', 'title', 'title');
  if (details.type === 'event-ticket' && new Date(details.endsAt) <= now)
    add('event-over', 'eventOver', 'details.startsAt');
  if (unsold.length > 0) add('part-not-sold', 'partNotSold', 'details.productIds', { titles: unsold.join(', ') });
  const release = isAhead(row) ? releaseOf(details) : undefined;
  const over = release !== undefined && new Date(release) <= now;
  // The day that buyers were promised may be over; a new promise is about a day to come.
  if (over && (row.state !== 'published' || row.releaseAt?.toISOString() !== release))
    add('release-past', 'releasePast', 'details.releaseAt');
  if (!typeRules[row.type].file) return found;
  // Before its day it needs no file.
  if (release !== undefined && !over && row.fileState !== 'refused') return found;
  if (row.fileId === null) add('no-file', 'noFile', 'fileId');
  else if (row.fileState === 'refused') add('file-refused', 'fileRefused', 'fileId');
  else if (row.fileState !== 'ready') add('file-not-ready', 'fileNotReady', 'fileId');
  return found;
}
