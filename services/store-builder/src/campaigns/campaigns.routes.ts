import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/store-offers';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { changeCampaign, createCampaign, listCampaigns, readCampaign } from './campaigns.ts';

export function campaignRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.createCampaign,
    async ({ principal, body }) => await createCampaign(deps, asCreatorId(principal.creatorId), body),
  );
  route(app, contract.listCampaigns, async ({ principal }) => ({
    items: await listCampaigns(deps, asCreatorId(principal.creatorId)),
  }));
  route(
    app,
    contract.readCampaign,
    async ({ principal, params }) => await readCampaign(deps, asCreatorId(principal.creatorId), params.id),
  );
  route(
    app,
    contract.changeCampaign,
    async ({ principal, params, body }) =>
      await changeCampaign(deps, asCreatorId(principal.creatorId), params.id, body.state),
  );
}
