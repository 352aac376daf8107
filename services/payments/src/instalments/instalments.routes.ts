import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-instalments';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { readOrder } from '../orders/orders.ts';
import { planUrl, planView, readPlan, readPlanOfOrder } from './plan.ts';
import { changeTermsOf, readTermsOf } from './terms.ts';

export function instalmentRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readInstalmentTerms, async ({ principal, params }) => {
    return await readTermsOf(deps, asCreatorId(principal.creatorId), params.id);
  });
  route(app, contract.changeInstalmentTerms, async ({ principal, params, body, lang }) => {
    return await changeTermsOf(deps, asCreatorId(principal.creatorId), params.id, body, lang);
  });
  route(app, contract.readInstalmentsOfOrder, async ({ principal, params }) => {
    const creatorId = asCreatorId(principal.creatorId);
    // Absent and foreign are the same 404, also where nothing is paid in parts.
    await readOrder(deps, creatorId, params.id);
    const plan = await readPlanOfOrder(deps, creatorId, params.id);
    return { plan: plan ? planView(plan, deps.clock.now()) : null };
  });
  route(app, contract.linkOfInstalments, async ({ params, query }) => {
    const creatorId = asCreatorId(query.creatorId);
    const plan = await readPlan(deps, creatorId, params.id);
    const { storeName } = plan.product;
    return { ...planView(plan, deps.clock.now()), url: planUrl(deps, creatorId, plan.row.id), storeName };
  });
}
