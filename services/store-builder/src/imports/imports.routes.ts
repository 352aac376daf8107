import * as contract from '@windsurf/contracts/store-import';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { largestImport, tooLarge } from './imports.ts';
import { readAside } from './read-aside.ts';

const perCreator = { name: 'imports', max: 30, windowSeconds: 3600 } as const;

async function readBytes(request: FastifyRequest, stream: Readable): Promise<Buffer> {
  const said = Number(request.headers['content-length'] ?? 0);
  if (said > largestImport) throw tooLarge(said);
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed when we stop reading: the connection still has to carry our answer.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestImport) throw tooLarge(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function importRoutes(app: FastifyInstance, deps: Pick<Deps, 'limits'>): Promise<void> {
  // A plugin of its own: only here is a body of any type read as a file.
  await app.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser(
      '*',
      async (request: FastifyRequest, stream: Readable) => await readBytes(request, stream),
    );
    route(own, contract.readImport, async ({ principal, request, lang }) => {
      await deps.limits.take(perCreator, principal.creatorId);
      return await readAside(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), lang);
    });
  });
}
