// Statements of the rails: taken whole or refused, held against the books, and every difference with an owner until
// somebody has decided about it. A decision says what was done; it moves no money.
import { hash } from 'node:crypto';
import { differenceDecided, statementDayOpen, statementRefused } from '@windsurf/contracts/payments-books';
import type { decideDifference } from '@windsurf/contracts/payments-books';
import type { Input } from '@windsurf/contracts/endpoint';
import { notFound, wrongShape } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { lineWords } from '@windsurf/language/words-reconciliation';
import { writeAudit } from '../callbacks/callbacks.ts';
import type { Deps } from '../deps.ts';
import {
  changeDifference,
  countedFile,
  differencesAfter,
  fileOfHash,
  filesBefore,
  formatAt,
  insertFile,
  insertRows,
  lockDifference,
} from './reconciliation.queries.ts';
import type { CountedFile, DifferenceRow } from './reconciliation.queries.ts';
import { readStatement } from './statement.ts';
import type { StatementFormat } from './statement.ts';

export type { CountedFile, DifferenceRow } from './reconciliation.queries.ts';
export type Upload = {
  readonly rail: string;
  readonly day: string;
  readonly fileName: string;
  /** The file's bytes. */
  readonly content: Buffer;
  readonly format: 'rail' | 'own';
  readonly lang: Language;
};
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** So many wrong lines are named; how many there are is said. */
const named = 50;

/**
 * Takes a statement. The same file for the same rail and day again is the same reconciliation. Throws notFound for a rail
 * that is not here, statementDayOpen for a day that is not over, statementRefused with each wrong line.
 */
export async function takeStatement(deps: Deps, operatorId: string, upload: Upload): Promise<CountedFile> {
  const { rail, day, content } = upload;
  if (!deps.rails.has(rail)) throw notFound();
  const begins = Date.parse(`${day}T00:00:00+03:00`);
  if (Number.isNaN(begins)) throw wrongShape({}, { pointer: '/day' });
  const at = deps.clock.now();
  if (at.getTime() < begins + 86_400_000) throw statementDayOpen({}, { pointer: '/day' });
  const fileHash = hash('sha256', content);
  const { known, format } = await deps.tenancy.inPlatform(async (tx) => ({
    known: await fileOfHash(tx, rail, day, fileHash),
    format: ((upload.format === 'rail' ? await formatAt(tx, rail, at) : undefined) ??
      (await formatAt(tx, '*', at))) as StatementFormat,
  }));
  if (known) return await readFile(deps, known.id);
  const statement = readStatement(content, format, day);
  if (!statement.ok) throw refused(statement.wrong, upload.lang);
  const { rows } = statement;
  const fileId = newId();
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const taken = await deps.tenancy.inPlatform(async (tx) => {
    const fresh = await insertFile(tx, {
      id: fileId,
      rail,
      day,
      hash: fileHash,
      fileName: upload.fileName,
      uploadedBy: operatorId,
      uploadedAt: at,
      state: 'matching',
      nextAt: at,
      rows: rows.length,
      amountSantim: sum((row) => (row.kind === 'refund' ? 0 - row.amount : row.kind === 'payment' ? row.amount : 0)),
      feeSantim: sum((row) => row.fee),
    });
    const who = `operator:${operatorId}`;
    await writeAudit(tx, { who, what: 'statement.taken', about: `statement:${fileHash.slice(0, 32)}`, at });
    if (!fresh) return await fileOfHash(tx, rail, day, fileHash);
    await insertRows(
      tx,
      rows.map(({ amount, fee, ...row }) => ({ ...row, fileId, rail, amountSantim: amount, feeSantim: fee })),
    );
    return undefined;
  });
  return await readFile(deps, taken?.id ?? fileId);
}

function refused(wrong: Extract<ReturnType<typeof readStatement>, { ok: false }>['wrong'], lang: Language) {
  const lines = wrong.slice(0, named).map(({ line, problem, params }) => ({
    line,
    problem,
    says: say(lineWords[problem], lang, params),
  }));
  return statementRefused({ count: wrong.length }, { pointer: '/content', extra: { count: wrong.length, lines } });
}

async function readFile(deps: Deps, fileId: string): Promise<CountedFile> {
  const file = await deps.tenancy.inPlatform(async (tx) => await countedFile(tx, fileId));
  if (!file) throw notFound();
  return file;
}

type Page = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/** Newest first. */
export async function listFiles(
  deps: Deps,
  operatorId: string,
  page: Page & { readonly rail?: string | undefined },
): Promise<{ items: CountedFile[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const { rail, cursor: before } = page;
  if (before !== undefined && !id.test(before)) throw wrongShape({}, { pointer: '/cursor' });
  const rows = await deps.tenancy.inPlatform(async (tx) => {
    const who = `operator:${operatorId}`;
    await writeAudit(tx, { who, what: 'statements.listed', about: rail ?? 'all', at: deps.clock.now() });
    return await filesBefore(tx, { rail, before, limit: limit + 1 });
  });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** One statement with a page of its differences, open ones first. Throws notFound. */
export async function readDifferences(
  deps: Deps,
  operatorId: string,
  fileId: string,
  page: Page,
): Promise<{ file: CountedFile; items: DifferenceRow[]; nextCursor: string | null }> {
  const limit = page.limit ?? 25;
  const match = page.cursor === undefined ? undefined : /^(open|rest)_(.+)$/.exec(page.cursor);
  if (page.cursor !== undefined && !id.test(match?.[2] ?? '')) throw wrongShape({}, { pointer: '/cursor' });
  const after = match ? { open: match[1] === 'open', id: match[2] ?? '' } : undefined;
  const file = await readFile(deps, fileId);
  const rows = await deps.tenancy.inPlatform(async (tx) => {
    const who = `operator:${operatorId}`;
    await writeAudit(tx, { who, what: 'statement.opened', about: `statement:${fileId}`, at: deps.clock.now() });
    return await differencesAfter(tx, fileId, after, limit + 1);
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const cursor = last && `${last.state === 'open' ? 'open' : 'rest'}_${last.id}`;
  return { file, items, nextCursor: rows.length > limit ? (cursor ?? null) : null };
}

/**
 * Who has to act, what was decided, and why. `waiting` leaves it open with its owner. The same decision again changes
 * nothing. Throws notFound and differenceDecided.
 */
export async function decide(
  deps: Deps,
  operatorId: string,
  of: { readonly fileId: string; readonly differenceId: string },
  decision: Input<typeof decideDifference>['body'],
): Promise<DifferenceRow> {
  const at = deps.clock.now();
  return await deps.tenancy.inPlatform(async (tx) => {
    const difference = await lockDifference(tx, of.fileId, of.differenceId);
    if (!difference) throw notFound();
    const { owner, note } = decision;
    const same = difference.decision === decision.decision && difference.owner === owner && difference.note === note;
    if (same) return difference;
    if (difference.state !== 'open') throw differenceDecided();
    const who = `operator:${operatorId}`;
    await writeAudit(tx, { who, what: `difference.${decision.decision}`, about: `difference:${difference.id}`, at });
    const state = decision.decision === 'waiting' ? ('open' as const) : ('decided' as const);
    const change = { state, owner, note, decision: decision.decision, decidedBy: operatorId, decidedAt: at };
    await changeDifference(tx, difference.id, change);
    return { ...difference, ...change };
  });
}
