// The bytes of a statement as lines of cells. csv-parse reads them (RFC 4180 with quotes, its own field since 2010, no
// dependency); what Excel and the portals add to it is undone here: marks of encoding, `sep=`, guards around numbers.
import { parse } from 'csv-parse/sync';
import type { CsvError, Info } from 'csv-parse/sync';

export type Line = { readonly line: number; readonly cells: readonly string[] };
export type CsvProblem = { readonly line: number; readonly problem: 'not-text' | 'workbook' | 'quotes' };
export type Read = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: CsvProblem };

/** UTF-8 or UTF-16 with its mark, or UTF-8 without one. Anything else is refused: names and numbers would be guesses. */
export function decode(bytes: Buffer): Read {
  const refuse = (problem: CsvProblem['problem']): Read => ({ ok: false, problem: { line: 1, problem } });
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return refuse('workbook');
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') return refuse('workbook');
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\u0000') ? refuse('not-text') : { ok: true, text };
  } catch {
    return refuse('not-text');
  }
}

/** What Excel says about its own separator; undefined when it says nothing. */
export const separatorOf = (text: string): string | undefined => /^sep=(.)\r?\n/i.exec(text)?.[1];

/** Lines with their numbers in the file, counted from 1; lines with nothing in them are left out. */
export function linesOf(text: string, delimiter: string): { lines: Line[]; problems: CsvProblem[] } {
  const said = /^sep=.\r?\n/i.exec(text)?.[0] ?? '';
  const offset = said === '' ? 0 : 1;
  const problems: CsvProblem[] = [];
  type Told = { record: string[]; info: Info };
  try {
    const records = parse(text.slice(said.length), {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      // `="0123"`: a mark inside of a cell that has none around it.
      relax_quotes: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as Told[];
    let line = 1 + offset;
    const lines: Line[] = [];
    for (const { record, info } of records) {
      // `info.lines` is where the record ends; a quoted cell may span several.
      const end = info.lines + offset;
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
      line = end - breaks;
      const cells = record.map(plain);
      if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
    }
    return { lines, problems };
  } catch (error) {
    const at = (error as CsvError & { lines?: number }).lines ?? 1;
    problems.push({ line: at + offset, problem: 'quotes' });
    return { lines: [], problems };
  }
}

/** Without the marks that nobody sees, and without Excel's guards: `="0123"` and `'0123` are 0123. */
function plain(cell: string): string {
  const seen = cell
    .replace(/[\u200b-\u200f\u2060\ufeff\u202a-\u202e]/g, '')
    .replace(/\u00a0/g, ' ')
    .trim();
  const guarded = /^="([^"]*)"$/.exec(seen)?.[1];
  if (guarded !== undefined) return guarded.trim();
  return /^'[^']/.test(seen) ? seen.slice(1).trim() : seen;
}
