// What a file is, by its bytes; its name has no say.
import { fileTypeFromBuffer } from 'file-type';
import type { Phrase } from '@windsurf/language/phrases';
import { deliveryWords as words } from '@windsurf/language/words-delivery';
import { humanSize } from './file-names.ts';

export type KindFacts = {
  /** As people call it. */
  readonly label: string;
  readonly mime: string;
  /** Endings that fit; the first one is added where none does. */
  readonly endings: readonly string[];
  readonly opens: Phrase;
};
const office = 'application/vnd.openxmlformats-officedocument';
export const kinds = {
  pdf: { label: 'PDF', mime: 'application/pdf', endings: ['pdf'], opens: words.opensPdf },
  epub: { label: 'EPUB', mime: 'application/epub+zip', endings: ['epub'], opens: words.opensBook },
  // Office files and books are archives too; one whose list of parts stands at its far end is known as an archive only.
  zip: {
    label: 'ZIP',
    mime: 'application/zip',
    endings: ['zip', 'docx', 'xlsx', 'pptx', 'epub', 'cbz'],
    opens: words.opensZip,
  },
  mp3: { label: 'MP3', mime: 'audio/mpeg', endings: ['mp3'], opens: words.opensSound },
  m4a: { label: 'M4A', mime: 'audio/mp4', endings: ['m4a', 'm4b'], opens: words.opensSound },
  mp4: { label: 'MP4', mime: 'video/mp4', endings: ['mp4', 'm4v'], opens: words.opensFilm },
  png: { label: 'PNG', mime: 'image/png', endings: ['png'], opens: words.opensPicture },
  jpeg: { label: 'JPEG', mime: 'image/jpeg', endings: ['jpg', 'jpeg'], opens: words.opensPicture },
  webp: { label: 'WebP', mime: 'image/webp', endings: ['webp'], opens: words.opensPicture },
  docx: { label: 'DOCX', mime: `${office}.wordprocessingml.document`, endings: ['docx'], opens: words.opensOffice },
  xlsx: { label: 'XLSX', mime: `${office}.spreadsheetml.sheet`, endings: ['xlsx'], opens: words.opensOffice },
  pptx: { label: 'PPTX', mime: `${office}.presentationml.presentation`, endings: ['pptx'], opens: words.opensOffice },
  txt: { label: 'TXT', mime: 'text/plain; charset=utf-8', endings: ['txt'], opens: words.opensText },
} as const satisfies Record<string, KindFacts>;
export type Kind = keyof typeof kinds;

const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);
/** Facts of a kind from a row; undefined for one that this build does not know. */
export const kindFacts = (kind: string | null): KindFacts | undefined =>
  kind !== null && isKind(kind) ? kinds[kind] : undefined;

/** «PDF · 4.2 MB», or what there is of it. */
export const kindAndSize = (file: { kind: string | null; sizeBytes: number | null }): string =>
  [kindFacts(file.kind)?.label, file.sizeBytes === null ? undefined : humanSize(file.sizeBytes)]
    .filter((part) => part !== undefined)
    .join(' · ');

/** What the library calls by another name than we do. */
const sameAs: Readonly<Record<string, Kind>> = { jpg: 'jpeg', m4v: 'mp4', m4b: 'm4a' };

/** How much of the beginning `kindOf` wants to see: enough for the inside of an Office file's archive. */
export const headBytes = 1_048_576;

/**
 * The kind of a file, or undefined for one that is not sold here: programs, scripts of browsers, unknown things.
 *
 * @param head the first bytes, `headBytes` of them if there are so many
 * @param isText every byte of the whole file was looked at and is UTF-8 text
 */
export async function kindOf(head: Uint8Array, isText: boolean): Promise<Kind | undefined> {
  const found = await fileTypeFromBuffer(head);
  if (found !== undefined) {
    const name = sameAs[found.ext] ?? found.ext;
    return isKind(name) ? name : undefined;
  }
  // Readers take a PDF whose header stands in the first 1024 bytes; some scanners write a line before it.
  if (Buffer.from(head.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  return isText ? 'txt' : undefined;
}

/** Looks at a stream of bytes, piece by piece, whether all of it is UTF-8 text. */
export function textWatch(): { see(chunk: Uint8Array): void; isText(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let ok = true;
  const decode = (chunk: Uint8Array | undefined): void => {
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      // Text has no control characters but tab, line feed, form feed and carriage return.
      if (/[\p{Cc}--[\t\n\f\r\u0085]]/v.test(text)) ok = false;
    } catch {
      ok = false;
    }
  };
  return {
    see(chunk) {
      if (ok) decode(chunk);
    },
    isText() {
      if (ok) decode(undefined);
      return ok;
    },
  };
}
