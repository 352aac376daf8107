import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/store-approval';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { operatorOf } from '../trust/trust.ts';
import { approveProduct, listApprovals, readApproval, readCaseId, rejectProduct, restoreProduct } from './approval.ts';
import { decideReport, listReports } from './reports.ts';

export function approvalRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.listApprovals,
    async ({ principal, query }) => await listApprovals(deps, principal.personId, query),
  );
  route(
    app,
    contract.readApproval,
    async ({ principal, params, request }) =>
      await readApproval(deps, operatorOf(principal, request), readCaseId(params.id)),
  );
  route(
    app,
    contract.approveProduct,
    async ({ principal, params, body, request }) =>
      await approveProduct(deps, operatorOf(principal, request), readCaseId(params.id), body),
  );
  route(
    app,
    contract.rejectProduct,
    async ({ principal, params, body, request }) =>
      await rejectProduct(deps, operatorOf(principal, request), readCaseId(params.id), body),
  );
  route(
    app,
    contract.restoreProduct,
    async ({ principal, params, body, request }) =>
      await restoreProduct(deps, operatorOf(principal, request), readCaseId(params.id), body),
  );
  route(app, contract.listReports, async ({ principal, query }) => await listReports(deps, principal.personId, query));
  route(
    app,
    contract.decideReport,
    async ({ principal, params, body, request }) =>
      await decideReport(deps, operatorOf(principal, request), readCaseId(params.id), body),
  );
}
