// "I paid, where is it?": from anywhere with a number, from a waiting page without.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { Problem, notFound } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { parsePhone } from '@windsurf/phone/phone';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { railTeller } from '../rails/registry.ts';
import { foundDocument, whereDocument } from './where-document.ts';
import { lookFor } from './where.ts';
import type { Found, Telling } from './where.ts';

const Short = T.Optional(T.String({ maxLength: 200 }));
const params = T.Object({ token: T.String({ maxLength: 200 }) });
const query = T.Object({ lang: Short });
const Sent = T.Object({
  text: T.Optional(T.String({ maxLength: 4000 })),
  phone: Short,
  attempt: Short,
  /** The language was changed: what was typed comes along, and nothing is looked for. */
  relabel: Short,
  _csrf: Short,
});
type Body = { text?: string; phone?: string; attempt?: string; relabel?: string };
type Visit = {
  readonly path: string;
  readonly lang: Language;
  readonly principal: Principal;
  readonly address: string;
  readonly token: string | undefined;
};

export function wherePages(app: FastifyInstance, deps: Deps): void {
  const show = (visit: Visit, body: Body, errors: readonly FieldError[], status: number): PageAnswer =>
    privatePage(
      whereDocument({
        lang: visit.lang,
        path: visit.path,
        asksPhone: visit.token === undefined,
        csrf: visit.principal.kind === 'person' && visit.principal.via === 'cookie' ? visit.principal.csrf : undefined,
        attempt: body.attempt ?? randomBytes(16).toString('base64url'),
        typed: { text: body.text ?? '', phone: body.phone ?? '' },
        errors,
      }),
      {},
      status,
    );

  page(app, { method: 'GET', url: '/pay/where', access: 'public', query }, async ({ lang, principal, request }) =>
    show({ path: '/pay/where', lang, principal, address: request.ip, token: undefined }, {}, [], 200),
  );
  page(app, { method: 'GET', url: '/pay/:token/where', access: 'public', params, query }, async (context) => {
    const { token } = context.params;
    if (!deps.tokens.read(token)) throw notFound();
    const { lang, principal, request } = context;
    return show({ path: `/pay/${token}/where`, lang, principal, address: request.ip, token }, {}, [], 200);
  });

  const post = async (visit: Visit, body: Body): Promise<PageAnswer> => {
    if (body.relabel !== undefined) return show(visit, body, [], 200);
    const read = readForm(deps, visit, body);
    if ('errors' in read) return show(visit, body, read.errors, 422);
    try {
      return answer(deps, visit, await lookFor(deps, read));
    } catch (error) {
      if (!(error instanceof Problem) || ![404, 409, 422].includes(error.status)) throw error;
      return show(visit, body, [{ field: 'text', text: say(error.says, visit.lang, error.params) }], error.status);
    }
  };
  const anywhere = { method: 'POST', url: '/pay/where', access: 'public', query, body: Sent } as const;
  page(app, anywhere, async ({ lang, principal, request, body }) =>
    post({ path: '/pay/where', lang, principal, address: request.ip, token: undefined }, body),
  );
  const here = { method: 'POST', url: '/pay/:token/where', access: 'public', params, query, body: Sent } as const;
  page(app, here, async ({ params: { token }, lang, principal, request, body }) => {
    if (!deps.tokens.read(token)) throw notFound();
    return await post({ path: `/pay/${token}/where`, lang, principal, address: request.ip, token }, body);
  });
}

/** Throws notFound for an address that we did not sign. */
function readForm(deps: Deps, visit: Visit, body: Body): Telling | { errors: FieldError[] } {
  const { lang, address, token } = visit;
  const attempt = body.attempt ?? randomBytes(16).toString('base64url');
  const telling = { text: body.text ?? '', attempt, source: 'where', lang, address } as const;
  if (token !== undefined) {
    const about = deps.tokens.read(token);
    if (!about) throw notFound();
    return { ...telling, about: { creatorId: about.creatorId, intentId: about.intentId } };
  }
  const phone = parsePhone(body.phone ?? '');
  if (!phone.ok) return { errors: [{ field: 'phone', text: say(phone.says, lang) }] };
  return { ...telling, about: { phone: phone.phone } };
}

/**
 * Where a payment that was found is followed; undefined for whoever only typed a number and a sum. The address leads to no
 * goods: those go by SMS.
 */
export function statusPathOf(deps: Deps, { creatorId, intent, hers }: Found, token?: string): string | undefined {
  if (!hers) return undefined;
  return `/pay/${token ?? deps.tokens.sign({ creatorId, intentId: intent.id, opener: false })}`;
}

function answer(deps: Deps, { lang, path, token }: Visit, found: Found): PageAnswer {
  const { outcome, intent } = found;
  const words = { rail: say(railTeller(intent.rail), lang), hint: intent.buyerHint };
  const place = statusPathOf(deps, found, token);
  const statusPath = place === undefined ? undefined : `${place}?lang=${lang}`;
  return privatePage(foundDocument({ lang, path, outcome, params: words, statusPath }));
}
