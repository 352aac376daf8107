import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/auth';
import { formatPhone } from '@windsurf/phone/phone';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { phoneFrom } from '../people/phone-input.ts';
import { codeLifeSeconds, requestCode, resendSeconds } from './codes.ts';

export function codeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.requestCode, async ({ body, request, lang }) => {
    const phone = phoneFrom(body.phone);
    await requestCode(deps, { phone, address: request.ip, lang: body.lang ?? lang });
    return { phone: formatPhone(phone), expiresInSeconds: codeLifeSeconds, resendInSeconds: resendSeconds };
  });
}
