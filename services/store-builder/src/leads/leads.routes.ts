import * as contract from '@windsurf/contracts/store-leads';
import { sendFile } from '@windsurf/service-kit/files';
import { page, route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { answerFreebie } from './leads.pages.ts';
import { leadsTable, listLeads } from './leads.ts';

/** So many gifts one network address may ask for in ten minutes; many phones share one behind a carrier's NAT. */
const perAddress = { name: 'freebie', max: 60, windowSeconds: 600 } as const;

export function leadRoutes(app: FastifyInstance, deps: Deps): void {
  const text = T.Optional(T.String({ maxLength: 2000 }));
  page(
    app,
    {
      method: 'POST',
      url: '/@:handle/free/:blockId',
      access: 'public',
      params: T.Object({ handle: T.String({ maxLength: 60 }), blockId: T.String({ maxLength: 40 }) }),
      body: T.Object({ form: text, contact: text, name: text, consent: text }),
    },
    async ({ params, body, lang, request }) => {
      await deps.limits.take(perAddress, request.ip);
      return await answerFreebie(deps, params, body, lang);
    },
  );
  // Who opens the address of the form itself is brought to the page that has it.
  page(
    app,
    {
      method: 'GET',
      url: '/@:handle/free/:blockId',
      access: 'public',
      params: T.Object({ handle: T.String({ maxLength: 60 }), blockId: T.String({ maxLength: 40 }) }),
    },
    async ({ params, lang }) => ({ redirect: `/@${encodeURIComponent(params.handle)}?lang=${lang}`, status: 303 }),
  );
  route(app, contract.listLeads, async ({ principal, query }) => await listLeads(deps, principal.creatorId, query));
  route(
    app,
    contract.exportLeads,
    async ({ principal, reply }) =>
      await sendFile(reply, {
        type: 'text/csv',
        name: 'leads.csv',
        bytes: await leadsTable(deps, principal.creatorId),
      }),
  );
}
