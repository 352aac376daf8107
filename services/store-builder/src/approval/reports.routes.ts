import type { FastifyInstance } from 'fastify';
import { reportReasons } from '@windsurf/contracts/store-approval';
import type { ReportReason } from '@windsurf/contracts/store-approval';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { reportWords as words } from '@windsurf/language/words-trust';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { reportPage, thanksPage } from './reports.pages.ts';
import type { ReportForm } from './reports.pages.ts';
import { findReported, report, saidMost } from './reports.ts';

const isReason = (text: string): text is ReportReason => (reportReasons as readonly string[]).includes(text);

function wrongs({ reason, said }: ReportForm, lang: Language): FieldError[] {
  return [
    ...(isReason(reason) ? [] : [{ field: 'reason', text: say(words.chooseReason, lang) }]),
    ...(said.length > saidMost ? [{ field: 'said', text: say(words.tooLong, lang, { limit: saidMost }) }] : []),
  ];
}

export function reportRoutes(app: FastifyInstance, deps: Deps): void {
  const text = T.Optional(T.String({ maxLength: 4000 }));
  const body = T.Object({ reason: text, said: text, relabel: text });
  const handle = T.String({ maxLength: 60 });
  const shapes = [
    { url: '/report/:handle', params: T.Object({ handle, slug: T.Optional(T.String()) }) },
    { url: '/report/:handle/:slug', params: T.Object({ handle, slug: T.Optional(T.String({ maxLength: 100 })) }) },
  ] as const;
  const pathOf = ({ handle: name, slug }: { handle: string; slug?: string }): string =>
    ['/report', name, ...(slug === undefined ? [] : [slug])].map(encodeURI).join('/');
  for (const shape of shapes) {
    page(app, { method: 'GET', access: 'public', ...shape }, async ({ params, lang }) => {
      const about = await findReported(deps, params.handle, params.slug);
      const typed = { reason: '', said: '' };
      return privatePage(reportPage({ lang, path: pathOf(params), about, typed, errors: [] }));
    });
    page(app, { method: 'POST', access: 'public', ...shape, body }, async ({ params, body: sent, lang, request }) => {
      const about = await findReported(deps, params.handle, params.slug);
      const asked = { lang, path: pathOf(params), about };
      const typed = { reason: sent.reason ?? '', said: sent.said ?? '' };
      // The language was switched: the page anew, with what was typed.
      if (sent.relabel !== undefined) return privatePage(reportPage({ ...asked, typed, errors: [] }));
      const errors = wrongs(typed, lang);
      const { reason, said } = typed;
      if (errors.length > 0 || !isReason(reason)) return privatePage(reportPage({ ...asked, typed, errors }), {}, 422);
      await report(deps, request.ip, about, { reason, text: said });
      return privatePage(thanksPage(asked));
    });
  }
}
