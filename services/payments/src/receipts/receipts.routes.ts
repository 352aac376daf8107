import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-billing';
import { noReceiptYet } from '@windsurf/contracts/payments-billing';
import { asCreatorId } from '@windsurf/db/tenancy';
import { sendFile } from '@windsurf/service-kit/files';
import { route } from '@windsurf/service-kit/route';
import { follow } from '../checkout/follow.ts';
import type { Deps } from '../deps.ts';
import { limitPapers, printPapers } from './print.ts';

export function receiptRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readReceiptFile, async ({ principal, params, query, lang, reply }) => {
    await limitPapers(deps, principal.creatorId);
    const file = await printPapers(deps, asCreatorId(principal.creatorId), params.id, query.lang ?? lang);
    return await sendFile(reply, file);
  });
  route(app, contract.readBuyersReceiptFile, async ({ params, query, request, reply }) => {
    await limitPapers(deps, request.ip);
    const { token, intent } = await follow(deps, params.token);
    if (intent.orderId === null) throw noReceiptYet();
    return await sendFile(reply, await printPapers(deps, token.creatorId, intent.orderId, query.lang ?? intent.lang));
  });
}
