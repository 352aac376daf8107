import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/auth-platform';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { ahead } from '../notices/notices.ts';
import { flagsOfCreator, listFlags, rulesSet, setFlag } from './flags.ts';

export function flagRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listFlags, async () => ({ items: await listFlags(deps) }));
  route(
    app,
    contract.setFlag,
    async ({ principal, params, body }) => await setFlag(deps, principal.personId, params.name, body),
  );
  route(app, contract.myFlags, async ({ principal, query }) => ({
    flags: await flagsOfCreator(deps, principal.creatorId, query.platform),
  }));
  // Each process asks every ten seconds: a line for each would say nothing.
  route(
    app,
    contract.readPlatform,
    async () => {
      const [rules, notices] = await Promise.all([rulesSet(deps), ahead(deps)]);
      return { notices, flags: contract.flagNames.flatMap((name) => (rules[name] ? [{ name, ...rules[name] }] : [])) };
    },
    { quiet: true },
  );
}
