// Statements: what was there, what came, what went, what is there. Added up from the ledger and the receipts, which say the
// same to the santim.
import type { StatementSums } from '@windsurf/contracts/payments-billing';
import { notFound } from '@windsurf/contracts/problem';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { Deps } from '../deps.ts';
import type { ReceiptLine, Seller } from '../receipts/receipts.ts';
import { fiscalYearOf, monthOf, monthsBetween, periodOfFiscalYear, periodOfMonth } from './period.ts';
import type { Period } from './period.ts';
import {
  bookedByDay,
  bookedFrom,
  papersByDay,
  papersWithFees,
  payoutsBetween,
  sellerToday,
  standingBefore,
} from './statements.queries.ts';
import { moved, sumsOf } from './sums.ts';
import type { BookedRow, PaperRow } from './sums.ts';

export { monthLabel, monthOf, periodOfMonth } from './period.ts';
export { csv } from './statement-table.ts';
export type Statement = {
  readonly period: Period;
  /** It still goes on. */
  readonly open: boolean;
  readonly openingSantim: number;
  readonly closingSantim: number;
  readonly sums: StatementSums;
  readonly booked: readonly BookedRow[];
  readonly papers: readonly PaperRow[];
};

/** Sums of a period, whole and by day. */
export async function addUp(deps: Deps, creatorId: CreatorId, period: Period): Promise<Statement> {
  const { compile } = deps.tenancy;
  const [booked, papers, standing] = await deps.tenancy.batchInCreator(creatorId, [
    bookedByDay(compile, creatorId, period).compile(),
    papersByDay(compile, creatorId, period).compile(),
    standingBefore(compile, creatorId, period.begin).compile(),
  ]);
  const openingSantim = standing[0]?.total ?? 0;
  return {
    period,
    open: period.end > deps.clock.now(),
    openingSantim,
    closingSantim: santim(openingSantim + moved(booked)),
    sums: sumsOf(booked, papers),
    booked,
    papers,
  };
}

async function firstBooked(deps: Deps, creatorId: CreatorId): Promise<Date | undefined> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [bookedFrom(deps.tenancy.compile, creatorId).compile()]);
  return rows[0]?.at;
}

export type Listed = {
  readonly months: readonly { readonly month: string; readonly open: boolean; readonly sums: StatementSums }[];
  readonly years: readonly { readonly year: number; readonly open: boolean }[];
};
/** The months and fiscal years since the first thing that was booked; none before. */
export async function listStatements(deps: Deps, creatorId: CreatorId): Promise<Listed> {
  const first = await firstBooked(deps, creatorId);
  if (!first) return { months: [], years: [] };
  const now = deps.clock.now();
  const months = monthsBetween(first, now);
  const oldest = months.at(-1);
  const period = { begin: oldest ? periodOfMonth(oldest).begin : first, end: periodOfMonth(monthOf(now)).end };
  const { booked, papers } = await addUp(deps, creatorId, period);
  const of = <R extends { readonly day: string }>(rows: readonly R[], month: string): readonly R[] =>
    rows.filter(({ day }) => day.startsWith(month));
  const years: { year: number; open: boolean }[] = [];
  for (let year = fiscalYearOf(now); year >= fiscalYearOf(first); year -= 1) {
    years.push({ year, open: periodOfFiscalYear(year).end > now });
  }
  return {
    months: months.map((month) => ({
      month,
      open: periodOfMonth(month).end > now,
      sums: sumsOf(of(booked, month), of(papers, month)),
    })),
    years,
  };
}

/** The time of a month. Throws notFound for one before the first thing that was booked, and for one that has not begun. */
export async function bookedMonth(deps: Deps, creatorId: CreatorId, month: string): Promise<Period> {
  const first = await firstBooked(deps, creatorId);
  if (!first || month < monthOf(first) || month > monthOf(deps.clock.now())) throw notFound();
  return periodOfMonth(month);
}

/** Throws notFound as `bookedMonth`. */
export async function readMonth(deps: Deps, creatorId: CreatorId, month: string): Promise<Statement> {
  return await addUp(deps, creatorId, await bookedMonth(deps, creatorId, month));
}

/** Throws notFound for a fiscal year in which nothing can have been booked. */
export async function readYear(deps: Deps, creatorId: CreatorId, year: number): Promise<Statement> {
  const first = await firstBooked(deps, creatorId);
  if (!first || year < fiscalYearOf(first) || year > fiscalYearOf(deps.clock.now())) throw notFound();
  return await addUp(deps, creatorId, periodOfFiscalYear(year));
}

export type Line = {
  readonly at: Date;
  readonly what: 'receipt' | 'credit-note' | 'payout' | 'payout-back';
  readonly number: number | null;
  readonly corrects: number | null;
  readonly orderNumber: number | null;
  readonly title: string;
  readonly rail: string;
  /** Positive is for the creator. */
  readonly amountSantim: number;
  readonly vatBasisPoints: number;
  readonly vatSantim: number;
  readonly feeSantim: number;
};

/** Every receipt, credit note and payout of a period, in the order of time. */
export async function linesOf(deps: Deps, creatorId: CreatorId, period: Period): Promise<readonly Line[]> {
  const { compile } = deps.tenancy;
  const [papers, payouts] = await deps.tenancy.batchInCreator(creatorId, [
    papersWithFees(compile, creatorId, period).compile(),
    payoutsBetween(compile, creatorId, period).compile(),
  ]);
  const lines: Line[] = papers.map((row) => {
    const sign = row.kind === 'receipt' ? 1 : -1;
    return {
      at: row.issuedAt,
      what: row.kind,
      number: row.number,
      corrects: row.corrects,
      orderNumber: row.orderNumber,
      title: (row.lines as unknown as readonly ReceiptLine[]).map(({ title }) => title).join(' · '),
      rail: row.rail,
      amountSantim: sign * row.totalSantim,
      vatBasisPoints: row.vatBasisPoints,
      vatSantim: sign * row.vatSantim,
      feeSantim: row.feeSantim,
    };
  });
  for (const { at, kind, amountSantim } of payouts) {
    const what = kind === 'payout' ? 'payout' : 'payout-back';
    const nothing = { number: null, corrects: null, orderNumber: null, title: '', rail: '' };
    lines.push({ at, what, ...nothing, amountSantim, vatBasisPoints: 0, vatSantim: 0, feeSantim: 0 });
  }
  return lines.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.number ?? 0) - (b.number ?? 0));
}

/** Who the seller is today; undefined before the first receipt. */
export async function sellerOf(deps: Deps, creatorId: CreatorId): Promise<Seller | undefined> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [sellerToday(deps.tenancy.compile, creatorId).compile()]);
  const row = rows[0];
  if (!row) return undefined;
  const { seller, ...today } = row;
  return { storeName: (seller as unknown as Seller).storeName, ...today };
}

/** Whose name nobody knows yet: nothing was sold. */
export const noSeller: Seller = {
  storeName: '',
  legalName: null,
  address: null,
  tinSealed: null,
  tinHint: null,
  vatNumber: null,
};
