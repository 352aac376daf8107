import type { FastifyInstance } from 'fastify';
import { callbackRefused, telebirrCallback } from '@windsurf/contracts/payments';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { takeNotice } from './callbacks.ts';

const largest = 65_536;

export async function callbackRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(async (raw) => {
    // The signature is of what was sent; only the bytes themselves are evidence, whatever their label says.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    route(
      raw,
      telebirrCallback,
      async ({ request }) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const notice = { rail: 'telebirr', body, headers: request.headers, address: request.ip } as const;
        if (!(await takeNotice(deps, notice))) throw callbackRefused();
        return { success: true };
      },
      { bodyLimitBytes: largest },
    );
  });
}
