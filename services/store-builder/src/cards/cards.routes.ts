import * as contract from '@windsurf/contracts/store-share';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { route } from '@windsurf/service-kit/route';
import { visitOf } from '@windsurf/visitors/visitor-class';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { codeAddress, findCard, readShare } from './cards.ts';
import { codePng, codeSvg } from './codes.ts';

type CardAsked = { readonly lang: string; readonly handle: string; readonly slug?: string; readonly file: string };
type CodeAsked = { readonly handle: string; readonly slug?: string };

/** Signs of handles and of products' addresses. */
const readable = /^[a-z0-9-]{1,80}$/;
const cardFile = /^([0-9a-f]{32})\.jpg$/;

export function cardRoutes(app: FastifyInstance, deps: Deps): void {
  route(
    app,
    contract.readShare,
    async ({ principal, query, lang }) =>
      await readShare(deps, asCreatorId(principal.creatorId), query.productId, lang),
  );
  const config = { access: 'public', kind: 'api', quiet: true } as const;
  const headers = {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  };

  const card = async (request: FastifyRequest, reply: FastifyReply, { lang, handle, slug = '', file }: CardAsked) => {
    const hash = cardFile.exec(file)?.[1];
    const known = (lang === 'am' || lang === 'en') && readable.test(handle) && (slug === '' || readable.test(slug));
    if (hash === undefined || !known) throw notFound();
    const found = await findCard(deps, { lang, handle, slug }, hash, visitOf(request.headers));
    if (found.kind === 'none') throw notFound();
    if (found.kind === 'moved') return await reply.header('cache-control', 'no-cache').redirect(found.path, 302);
    reply.headers({ ...headers, etag: `"${hash}"`, 'cache-control': 'public, max-age=86400, immutable' });
    if (request.headers['if-none-match'] === `"${hash}"`) return await reply.code(304).send();
    return await reply.type('image/jpeg').send(found.bytes);
  };
  app.get<{ Params: CardAsked }>(
    '/@:handle/card/:lang/:file',
    { config },
    async (request, reply) => await card(request, reply, request.params),
  );
  app.get<{ Params: CardAsked }>(
    '/@:handle/:slug/card/:lang/:file',
    { config },
    async (request, reply) => await card(request, reply, request.params),
  );

  const code = async (reply: FastifyReply, handle: string, slug: string, form: 'svg' | 'png') => {
    if (!readable.test(handle) || (slug !== '' && !readable.test(slug))) throw notFound();
    const address = await codeAddress(deps, handle, slug);
    if (address === undefined) throw notFound();
    const name = slug === '' ? handle : slug;
    reply.headers({ ...headers, 'cache-control': 'public, max-age=3600' });
    reply.header('content-disposition', `inline; filename="${name}.${form}"`);
    if (form === 'svg') return await reply.type('image/svg+xml').send(codeSvg(address));
    return await reply.type('image/png').send(await codePng(address));
  };
  for (const form of ['svg', 'png'] as const) {
    app.get<{ Params: CodeAsked }>(`/@:handle/code.${form}`, { config }, async (request, reply) => {
      return await code(reply, request.params.handle, '', form);
    });
    app.get<{ Params: CodeAsked }>(`/@:handle/:slug/code.${form}`, { config }, async (request, reply) => {
      return await code(reply, request.params.handle, request.params.slug ?? '', form);
    });
  }
}
