import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-after';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { changeReminders, readReminders } from './reminders.ts';

export function reminderRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readReminders, async ({ principal }) => {
    return await readReminders(deps, asCreatorId(principal.creatorId));
  });
  route(app, contract.changeReminders, async ({ principal, body }) => {
    return await changeReminders(deps, asCreatorId(principal.creatorId), body.abandoned);
  });
}
