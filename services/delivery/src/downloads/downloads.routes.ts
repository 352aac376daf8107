import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { Problem } from '@windsurf/contracts/problem';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { downloadAddress } from './downloads.ts';

// The token is in the address of this page: no other place may hear of it.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

export function downloadRoutes(app: FastifyInstance, deps: Deps): void {
  // Refused is an answer: a link that opens nothing, access that is paused. Failed is ours.
  const count = deps.metrics.counter('windsurf_downloads_total', 'Requests for a bought file', {
    outcome: ['served', 'refused', 'failed'],
  });
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
      try {
        const { url: redirect, served } = await downloadAddress(deps, params.token, params.fileId, method);
        count({ outcome: served ? 'served' : 'refused' });
        return { redirect, status: 302, headers };
      } catch (error) {
        count({ outcome: error instanceof Problem && error.status < 500 ? 'refused' : 'failed' });
        throw error;
      }
    },
  );
}
