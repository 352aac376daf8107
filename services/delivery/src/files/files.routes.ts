import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/delivery';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { abortUpload, beginUpload, completeUpload, listFiles, readFile, signParts } from './files.ts';

export function fileRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.beginUpload, async ({ principal, body, lang }) => {
    return await beginUpload(deps, asCreatorId(principal.creatorId), { ...body, lang });
  });
  route(app, contract.signParts, async ({ principal, params, body }) => ({
    parts: await signParts(deps, asCreatorId(principal.creatorId), params.id, body.numbers),
  }));
  route(app, contract.completeUpload, async ({ principal, params, body, lang }) => {
    const sha256 = body?.sha256 ?? null;
    return await completeUpload(deps, asCreatorId(principal.creatorId), params.id, { sha256, lang });
  });
  route(app, contract.readFile, async ({ principal, params, lang }) => {
    return await readFile(deps, asCreatorId(principal.creatorId), params.id, lang);
  });
  route(app, contract.listFiles, async ({ principal, lang }) => ({
    items: await listFiles(deps, asCreatorId(principal.creatorId), lang),
  }));
  route(app, contract.abortUpload, async ({ principal, params }) => {
    await abortUpload(deps, asCreatorId(principal.creatorId), params.id);
    return { done: true as const };
  });
}
