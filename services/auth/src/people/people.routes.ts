import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/auth';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { findOrCreatePerson, personIdOf, phoneOfPerson } from './people.ts';

export function peopleRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.findOrCreatePerson, async ({ body, lang }) => ({
    personId: await findOrCreatePerson(deps, { phone: body.phone, lang: body.lang ?? lang }),
  }));
  route(app, contract.findPerson, async ({ body }) => ({ personId: await personIdOf(deps, body.phone) }));
  route(app, contract.phoneOfPerson, async ({ params }) => await phoneOfPerson(deps, params.id));
}
