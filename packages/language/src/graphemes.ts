const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Number of letters as a person counts them: `👩‍👩‍👧` is 1, `ጿ` is 1. Limits of text fields are counted so. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}]/u;

/**
 * Cuts a text to at most `max` graphemes, the closing `…` included, never inside a grapheme and at the end of a word
 * where one ends in the second half. A text that fits comes back trimmed and otherwise as it is.
 */
export function cutGraphemes(text: string, max: number): string {
  if (!Number.isSafeInteger(max) || max < 1) throw new RangeError('max must be a positive integer');
  const parts: string[] = [];
  for (const { segment } of segmenter.segment(text.trim())) {
    parts.push(segment);
    if (parts.length > max) break;
  }
  if (parts.length <= max) return parts.join('');
  let end = max - 1;
  const isLetter = (index: number): boolean => LETTER_OR_DIGIT.test(parts[index] ?? '');
  if (isLetter(end)) {
    let word = end;
    while (word > 0 && isLetter(word - 1)) word -= 1;
    if (word > max / 2) end = word;
  }
  while (end > 0 && !isLetter(end - 1)) end -= 1;
  return `${parts.slice(0, end || max - 1).join('')}…`;
}
