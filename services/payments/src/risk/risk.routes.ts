import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-risk';
import type { CaseReason } from '@windsurf/contracts/payments-risk';
import type { Answer } from '@windsurf/contracts/endpoint';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { listAllAppeals, listCases, listScores } from './operator-risk.ts';
import { answerAppeal, decideCase, listAppeals, openAppeal, proposePause, releaseCase } from './risk.ts';
import type { AppealFacts, CaseFacts } from './risk.ts';

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

const caseView = (of: CaseFacts): Answer<typeof contract.approveCase> => ({
  id: of.id,
  creatorId: of.creatorId,
  kind: of.kind,
  state: of.state,
  reason: of.reason as CaseReason,
  note: of.note,
  proposedBy: of.proposedBy,
  proposedAt: of.proposedAt.toISOString(),
  decidedBy: of.decidedBy,
  decidedAt: moment(of.decidedAt),
  releasedAt: moment(of.releasedAt),
  appealId: of.appealId,
});
const appealView = (of: AppealFacts, now: Date): Answer<typeof contract.appeal> => ({
  id: of.id,
  caseId: of.caseId,
  kind: of.kind,
  reason: of.reason as CaseReason,
  text: of.text,
  state: of.state,
  askedAt: of.askedAt.toISOString(),
  dueAt: of.dueAt.toISOString(),
  overdue: of.state === 'open' && of.dueAt <= now,
  answeredAt: moment(of.answeredAt),
  answer: of.answer,
});

export function riskRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listRisk, async ({ principal, query }) => {
    const { items, nextCursor } = await listScores(deps, principal.personId, query);
    return {
      items: items.map(({ creatorId, score, facts, countedAt, caseId, caseState }) => ({
        creatorId,
        score,
        facts,
        countedAt: countedAt.toISOString(),
        payouts: caseState === null ? ('open' as const) : caseState === 'approved' ? ('paused' as const) : caseState,
        caseId,
      })),
      nextCursor,
    };
  });
  route(app, contract.listCases, async ({ principal, query }) => {
    const { items, nextCursor } = await listCases(deps, principal.personId, query);
    return { items: items.map(caseView), nextCursor };
  });
  route(app, contract.pauseCreator, async ({ principal, params, body }) => {
    const wish = { kind: body.kind ?? 'pause', reason: body.reason, note: body.note };
    return caseView(await proposePause(deps, principal.personId, params.id, wish));
  });
  route(app, contract.approveCase, async ({ principal, params, body }) =>
    caseView(await decideCase(deps, principal.personId, params.id, { approve: true, note: body.note })),
  );
  route(app, contract.refuseCase, async ({ principal, params, body }) =>
    caseView(await decideCase(deps, principal.personId, params.id, { approve: false, note: body.note })),
  );
  route(app, contract.releaseCase, async ({ principal, params, body }) =>
    caseView(await releaseCase(deps, principal.personId, params.id, body.note)),
  );
  route(app, contract.listOperatorAppeals, async ({ principal, query }) => {
    const { items, nextCursor } = await listAllAppeals(deps, principal.personId, query);
    const now = deps.clock.now();
    return { items: items.map((one) => ({ ...appealView(one, now), creatorId: one.creatorId })), nextCursor };
  });
  route(app, contract.answerAppeal, async ({ principal, params, body }) => {
    const answered = await answerAppeal(deps, principal.personId, params.id, body);
    return { ...appealView(answered, deps.clock.now()), creatorId: answered.creatorId };
  });

  route(app, contract.listAppeals, async ({ principal }) => {
    const { appeals, holding } = await listAppeals(deps, asCreatorId(principal.creatorId));
    const now = deps.clock.now();
    return {
      items: appeals.map((one) => appealView(one, now)),
      cases: holding
        ? [
            {
              id: holding.id,
              kind: holding.kind,
              reason: holding.reason as CaseReason,
              since: (holding.decidedAt ?? holding.proposedAt).toISOString(),
            },
          ]
        : [],
    };
  });
  route(app, contract.appeal, async ({ principal, body }) =>
    appealView(await openAppeal(deps, asCreatorId(principal.creatorId), body), deps.clock.now()),
  );
}
