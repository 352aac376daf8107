import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/notifications';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { sendCode } from './codes.ts';

export function codeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.sendCode, async ({ body }) => await sendCode(deps, body));
}
