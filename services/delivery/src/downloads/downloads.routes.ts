import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { downloadAddress } from './downloads.ts';

// The token is in the address of this page: no other place may hear of it.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

export function downloadRoutes(app: FastifyInstance, deps: Deps): void {
  page(
    app,
    {
      method: 'GET',
      url: '/d/:token/:fileId',
      access: 'public',
      params: T.Object({ token: T.String(), fileId: T.String() }),
    },
    async ({ params, request }) => {
      const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
      return { redirect: await downloadAddress(deps, params.token, params.fileId, method), status: 302, headers };
    },
  );
}
