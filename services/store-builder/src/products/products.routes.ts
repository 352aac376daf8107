import * as contract from '@windsurf/contracts/store';
import { notAllowed, notSignedIn } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import {
  changeProduct,
  createProduct,
  listProducts,
  publishProduct,
  readProduct,
  withdrawProduct,
} from './products.ts';
import { soldIn } from '../discovery/categories.ts';
import { idForKey } from './product-key.ts';

export function productRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.browseProducts, async ({ principal, query, lang }) => {
    const { category, cursor, limit = 24 } = query;
    if (category !== undefined) return await soldIn(deps, { category, cursor, limit }, lang);
    if (principal.kind === 'nobody') throw notSignedIn();
    if (principal.kind !== 'person' || principal.creatorId === null) throw notAllowed();
    return { items: await listProducts(deps, asCreatorId(principal.creatorId)) };
  });
  route(app, contract.createProduct, async ({ principal, body, lang, request }) => {
    const creatorId = asCreatorId(principal.creatorId);
    return await createProduct(deps, creatorId, body, idForKey(creatorId, request.headers['idempotency-key']), lang);
  });
  route(
    app,
    contract.readProduct,
    async ({ principal, params }) => await readProduct(deps, asCreatorId(principal.creatorId), params.id),
  );
  route(
    app,
    contract.changeProduct,
    async ({ principal, params, body, lang }) =>
      await changeProduct(deps, asCreatorId(principal.creatorId), params.id, body, lang),
  );
  route(
    app,
    contract.publishProduct,
    async ({ principal, params, lang }) =>
      await publishProduct(deps, asCreatorId(principal.creatorId), params.id, lang),
  );
  route(
    app,
    contract.withdrawProduct,
    async ({ principal, params }) => await withdrawProduct(deps, asCreatorId(principal.creatorId), params.id),
  );
}
