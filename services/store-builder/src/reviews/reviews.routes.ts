import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { Problem } from '@windsurf/contracts/problem';
import type { Principal, PersonPrincipal } from '@windsurf/contracts/principal';
import * as contract from '@windsurf/contracts/store-reviews';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage, securityHeaders, styleHashes } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { privatePage } from '@windsurf/service-kit/pages';
import { page, route } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { reviewFormPage, reviewListPage } from './reviews.pages.ts';
import type { FormPage, Typed } from './reviews.pages.ts';
import { soldProduct } from './sold-product.ts';
import { answerReview, listMyReviews, listReviews, myReview, removeReview, writeReview } from './reviews.ts';

const Word = T.Optional(T.String());
const ofProduct = T.Object({ productId: T.String({ maxLength: 60 }) });
const isPerson = (principal: Principal): principal is PersonPrincipal => principal.kind === 'person';

/** At the fields of the form where the problem names them. */
function errorsOf(problem: Problem, lang: Language): FieldError[] {
  const own: FieldError[] = problem.fields.map(({ pointer, says, params }) => ({
    field: pointer.slice(1),
    text: say(says, lang, params),
  }));
  return own.length > 0 ? own : [{ field: 'stars', text: say(problem.says, lang, problem.params) }];
}

export function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listReviews, async ({ params, query }) => await listReviews(deps, params.id, query));
  route(app, contract.myReview, async ({ principal, params }) => ({
    review: await myReview(deps, principal.personId, params.id),
  }));
  route(
    app,
    contract.writeReview,
    async ({ principal, params, body }) => await writeReview(deps, principal.personId, params.id, body),
  );
  route(app, contract.removeReview, async ({ principal, params }) => {
    await removeReview(deps, principal.personId, params.id);
    return { done: true as const };
  });
  route(
    app,
    contract.listMyReviews,
    async ({ principal, query }) => await listMyReviews(deps, asCreatorId(principal.creatorId), query),
  );
  route(app, contract.answerReview, async ({ principal, params, body }) => {
    const of = { productId: params.id, id: params.reviewId };
    return await answerReview(deps, asCreatorId(principal.creatorId), of, body.text);
  });

  page(
    app,
    {
      method: 'GET',
      url: '/reviews/:productId/all',
      access: 'public',
      params: ofProduct,
      query: T.Object({ before: Word, lang: Word }),
    },
    async ({ params: { productId }, query, lang }): Promise<PageAnswer> => {
      const listed = await listReviews(deps, productId, { cursor: query.before, limit: 20 });
      const { storeName, path } = await soldProduct(deps, productId);
      const html = reviewListPage({ lang, productId, listed, storeName, productPath: path });
      const headers = {
        ...securityHeaders({ styleHashes: styleHashes(html) }),
        'cache-control': 'public, max-age=60',
        vary: 'accept-language, accept-encoding',
      };
      return { html, headers };
    },
  );

  const draw = async (
    principal: PersonPrincipal,
    lang: Language,
    productId: string,
    more: { typed?: Typed; said?: FormPage['said']; errors?: readonly FieldError[]; status?: number } = {},
  ): Promise<PageAnswer> => {
    const own = await myReview(deps, principal.personId, productId);
    const { title, path } = await soldProduct(deps, productId);
    const kept = { stars: own === null ? '' : String(own.stars), text: own?.text ?? '', name: own?.name ?? '' };
    const html = reviewFormPage({
      lang,
      productId,
      title,
      csrf: principal.csrf,
      typed: more.typed ?? kept,
      written: own !== null,
      said: more.said,
      errors: more.errors ?? [],
      productUrl: deps.storeOrigin + path,
    });
    return privatePage(html, {}, more.status ?? 200);
  };
  const signIn = (path: string): PageAnswer => ({
    redirect: `/v1/auth/refresh?return=${encodeURIComponent(path)}`,
    headers: { 'cache-control': 'no-store' },
  });

  page(
    app,
    {
      method: 'GET',
      url: '/reviews/:productId',
      access: 'public',
      params: ofProduct,
      query: T.Object({ said: Word, lang: Word }),
    },
    async ({ principal, params, query, lang, request }): Promise<PageAnswer> => {
      if (!isPerson(principal)) return signIn(request.url);
      const said = query.said === 'thanks' || query.said === 'removed' ? query.said : undefined;
      return await draw(principal, lang, params.productId, { said });
    },
  );
  page(
    app,
    {
      method: 'POST',
      url: '/reviews/:productId',
      access: 'public',
      params: ofProduct,
      body: T.Object({ stars: Word, text: Word, name: Word, remove: Word, relabel: Word, _csrf: Word }),
    },
    async ({ principal, params: { productId }, body, lang }): Promise<PageAnswer> => {
      const path = `/reviews/${encodeURIComponent(productId)}`;
      if (!isPerson(principal)) return signIn(inLanguage(path, lang));
      const typed = { stars: body.stars ?? '', text: body.text ?? '', name: body.name ?? '' };
      if (body.relabel !== undefined) return await draw(principal, lang, productId, { typed });
      try {
        if (body.remove === undefined) {
          const stars = /^[1-5]$/.test(typed.stars) ? Number(typed.stars) : 0;
          await writeReview(deps, principal.personId, productId, { ...typed, stars });
        } else await removeReview(deps, principal.personId, productId);
      } catch (error) {
        if (!(error instanceof Problem) || ![422, 429].includes(error.status)) throw error;
        const errors = errorsOf(error, lang);
        return await draw(principal, lang, productId, { typed, errors, status: error.status });
      }
      return { redirect: inLanguage(`${path}?said=${body.remove === undefined ? 'thanks' : 'removed'}`, lang) };
    },
  );
}
