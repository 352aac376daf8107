// The public pages. A page that is in the cache is sent as it lies there; everything else is the exception.
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pickLanguage } from '@windsurf/language/pick';
import { notFound } from '@windsurf/contracts/problem';
import type { Deps } from '../deps.ts';
import { createHosts, isOneStore } from '../domains/hosts.ts';
import { cartIn, withCart } from './cart.ts';
import { missingPage } from './missing.pages.ts';
import { pageKey } from './page-cache.ts';
import type { CachedPage, FinishedPage } from './page-cache.ts';
import { referralIn, withReferral } from './referral.ts';
import { makeInnerPage } from './inner.ts';
import { makeProductPage, makeStorePage } from './storefront.ts';
import type { Found, Wish } from './storefront.ts';

type Asked = {
  readonly Params: { readonly handle: string; readonly slug?: string; readonly id?: string; readonly at?: string };
  readonly Querystring: { lang?: unknown; data?: unknown };
};
/** What is asked for: the store's own page has an empty `slug`, pages behind it have one of several parts. */
type Place = Wish & { readonly handle: string; readonly slug: string };

/** Signs of handles and of products' addresses, and a text that is none. */
const readable = /^[a-z0-9-]+$/;
const unreadable = '?';

/** Parts of an address behind a store: letters of any case, because blocks are named by phones. */
const innerPlace = /^(list|picture|posts)\/[A-Za-z0-9_-]+(\/[a-z0-9-]+)?$/;

type Sender = Pick<Deps, 'clock' | 'appOrigin'>;

/** The page with what its address carries, a cart and who recommended it: another page to every cache. */
function carried(request: FastifyRequest, page: CachedPage, asked: Place, appOrigin: string): CachedPage {
  const ref = referralIn(request.query);
  const ids = cartIn(request.query);
  if (ref === undefined && ids.length === 0) return page;
  const { handle, lang } = asked;
  const filled = ids.length === 0 ? page.html : withCart(page.html, { ids, handle, lang, appOrigin });
  const body = Buffer.from(ref === undefined ? filled : withReferral(filled, ref, appOrigin));
  const tag = [...(ref === undefined ? [] : [ref]), ...ids].join('-');
  return { ...page, body, packed: undefined, etag: page.etag.replace(/"$/, `-${tag}"`) };
}

/** What stays in an address when a reader is led to another one: her language, her cart, who recommended the page. */
function kept(request: FastifyRequest): string {
  const { lang } = request.query as { lang?: unknown };
  const ref = referralIn(request.query);
  const ids = cartIn(request.query);
  const query = new URLSearchParams({
    ...(lang === 'am' || lang === 'en' ? { lang } : {}),
    ...(ids.length === 0 ? {} : { with: ids.join(',') }),
    ...(ref === undefined ? {} : { ref }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

/** Her main address of this page, for who arrived under another one. */
function ledTo(request: FastifyRequest, page: CachedPage): string | undefined {
  if (page.elsewhere === undefined) return undefined;
  const url = new URL(page.elsewhere);
  if (url.hostname === request.hostname.toLowerCase()) return undefined;
  return url.href + kept(request);
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  found: CachedPage,
  asked: Place,
  deps: Sender,
): FastifyReply | Promise<FastifyReply> {
  const page = carried(request, found, asked, deps.appOrigin);
  const led = ledTo(request, page);
  if (led !== undefined) return reply.header('cache-control', 'public, max-age=60').redirect(led, 302);
  reply.headers(page.headers).header('etag', page.etag);
  // Nobody keeps a page longer than it is true.
  if (page.changesAt !== undefined) {
    const left = Math.max(0, Math.floor((page.changesAt - deps.clock.now().getTime()) / 1000));
    if (left < 60) reply.header('cache-control', `public, max-age=${left}`);
  }
  if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
  if (!(request.headers['accept-encoding'] ?? '').includes('br')) return reply.send(page.body);
  reply.header('content-encoding', 'br');
  return page.packed === undefined ? packAndSend(reply, page.body) : reply.send(page.packed);
}

const compress = promisify(brotliCompress);
/** A millisecond of work; its best takes longer than a reader of any network gains by it. */
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** A page that is another one for each address, or was made just now, travels as light as one that lies ready. */
const packAndSend = async (reply: FastifyReply, body: Buffer): Promise<FastifyReply> =>
  await reply.send(await compress(body, quickly));

/** The phone's wish, unless this reader said otherwise with the switch at the foot of the page. */
const savesData = (header: string | string[] | undefined, wish: unknown): boolean =>
  wish === 'less' || (header === 'on' && wish !== 'full');

/** The switch stays on from page to page, without a cookie. Addresses of other sites are left alone. */
const keepSaving = (html: string): string =>
  html.replace(/(href="\/@[^"?]*\?lang=(?:am|en))(?=["&])/g, '$1&amp;data=less');

export function storefrontRoutes(app: FastifyInstance, deps: Deps): void {
  const { pages } = deps;
  const make = async (place: Place): Promise<Found> => {
    const found = await makeAny(place);
    return place.saveData === true && found.kind === 'page'
      ? { ...found, page: { ...found.page, html: keepSaving(found.page.html) } }
      : found;
  };
  const makeAny = async ({ handle, slug, ...wish }: Place): Promise<Found> => {
    // What nobody can have is not asked for: a database takes no text with a zero in it.
    if (!readable.test(handle)) return { kind: 'no-store' };
    if (slug === '') return await makeStorePage(deps, handle, wish);
    if (innerPlace.test(slug)) return await makeInnerPage(deps, handle, slug, wish);
    return await makeProductPage(deps, handle, readable.test(slug) ? slug : unreadable, wish);
  };

  const other = async (request: FastifyRequest, reply: FastifyReply, asked: Place): Promise<unknown> => {
    const { handle, slug, lang } = asked;
    const plain = handle.toLowerCase();
    const outcome: { found?: Found } = {};
    const maker = async (): Promise<FinishedPage | undefined> => {
      outcome.found = await make({ ...asked, handle: plain });
      return outcome.found.kind === 'page' ? outcome.found.page : undefined;
    };
    const moved = (to: { handle: string; slug: string | undefined }): FastifyReply => {
      const last = to.slug ?? slug.split('/').map(encodeURIComponent).join('/');
      const path = `/@${to.handle}${last === '' ? '' : `/${last}`}`;
      return reply.header('cache-control', 'public, max-age=3600').redirect(path + kept(request), 301);
    };
    if (plain !== handle && readable.test(plain)) return moved({ handle: plain, slug: undefined });
    const page = await pages.fetch(pageKey(asked), maker);
    if (page) return sendPage(request, reply, page, asked, deps);
    // Another request made the answer that this one waited for.
    const found = outcome.found ?? (await make(asked));
    if (found.kind === 'page')
      return sendPage(
        request,
        reply,
        { ...found.page, body: Buffer.from(found.page.html), packed: undefined, madeAt: 0 },
        asked,
        deps,
      );
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

  const answer = (request: FastifyRequest<Asked>, reply: FastifyReply, slug: string, own?: string): unknown => {
    const handle = own ?? request.params.handle;
    const asked: Place = {
      handle,
      slug,
      lang: pickLanguage(request.headers['accept-language'], request.query.lang),
      saveData: savesData(request.headers['save-data'], request.query.data),
    };
    const page = pages.peek(pageKey(asked), async () => {
      const found = await make(asked);
      return found.kind === 'page' ? found.page : undefined;
    });
    if (page) return sendPage(request, reply, page, asked, deps);
    return other(request, reply, asked);
  };
  const hosts = createHosts(deps);
  /** A creator's own address shows her store and nobody else's, whatever it would be used to pass for. */
  const underAnother = async (request: FastifyRequest<Asked>, reply: FastifyReply, slug: string): Promise<unknown> => {
    const own = await hosts.handleOf(request.hostname);
    const { handle } = request.params;
    if (own === undefined || (await isOneStore(deps, own, handle))) return await answer(request, reply, slug);
    const path = ['', `@${handle}`, ...slug.split('/')].filter((part, at) => at === 0 || part !== '');
    const home = `${deps.storeOrigin}${path.map(encodeURIComponent).join('/').replace('%40', '@')}`;
    return await reply.header('cache-control', 'public, max-age=60').redirect(home + kept(request), 302);
  };
  type Params = Asked['Params'];
  const open = (url: string, placeOf: (params: Params) => string): void => {
    const handler = (request: FastifyRequest<Asked>, reply: FastifyReply): unknown =>
      hosts.isOurs(request.hostname)
        ? answer(request, reply, placeOf(request.params))
        : underAnother(request, reply, placeOf(request.params));
    app.route<Asked>({ method: 'GET', url, config: { access: 'public', kind: 'page', quiet: true }, handler });
  };
  open('/@:handle', () => '');
  open('/@:handle/:slug', ({ slug }) => slug ?? '');
  open('/@:handle/list/:id/:at', ({ id, at }) => `list/${id}/${at}`);
  open('/@:handle/picture/:id/:at', ({ id, at }) => `picture/${id}/${at}`);
  open('/@:handle/posts/:id', ({ id }) => `posts/${id}`);

  // Under a creator's own address the store stands at the top.
  for (const url of ['/', '/:slug']) {
    app.route<Asked>({
      method: 'GET',
      url,
      config: { access: 'public', kind: 'page', quiet: true },
      handler: async (request, reply) => {
        const handle = await hosts.handleOf(request.hostname);
        if (handle !== undefined) return await answer(request, reply, request.params.slug ?? '', handle);
        if (url !== '/' || !hosts.isOurs(request.hostname)) throw notFound();
        return await reply.header('cache-control', 'no-cache').redirect(deps.appOrigin, 302);
      },
    });
  }
}
