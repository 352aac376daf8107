// What a page has to know of a picture to draw it: its sizes, what they weigh, one colour to stand in its place.
import type { PageContent } from '@windsurf/contracts/store';

/** Widths that are made for pages, and squares for lists (experience.md, ED-9 and 4.4). */
export const pageWidths = [360, 540, 720] as const;
export const squares = [96, 192] as const;
export type Format = 'avif' | 'jpg';

/** A picture that is ready, as it is kept beside the page that shows it. */
export type Picture = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Those of the page's sizes that exist, smallest first; a small picture is not made larger. */
  readonly widths: readonly number[];
  /** Bytes by file name: `360.avif`. */
  readonly sizes: Readonly<Record<string, number>>;
  /** `#a52`: the colour of its place before it arrives. */
  readonly colour: string;
};

export const sizeName = (width: number, format: Format): string => `${width}.${format}`;

/** Address of one size of a picture, the same on the store and the app origin. */
export const sizePath = (imageId: string, width: number, format: Format): string =>
  `/media/${imageId}/${sizeName(width, format)}`;

/** Bytes that a phone loads for the widest look of a picture on a page. */
export function shownBytes({ widths, sizes }: Pick<Picture, 'widths' | 'sizes'>): number | null {
  const width = widths.at(-1);
  return width === undefined ? null : (sizes[sizeName(width, 'avif')] ?? null);
}

/** Ids of all pictures of a page, wherever a block keeps them. */
export function imageIdsOf(content: PageContent): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (/^(imageId|[a-z]+ImageId)$/.test(name) && typeof inner === 'string') found.add(inner);
        else look(inner);
      }
    }
  };
  look(content);
  return [...found];
}
