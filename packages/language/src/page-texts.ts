// Words of a page, and the same page in another language. A translation belongs to a text and not to a place: it follows
// the text when blocks move, and is not shown any more once the text says something else.

/** A page as far as its words go; the wire's PageContent is one. */
export type PageTexts = {
  readonly displayName: string;
  readonly line: string;
  readonly bio: string;
  readonly blocks: readonly object[];
  /** By the text itself, in the store's own language; empty for none. */
  readonly translations?: readonly { readonly from: string; readonly to: string }[] | undefined;
};

/** Properties of blocks that are words to read; names of people and of networks, addresses and closed lists are not. */
const spoken = new Set([
  'title',
  'text',
  'note',
  'heading',
  'caption',
  'alt',
  'question',
  'answer',
  'quote',
  'place',
  'hours',
  'directions',
]);

type Change = (text: string) => string;

function changed(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((entry) => changed(entry, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      typeof part === 'string' ? (spoken.has(name) ? change(part) : part) : changed(part, change),
    ]),
  );
}

/** The page with each of its texts changed; `bin` and translations stay as they are. */
function changeTexts<P extends PageTexts>(content: P, change: Change): P {
  const { displayName, line, bio, blocks } = content;
  return {
    ...content,
    displayName: change(displayName),
    line: change(line),
    bio: change(bio),
    blocks: changed(blocks, change) as P['blocks'],
  };
}

/** Every text of a page once, in the order of the page. */
export function textsOf(content: PageTexts): string[] {
  const found = new Set<string>();
  changeTexts(content, (text) => {
    if (text !== '') found.add(text);
    return text;
  });
  return [...found];
}

/** The page in its other language. A text without a translation is shown as it was written. */
export function translated<P extends PageTexts>(content: P): P {
  const words = new Map((content.translations ?? []).flatMap(({ from, to }) => (to === '' ? [] : [[from, to]])));
  return words.size === 0 ? content : changeTexts(content, (text) => words.get(text) ?? text);
}

/** Only the translations of texts that are there. */
export function keptTranslations(content: PageTexts): { from: string; to: string }[] | undefined {
  const there = new Set(textsOf(content));
  return content.translations?.filter(({ from, to }) => to !== '' && there.has(from));
}
