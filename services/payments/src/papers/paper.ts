// A paper as plain words: what is printed is decided and tested here, how it is drawn is the press's.
import type { Language } from '@windsurf/language/phrases';

export type PaperTable = {
  readonly caption?: string;
  readonly columns: readonly {
    readonly label: string;
    /** Part of the page's width; all of them make 1. */
    readonly share: number;
    readonly align?: 'left' | 'right';
  }[];
  readonly rows: readonly (readonly string[])[];
  /** The last row is what the others come to. */
  readonly strongLast?: boolean;
};
export type Paper = {
  readonly lang: Language;
  /** Who issues it; the first line is large. */
  readonly issuer: readonly string[];
  readonly title: string;
  /** Beside the title in large figures: `№ 12`. */
  readonly number?: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly tables: readonly PaperTable[];
  readonly sums: readonly { readonly label: string; readonly value: string; readonly strong?: boolean }[];
  /** An address as a square code, at least two centimetres wide as the receipts directive wants it. */
  readonly check?: { readonly url: string; readonly says: string };
  readonly notes: readonly string[];
  /** When it was issued: two prints of one paper are the same bytes. */
  readonly at: Date;
};
