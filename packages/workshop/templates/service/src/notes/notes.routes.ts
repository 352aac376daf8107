import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/__schema__';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { listNotes, writeNote } from './notes.ts';

export function noteRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listNotes, async ({ principal }) => ({ notes: await listNotes(deps, principal.creatorId) }));
  route(app, contract.writeNote, async ({ principal, body }) => await writeNote(deps, principal.creatorId, body.text));
}
