import * as contract from '@windsurf/contracts/store-import';
import { rawBodyOf, takeRawBodies } from '@windsurf/service-kit/raw-body';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { largestImport, tooLarge } from './imports.ts';
import { readAside } from './read-aside.ts';

const perCreator = { name: 'imports', max: 30, windowSeconds: 3600 } as const;

export async function importRoutes(app: FastifyInstance, deps: Pick<Deps, 'limits'>): Promise<void> {
  // A plugin of its own: only here is a body of any type read as a file.
  await app.register(async (own) => {
    takeRawBodies(own, { most: largestImport, tooLarge });
    route(own, contract.readImport, async ({ principal, request, lang }) => {
      await deps.limits.take(perCreator, principal.creatorId);
      return await readAside(rawBodyOf(request), lang);
    });
  });
}
