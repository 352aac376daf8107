import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/auth';
import { maskPhone } from '@windsurf/phone/phone';
import { route } from '@windsurf/service-kit/route';
import { codeLifeSeconds, resendSeconds } from '../codes/codes.ts';
import type { Deps } from '../deps.ts';
import { proofLifeSeconds, proveStepUp, sendStepUpCode, useStepUp } from './step-up.ts';

export function stepUpRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.sendStepUpCode, async ({ principal, body, request, lang }) => {
    const input = { purpose: body.purpose, address: request.ip, lang: body.lang ?? lang };
    const phone = await sendStepUpCode(deps, principal, input);
    return { phone: maskPhone(phone), expiresInSeconds: codeLifeSeconds, resendInSeconds: resendSeconds };
  });
  route(app, contract.stepUp, async ({ principal, body, reply }) => {
    reply.header('cache-control', 'no-store');
    const { personId, sessionId } = principal;
    return { proof: await proveStepUp(deps, { personId, sessionId }, body), expiresInSeconds: proofLifeSeconds };
  });
  route(app, contract.useStepUp, async ({ body }) => {
    await useStepUp(deps, body);
    return { done: true as const };
  });
}
