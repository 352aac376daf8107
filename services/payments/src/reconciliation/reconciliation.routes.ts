import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-books';
import type { Answer } from '@windsurf/contracts/endpoint';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { differenceWords } from '@windsurf/language/words-reconciliation';
import { formatBirr, santim } from '@windsurf/money/money';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { decide, listFiles, readDifferences, takeStatement } from './reconciliation.ts';
import type { CountedFile, DifferenceRow } from './reconciliation.ts';

const viewOf = (file: CountedFile): Answer<typeof contract.uploadStatement> => ({
  id: file.id,
  rail: file.rail,
  day: file.day,
  fileName: file.fileName,
  hash: file.hash,
  uploadedBy: file.uploadedBy,
  uploadedAt: file.uploadedAt.toISOString(),
  state: file.state,
  rows: file.rows,
  matched: file.matched,
  settled: file.settled,
  repeated: file.repeated,
  amountSantim: file.amountSantim,
  feeSantim: file.feeSantim,
  differences: file.differences,
  openDifferences: file.openDifferences,
});

function differenceOf(row: DifferenceRow, lang: Language): Answer<typeof contract.decideDifference> {
  const { says, next } = differenceWords[row.kind];
  const birr = (amount: number | null): string =>
    amount === null ? '–' : formatBirr(santim(amount), lang, { decimals: 'always' });
  return {
    id: row.id,
    kind: row.kind,
    owner: row.owner,
    state: row.state,
    line: row.line,
    txnId: row.txnId,
    orderReference: row.orderReference,
    creatorId: row.ofCreator,
    intentId: row.ofIntent,
    oursSantim: row.oursSantim,
    theirsSantim: row.theirsSantim,
    says: say(says, lang, { ours: birr(row.oursSantim), theirs: birr(row.theirsSantim) }),
    nextStep: say(next, lang),
    decision: row.decision,
    note: row.note,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

export function reconciliationRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.uploadStatement,
    async ({ principal, body, lang }) => {
      const { rail, day, fileName, format = 'rail' } = body;
      const content = Buffer.from(body.content, 'base64');
      return viewOf(await takeStatement(deps, principal.personId, { rail, day, fileName, format, content, lang }));
    },
    { bodyLimitBytes: 14_100_000 },
  );
  route(app, contract.listReconciliations, async ({ principal, query }) => {
    const { items, nextCursor } = await listFiles(deps, principal.personId, query);
    return { items: items.map(viewOf), nextCursor };
  });
  route(app, contract.readReconciliation, async ({ principal, params, query, lang }) => {
    const { file, items, nextCursor } = await readDifferences(deps, principal.personId, params.id, query);
    return { ...viewOf(file), items: items.map((item) => differenceOf(item, lang)), nextCursor };
  });
  route(app, contract.decideDifference, async ({ principal, params, body, lang }) => {
    const of = { fileId: params.id, differenceId: params.difference };
    return differenceOf(await decide(deps, principal.personId, of, body), lang);
  });
}
