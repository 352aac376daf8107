import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-billing';
import { asCreatorId } from '@windsurf/db/tenancy';
import { sendFile } from '@windsurf/service-kit/files';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { limitPapers } from '../receipts/print.ts';
import { monthFile, monthTable, yearPack } from './files.ts';
import { payoutFile } from './payout-file.ts';
import { fiscalYearLabel, monthLabel } from './period.ts';
import { linesOf, listStatements, readMonth } from './statements.ts';

/** More is for the table. */
const mostLines = 500;

export function statementRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listStatements, async ({ principal, query, lang: reader }) => {
    const lang = query.lang ?? reader;
    const { months, years } = await listStatements(deps, asCreatorId(principal.creatorId));
    return {
      months: months.map(({ month, open, sums: { salesSantim, refundsSantim } }) => ({
        month,
        label: monthLabel(month, lang),
        open,
        salesSantim,
        refundsSantim,
        currency: 'ETB' as const,
      })),
      years: years.map(({ year, open }) => ({ year, label: fiscalYearLabel(year, lang), open })),
    };
  });
  route(app, contract.readStatement, async ({ principal, params: { month }, query, lang }) => {
    const creatorId = asCreatorId(principal.creatorId);
    const { period, open, openingSantim, closingSantim, sums } = await readMonth(deps, creatorId, month);
    const lines = await linesOf(deps, creatorId, period);
    return {
      month,
      label: monthLabel(month, query.lang ?? lang),
      from: period.begin.toISOString(),
      to: period.end.toISOString(),
      open,
      currency: 'ETB' as const,
      openingSantim,
      closingSantim,
      sums,
      lines: lines.slice(0, mostLines).map(({ at, what, number, orderNumber, title, amountSantim, vatSantim }) => ({
        at: at.toISOString(),
        what,
        number,
        orderNumber,
        title,
        amountSantim,
        vatSantim,
      })),
      lineCount: lines.length,
    };
  });
  route(app, contract.readStatementFile, async ({ principal, params, query, lang, reply }) => {
    await limitPapers(deps, principal.creatorId);
    const file = await monthFile(deps, asCreatorId(principal.creatorId), params.month, query.lang ?? lang);
    return await sendFile(reply, file);
  });
  route(app, contract.readStatementTable, async ({ principal, params, reply }) =>
    sendFile(reply, await monthTable(deps, asCreatorId(principal.creatorId), params.month)),
  );
  route(app, contract.readPayoutFile, async ({ principal, params, query, lang, reply }) => {
    await limitPapers(deps, principal.creatorId);
    const file = await payoutFile(deps, asCreatorId(principal.creatorId), params.id, query.lang ?? lang);
    return await sendFile(reply, file);
  });
  route(app, contract.readTaxPack, async ({ principal, params, query, lang, reply }) => {
    await limitPapers(deps, principal.creatorId);
    const file = await yearPack(deps, asCreatorId(principal.creatorId), params.year, query.lang ?? lang);
    return await sendFile(reply, file);
  });
}
