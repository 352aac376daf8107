import { transliterate } from './transliterate.ts';

const HANDLE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Shape of a handle: 3 to 30 of a–z, 0–9 and single hyphens inside. Whether it is reserved or taken is not known here. */
export function isHandle(text: string): boolean {
  return text.length >= 3 && text.length <= 30 && HANDLE.test(text);
}

/**
 * A Latin address part of a title in any mix of Ethiopic and Latin: a–z, 0–9 and single hyphens.
 *
 * @param max greatest length; the cut falls on a hyphen where there is one
 * @returns '' when nothing can be written so (only emoji, or a script that is neither): the caller picks a fallback
 */
export function slug(text: string, max = 60): string {
  const words = transliterate(text.normalize('NFKC').toLowerCase())
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/[øœ]/g, 'o')
    .replace(/[ðđ]/g, 'd')
    .replace(/ł/g, 'l')
    .normalize('NFKD')
    // An apostrophe belongs to its word: Abebe's.
    .replace(/[\p{M}'’ʼʻ`´]+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (words.length <= max) return words;
  const hyphen = words.lastIndexOf('-', max);
  return words.slice(0, hyphen > 0 ? hyphen : max);
}

/** What ON-3 shows: the handle in the field and three others to tap. */
export type HandleProposals = { readonly handle: string; readonly alternatives: readonly [string, string, string] };

/**
 * Proposes a handle for a name and three alternatives, all of valid shape and different from each other.
 *
 * @param taken handles that must not be proposed; ask the database for `handleCandidates(name)` first
 */
export function handleProposals(name: string, taken: ReadonlySet<string> = new Set()): HandleProposals {
  const free: string[] = [];
  for (const candidate of candidates(name)) {
    if (!taken.has(candidate)) free.push(candidate);
    if (free.length === 4) break;
  }
  const [handle = '', first = '', second = '', third = ''] = free;
  return { handle, alternatives: [first, second, third] };
}

/** The first `count` handles that would be proposed for a name, best first. */
export function handleCandidates(name: string, count = 16): string[] {
  const proposed: string[] = [];
  for (const candidate of candidates(name)) {
    if (proposed.length >= count) break;
    proposed.push(candidate);
  }
  return proposed;
}

function* candidates(name: string): Generator<string, undefined, undefined> {
  const seen = new Set<string>();
  const words = slug(name, 200).split('-').filter(Boolean);
  const [first = '', second] = words;
  const whole = slug(name, 30);
  const shapes =
    whole === ''
      ? ['my-store', 'my-page', 'new-store']
      : [
          whole,
          words.join(''),
          second ? `${first}-${second.slice(0, 1)}` : `${first}-store`,
          second ? `${first.slice(0, 1)}-${second}` : `the-${first}`,
          first,
          `${first}-et`,
          `${first}-store`,
        ];
  for (const shape of shapes) {
    if (isHandle(shape) && !seen.has(shape)) {
      seen.add(shape);
      yield shape;
    }
  }
  const stem = slug(name, 24) || 'store';
  for (let number = 2; number < 1_000_000; number += 1) {
    const numbered = `${stem.slice(0, 24)}-${number}`;
    if (isHandle(numbered)) yield numbered;
  }
}
