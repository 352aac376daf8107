// Statements as files: a month as PDF or table, a fiscal year as one pack for the accountant.
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { FileAnswer } from '@windsurf/service-kit/files';
import type { Deps } from '../deps.ts';
import { openTin } from '../receipts/print.ts';
import type { Seller } from '../receipts/receipts.ts';
import { ethiopianMonthLabel, ethiopianMonthsOf, fiscalYearLabel, monthLabel } from './period.ts';
import { byMonth, statementPaper } from './statement-paper.ts';
import { linesTable, monthsTable } from './statement-table.ts';
import { bookedMonth, linesOf, noSeller, readMonth, readYear, sellerOf } from './statements.ts';

async function given(
  deps: Deps,
  creatorId: CreatorId,
  lang: Language,
  label: string,
): Promise<{ lang: Language; label: string; seller: Seller; tin: string | null; at: Date }> {
  const seller = (await sellerOf(deps, creatorId)) ?? noSeller;
  return { lang, label, seller, tin: openTin(deps, seller), at: deps.clock.now() };
}

/** Throws notFound for a month without a statement. */
export async function monthFile(deps: Deps, creatorId: CreatorId, month: string, lang: Language): Promise<FileAnswer> {
  const statement = await readMonth(deps, creatorId, month);
  const words = await given(deps, creatorId, lang, monthLabel(month, lang));
  const bytes = await deps.press.print([statementPaper(statement, 'day', words)]);
  return { type: 'application/pdf', name: `statement-${month}.pdf`, bytes };
}

/** Throws notFound for a month without a statement. */
export async function monthTable(deps: Deps, creatorId: CreatorId, month: string): Promise<FileAnswer> {
  const period = await bookedMonth(deps, creatorId, month);
  return {
    type: 'text/csv',
    name: `statement-${month}.csv`,
    bytes: linesTable(await linesOf(deps, creatorId, period)),
  };
}

/** Throws notFound for a fiscal year in which nothing can have been booked. */
export async function yearPack(deps: Deps, creatorId: CreatorId, year: number, lang: Language): Promise<FileAnswer> {
  const statement = await readYear(deps, creatorId, year);
  const months = ethiopianMonthsOf(year);
  const words = await given(deps, creatorId, lang, fiscalYearLabel(year, lang));
  const pdf = await deps.press.print([statementPaper(statement, months, words)]);
  const sums = byMonth(statement, months).map(({ month, sums: of }) => ({
    month,
    label: ethiopianMonthLabel(month, lang),
    sums: of,
  }));
  const lines = await linesOf(deps, creatorId, statement.period);
  const name = `tax-${year}`;
  const files = {
    [`${name}/yearly-statement-${year}.pdf`]: pdf,
    [`${name}/receipts-${year}.csv`]: Buffer.from(linesTable(lines)),
    [`${name}/months-${year}.csv`]: Buffer.from(monthsTable(sums, statement.sums)),
  };
  return { type: 'application/zip', name: `${name}.zip`, bytes: await deps.press.zip(files, words.at) };
}
