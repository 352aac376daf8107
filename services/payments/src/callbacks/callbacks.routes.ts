import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callbackRefused, railCallback, railResult } from '@windsurf/contracts/payments';
import { notFound } from '@windsurf/contracts/problem';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { takeNotice } from './callbacks.ts';

const largest = 65_536;

export async function callbackRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const take = async (request: FastifyRequest, name: string, tail: string): Promise<unknown> => {
    const rail = deps.rails.get(name);
    if (!rail) throw notFound();
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const query = request.query as Readonly<Record<string, unknown>>;
    const arrived = { rail, body, headers: request.headers, tail, query, address: request.ip };
    if (!(await takeNotice(deps, arrived))) throw callbackRefused();
    return rail.heard ?? { success: true };
  };
  await app.register(async (raw) => {
    // The signature is of what was sent; only the bytes themselves are evidence, whatever their label says.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const limit = { bodyLimitBytes: largest };
    route(raw, railCallback, async ({ request, params }) => await take(request, params.rail, ''), limit);
    route(raw, railResult, async ({ request, params }) => await take(request, params.rail, params.tail), limit);
  });
}
