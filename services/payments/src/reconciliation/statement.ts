// Lines of a rail's file as payments and refunds, or what is wrong with each line. A file is taken whole or not at all.
import type { LineProblem } from '@windsurf/language/words-reconciliation';
import type { Santim } from '@windsurf/money/money';
import { parseWireAmount } from '@windsurf/money/money';
import { decode, linesOf, separatorOf } from './statement-csv.ts';
import type { Line } from './statement-csv.ts';

/** Which columns a rail's file has, and its words; dated rows of `payments.statement_formats`. */
export type StatementFormat = {
  readonly delimiters: readonly string[];
  readonly txnId: string;
  readonly amount: string;
  readonly status: string;
  readonly at: string;
  readonly orderReference?: string;
  /** Of the payment that a refund gives back. */
  readonly paymentTxnId?: string;
  readonly fee?: string;
  readonly currency?: string;
  /** Without it, every line is a payment. */
  readonly kind?: string;
  readonly kinds?: Readonly<Record<string, RowKind>>;
  readonly statuses: Readonly<Record<string, RowStatus>>;
  readonly times: readonly string[];
};
export type RowKind = 'payment' | 'refund' | 'other';
export type RowStatus = 'done' | 'pending' | 'failed' | 'reversed';
export type StatementRow = {
  readonly line: number;
  readonly kind: RowKind;
  readonly txnId: string;
  readonly orderReference: string | null;
  readonly paymentTxnId: string | null;
  /** Never negative; what the kind says gives the direction. */
  readonly amount: Santim;
  readonly fee: Santim;
  readonly status: RowStatus;
  readonly at: Date;
};
export type WrongLine = {
  readonly line: number;
  readonly problem: LineProblem;
  readonly params: Readonly<Record<string, string | number>>;
};
export type Statement =
  | { readonly ok: true; readonly rows: readonly StatementRow[] }
  | { readonly ok: false; readonly wrong: readonly WrongLine[] };

const maxRows = 50_000;
const preambleLines = 20;
const zero = parseWireAmount('0') as Santim;

/**
 * Reads a file. When anything in it is wrong, all of it is refused, with each wrong line.
 *
 * @param day the day in East Africa Time that every line must be of
 */
export function readStatement(bytes: Buffer, format: StatementFormat, day: string): Statement {
  const read = decode(bytes);
  if (!read.ok) return { ok: false, wrong: [{ ...read.problem, params: {} }] };
  const said = separatorOf(read.text);
  const delimiters = said === undefined ? format.delimiters : [said];
  let closest: { missing: string[]; found: readonly string[]; line: number } | undefined;
  for (const delimiter of delimiters) {
    const { lines, problems } = linesOf(read.text, delimiter);
    const heading = headingOf(lines, format);
    if (problems.length > 0 && delimiters.length === 1)
      return { ok: false, wrong: problems.map((problem) => ({ ...problem, params: {} })) };
    if (!heading) continue;
    if (heading.missing.length === 0) {
      if (problems.length > 0) return { ok: false, wrong: problems.map((problem) => ({ ...problem, params: {} })) };
      return rowsOf(lines, heading, format, day);
    }
    if (!closest || heading.missing.length < closest.missing.length) closest = heading;
  }
  // A quotation mark that is never closed hides the heading from every delimiter.
  for (const delimiter of delimiters) {
    const [problem] = linesOf(read.text, delimiter).problems;
    if (problem) return { ok: false, wrong: [{ ...problem, params: {} }] };
  }
  const params = { missing: (closest?.missing ?? needed(format)).join(', '), found: (closest?.found ?? []).join(', ') };
  return { ok: false, wrong: [{ line: closest?.line ?? 1, problem: 'columns', params }] };
}

type Heading = {
  readonly line: number;
  readonly columns: ReadonlyMap<string, number>;
  readonly found: readonly string[];
  readonly missing: string[];
};
const same = (name: string): string => name.toLowerCase().replace(/\s+/g, ' ');
const needed = (f: StatementFormat): string[] =>
  [f.txnId, f.amount, f.status, f.at, f.kind].filter((name) => name !== undefined);

/** The line with most of the columns among the first; titles of a portal may stand above it. */
function headingOf(lines: readonly Line[], format: StatementFormat): Heading | undefined {
  let best: Heading | undefined;
  for (const { line, cells } of lines.slice(0, preambleLines)) {
    const columns = new Map(cells.map((cell, at) => [same(cell), at]));
    const missing = needed(format).filter((name) => !columns.has(same(name)));
    if (!best || missing.length < best.missing.length) best = { line, columns, found: cells, missing };
  }
  return best;
}

function rowsOf(lines: readonly Line[], heading: Heading, format: StatementFormat, day: string): Statement {
  const wrong: WrongLine[] = [];
  const rows: StatementRow[] = [];
  const body = lines.filter(({ line }) => line > heading.line);
  if (body.length > maxRows) {
    const params = { max: maxRows };
    return { ok: false, wrong: [{ line: heading.line + maxRows, problem: 'too-many', params }] };
  }
  for (const line of body) {
    const read = rowOf(line, heading, format, day);
    if ('problem' in read) wrong.push(read);
    else rows.push(read);
  }
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, rows };
}

class Wrong extends Error {
  readonly problem: LineProblem;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(problem: LineProblem, params: Readonly<Record<string, string | number>>) {
    super(problem);
    this.problem = problem;
    this.params = params;
  }
}

function rowOf(
  { line, cells }: Line,
  heading: Heading,
  format: StatementFormat,
  day: string,
): StatementRow | WrongLine {
  try {
    if (cells.length !== heading.found.length)
      throw new Wrong('cells-count', { cells: cells.length, columns: heading.found.length });
    const cell = (column: string | undefined): string => {
      const text = column === undefined ? '' : (cells[heading.columns.get(same(column)) ?? -1] ?? '');
      // A number may begin with a sign; anything else that begins so would be computed by a spreadsheet.
      if (/^[=@]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\s?[\d.(]/.test(text)))
        throw new Wrong('formula', { text: text.slice(0, 40), column: column ?? '' });
      return text;
    };
    const kindText = cell(format.kind);
    const kind = format.kind === undefined ? 'payment' : wordOf(format.kinds ?? {}, kindText);
    if (kind === undefined) throw new Wrong('kind', { text: kindText });
    const statusText = cell(format.status);
    const status = wordOf(format.statuses, statusText);
    if (status === undefined) throw new Wrong('status', { text: statusText });
    const currency = cell(format.currency);
    if (currency !== '' && !/^(etb|birr|ብር)$/i.test(currency)) throw new Wrong('currency', { text: currency });
    const amount = amountOf(cell(format.amount), format.amount, kind !== 'payment');
    const feeText = cell(format.fee);
    const fee = feeText === '' ? zero : amountOf(feeText, format.fee ?? '', true);
    if (fee > amount) throw new Wrong('fee-above', {});
    const atText = cell(format.at);
    const at = timeOf(atText, format.times);
    if (!at) throw new Wrong('time', { text: atText.slice(0, 40), column: format.at, like: format.times[0] ?? '' });
    const found = new Date(at.getTime() + 10_800_000).toISOString().slice(0, 10);
    if (found !== day) throw new Wrong('other-day', { found, day });
    return {
      line,
      kind,
      txnId: referenceOf(cell(format.txnId), format.txnId, true) ?? '',
      orderReference: referenceOf(cell(format.orderReference), format.orderReference ?? '', false),
      paymentTxnId: referenceOf(cell(format.paymentTxnId), format.paymentTxnId ?? '', false),
      amount,
      fee,
      status,
      at,
    };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { line, problem: error.problem, params: error.params };
  }
}

const wordOf = <W>(words: Readonly<Record<string, W>>, text: string): W | undefined =>
  Object.entries(words).find(([word]) => same(word) === same(text))?.[1];

function referenceOf(text: string, column: string, must: boolean): string | null {
  if (text === '') {
    if (must) throw new Wrong('empty', { column });
    return null;
  }
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text)) throw new Wrong('shortened', { text, column });
  if (!/^[A-Za-z0-9._/-]{3,64}$/.test(text)) throw new Wrong('reference', { text: text.slice(0, 40), column });
  return text;
}

/** `1234.50`, `1,234.5`, `ETB 1,234.50`; below zero, or in brackets, only where money may go out. Never through a float. */
function amountOf(text: string, column: string, mayBeNegative: boolean): Santim {
  if (text === '') throw new Wrong('empty', { column });
  const refuse = (): never => {
    throw new Wrong('amount', { text: text.slice(0, 40), column });
  };
  let digits = text.replace(/^(etb|birr|ብር)\s*/i, '').replace(/\s*(etb|birr|ብር)$/i, '');
  const brackets = /^\((.+)\)$/.exec(digits)?.[1];
  const negative = brackets !== undefined || digits.startsWith('-');
  digits = (brackets ?? digits).replace(/^[+-]\s?/, '');
  if (negative && !mayBeNegative) return refuse();
  if (/^\d{1,3}([ ,]\d{3})+(\.\d+)?$/.test(digits)) digits = digits.replace(/[ ,]/g, '');
  return parseWireAmount(digits) ?? refuse();
}

const shapes: Readonly<Record<string, { pattern: RegExp; parts: readonly ('y' | 'm' | 'd')[] }>> = {
  'YYYY-MM-DD HH:mm:ss': {
    pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/,
    parts: ['y', 'm', 'd'],
  },
  'DD/MM/YYYY HH:mm:ss': {
    pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/,
    parts: ['d', 'm', 'y'],
  },
  'MM/DD/YYYY HH:mm:ss': {
    pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/,
    parts: ['m', 'd', 'y'],
  },
};

/** A time without a zone is East Africa's. Seconds may be missing: Excel hides them. */
function timeOf(text: string, formats: readonly string[]): Date | undefined {
  for (const name of formats) {
    if (name === 'iso') {
      const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)
        ? new Date(text)
        : undefined;
      if (iso && !Number.isNaN(iso.getTime())) return iso;
      continue;
    }
    const shape = shapes[name];
    const match = shape?.pattern.exec(text);
    if (!shape || !match) continue;
    const of = (part: 'y' | 'm' | 'd'): number => Number(match[1 + shape.parts.indexOf(part)]);
    const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? '0')];
    const utc = new Date(Date.UTC(of('y'), of('m') - 1, of('d'), hour, minute, second));
    // 31 February would become March.
    if (utc.getUTCMonth() !== of('m') - 1 || utc.getUTCDate() !== of('d') || hour > 23 || minute > 59 || second > 59)
      continue;
    return new Date(utc.getTime() - 10_800_000);
  }
  return undefined;
}
