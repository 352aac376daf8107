import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { refreshCookie } from '@windsurf/access/cookies';
import { Problem } from '@windsurf/contracts/problem';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage } from '@windsurf/html/page';
import { asLanguage } from '@windsurf/language/pick';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { formatPhone } from '@windsurf/phone/phone';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { requestCode } from '../codes/codes.ts';
import type { Deps } from '../deps.ts';
import { phoneFrom } from '../people/phone-input.ts';
import { clearSessionCookies, setSessionCookies } from '../sessions/session-cookies.ts';
import type { IssueToken } from '../sessions/session-cookies.ts';
import { deviceOf, endSession, refreshSession, signIn } from '../sessions/sessions.ts';
import { codePage, phonePage } from './sign-in.pages.ts';

const Text = (max: number) => T.Optional(T.String({ maxLength: max }));
const defaultReturn = '/k';

/** A path of this origin, or where people usually go: an address from outside would be an open redirect. */
export function safeReturn(given: string | undefined): string {
  if (given === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(given) || given.length > 500) return defaultReturn;
  return given;
}

/**
 * The form, in the language of the page that sent the reader here: what it names itself, else what the way back names.
 * Without either, the form goes by the browser.
 */
function formAddress(returnTo: string, wish: string | undefined): string {
  const lang = asLanguage(wish) ?? asLanguage(new URL(returnTo, 'http://here.invalid').searchParams.get('lang'));
  const path = `/sign-in?return=${encodeURIComponent(returnTo)}`;
  return lang ? inLanguage(path, lang) : path;
}

/** The way back, in the language that was chosen on the way here. */
function backTo(returnTo: string, wish: string | undefined): string {
  const lang = asLanguage(wish);
  return lang ? safeReturn(inLanguage(returnTo, lang)) : returnTo;
}

/** The sentence of a problem beside the field that it is about; anything else goes on being thrown. */
function asFieldErrors(error: unknown, field: string, lang: Language): FieldError[] {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  return [{ field, text: say(error.says, lang, error.params) }];
}
const statusOf = (error: unknown): number => (error instanceof Problem ? error.status : 422);

export function signInPages(app: FastifyInstance, deps: Deps, issue: IssueToken): void {
  page(
    app,
    { method: 'GET', url: '/sign-in', access: 'public', query: T.Object({ return: Text(600), lang: Text(10) }) },
    async ({ query, lang }) =>
      privatePage(phonePage({ lang, returnTo: safeReturn(query.return), phone: '', errors: [] })),
  );

  page(
    app,
    {
      method: 'POST',
      url: '/sign-in',
      access: 'public',
      body: T.Object({ phone: Text(100), return: Text(600), relabel: Text(10) }),
    },
    async ({ body, lang, request }): Promise<PageAnswer> => {
      const typed = body.phone ?? '';
      const returnTo = safeReturn(body.return);
      if (body.relabel !== undefined) return privatePage(phonePage({ lang, returnTo, phone: typed, errors: [] }));
      try {
        const phone = phoneFrom(typed);
        await requestCode(deps, { phone, address: request.ip, lang });
        return privatePage(codePage({ lang, returnTo, phone, shown: formatPhone(phone), errors: [] }));
      } catch (error) {
        const errors = asFieldErrors(error, 'phone', lang);
        return privatePage(phonePage({ lang, returnTo, phone: typed, errors }), {}, statusOf(error));
      }
    },
  );

  page(
    app,
    {
      method: 'POST',
      url: '/sign-in/code',
      access: 'public',
      query: T.Object({ lang: Text(10) }),
      body: T.Object({ phone: Text(100), code: Text(40), return: Text(600), borrowed: Text(10), relabel: Text(10) }),
    },
    async ({ body, query, lang, request, reply }): Promise<PageAnswer> => {
      const phone = phoneFrom(body.phone ?? '');
      const returnTo = safeReturn(body.return);
      const shown = { lang, returnTo, phone, shown: formatPhone(phone), borrowed: body.borrowed === 'yes' };
      if (body.relabel !== undefined) {
        return privatePage(codePage({ ...shown, errors: [] }));
      }
      try {
        const session = await signIn(deps, {
          phone,
          code: body.code ?? '',
          as: 'buyer',
          borrowed: body.borrowed === 'yes',
          device: deviceOf(request.headers['user-agent']),
          lang,
        });
        setSessionCookies(reply, issue, session);
        return { redirect: backTo(returnTo, query.lang) };
      } catch (error) {
        const errors = asFieldErrors(error, 'code', lang);
        return privatePage(codePage({ ...shown, errors }), {}, statusOf(error));
      }
    },
  );

  // A page whose short token ran out sends the reader here: back at once with a new one, or to the form.
  page(
    app,
    {
      method: 'GET',
      url: '/v1/auth/refresh',
      access: 'public',
      query: T.Object({ return: Text(600), lang: Text(10) }),
    },
    async ({ query, request, reply }): Promise<PageAnswer> => {
      const returnTo = safeReturn(query.return);
      const headers = { 'cache-control': 'no-store' };
      const token = request.cookies[refreshCookie];
      try {
        if (token === undefined) throw new Error('no token');
        setSessionCookies(reply, issue, await refreshSession(deps, token));
        return { redirect: backTo(returnTo, query.lang), headers };
      } catch (error) {
        if (error instanceof Problem && error.status !== 401) throw error;
        clearSessionCookies(reply);
        return { redirect: formAddress(returnTo, query.lang), headers };
      }
    },
  );

  page(
    app,
    {
      method: 'POST',
      url: '/sign-out',
      access: 'public',
      query: T.Object({ lang: Text(10) }),
      body: T.Object({ _csrf: Text(100), return: Text(600) }),
    },
    async ({ principal, query, body, reply }): Promise<PageAnswer> => {
      if (principal.kind === 'person') {
        await endSession(deps, principal.personId, principal.sessionId).catch(() => undefined);
      }
      clearSessionCookies(reply);
      return { redirect: formAddress(safeReturn(body.return), query.lang) };
    },
  );
}
