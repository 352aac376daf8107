// A file from elsewhere, read into what could be added here. Nothing is kept of it.
import { importBroken, importNothing, importTooLarge, importUnknown } from '@windsurf/contracts/store-import';
import type { Imported } from '@windsurf/contracts/store-import';
import type { Problem } from '@windsurf/contracts/problem';
import type { Language } from '@windsurf/language/phrases';
import { titleOfLink } from '../stores/pasted-links.ts';
import { readBioPage } from './bio-page.ts';
import { readProductTable } from './product-table.ts';
import { isTelegramExport, readTelegramExport } from './telegram-export.ts';

export const largestImport = 20_000_000;
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')}\u00a0MB`;
export const tooLarge = (bytes: number): Problem =>
  importTooLarge({ size: megabytes(bytes), limit: megabytes(largestImport) });

function read(text: string): Imported {
  const start = text.slice(0, 4000).trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      throw importBroken();
    }
    if (!isTelegramExport(data)) throw importUnknown();
    return readTelegramExport(data);
  }
  if (/^<(!doctype html|html|head|body|meta|!--|a\b|div\b)/i.test(start)) return readBioPage(text);
  if (/^[^\n<>{}]*[,;\t][^\n<>{}]*(\n|\r|$)/.test(start)) return readProductTable(text);
  throw importUnknown();
}

/**
 * What a file holds. Throws importUnknown, importBroken, importPrivate, importNoNames and importNothing, each with what to
 * do; links without words get those that fit where they lead.
 */
export function readFile(bytes: Buffer, lang: Language): Imported {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw importUnknown();
  }
  if (text.includes('\u0000')) throw importUnknown();
  const found = read(text.replace(/^\uFEFF/, ''));
  if (found.links.length + found.products.length + found.posts.length === 0) throw importNothing();
  return {
    ...found,
    links: found.links.map((link) => (link.title === '' ? { ...link, title: titleOfLink(link.url, lang) } : link)),
  };
}
