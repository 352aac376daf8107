import * as contract from '@windsurf/contracts/store-schedule';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { cancelSchedule, readSchedule, schedulePage } from './schedule.ts';

export function scheduleRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.readSchedule,
    async ({ principal, lang }) => await readSchedule(deps, asCreatorId(principal.creatorId), lang),
  );
  route(
    app,
    contract.schedulePage,
    async ({ principal, body, lang }) => await schedulePage(deps, asCreatorId(principal.creatorId), body, lang),
  );
  route(
    app,
    contract.cancelSchedule,
    async ({ principal, lang }) => await cancelSchedule(deps, asCreatorId(principal.creatorId), lang),
  );
}
