// The agreement page of an affiliate, and the page of all that she recommends. Both work without JavaScript.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { affiliateName } from '@windsurf/contracts/payments-affiliates';
import type { PersonPrincipal, Principal } from '@windsurf/contracts/principal';
import { Problem, notSignedIn } from '@windsurf/contracts/problem';
import { Id } from '@windsurf/contracts/shapes';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { affiliateWords as words } from '@windsurf/language/words-affiliates';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { mineDocument, termsDocument } from './affiliate-document.ts';
import { join, listMine, listShares, offeredBy, spokenName } from './affiliates.ts';

const Short = T.Optional(T.String({ maxLength: 200 }));
const params = T.Object({ productId: Id });
const query = T.Object({ lang: Short, after: Short });
const Sent = T.Object({ name: Short, accept: Short, percent: Short, _csrf: Short });
const perPerson = { name: 'affiliate-join', max: 60, windowSeconds: 3600 } as const;

/** Auth answers at once where the phone is known, and with its form otherwise. */
const wayIn = (path: string, lang: Language): string =>
  inLanguage(`/v1/auth/refresh?return=${encodeURIComponent(inLanguage(path, lang))}`, lang);
const personOf = (principal: Principal): PersonPrincipal | undefined =>
  principal.kind === 'person' ? principal : undefined;

export function affiliatePages(app: FastifyInstance, deps: Deps): void {
  type Shown = {
    readonly typed?: { readonly name: string; readonly accept: boolean };
    readonly errors?: readonly FieldError[];
    readonly notice?: string;
    readonly status?: number;
  };
  const show = async (productId: string, principal: Principal, lang: Language, shown: Shown): Promise<PageAnswer> => {
    const person = personOf(principal);
    const offer = await offeredBy(deps, productId);
    const mine = person && (await listMine(deps, person.personId)).find((one) => one.productId === productId);
    const path = `/affiliate/${productId}`;
    const document = termsDocument({
      lang,
      offer,
      path,
      csrf: person?.csrf,
      signInPath: wayIn(path, lang),
      mine: mine?.state === 'active' ? mine : undefined,
      typed: shown.typed ?? { name: '', accept: false },
      errors: shown.errors ?? [],
      notice: shown.notice,
      storeOrigin: deps.storeOrigin,
    });
    return privatePage(document, {}, shown.status ?? 200);
  };

  page(
    app,
    { method: 'GET', url: '/affiliate', access: 'public', query },
    async ({ principal, lang, query: { after } }) => {
      const person = personOf(principal);
      if (!person) {
        const nothing = { affiliations: [], shares: [], older: null, hasStore: false };
        return privatePage(mineDocument({ lang, ...nothing, signInPath: wayIn('/affiliate', lang) }));
      }
      const owner = person.creatorId ?? person.personId;
      const { items: shares, nextCursor: older } = await listShares(deps, owner, { cursor: after });
      const affiliations = await listMine(deps, person.personId);
      const hasStore = person.creatorId !== null;
      return privatePage(mineDocument({ lang, affiliations, shares, older, hasStore, signInPath: undefined }));
    },
  );
  page(app, { method: 'GET', url: '/affiliate/:productId', access: 'public', params, query }, async (context) => {
    return await show(context.params.productId, context.principal, context.lang, {});
  });
  const post = { method: 'POST', url: '/affiliate/:productId', access: 'public', params, query, body: Sent } as const;
  page(app, post, async ({ params: { productId }, principal, lang, body }) => {
    const person = personOf(principal);
    if (!person) throw notSignedIn();
    const typed = { name: body.name ?? '', accept: body.accept !== undefined };
    const errors: FieldError[] = [];
    if (spokenName(typed.name) === undefined) errors.push({ field: 'name', text: say(affiliateName.says, lang) });
    if (!typed.accept) errors.push({ field: 'accept', text: say(words.acceptMissing, lang) });
    if (errors.length > 0) return await show(productId, principal, lang, { typed, errors, status: 422 });
    await deps.limits.take(perPerson, person.personId);
    try {
      const percent = /^\d{1,2}$/.test(body.percent ?? '') ? Number(body.percent) : 0;
      await join(deps, person, productId, { name: typed.name, percent });
      return { redirect: inLanguage(`/affiliate/${productId}`, lang) };
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409) throw error;
      const notice = say(error.says, lang, error.params);
      return await show(productId, principal, lang, { typed: { ...typed, accept: false }, notice, status: 409 });
    }
  });
}
