import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-books';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import { writeAudit } from '../callbacks/callbacks.ts';
import type { Deps } from '../deps.ts';
import { listDays, listLedger, trialBalanceOfAll, verifyBooks } from './books.ts';
import { lastSealedDay } from './seals.ts';

export function bookRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listLedger, async ({ principal, query }) => {
    const { items, nextCursor } = await listLedger(deps, asCreatorId(principal.creatorId), query);
    return { items: items.map((entry) => ({ ...entry, postings: [...entry.postings] })), nextCursor };
  });
  route(app, contract.listLedgerDays, async ({ principal, query }) => {
    const { items, nextCursor } = await listDays(deps, asCreatorId(principal.creatorId), query);
    return { items: items.map((seal) => ({ ...seal, sealedAt: seal.sealedAt.toISOString() })), nextCursor };
  });
  route(app, contract.verifyLedger, async ({ principal }) => {
    const check = await verifyBooks(deps, asCreatorId(principal.creatorId));
    return {
      whole: check.change === undefined,
      firstChangedDay: check.change?.day ?? null,
      what: check.change?.what ?? null,
      days: check.days,
      entries: check.entries,
      trialBalanceSantim: check.trialBalance,
      wrongBalances: [...check.wrongBalances],
    };
  });
  route(app, contract.readTrialBalance, async ({ principal }) => {
    const at = deps.clock.now();
    const who = `operator:${principal.personId}`;
    await deps.tenancy.inPlatform(async (tx) => {
      await writeAudit(tx, { who, what: 'trial-balance.read', about: 'ledger', at });
    });
    const { entries, debits, total, unbalanced, wrongBalances } = await trialBalanceOfAll(deps);
    return {
      trialBalanceSantim: total,
      debitsSantim: debits,
      entries,
      unbalancedEntries: unbalanced,
      wrongBalances,
      sealedUntil: await lastSealedDay(deps),
    };
  });
}
