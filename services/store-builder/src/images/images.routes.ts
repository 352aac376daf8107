import * as contract from '@windsurf/contracts/store';
import { imageTooLarge } from '@windsurf/contracts/store-problems';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { isId } from '@windsurf/db/ids';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { keepImage, keyOfImage, largestImageBytes } from './images.ts';

const megabytes = (bytes: number): string =>
  `${(Math.ceil(bytes / 104_857.6) / 10).toFixed(1).replace(/\.0$/, '')}\u00a0MB`;
const tooLarge = (bytes: number) => imageTooLarge({ size: megabytes(bytes), limit: megabytes(largestImageBytes) });

/** Reads a picture's bytes; refuses before the first one when the phone says that there are too many. */
async function readBytes(request: FastifyRequest, stream: Readable): Promise<Buffer> {
  const said = Number(request.headers['content-length'] ?? 0);
  if (said > largestImageBytes) throw tooLarge(said);
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed when we stop reading: the connection still has to carry our answer.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestImageBytes) throw tooLarge(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const kinds = new Set(['image/jpeg', 'image/png', 'image/webp']);

export async function imageRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  // A plugin of its own: only here is a body of any type read as bytes.
  await app.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser(
      '*',
      async (request: FastifyRequest, stream: Readable) => await readBytes(request, stream),
    );
    route(own, contract.uploadImage, async ({ principal, request }) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return await keepImage(deps, asCreatorId(principal.creatorId), bytes);
    });
  });

  // The address is a secret until it stands on a page, and its content never changes.
  app.get<{ Params: { imageId: string } }>(
    '/media/:imageId',
    { config: { access: 'public', kind: 'api', quiet: true } },
    async (request, reply) => {
      const { imageId } = request.params;
      if (!isId(imageId)) throw notFound();
      const etag = `"${imageId}"`;
      reply.headers({
        etag,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
      });
      if (request.headers['if-none-match'] === etag) return await reply.code(304).send();
      const found = await deps.blob.get(keyOfImage(imageId));
      if (found === undefined || !kinds.has(found.contentType)) throw notFound();
      return await reply.type(found.contentType).header('content-length', found.sizeBytes).send(found.body);
    },
  );
}
