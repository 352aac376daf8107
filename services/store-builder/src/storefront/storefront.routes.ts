// The public pages. A page that is in the cache is sent as it lies there; everything else is the exception.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pickLanguage } from '@windsurf/language/pick';
import type { Language } from '@windsurf/language/phrases';
import type { Deps } from '../deps.ts';
import { missingPage } from './missing.pages.ts';
import { pageKey } from './page-cache.ts';
import type { CachedPage, FinishedPage } from './page-cache.ts';
import { makeProductPage, makeStorePage } from './storefront.ts';
import type { Found } from './storefront.ts';

type Asked = {
  readonly Params: { readonly handle: string; readonly slug?: string };
  readonly Querystring: { lang?: unknown };
};

/** Signs of handles and of products' addresses, and a text that is none. */
const readable = /^[a-z0-9-]+$/;
const unreadable = '?';

function sendPage(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  reply.headers(page.headers).header('etag', page.etag);
  if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
  const packed = page.packed !== undefined && (request.headers['accept-encoding'] ?? '').includes('br');
  if (packed) reply.header('content-encoding', 'br');
  return reply.send(packed ? page.packed : page.body);
}

export function storefrontRoutes(app: FastifyInstance, deps: Deps): void {
  const { pages } = deps;
  const make = async (handle: string, slug: string, lang: Language): Promise<Found> => {
    // What nobody can have is not asked for: a database takes no text with a zero in it.
    if (!readable.test(handle)) return { kind: 'no-store' };
    if (slug === '') return await makeStorePage(deps, handle, lang);
    return await makeProductPage(deps, handle, readable.test(slug) ? slug : unreadable, lang);
  };

  const other = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: { handle: string; slug: string; lang: Language },
  ): Promise<unknown> => {
    const { handle, slug, lang } = asked;
    const plain = handle.toLowerCase();
    const outcome: { found?: Found } = {};
    const maker = async (): Promise<FinishedPage | undefined> => {
      outcome.found = await make(plain, slug, lang);
      return outcome.found.kind === 'page' ? outcome.found.page : undefined;
    };
    const moved = (to: { handle: string; slug: string | undefined }): FastifyReply => {
      const wish = (request.query as { lang?: unknown }).lang;
      const last = to.slug ?? encodeURIComponent(slug);
      const path = `/@${to.handle}${last === '' ? '' : `/${last}`}`;
      return reply
        .header('cache-control', 'public, max-age=3600')
        .redirect(typeof wish === 'string' ? `${path}?lang=${lang}` : path, 301);
    };
    if (plain !== handle && readable.test(plain)) return moved({ handle: plain, slug: undefined });
    const page = await pages.fetch(pageKey({ handle, slug, lang }), maker);
    if (page) return sendPage(request, reply, page);
    // Another request made the answer that this one waited for.
    const found = outcome.found ?? (await make(handle, slug, lang));
    if (found.kind === 'page')
      return sendPage(request, reply, {
        ...found.page,
        body: Buffer.from(found.page.html),
        packed: undefined,
        madeAt: 0,
      });
    if (found.kind === 'moved') return moved(found);
    const path = slug === '' ? `/@${handle}` : `/@${handle}/${slug}`;
    const answer = missingPage(deps, found, { handle, path, lang, requestId: request.id });
    if ('redirect' in answer) return reply.redirect(answer.redirect);
    return reply
      .code(answer.status ?? 404)
      .headers(answer.headers ?? {})
      .type('text/html; charset=utf-8')
      .send(answer.html);
  };

  const answer = (request: FastifyRequest<Asked>, reply: FastifyReply): unknown => {
    const { handle, slug = '' } = request.params;
    const lang = pickLanguage(request.headers['accept-language'], request.query.lang);
    const page = pages.peek(pageKey({ handle, slug, lang }), async () => {
      const found = await make(handle, slug, lang);
      return found.kind === 'page' ? found.page : undefined;
    });
    if (page) return sendPage(request, reply, page);
    return other(request, reply, { handle, slug, lang });
  };
  for (const url of ['/@:handle', '/@:handle/:slug']) {
    app.route<Asked>({
      method: 'GET',
      url,
      config: { access: 'public', kind: 'page', quiet: true },
      handler: answer,
    });
  }
}
