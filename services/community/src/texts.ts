// What people write is text: kept with its line breaks, shown escaped, and counted in letters as people count them.
import { nameEmpty, nameTooLong, postEmpty, postTooLong } from '@windsurf/contracts/community';
import { countGraphemes } from '@windsurf/language/graphemes';

/** A letter may be built of many parts; no text needs more than these. */
const mostParts = 40_000;
const mostNameParts = 400;
// Control characters but tab and line break: a database refuses some of them, and nobody can see any.
const invisible = /[\p{Cc}--[\t\n]]/gv;
/** Marks that turn the direction of what follows: in a name they could make it read as another one. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A post or comment as it is kept. Throws 422 when nothing is left, or more than `limit` letters. */
export function writtenText(typed: string, limit: number): string {
  const text = typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
  if (text === '') throw postEmpty({}, { pointer: '/text' });
  const count = text.length > mostParts ? text.length : countGraphemes(text);
  if (count > limit) throw postTooLong({ limit, count }, { pointer: '/text' });
  return text;
}

/** The name under which a member writes: one line of at most 60 letters. Throws 422. */
export function writtenName(typed: string): string {
  const limit = 60;
  const name = typed.toWellFormed().replace(invisible, '').replace(turning, '').replace(/\s+/g, ' ').trim();
  if (name === '') throw nameEmpty({}, { pointer: '/name' });
  const parts = [...name].length;
  const count = parts > mostNameParts ? parts : countGraphemes(name);
  if (count > limit) throw nameTooLong({ limit, count }, { pointer: '/name' });
  return name;
}

/** A reason is for the log; an empty one is none. */
export function writtenReason(typed: string | undefined): string | null {
  const reason = (typed ?? '')
    .toWellFormed()
    .replace(/[\r\n\t]+/g, ' ')
    .replace(invisible, '')
    .trim();
  return reason === '' ? null : reason;
}
