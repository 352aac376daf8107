import * as contract from '@windsurf/contracts/store-pictures';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { isId } from '@windsurf/db/ids';
import { rawBodyOf, takeRawBodies } from '@windsurf/service-kit/raw-body';
import { route } from '@windsurf/service-kit/route';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { keepImage, keyOfImage, keyOfSize, largestImageBytes, readPicture, tooLarge } from './images.ts';

const kinds = new Set(['image/jpeg', 'image/avif', 'image/png', 'image/webp']);
const sizeFile = /^(96|192|[1-9][0-9]{0,2})\.(avif|jpg)$/;

export async function imageRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  // A plugin of its own: only here is a body of any type read as bytes.
  await app.register(async (own) => {
    takeRawBodies(own, { most: largestImageBytes, tooLarge });
    route(own, contract.uploadImage, async ({ principal, request, lang }) => {
      return await keepImage(deps, asCreatorId(principal.creatorId), rawBodyOf(request), lang);
    });
  });

  route(
    app,
    contract.readImage,
    async ({ principal, params, lang }) => await readPicture(deps, asCreatorId(principal.creatorId), params.id, lang),
  );

  const send = async (request: FastifyRequest, reply: FastifyReply, file: { etag: string; key: string }) => {
    const etag = `"${file.etag}"`;
    reply.headers({
      etag,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
    const forever = 'public, max-age=31536000, immutable';
    if (request.headers['if-none-match'] === etag) return await reply.header('cache-control', forever).code(304).send();
    const found = await deps.blob.get(file.key);
    if (found === undefined || !kinds.has(found.contentType)) throw notFound();
    reply.header('cache-control', forever).header('content-length', found.sizeBytes);
    return await reply.type(found.contentType).send(found.body);
  };
  const open = { config: { access: 'public', kind: 'api', quiet: true } } as const;

  // The address is a secret until it stands on a page, and its content never changes.
  app.get<{ Params: { imageId: string } }>('/media/:imageId', open, async (request, reply) => {
    const { imageId } = request.params;
    if (!isId(imageId)) throw notFound();
    return await send(request, reply, { etag: imageId, key: keyOfImage(imageId) });
  });
  app.get<{ Params: { imageId: string; size: string } }>('/media/:imageId/:size', open, async (request, reply) => {
    const { imageId, size } = request.params;
    if (!isId(imageId) || !sizeFile.test(size)) throw notFound();
    return await send(request, reply, { etag: `${imageId}-${size}`, key: keyOfSize(imageId, size) });
  });
}
